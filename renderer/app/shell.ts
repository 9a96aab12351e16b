/**
 * What the window shows: the open lesson, the view over it, the dialog over that, and which pages must
 * stay alive because their text is not on the disk yet. Plain values: no component and no connection.
 */
import type { LessonId, LibraryId } from '#preload/contract/library.ts'
import type { PageStatus } from '#renderer/editor/page-props.ts'
import type { LocalFile } from '#renderer/host/interchange.ts'
import { createValue, type Value, type Watched } from '#renderer/host/value.ts'
import { MountedPages } from './mounted-pages.ts'
import { closed, opened, openedBeside, type Seen } from './side-by-side.ts'
import type { ArchivePlace } from '#renderer/panels/archive/place.ts'
import type { VoicePlace } from '#renderer/panels/voice/place.ts'
import { noSelection, type Selection } from '#renderer/panels/library/selection.ts'
import type { Replaced } from '#renderer/panels/search/replaced.ts'
import { createSearchState, type SearchState } from '#renderer/panels/search/search-state.ts'
import { createPages, type Pages } from './pages.ts'
import type { TitleOutbox } from './title-outbox.ts'
import type { Past } from '#renderer/panels/versions/past.ts'
import { createVersionState, type VersionState } from './version-state.ts'

type Titles = Pick<TitleOutbox, 'tree' | 'drafts' | 'saved' | 'overtaken' | 'titleOf' | 'rename' | 'told' | 'flush'>
type View = 'lesson' | 'archive' | 'voice' | 'publishing' | 'bin' | 'statistics' | 'calendar' | 'guide'
/** `choose-device`, `daily-goal`: the settings, opened there. `go-to`: the palette, with places alone. */
type DialogName =
  | 'palette'
  | 'go-to'
  | 'target'
  | 'move-to'
  | 'settings'
  | 'models'
  | 'backups'
  | 'choose-device'
  | 'daily-goal'
  | 'shortcuts'
  | 'about'
  | 'import'
  | 'export'

export interface Shell extends VersionState {
  readonly view: Value<View>
  /** What the archive shows while it is the view. */
  readonly archive: Value<ArchivePlace>
  /** What the voice shows, likewise. */
  readonly voice: Value<VoicePlace>
  /** The lesson to which a finding of the publishing desk led, for as long as the author is in it: the way back is offered. */
  readonly ledTo: Value<LessonId | null>
  readonly dialog: Value<DialogName | null>
  /** Whether the small window of the voice is open over the status line. */
  readonly voiceAtHand: Value<boolean>
  /** A model's file that was dropped on the window: where it lies, where that is known. */
  readonly droppedModel: Value<{ readonly file: string; readonly path: string | null } | null>
  /** Files that were dropped on the window to be imported. */
  readonly droppedFiles: Value<readonly LocalFile[] | null>
  /** Entries of the library that the dialog is about; none: where the author is. */
  readonly subject: Value<readonly LibraryId[]>
  /** Entries that are selected together in the library. */
  readonly selection: Value<Selection>
  /** The lesson that the author is in: what is open alone, or the one of two side by side that had the focus last. */
  readonly lesson: Watched<LessonId | null>
  /** Lessons that are seen, one or two, from left to right. */
  readonly places: Watched<readonly LessonId[]>
  /** Lessons whose pages are mounted: those that are seen, and those whose text is not saved yet. */
  readonly mounted: Watched<readonly LessonId[]>
  /** What the page of the lesson that the author is in reports. */
  readonly status: Watched<PageStatus | null>
  /** The pages that are mounted. */
  readonly pages: Pages
  /** What stands beside the page: the library, or the search in all of it. */
  readonly side: Value<'library' | 'search'>
  /** What is looked for in all lessons; it stays while the search is away. */
  readonly search: Value<SearchState>
  /** What was replaced last in all lessons, to be taken back. */
  readonly replaced: Value<Replaced | null>
  /** Titles that the library has not got yet. */
  readonly titles: Titles
  /** Which part of which lesson's page is to take the focus once it is there. */
  readonly wantsFocus: Value<{ readonly lesson: LessonId; readonly part: 'title' | 'text' } | null>
  /** A course or chapter that was just made and is to be named in the tree; its lesson is written next. */
  readonly naming: Value<{ readonly entry: LibraryId; readonly lesson: LessonId } | null>
  /** Raised whenever the author asked for saving, and it is done as far as it goes. */
  readonly saidSaved: Value<number>
  /** Whether both side panes are away for the sake of the page. */
  readonly focused: Value<boolean>
  /** The pane that lies over the page in a narrow window. */
  readonly overlay: Value<'library' | 'inspector' | null>
  /** Shows a lesson and gives its text the focus: the author came to write. A new one wants its title first; null leaves the focus where it is. */
  open(lesson: LessonId | null, part?: 'title' | 'text' | null): void
  /** Shows a lesson beside the one that the author is in, in the place of what is there, and gives it the focus. */
  openBeside(lesson: LessonId): void
  /** Shows a moment of the lesson that the author is in beside its page, in the place of what is there, and gives the text the focus; null takes it away. */
  lookBeside(past: Past | null): void
  /** Takes one of two lessons away; the other stays. */
  close(lesson: LessonId): void
  /** Takes away the one of two lessons that was opened beside the other. */
  closeGuest(): void
  /** Two lessons side by side change their places. */
  swap(): void
  /** The focus went into a lesson's page. */
  attend(lesson: LessonId): void
  report(lesson: LessonId, status: PageStatus): void
  /** Mounts the pages of lessons in which earlier pages left text unsaved, out of sight, until they say that it is saved. */
  adopt(lessons: readonly LessonId[]): void
  /** Forgets a page that can't be opened. */
  drop(lesson: LessonId): void
  /** Whether some text or title is not on the disk. */
  hasUnsaved(): boolean
}

/** What follows from nothing else in the window. */
function createChoices() {
  return {
    view: createValue<View>('lesson'),
    archive: createValue<ArchivePlace>({ kind: 'works' }),
    voice: createValue<VoicePlace>({ kind: 'voice' }),
    overlay: createValue<'library' | 'inspector' | null>(null),
    ledTo: createValue<LessonId | null>(null),
    dialog: createValue<DialogName | null>(null),
    voiceAtHand: createValue(false),
    pages: createPages(),
    droppedFiles: createValue<readonly LocalFile[] | null>(null),
    droppedModel: createValue<{ file: string; path: string | null } | null>(null),
    subject: createValue<readonly LibraryId[]>([]),
    selection: createValue(noSelection),
    side: createValue<'library' | 'search'>('library'),
    search: createSearchState(),
    replaced: createValue<Replaced | null>(null),
    naming: createValue<{ entry: LibraryId; lesson: LessonId } | null>(null),
    saidSaved: createValue(0),
    focused: createValue(false),
    wantsFocus: createValue<{ lesson: LessonId; part: 'title' | 'text' } | null>(null),
  }
}

/** Makes the state of one window. `onOpen` hears which lesson the author is in, and which lies beside it. */
export function createShell(onOpen: (lesson: LessonId | null, beside: LessonId | null) => void, titles: Titles): Shell {
  const lesson = createValue<LessonId | null>(null)
  const places = createValue<readonly LessonId[]>([])
  const status = createValue<PageStatus | null>(null)
  const pages = new MountedPages(places)
  const versions = createVersionState()
  const choices = createChoices()
  const { view, overlay } = choices

  let guest: LessonId | null = null
  const seen = (): Seen => ({ places: places.get(), current: lesson.get(), guest })
  /** Shows these lessons, the author in one of them. */
  const show = (next: Seen) => {
    const { places: shown, current } = next
    guest = next.guest
    if (shown.join() === places.get().join() && current === lesson.get()) return
    places.set(shown)
    if (current !== lesson.get()) versions.past.set(null)
    if (current !== lesson.get() || shown.length > 1) versions.beside.set(null)
    lesson.set(current)
    status.set((current && pages.statusOf(current)) ?? null)
    pages.remount()
    onOpen(current, shown.find((each) => each !== current) ?? null)
  }
  /** The page is looked at, and one of its parts is to take the focus. */
  const turnTo = (next: LessonId | null, part: 'title' | 'text' | null) => {
    view.set('lesson')
    overlay.set(null)
    versions.past.set(null)
    choices.wantsFocus.set(next && part ? { lesson: next, part } : null)
  }

  const close = (gone: LessonId) => {
    const rest = closed(seen(), gone)
    if (rest.current !== lesson.get()) turnTo(rest.current, 'text')
    show(rest)
  }

  return {
    ...choices,
    lesson,
    places,
    mounted: pages.mounted,
    status,
    titles,
    ...versions,
    open: (next, part = 'text') => {
      turnTo(next, part)
      show(opened(seen(), next))
    },
    openBeside: (next) => {
      turnTo(next, 'text')
      show(openedBeside(seen(), next))
    },
    lookBeside: (past) => {
      const current = lesson.get()
      if (current === null) return
      turnTo(current, 'text')
      if (past) show({ places: [current], current, guest: null })
      versions.beside.set(past)
    },
    close,
    closeGuest: () => void (guest && close(guest)),
    swap: () => show({ ...seen(), places: places.get().toReversed() }),
    attend: (next) => {
      if (places.get().includes(next)) show({ ...seen(), current: next })
    },
    report: (from, next) => {
      pages.report(from, next)
      if (from === lesson.get()) status.set(next)
    },
    adopt: (lessons) => pages.adopt(lessons),
    drop: (gone) => {
      pages.drop(gone)
      if (gone === lesson.get()) status.set(null)
    },
    hasUnsaved: () => titles.saved.get().kind !== 'saved' || pages.hasUnsaved(),
  }
}
