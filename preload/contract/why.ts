/** Why a suggestion says what it says: its tokens, what else they might have been, and the author's own texts that are most like it. */
import { z } from '#preload/document/zod.ts'
import { LessonId } from './library.ts'
import { ProblemReport } from './problem.ts'
import { Span, WorkId } from './works.ts'

const probability = z.number().min(0).max(1.000_001)
const offset = z.number().int().min(0)

/** One token of a suggestion that is shown. */
export const WhyToken = z.strictObject({
  text: z.string(),
  /** So many UTF-16 units of it stand in the text already. */
  written: offset,
  /** As it was weighed, renormalised over the twenty likeliest. */
  probability,
  /** What the model alone gives it; the same where the author's texts had no say. */
  own: probability,
  /** What the base gives it without the active adapter; null where it has no part in it, or that is not known, or not yet. */
  base: probability.nullable(),
  /** By how many characters a text of the author's that goes on so is like this one; 0 where none is. */
  matched: offset,
  /** The likeliest others at its place, the likeliest first; '' where the paragraph might have ended. */
  others: z.array(z.strictObject({ text: z.string(), probability })).max(3),
})
export type WhyToken = z.infer<typeof WhyToken>

/** A suggestion by its id, and which part of its text is meant, in UTF-16 units. */
export const ShownPart = z.strictObject({ suggestion: z.string().max(100), from: offset, to: offset })
export type ShownPart = z.infer<typeof ShownPart>

/** A place in the author's texts that says the same as a suggestion and what stands before it. */
export const Likeness = z.strictObject({
  place: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('work'), work: WorkId, title: z.string(), line: offset }),
    /** `passage`: which text of the lesson, counted from 0; `from`: where in it. */
    z.strictObject({ kind: z.literal('lesson'), lesson: LessonId, title: z.string(), course: z.string(), passage: offset, from: offset }),
  ]),
  /** One line around it. */
  text: z.string(),
  /** What is the same, in that line, and what of it the suggestion says. */
  shared: Span,
  said: Span,
  /** What is the same as it stands there. */
  found: z.string(),
})
export type Likeness = z.infer<typeof Likeness>

export const WhyQuestion = ShownPart.extend({
  /** The end of what stands before the caret in its paragraph. */
  before: z.string().max(200),
  /** What is shown. */
  text: z.string().min(1).max(1000),
  /** The lesson that is open, where it is one of the library. */
  open: LessonId.optional(),
})
export type WhyQuestion = z.infer<typeof WhyQuestion>

/** What is known so far; null: not yet. */
export const Why = z.strictObject({
  tokens: z.array(WhyToken).nullable(),
  /** Why there are no tokens: `suggestion-gone`, `engine-down`, or that the engine has to do something else. */
  problem: ProblemReport.nullable(),
  /** The longest first; none of a work that is left out. */
  likenesses: z.array(Likeness).nullable(),
  /** Why the author's texts could not be looked through: what the archive fails with. */
  unread: ProblemReport.nullable(),
})
export type Why = z.infer<typeof Why>
