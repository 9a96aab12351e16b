/** Finding words in all lessons, and replacing them there. The page finds and replaces in an open lesson by itself. */
import { longestSought, Sought } from '#preload/document/sought.ts'
import { z } from '#preload/document/zod.ts'
import { BatchId, Revision } from './lessons.ts'
import { LessonId, LibraryId } from './library.ts'
import { call, service, stream } from './member.ts'

/** From where to where in a text that comes with it. */
const Mark = z.tuple([z.number().int().min(0), z.number().int().min(0)])
const Excerpt = z.strictObject({ text: z.string(), marks: z.array(Mark) })

/** What is searched: a course, a chapter or a lesson; null: the whole library. */
const Within = LibraryId.nullable()

/** A lesson by its titles. */
const Placed = { lesson: LessonId, title: z.string(), course: z.string(), chapter: z.string() }

export const SearchHit = z.strictObject({
  ...Placed,
  inBin: z.boolean(),
  /** How many places there are in its text. */
  count: z.number().int().min(1),
  /** The first of them. `passage`: which text of the lesson, counted from 0; `found`: the words as they stand there. */
  excerpts: z.array(Excerpt.extend({ passage: z.number().int().min(0), from: z.number().int().min(0), found: z.string() })),
})
export type SearchHit = z.infer<typeof SearchHit>

/** A lesson as a preview saw it. The batch tells it from another text of the same revision. */
const Seen = { lesson: LessonId, revision: Revision, newestBatch: BatchId.nullable() }

export const ReplacementHit = z.strictObject({
  ...Placed,
  ...Seen,
  /** A page has it open: that page replaces in it, or nobody. */
  isOpen: z.boolean(),
  count: z.number().int().min(1),
  /** The first of the places, in order; the last mark is what was found. */
  places: z.array(Excerpt.extend({ replacement: z.string() })),
})
export type ReplacementHit = z.infer<typeof ReplacementHit>

const Replacement = z.string().max(10_000)

/** Why a lesson was left as it is: a page has it open, its text moved on since the preview, or it is not there any more. */
const LeftAlone = z.strictObject({ lesson: LessonId, title: z.string(), why: z.enum(['open', 'moved-on', 'gone']) })
export type LeftAlone = z.infer<typeof LeftAlone>

export const ReplacementOutcome = z.strictObject({
  /** Names what was done, for `takeBack`; null where nothing was. */
  id: z.string().nullable(),
  lessons: z.number().int().min(0),
  places: z.number().int().min(0),
  left: z.array(LeftAlone),
})
export type ReplacementOutcome = z.infer<typeof ReplacementOutcome>

/** How far a replacement is, in lessons that are ready to be written, then what came of it. Given up before that, it changes nothing. */
const ReplacementWork = z.strictObject({
  work: z.strictObject({ done: z.number().int(), total: z.number().int() }).nullable(),
  outcome: ReplacementOutcome.nullable(),
})
export type ReplacementWork = z.infer<typeof ReplacementWork>

export const search = service('search', {
  /** Lessons in which every word of a query stands, title and text together, in the author's order; those in whose text none does are passed over. */
  find: stream(z.strictObject({ query: z.string().max(longestSought), within: Within, bin: z.boolean() }), SearchHit),
  /** Reads what a search needs, so that the first is as fast as the next. */
  prepare: call(z.strictObject({}), z.strictObject({})),
  /** Where a replacement would take place, but for the lessons that the page previews itself. Fails with `pattern-invalid` or `pattern-slow`. */
  places: stream(z.strictObject({ sought: Sought, replacement: Replacement, within: Within, except: z.array(LessonId) }), ReplacementHit),
  /** Replaces in lessons that no page has open, in all or, when one cannot be written, in none. `without`: places that stay, counted from 0. */
  replace: stream(
    z.strictObject({
      sought: Sought,
      replacement: Replacement,
      lessons: z.array(z.strictObject({ ...Seen, title: z.string(), without: z.array(z.number().int().min(0)) })),
      at: z.number(),
    }),
    ReplacementWork,
  ),
  /** Takes a replacement back in all its lessons, but those that have been written in since; what is open or in the bin can be taken back later, by the same id. Fails with `not-found` when it is too long ago. */
  takeBack: stream(z.strictObject({ id: z.string(), at: z.number() }), ReplacementWork),
})
