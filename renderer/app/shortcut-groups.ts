import { toolsKey } from '#renderer/editor/tools/page-tools.ts'
import { ghostKeys, pageCommands } from '#renderer/editor/typing/shortcuts.ts'
import { tableCommands } from '#renderer/editor/table/table-keys.ts'
import type { ShortcutGroup } from '#renderer/panels/shortcuts/shortcuts-dialog.tsx'
import type { TextKey, Translate } from '#renderer/ui/translate.ts'
import type { CommandEntry } from './commands.tsx'

interface Named {
  readonly text: TextKey
  readonly keys?: string
}

const libraryKeys: readonly Named[] = [
  { text: 'ui.open', keys: 'Enter' },
  { text: 'library.beside', keys: 'Mod+Enter' },
  { text: 'command.rename', keys: 'F2' },
  { text: 'command.remove', keys: 'Delete' },
  { text: 'library.move-up', keys: 'Alt+ArrowUp' },
  { text: 'library.move-down', keys: 'Alt+ArrowDown' },
  { text: 'library.move-before', keys: 'Alt+Shift+ArrowUp' },
  { text: 'library.move-after', keys: 'Alt+Shift+ArrowDown' },
  { text: 'library.select-to', keys: 'Shift+ArrowDown' },
  { text: 'library.select-toggle', keys: '␣' },
  { text: 'library.select-all', keys: 'Mod+A' },
  { text: 'library.deselect', keys: 'Esc' },
  { text: 'command.duplicate', keys: 'Mod+D' },
  { text: 'library.undo', keys: 'Mod+Z' },
]

/** What the page does with keys beyond its commands. */
const textKeys: readonly Named[] = [
  { text: 'shortcuts.indent', keys: 'Tab' },
  { text: 'shortcuts.outdent', keys: 'Shift+Tab' },
  { text: 'shortcuts.line-break', keys: 'Shift+Enter' },
  { text: 'shortcuts.leave-code', keys: 'Mod+Enter' },
  { text: 'editor.toggle-done', keys: 'Mod+Enter' },
  { text: 'editor.tools', keys: toolsKey },
  { text: 'shortcuts.leave-text', keys: 'Esc Tab' },
  { text: 'paste.plain', keys: 'Mod+Shift+V' },
]

const tableKeys: readonly Named[] = [
  { text: 'editor.table-next', keys: 'Tab' },
  { text: 'editor.table-previous', keys: 'Shift+Tab' },
  { text: 'editor.table-leave', keys: 'Mod+Enter' },
]

const marks: readonly Named[] = [
  { text: 'editor.heading-1', keys: '# ␣' },
  { text: 'editor.heading-2', keys: '## ␣' },
  { text: 'editor.heading-3', keys: '### ␣' },
  { text: 'editor.heading-6', keys: '###### ␣' },
  { text: 'editor.bullets', keys: '- ␣' },
  { text: 'editor.numbers', keys: '1. ␣' },
  { text: 'editor.tasks', keys: '[] ␣' },
  { text: 'editor.quote', keys: '> ␣' },
  { text: 'editor.callout', keys: '> [!NOTE] ␣' },
  { text: 'editor.code', keys: '```' },
  { text: 'editor.divider', keys: '---' },
  { text: 'editor.formula-block', keys: '$$' },
  { text: 'editor.bold', keys: '**x**' },
  { text: 'editor.italic', keys: '*x*' },
  { text: 'editor.strike', keys: '~~x~~' },
  { text: 'editor.highlight', keys: '==x==' },
  { text: 'editor.inline-code', keys: '`x`' },
  { text: 'editor.formula', keys: '$x$' },
  { text: 'editor.link', keys: '[x](https://…)' },
  { text: 'editor.insert', keys: '/' },
]

/** Every shortcut of the studio, for the page that lists them. */
export function shortcutGroups(commands: readonly CommandEntry[], t: Translate): ShortcutGroup[] {
  const { undo, redo, ...others } = pageCommands
  const rows = (named: readonly Named[]) => named.flatMap(({ text, keys }) => (keys ? [{ label: t(text), keys }] : []))
  return [
    { title: t('shortcuts.suggestions'), rows: rows(Object.values(ghostKeys)) },
    { title: t('shortcuts.studio'), rows: rows([...commands, { text: 'shortcuts.next-pane', keys: 'F6' }, { text: 'shortcuts.notices', keys: 'F8' }]) },
    { title: t('shortcuts.text'), rows: rows([undo, redo, { text: redo.text, keys: 'Mod+Y' }, ...Object.values(others), ...textKeys]) },
    { title: t('editor.table'), rows: rows([...tableKeys, ...Object.values<Named>(tableCommands)]) },
    { title: t('shortcuts.marks'), rows: rows(marks) },
    { title: t('shortcuts.library'), rows: rows(libraryKeys) },
  ]
}
