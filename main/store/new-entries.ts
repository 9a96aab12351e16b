/** Many entries at once, with their texts: an import. */
import { randomId } from '#preload/document/identity.ts'
import type { Doc } from '#preload/document/schema.ts'
import type { Database } from './database.ts'
import type { Log } from './log.ts'
import { setStates } from './plan-changes.ts'
import type { LessonState } from './plan.ts'
import { insertNodes } from './tree-changes.ts'

interface WholeLesson {
  readonly id: string
  readonly title: string
  readonly doc: Doc
  readonly state: LessonState | null
  /** When it was written last, in ms since 1970; now if left out. */
  readonly changedAt?: number | null
}
interface WholeChapter {
  readonly title: string
  readonly lessons: readonly WholeLesson[]
}

/** What is to be made, and in what. */
export type NewEntries =
  | { readonly kind: 'courses'; readonly courses: readonly { readonly title: string; readonly chapters: readonly WholeChapter[] }[] }
  | { readonly kind: 'chapters'; readonly course: string; readonly chapters: readonly WholeChapter[] }
  | { readonly kind: 'lessons'; readonly chapter: string; readonly lessons: readonly WholeLesson[] }

/** Inserts them at the end of their siblings; answers the outermost. Within a transaction of the caller. */
export function insertEntries(db: Database, log: Log, entries: NewEntries, now: number): string[] {
  const lessonsIn = (parent: string, lessons: readonly WholeLesson[]) => {
    insertNodes(db, { kind: 'lesson', parent, entries: lessons }, now)
    for (const { id, doc } of lessons) log.begin(id, doc, now)
    setStates(
      db,
      lessons.flatMap(({ id, state }) => (state === null ? [] : [{ id, state }])),
      now,
    )
    return lessons.map(({ id }) => id)
  }
  const chaptersIn = (parent: string, chapters: readonly WholeChapter[]) => {
    const made = chapters.map((chapter) => ({ ...chapter, id: randomId() }))
    insertNodes(db, { kind: 'chapter', parent, entries: made }, now)
    for (const { id, lessons } of made) lessonsIn(id, lessons)
    return made.map(({ id }) => id)
  }
  if (entries.kind === 'lessons') return lessonsIn(entries.chapter, entries.lessons)
  if (entries.kind === 'chapters') return chaptersIn(entries.course, entries.chapters)
  const made = entries.courses.map((course) => ({ ...course, id: randomId() }))
  insertNodes(db, { kind: 'course', parent: null, entries: made }, now)
  for (const { id, chapters } of made) chaptersIn(id, chapters)
  return made.map(({ id }) => id)
}
