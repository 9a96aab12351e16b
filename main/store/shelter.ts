/** A place for a text or a chapter whose own place is lost or in the bin. */
import type { Database } from './database.ts'
import { readTree } from './tree.ts'
import { insertNode } from './tree-changes.ts'

/** A chapter that can be seen: the first there is, or a new one in a new course. */
export function someChapter(db: Database, title: string, now: number): string {
  const [chapter] = readTree(db).flatMap((course) => course.chapters)
  if (chapter) return chapter.id
  const course = insertNode(db, { kind: 'course', parent: null, title }, now)
  return insertNode(db, { kind: 'chapter', parent: course, title }, now)
}

/** A course that can be seen: the first there is, or a new one. */
export function someCourse(db: Database, title: string, now: number): string {
  return readTree(db)[0]?.id ?? insertNode(db, { kind: 'course', parent: null, title }, now)
}
