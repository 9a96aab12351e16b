import { type LibraryId, LibraryTree } from '#preload/contract/library.ts'
import { libraryRows, type Row } from '#renderer/panels/library/rows.ts'
import { lessonEntry } from '../../../../fixtures/lesson-entry.ts'

const chapter = (id: string, ...lessons: string[]) => ({ id, title: id, lessons: lessons.map((lesson) => lessonEntry(lesson)) })

/** Two courses with three chapters of four, one and one lessons. */
export const tree = LibraryTree.parse({
  courses: [
    { id: 'c1', title: 'c1', chapters: [chapter('h1', 'a', 'b', 'c', 'd'), chapter('h2', 'e')] },
    { id: 'c2', title: 'c2', chapters: [chapter('h3', 'f')] },
  ],
})

/** Every row of it. */
export const rows = libraryRows(tree, null, new Map<LibraryId, boolean>(['c1', 'c2', 'h1', 'h2', 'h3'].map((id) => [id as LibraryId, true])), 240)

export function row(id: string): Row {
  const found = rows.find((each) => each.id === id)
  if (!found) throw new Error(`there is no row ${id}`)
  return found
}

/** Rows by their ids, `a c`. */
export const some = (ids: string): Row[] => ids.split(' ').map(row)
