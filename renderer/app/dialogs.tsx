import { useValue } from '#renderer/host/value.ts'
import { AboutDialog } from '#renderer/panels/about/about-dialog.tsx'
import { Palette } from '#renderer/panels/palette/palette.tsx'
import { SettingsDialog } from '#renderer/panels/settings/settings-dialog.tsx'
import { ShortcutsDialog } from '#renderer/panels/shortcuts/shortcuts-dialog.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import type { CommandEntry } from './commands.tsx'
import { useShell } from './shell-context.tsx'
import { shortcutGroups } from './shortcut-groups.ts'

/** Whatever window lies over the studio. */
export function Dialogs({ commands }: { commands: readonly CommandEntry[] }) {
  const { t } = useTexts()
  const shell = useShell()
  const dialog = useValue(shell.dialog)
  const lesson = useValue(shell.lesson)
  const close = () => shell.dialog.set(null)
  const listed = commands.filter((command) => command.name !== 'palette').map(({ text, ...rest }) => ({ ...rest, label: t(text) }))
  return (
    <>
      <Palette open={dialog === 'palette'} onClose={close} commands={listed} current={lesson} onOpen={(lesson) => shell.open(lesson)} />
      <SettingsDialog open={dialog === 'settings'} onClose={close} />
      <ShortcutsDialog open={dialog === 'shortcuts'} onClose={close} groups={shortcutGroups(commands, t)} />
      <AboutDialog open={dialog === 'about'} onClose={close} />
    </>
  )
}
