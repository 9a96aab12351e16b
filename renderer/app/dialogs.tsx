import type { LessonId } from '#preload/contract/library.ts'
import { useValue } from '#renderer/host/value.ts'
import { AboutDialog } from '#renderer/panels/about/about-dialog.tsx'
import { Palette } from '#renderer/panels/palette/palette.tsx'
import type { Section } from '#renderer/panels/palette/sections.ts'
import { SettingsDialog } from '#renderer/panels/settings/settings-dialog.tsx'
import { ShortcutsDialog } from '#renderer/panels/shortcuts/shortcuts-dialog.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { wordsOf } from '#renderer/ui/translate.ts'
import type { CommandEntry } from './commands.tsx'
import { useShell } from './shell-context.tsx'
import { shortcutGroups } from './shortcut-groups.ts'

/** Whatever window lies over the studio. */
export function Dialogs({ commands, onReveal }: { commands: readonly CommandEntry[]; onReveal: (section: Section) => void }) {
  const { t } = useTexts()
  const shell = useShell()
  const dialog = useValue(shell.dialog)
  const lesson = useValue(shell.lesson)
  const close = () => shell.dialog.set(null)
  const listed = commands
    .filter((command) => command.name !== 'palette')
    .map(({ text, synonyms, ...rest }) => ({ ...rest, label: t(text), synonyms: wordsOf(synonyms) }))
  const offer = { tree: shell.titles.tree, commands: listed, current: lesson, onOpen: (next: LessonId) => shell.open(next), onReveal }
  return (
    <>
      <Palette open={dialog === 'palette'} onClose={close} offer={offer} />
      <SettingsDialog
        open={dialog === 'settings' || dialog === 'choose-model' || dialog === 'choose-device'}
        at={dialog === 'choose-model' ? 'model' : dialog === 'choose-device' ? 'device' : null}
        onClose={close}
      />
      <ShortcutsDialog open={dialog === 'shortcuts'} onClose={close} groups={shortcutGroups(commands, t)} />
      <AboutDialog open={dialog === 'about'} onClose={close} />
    </>
  )
}
