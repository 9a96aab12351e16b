/**
 * What the window shows: the open lesson, the view over it, the dialog over that, and which pages must
 * stay alive because their text is not on the disk yet. Plain values: no component and no connection.
 */
import type { LessonId, LibraryId } from '#preload/contract/library.ts'
import type { PageStatus } from '#renderer/editor/page-props.ts'
import { createValue, type Value, type Watched } from '#renderer/host/value.ts'
import type { TitleOutbox } from './title-outbox.ts'

type Titles = Pick<TitleOutbox, 'tree' | 'drafts' | 'saved' | 'overtaken' | 'titleOf' | 'rename' | 'told' | 'flush'>
type View = 'lesson' | 'bin' | 'statistics'
/** `choose-device`: the settings, opened there. */
type DialogName = 'palette' | 'settings' | 'models' | 'choose-device' | 'shortcuts' | 'about'

export interface Shell {
  readonly view: Value<View>
  readonly dialog: Value<DialogName | null>
  /** A model's file that was dropped on the window: where it lies, where that is known. */
  readonly droppedModel: Value<{ readonly file: string; readonly path: string | null } | null>
  readonly lesson: Watched<LessonId | null>
  /** Lessons whose pages are mounted: the open one, and those whose text is not saved yet. */
  readonly mounted: Watched<readonly LessonId[]>
  /** What the open lesson's page reports. */
  readonly status: Watched<PageStatus | null>
  /** Titles that the library has not got yet. */
  readonly titles: Titles
  /** Which part of which lesson's page is to take the focus once it is there. */
  readonly wantsFocus: Value<{ readonly lesson: LessonId; readonly part: 'title' | 'text' } | null>
  /** A course or chapter that was just made and is to be named in the tree; its lesson is written next. */
  readonly naming: Value<{ readonly entry: LibraryId; readonly lesson: LessonId } | null>
  /** Whether both side panes are away for the sake of the page. */
  readonly focused: Value<boolean>
  /** The pane that lies over the page in a narrow window. */
  readonly overlay: Value<'library' | 'inspector' | null>
  /** Shows a lesson and gives its text the focus: the author came to write. A new one wants its title first; null leaves the focus where it is. */
  open(lesson: LessonId | null, part?: 'title' | 'text' | null): void
  report(lesson: LessonId, status: PageStatus): void
  /** Mounts the pages of lessons in which earlier pages left text unsaved, out of sight, until they say that it is saved. */
  adopt(lessons: readonly LessonId[]): void
  /** Forgets a page that can't be opened. */
  drop(lesson: LessonId): void
  /** Whether some text or title is not on the disk. */
  hasUnsaved(): boolean
}

const isUnsaved = (status: PageStatus | undefined): boolean => status?.saved.kind === 'saving' || status?.saved.kind === 'waiting'

/** Makes the state of one window. `onOpen` hears which lesson was opened. */
export function createShell(onOpen: (lesson: LessonId | null) => void, titles: Titles): Shell {
  const view = createValue<View>('lesson')
  const dialog = createValue<DialogName | null>(null)
  const lesson = createValue<LessonId | null>(null)
  const mounted = createValue<readonly LessonId[]>([])
  const status = createValue<PageStatus | null>(null)
  const overlay = createValue<'library' | 'inspector' | null>(null)
  const statuses = new Map<LessonId, PageStatus>()

  /** Adopted, and not heard of yet. */
  const adopted = new Set<LessonId>()

  const remount = () => {
    const current = lesson.get()
    const known = new Set([...mounted.get(), ...adopted])
    const kept = [...known].filter((each) => each !== current && (adopted.has(each) || isUnsaved(statuses.get(each))))
    const next = current ? [...kept, current] : kept
    for (const each of statuses.keys()) if (!next.includes(each)) statuses.delete(each)
    if (next.join() !== mounted.get().join()) mounted.set(next)
  }

  return {
    view,
    dialog,
    droppedModel: createValue<{ file: string; path: string | null } | null>(null),
    lesson,
    mounted,
    status,
    titles,
    wantsFocus: createValue<{ lesson: LessonId; part: 'title' | 'text' } | null>(null),
    naming: createValue<{ entry: LibraryId; lesson: LessonId } | null>(null),
    focused: createValue(false),
    overlay,
    open(next, part = 'text') {
      view.set('lesson')
      overlay.set(null)
      this.wantsFocus.set(next && part ? { lesson: next, part } : null)
      if (next === lesson.get()) return
      lesson.set(next)
      status.set((next && statuses.get(next)) ?? null)
      remount()
      onOpen(next)
    },
    report: (from, next) => {
      statuses.set(from, next)
      adopted.delete(from)
      if (from === lesson.get()) status.set(next)
      else remount()
    },
    adopt: (lessons) => {
      for (const each of lessons) if (!mounted.get().includes(each)) adopted.add(each)
      remount()
    },
    drop: (gone) => {
      adopted.delete(gone)
      statuses.delete(gone)
      if (gone === lesson.get()) status.set(null)
      remount()
    },
    hasUnsaved: () => titles.saved.get().kind !== 'saved' || [...statuses.values()].some(isUnsaved),
  }
}
