import type { LessonId } from '#preload/contract/library.ts'
import type { Host } from '#renderer/host/host.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { findLesson } from '#renderer/host/tree.ts'
import { useValue } from '#renderer/host/value.ts'
import { AboutDialog } from '#renderer/panels/about/about-dialog.tsx'
import { BackupsDialog } from '#renderer/panels/backups/backups-dialog.tsx'
import { ModelsDialog } from '#renderer/panels/models/models-dialog.tsx'
import { Palette } from '#renderer/panels/palette/palette.tsx'
import type { Section } from '#renderer/panels/palette/sections.ts'
import type { PaletteCommand } from '#renderer/panels/palette/use-choices.tsx'
import { SettingsDialog } from '#renderer/panels/settings/settings-dialog.tsx'
import { ShortcutsDialog } from '#renderer/panels/shortcuts/shortcuts-dialog.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { type Translate, wordsOf } from '#renderer/ui/translate.ts'
import type { CommandEntry } from './commands.tsx'
import { InterchangeDialogs } from './interchange-dialogs.tsx'
import { LibraryDialogs } from './library-dialogs.tsx'
import type { Shell } from './shell.ts'
import { useShell } from './shell-context.tsx'
import { showSearch } from './search-pane.tsx'
import { shortcutGroups } from './shortcut-groups.ts'
import { useFileDrop } from './use-file-drop.ts'

/** Whatever window lies over the studio. */
export function Dialogs({ commands, onReveal }: { commands: readonly CommandEntry[]; onReveal: (section: Section) => void }) {
  const { t } = useTexts()
  const host = useHost()
  const shell = useShell()
  const dialog = useValue(shell.dialog)
  const lesson = useValue(shell.lesson)
  const dropped = useValue(shell.droppedModel)
  const close = () => shell.dialog.set(null)
  const closeModels = () => {
    shell.droppedModel.set(null)
    close()
  }
  useFileDrop()
  const listed = commands
    .filter((command) => command.name !== 'palette' && command.name !== 'go-to')
    .map(({ text, synonyms, ...rest }) => ({ ...rest, label: t(text), synonyms: wordsOf(synonyms) }))
  const offer = {
    tree: shell.titles.tree,
    commands: dialog === 'palette' ? [...listed, ...pageCommands(shell, t)] : listed,
    current: lesson,
    onOpen: (next: LessonId) => shell.open(next),
    onOpenBeside: (next: LessonId) => shell.openBeside(next),
    onReveal,
    onSearch: (query: string) => showSearch(host, shell, { query, isReplacing: false }),
  }
  return (
    <>
      <Palette open={dialog === 'palette' || dialog === 'go-to'} only={dialog === 'go-to' ? 'places' : undefined} onClose={close} offer={offer} />
      <LibraryDialogs />
      <InterchangeDialogs />
      <SettingsDialog
        open={dialog === 'settings' || dialog === 'choose-device' || dialog === 'daily-goal'}
        at={dialog === 'choose-device' ? 'device' : dialog === 'daily-goal' ? 'goal' : null}
        onClose={close}
        onModels={() => shell.dialog.set('models')}
        onBackups={() => shell.dialog.set('backups')}
      />
      <ModelsDialog open={dialog === 'models'} onClose={closeModels} dropped={dropped} />
      <BackupsDialog open={dialog === 'backups'} onClose={close} onReplaced={() => showWhatIsThere(host, shell)} />
      <ShortcutsDialog open={dialog === 'shortcuts'} onClose={close} groups={shortcutGroups(commands, t)} />
      <AboutDialog open={dialog === 'about'} onClose={close} />
    </>
  )
}

/** What can be done where the caret is in the open lesson's text, as long as that is what the author sees. */
function pageCommands(shell: Shell, t: Translate): PaletteCommand[] {
  const page = shell.view.get() === 'lesson' && shell.past.get() === null ? shell.pages.of(shell.lesson.get()) : undefined
  return (page?.offers() ?? []).map(({ text, hint, ...rest }) => ({ ...rest, label: t(text), hint: t(hint) }))
}

/** Another library may have come: where the lesson that was open is not in it, its first one is shown. */
function showWhatIsThere(host: Host, shell: Shell): void {
  const tree = host.tree.get()
  if (!tree || findLesson(tree, shell.lesson.get())) return
  const [first] = tree.courses.flatMap((course) => course.chapters).flatMap((chapter) => chapter.lessons)
  shell.open(first?.id ?? null)
}
