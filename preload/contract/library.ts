/** Courses → chapters → lessons: the tree, its changes and the bin. */
import { Title } from '#preload/document/title.ts'
import { z } from '#preload/document/zod.ts'
import { call, push, service } from './member.ts'
import { LessonState, LessonTarget } from './plan.ts'

export const CourseId = z.string().min(1).max(40).brand('CourseId')
export type CourseId = z.infer<typeof CourseId>
export const ChapterId = z.string().min(1).max(40).brand('ChapterId')
export type ChapterId = z.infer<typeof ChapterId>
export const LessonId = z.string().min(1).max(40).brand('LessonId')
export type LessonId = z.infer<typeof LessonId>
export const LibraryId = z.union([CourseId, ChapterId, LessonId])
export type LibraryId = z.infer<typeof LibraryId>

const Time = z.number()

export const LessonEntry = z.strictObject({
  id: LessonId,
  title: z.string(),
  changedAt: Time,
  /** 字数 of its newest text. */
  words: z.number(),
  /** 字 that a narrator says, silences among them. */
  narrated: z.number(),
  state: LessonState,
  target: LessonTarget,
})
export const ChapterEntry = z.strictObject({ id: ChapterId, title: z.string(), lessons: z.array(LessonEntry) })
export const CourseEntry = z.strictObject({ id: CourseId, title: z.string(), chapters: z.array(ChapterEntry) })
export type LessonEntry = z.infer<typeof LessonEntry>
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

/** Where an entry is to lie; an index counts what can be seen, after all that move were taken out and those before it in the list put in. */
const Place = z.strictObject({ id: LibraryId, parent: z.union([CourseId, ChapterId]).optional(), index: z.number().int().min(0) })

const nothing = z.strictObject({})
const ids = z.array(LibraryId).min(1)

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
  /** Moves entries among their siblings or into other parents of the same kind, all or none. Fails with `not-found` when one of them, or its new parent, is gone or in the bin. */
  move: call(z.strictObject({ places: z.array(Place).min(1) }), nothing),
  /** Copies entries with all that is in them, each to right after itself and under a title of its own, all or none; answers the copies in order. A copied lesson begins with the newest text. */
  duplicate: call(z.strictObject({ entries: z.array(z.strictObject({ id: LibraryId, title: Title })).min(1) }), z.strictObject({ made: z.array(LibraryId) })),
  /** Says how far lessons are, all or none. */
  setStates: call(z.strictObject({ lessons: z.array(z.strictObject({ id: LessonId, state: LessonState })).min(1) }), nothing),
  /** Says how long lessons are to become, all or none. */
  setTargets: call(z.strictObject({ lessons: z.array(LessonTarget.extend({ id: LessonId })).min(1) }), nothing),
  /** Puts entries with all that is in them into the bin. What is there or gone already is passed over; `not-found` when all are gone. */
  remove: call(z.strictObject({ ids }), nothing),
  bin: call(nothing, z.array(BinEntry)),
  /** Brings entries back to where they lay; a parent that is itself in the bin comes back too. What is gone for good is passed over; `not-found` when all is. */
  restore: call(z.strictObject({ ids }), nothing),
  /** Deletes an entry of the bin for good. */
  erase: call(z.strictObject({ id: LibraryId }), nothing),
  /** Deletes these entries of the bin for good, all or none. One that is no longer in it is passed over. */
  eraseAll: call(z.strictObject({ ids: z.array(LibraryId) }), nothing),
  changed: push(LibraryTree),
})
