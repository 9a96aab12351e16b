/** Everything the author can do from anywhere: by shortcut, by the palette, by a menu of the desktop window. */
import {
  AArrowDown,
  AArrowUp,
  AlignVerticalJustifyCenter,
  Archive,
  ArrowDown,
  ArrowUp,
  BookCopy,
  BookOpenText,
  BookPlus,
  Boxes,
  ChartColumn,
  ChevronsLeftRight,
  ChevronsRightLeft,
  Columns2,
  Feather,
  FileInput,
  FileOutput,
  FilePlus,
  FolderPlus,
  History,
  Info,
  Keyboard,
  Lamp,
  Languages,
  LibraryBig,
  MonitorCog,
  PanelLeft,
  PanelRight,
  Save,
  Search,
  Send,
  Settings as SettingsIcon,
  SlidersHorizontal,
  SquareDashed,
  SunMoon,
  Trash2,
  Undo2,
  Sprout,
  WandSparkles,
} from 'lucide-react'
import { type ReactNode, useCallback, useMemo } from 'react'
import { Settings } from '#preload/contract/settings.ts'
import type { Host } from '#renderer/host/host.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { findLesson, neighbour } from '#renderer/host/tree.ts'
import { type Made, useLibraryActions } from '#renderer/panels/library/library-actions.ts'
import type { TextKey } from '#renderer/ui/translate.ts'
import { libraryCommands } from './library-commands.tsx'
import { commandKeys, type CommandName, otherKeys } from './command-keys.ts'
import { findCommands } from './find-commands.tsx'
import { useMomentBeside } from './moment-beside.ts'
import { openMade } from './open-made.ts'
import { showVersions, togglePane } from './panes.ts'
import { saveNow } from './save-now.ts'
import type { Shell } from './shell.ts'
import { useShell } from './shell-context.tsx'
import { showPublishing } from './show-publishing.ts'
import { showVoice } from './show-voice.ts'
import { useLastTakenBack } from './take-back.ts'

export interface CommandEntry {
  readonly name: CommandName
  readonly text: TextKey
  /** Other words that find it. */
  readonly synonyms: TextKey
  readonly keys?: string
  /** Does the same, and is not shown. */
  readonly otherKeys?: string
  readonly icon: ReactNode
  readonly run: () => void
}

/** The commands of this window, in the order in which the palette lists them. */
export function useCommands(): readonly CommandEntry[] {
  const host = useHost()
  const shell = useShell()
  const momentBeside = useMomentBeside()
  const undoReplacement = useLastTakenBack()
  const onMade = useCallback((made: Made) => openMade(host, shell, made), [host, shell])
  const actions = useLibraryActions(onMade)
  return useMemo(() => {
    const place = () => findLesson(host.tree.get(), shell.lesson.get())
    const step = (by: 1 | -1) => {
      const tree = host.tree.get()
      const next = tree && neighbour(tree, shell.lesson.get(), by)
      if (next) shell.open(next)
    }
    const isOpen = () => host.workspace.get()?.phase === 'open'
    const interchange = (dialog: 'import' | 'export') => {
      shell.subject.set([])
      shell.dialog.set(dialog)
    }
    const change = host.changeSettings
    const toggleTheme = () => change({ theme: document.documentElement.dataset['theme'] === 'dark' ? 'light' : 'dark' })
    const runs: Readonly<Record<CommandName, readonly [ReactNode, () => void]>> = {
      ...libraryCommands(host, shell, actions),
      ...findCommands(host, shell),
      'new-lesson': [<FilePlus key="i" />, () => void actions.newLesson(place())],
      'new-chapter': [<FolderPlus key="i" />, () => void actions.newChapter(place()?.course.id)],
      'new-course': [<BookPlus key="i" />, () => void actions.newCourse()],
      'undo-replacement': [<Undo2 key="i" />, undoReplacement],
      save: [<Save key="i" />, () => void saveNow(shell)],
      import: [<FileInput key="i" />, () => isOpen() && interchange('import')],
      export: [<FileOutput key="i" />, () => interchange('export')],
      'next-lesson': [<ArrowDown key="i" />, () => step(1)],
      'previous-lesson': [<ArrowUp key="i" />, () => step(-1)],
      'toggle-suggestions': [<WandSparkles key="i" />, () => change({ suggestions: !host.settings.get().suggestions })],
      'toggle-habits': [<Sprout key="i" />, () => change({ habits: !host.settings.get().habits })],
      'toggle-library': [<PanelLeft key="i" />, () => togglePane(host, shell, 'library')],
      'toggle-inspector': [<PanelRight key="i" />, () => togglePane(host, shell, 'inspector')],
      focus: [<SquareDashed key="i" />, () => shell.focused.set(!shell.focused.get())],
      beside: [<Columns2 key="i" />, () => toggleBeside(host, shell)],
      typewriter: [<AlignVerticalJustifyCenter key="i" />, () => change({ typewriter: !host.settings.get().typewriter })],
      dimmed: [<Lamp key="i" />, () => change({ dimmed: !host.settings.get().dimmed })],
      'larger-text': [<AArrowUp key="i" />, () => change(within('textSize', host.settings.get().textSize + 1))],
      'smaller-text': [<AArrowDown key="i" />, () => change(within('textSize', host.settings.get().textSize - 1))],
      'wider-page': [<ChevronsLeftRight key="i" />, () => change(within('measure', host.settings.get().measure + 2))],
      'narrower-page': [<ChevronsRightLeft key="i" />, () => change(within('measure', host.settings.get().measure - 2))],
      'version-beside': [<BookCopy key="i" />, momentBeside],
      versions: [<History key="i" />, () => showVersions(host, shell)],
      archive: [<LibraryBig key="i" />, () => showArchive(shell)],
      voice: [<Feather key="i" />, () => showVoice(shell)],
      publishing: [<Send key="i" />, () => showPublishing(host, shell)],
      'voice-at-hand': [<SlidersHorizontal key="i" />, () => shell.voiceAtHand.set(!shell.voiceAtHand.get())],
      statistics: [<ChartColumn key="i" />, () => shell.view.set('statistics')],
      bin: [<Trash2 key="i" />, () => shell.view.set('bin')],
      theme: [<SunMoon key="i" />, toggleTheme],
      'theme-system': [<MonitorCog key="i" />, () => change({ theme: 'system' })],
      chinese: [<Languages key="i" />, () => change({ language: 'zh-CN' })],
      english: [<Languages key="i" />, () => change({ language: 'en' })],
      models: [<Boxes key="i" />, () => shell.dialog.set('models')],
      backups: [<Archive key="i" />, () => shell.dialog.set('backups')],
      settings: [<SettingsIcon key="i" />, () => shell.dialog.set('settings')],
      palette: [<Search key="i" />, () => shell.dialog.set('palette')],
      guide: [<BookOpenText key="i" />, () => shell.view.set(shell.view.get() === 'guide' ? 'lesson' : 'guide')],
      shortcuts: [<Keyboard key="i" />, () => shell.dialog.set('shortcuts')],
      about: [<Info key="i" />, () => shell.dialog.set('about')],
    }
    return commandNames.map((name) => entryOf(name, runs[name]))
  }, [host, shell, actions, momentBeside, undoReplacement])
}

function entryOf(name: CommandName, [icon, run]: readonly [ReactNode, () => void]): CommandEntry {
  const keys = commandKeys[name]
  const others = otherKeys[name]
  return { name, text: `command.${name}`, synonyms: `synonyms.${name}`, icon, run, ...(keys && { keys }), ...(others && { otherKeys: others }) }
}

/** Shows the archive's works, whatever of it was looked at last. */
function showArchive(shell: Shell): void {
  shell.archive.set({ kind: 'works' })
  shell.view.set('archive')
}

/** Takes what came beside the page away, wherever the author is, or shows a lesson there: the next after the one that is written, or the one before it. */
function toggleBeside(host: Host, shell: Shell): void {
  const [tree, current] = [host.tree.get(), shell.lesson.get()]
  if (shell.beside.get()) return shell.lookBeside(null)
  if (shell.places.get().length > 1) return shell.closeGuest()
  const next = tree && (neighbour(tree, current, 1) ?? neighbour(tree, current, -1))
  if (next) shell.openBeside(next)
}

/** A size of the page, no more and no less than may be chosen. */
function within(size: 'textSize' | 'measure', value: number): Partial<Settings> {
  const { minValue, maxValue } = Settings.shape[size]
  return { [size]: Math.min(maxValue ?? value, Math.max(minValue ?? value, value)) }
}

const commandNames: readonly CommandName[] = [
  'new-lesson',
  'new-chapter',
  'new-course',
  'go-to',
  'next-lesson',
  'previous-lesson',
  'next-state',
  'state-draft',
  'state-revising',
  'state-done',
  'target',
  'move-to',
  'duplicate',
  'save',
  'import',
  'export',
  'find',
  'replace',
  'find-next',
  'find-previous',
  'search',
  'undo-replacement',
  'toggle-suggestions',
  'toggle-habits',
  'focus',
  'beside',
  'version-beside',
  'typewriter',
  'dimmed',
  'larger-text',
  'smaller-text',
  'wider-page',
  'narrower-page',
  'toggle-library',
  'toggle-inspector',
  'theme',
  'theme-system',
  'chinese',
  'english',
  'archive',
  'voice',
  'publishing',
  'voice-at-hand',
  'calendar',
  'versions',
  'statistics',
  'bin',
  'models',
  'backups',
  'settings',
  'palette',
  'guide',
  'shortcuts',
  'about',
]
