/** Courses → chapters → lessons: the tree, its changes and the bin. */
import { Title } from '#preload/document/title.ts'
import { z } from '#preload/document/zod.ts'
import { call, push, service } from './member.ts'

export const CourseId = z.string().min(1).max(40).brand('CourseId')
export type CourseId = z.infer<typeof CourseId>
export const ChapterId = z.string().min(1).max(40).brand('ChapterId')
export type ChapterId = z.infer<typeof ChapterId>
export const LessonId = z.string().min(1).max(40).brand('LessonId')
export type LessonId = z.infer<typeof LessonId>
export const LibraryId = z.union([CourseId, ChapterId, LessonId])
export type LibraryId = z.infer<typeof LibraryId>

const Time = z.number()

export const LessonEntry = z.strictObject({ id: LessonId, title: z.string(), changedAt: Time, /** 字数 at the last snapshot or append. */ words: z.number() })
export const ChapterEntry = z.strictObject({ id: ChapterId, title: z.string(), lessons: z.array(LessonEntry) })
export const CourseEntry = z.strictObject({ id: CourseId, title: z.string(), chapters: z.array(ChapterEntry) })
/** Everything that is not in the bin, in the author's order. */
export const LibraryTree = z.strictObject({ courses: z.array(CourseEntry) })
export type LibraryTree = z.infer<typeof LibraryTree>

/** One thing in the bin. What lay inside it comes back with it. */
export const BinEntry = z.strictObject({
  id: LibraryId,
  kind: z.enum(['course', 'chapter', 'lesson']),
  title: z.string(),
  removedAt: Time,
  /** Titles of what it lay in, outermost first. */
  from: z.array(z.string()),
  lessons: z.number(),
})
export type BinEntry = z.infer<typeof BinEntry>

/**
 * What a title that has waited at its page is judged by: the titles that it may take the place of, and how long ago
 * it was typed. A length of time, for page and host need not share a clock.
 */
const TitleDraft = z.strictObject({ over: z.array(z.string()), ageMs: z.number().min(0) })
export type TitleDraft = z.infer<typeof TitleDraft>

const nothing = z.strictObject({})

export const library = service('library', {
  tree: call(nothing, LibraryTree),
  /** A course is made with one chapter and one empty lesson, so that writing can begin at once. */
  createCourse: call(
    z.strictObject({ title: Title, chapterTitle: Title, lessonTitle: Title }),
    z.strictObject({ course: CourseId, chapter: ChapterId, lesson: LessonId }),
  ),
  createChapter: call(z.strictObject({ course: CourseId, title: Title, lessonTitle: Title }), z.strictObject({ chapter: ChapterId, lesson: LessonId })),
  createLesson: call(
    z.strictObject({ chapter: ChapterId, title: Title, /** Comes after this lesson; at the end when absent. */ after: LessonId.optional() }),
    z.strictObject({ lesson: LessonId }),
  ),
  /** With `draft`, fails with `stale` when an entry has got another name since, and that is none of those. */
  rename: call(z.strictObject({ id: LibraryId, title: Title, draft: TitleDraft.optional() }), nothing),
  /** Moves an entry among its siblings or into another parent of the same kind. */
  move: call(z.strictObject({ id: LibraryId, parent: z.union([CourseId, ChapterId]).optional(), index: z.number().int().min(0) }), nothing),
  /** Puts an entry with all that is in it into the bin. */
  remove: call(z.strictObject({ id: LibraryId }), nothing),
  bin: call(nothing, z.array(BinEntry)),
  /** Brings an entry back to where it lay; a parent that is itself in the bin comes back too. */
  restore: call(z.strictObject({ id: LibraryId }), nothing),
  /** Deletes an entry of the bin for good. */
  erase: call(z.strictObject({ id: LibraryId }), nothing),
  /** Deletes these entries of the bin for good, all or none. One that is no longer in it is passed over. */
  eraseAll: call(z.strictObject({ ids: z.array(LibraryId) }), nothing),
  changed: push(LibraryTree),
})
