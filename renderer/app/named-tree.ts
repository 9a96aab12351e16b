/** The library with titles that it has not got yet in the place of those that it has: one tree for all that shows titles. */
import type { LibraryId, LibraryTree } from '#preload/contract/library.ts'
import type { Watched } from '#renderer/host/value.ts'

type Drafts = ReadonlyMap<LibraryId, string>

/** Made anew only when a title or the library changes; what has no draft in it is the library's own. */
export function namedTree(tree: Watched<LibraryTree | null>, drafts: Watched<Drafts>): Watched<LibraryTree | null> {
  let made: { readonly from: LibraryTree | null; readonly by: Drafts; readonly named: LibraryTree | null } | undefined
  return {
    get: () => {
      const [from, by] = [tree.get(), drafts.get()]
      if (made?.from !== from || made.by !== by) made = { from, by, named: from && nameAll(from, by) }
      return made.named
    },
    subscribe: (listener) => {
      const stops = [tree.subscribe(listener), drafts.subscribe(listener)]
      return () => {
        for (const stop of stops) stop()
      }
    },
  }
}

function nameAll(tree: LibraryTree, drafts: Drafts): LibraryTree {
  if (drafts.size === 0) return tree
  return {
    courses: tree.courses.map((course) => ({
      ...named(course, drafts),
      chapters: course.chapters.map((chapter) => ({ ...named(chapter, drafts), lessons: chapter.lessons.map((lesson) => named(lesson, drafts)) })),
    })),
  }
}

function named<Entry extends { readonly id: LibraryId; readonly title: string }>(entry: Entry, drafts: Drafts): Entry {
  const title = drafts.get(entry.id)
  return title === undefined ? entry : { ...entry, title }
}
