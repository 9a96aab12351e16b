import { ghostKeys, pageCommands } from '#renderer/editor/shortcuts.ts'
import type { ShortcutGroup } from '#renderer/panels/shortcuts/shortcuts-dialog.tsx'
import type { TextKey, Translate } from '#renderer/ui/translate.ts'
import type { CommandEntry } from './commands.tsx'

interface Named {
  readonly text: TextKey
  readonly keys?: string
}

const libraryKeys: readonly Named[] = [
  { text: 'library.open', keys: 'Enter' },
  { text: 'command.rename', keys: 'F2' },
  { text: 'command.remove', keys: 'Delete' },
  { text: 'library.move-up', keys: 'Alt+ArrowUp' },
  { text: 'library.move-down', keys: 'Alt+ArrowDown' },
]

/** Every shortcut of the studio, for the page that lists them. */
export function shortcutGroups(commands: readonly CommandEntry[], t: Translate): ShortcutGroup[] {
  const rows = (named: readonly Named[]) => named.flatMap(({ text, keys }) => (keys ? [{ label: t(text), keys }] : []))
  return [
    { title: t('shortcuts.suggestions'), rows: rows(Object.values(ghostKeys)) },
    { title: t('shortcuts.studio'), rows: rows([...commands, { text: 'shortcuts.next-pane', keys: 'F6' }]) },
    { title: t('shortcuts.text'), rows: rows(Object.values(pageCommands)) },
    { title: t('shortcuts.library'), rows: rows(libraryKeys) },
  ]
}
