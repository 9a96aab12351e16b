/** Many entries at once, with their texts: an import. */
import type { Doc } from '#preload/document/schema.ts'
import type { Database } from './database.ts'
import type { Log } from './log.ts'
import { setStates } from './plan-changes.ts'
import type { LessonState } from './plan.ts'
import { insertNode } from './tree.ts'

interface WholeLesson {
  readonly id: string
  readonly title: string
  readonly doc: Doc
  readonly state: LessonState | null
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
  const lesson = (chapter: string, { id, title, doc, state }: WholeLesson) => {
    insertNode(db, { id, kind: 'lesson', parent: chapter, title }, now)
    log.begin(id, doc, now)
    if (state !== null) setStates(db, [{ id, state }], now)
    return id
  }
  const chapter = (course: string, { title, lessons }: WholeChapter) => {
    const id = insertNode(db, { kind: 'chapter', parent: course, title }, now)
    for (const each of lessons) lesson(id, each)
    return id
  }
  if (entries.kind === 'lessons') return entries.lessons.map((each) => lesson(entries.chapter, each))
  if (entries.kind === 'chapters') return entries.chapters.map((each) => chapter(entries.course, each))
  return entries.courses.map(({ title, chapters }) => {
    const id = insertNode(db, { kind: 'course', parent: null, title }, now)
    for (const each of chapters) chapter(id, each)
    return id
  })
}
