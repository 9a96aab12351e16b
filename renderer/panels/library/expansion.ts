/** Which courses and chapters stand open in the tree, as the author left them. Kept in the browser by their ids, which no two workspaces share. */
import { z } from '#preload/document/zod.ts'
import type { ChapterId, CourseId } from '#preload/contract/library.ts'
import { LibraryId } from '#preload/contract/library.ts'
import { createValue, type Watched } from '#renderer/host/value.ts'

export interface Expansion extends Watched<ReadonlyMap<LibraryId, boolean>> {
  note(id: LibraryId, expanded: boolean): void
  /**
   * Opens the way to a lesson that was opened, once: what the author closes around it afterwards stays closed. Of a library
   * of which nothing is remembered, the whole course is opened.
   */
  reveal(course: CourseId, chapter: ChapterId, library: Surroundings): void
}

/** What lies around a lesson. */
export interface Surroundings {
  /** All chapters of its course. */
  readonly chapters: readonly ChapterId[]
  /** All courses and chapters of the library. */
  readonly known: readonly LibraryId[]
}

type Kept = Pick<Storage, 'getItem' | 'setItem'>

const key = 'moke.expanded'
/** Enough for years of courses; the oldest are forgotten first. */
const mostEntries = 1000
const Entries = z.array(z.tuple([LibraryId, z.boolean()]))

/** Reads what was kept, and keeps every change. */
export function createExpansion(storage: Kept): Expansion {
  const left = createValue<ReadonlyMap<LibraryId, boolean>>(read(storage))
  let revealed: ChapterId | null = null

  const note = (changed: readonly (readonly [LibraryId, boolean])[]) => {
    if (changed.length === 0) return
    left.set(new Map([...left.get(), ...changed]))
    // Another window may have kept something meanwhile.
    write(storage, new Map([...read(storage), ...changed]))
  }
  return {
    get: left.get,
    subscribe: left.subscribe,
    note: (id, expanded) => note([[id, expanded]]),
    reveal: (course, chapter, { chapters, known }) => {
      if (chapter === revealed) return
      const isStart = revealed === null
      revealed = chapter
      if (!known.some((id) => left.get().has(id))) note([course, ...new Set([...chapters, chapter])].map((id) => [id, true]))
      else note([course, chapter].filter((id) => !isStart || !left.get().has(id)).map((id) => [id, true]))
    },
  }
}

function read(storage: Kept): Map<LibraryId, boolean> {
  const text = storage.getItem(key)
  if (text === null) return new Map()
  try {
    return new Map(Entries.parse(JSON.parse(text)))
  } catch {
    // Nothing an author wrote: the tree begins as for the first time.
    return new Map()
  }
}

function write(storage: Kept, entries: ReadonlyMap<LibraryId, boolean>): void {
  try {
    storage.setItem(key, JSON.stringify([...entries].slice(-mostEntries)))
  } catch (error) {
    // A full storage: it is remembered for as long as the window is there.
    if (!(error instanceof DOMException)) throw error
  }
}
