/** Ghost text: what the model would write next, and the local count of what became of it. */
import { z } from '#preload/document/zod.ts'
import { WornAdapter } from './adapters.ts'
import { Habits, Reason, SuggestionOutcome, SuggestionPlace } from './habits.ts'
import { LessonId } from './library.ts'
import { call, push, service, stream } from './member.ts'
import { Why, WhyQuestion } from './why.ts'

/** What the model is told. All text is plain, with `# ` before headings, `- ` before items, a blank line between blocks. */
export const SuggestionContext = z.strictObject({
  course: z.string().max(200),
  chapter: z.string().max(200),
  lesson: z.string().max(200),
  /** Headings above the caret that `before` no longer reaches, outermost first. */
  headings: z.array(z.string().max(400)).max(12),
  /** Text before the caret, nearest last; the page sends at most about 4,000 characters. */
  before: z.string().max(8000),
  /** Text after the caret in the same block, and a little of what follows. */
  after: z.string().max(2000),
  /** In a heading a suggestion is short and ends without a mark; in all of them it ends with the block. */
  block: SuggestionPlace.shape.block,
  /** 0 asks for the likeliest continuation, if it is likely enough; n for the one that begins with the n-th likeliest of the other words, as far as there is one. */
  candidate: z.number().int().min(0).max(7),
  /** The lesson that is open, where it is one of the library. */
  open: LessonId.optional(),
})
export type SuggestionContext = z.infer<typeof SuggestionContext>

/** What may be asked soon, and how far to get ready for it: the text is read, or the suggestion written as well. */
export const Preparation = z.strictObject({ context: SuggestionContext, depth: z.enum(['read', 'written']) })
export type Preparation = z.infer<typeof Preparation>

export const SuggestedToken = z.strictObject({
  text: z.string(),
  /** 0…1, renormalised over the twenty likeliest tokens, with what the author's texts say in it. */
  probability: z.number(),
  /** Where the author's texts had a say: what the model alone gives it, and by how many characters a text that goes on so is like this one, 0 where none is. */
  heard: z.strictObject({ own: z.number(), matched: z.number() }).optional(),
})

/** A suggestion as far as it has been generated; later items of a stream extend earlier ones. */
export const Suggestion = z.strictObject({
  id: z.string(),
  /** Empty when the model has nothing worth showing. */
  text: z.string(),
  tokens: z.array(SuggestedToken),
  done: z.boolean(),
  model: z.string(),
  /** What the model had on; left out where it wrote alone. */
  adapter: WornAdapter.optional(),
  /** Milliseconds from the question's arrival in the engine to this item. */
  ms: z.number(),
  /** Tokens that had to be run through the model for it so far: 0 where everything was prepared. */
  evaluatedTokens: z.number(),
  /** Null where it was asked for, the model has no calibration, or there is nothing to show. */
  reason: Reason.nullable(),
})
export type Suggestion = z.infer<typeof Suggestion>

/** What became of a suggestion. `typed`: the author typed along it; nothing was taken, so it is no acceptance in the counts. */
export const SuggestionEvent = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('shown'), characters: z.number().int().min(1) }),
  z.strictObject({ kind: z.literal('accepted'), part: z.enum(['all', 'word', 'clause', 'typed']), characters: z.number().int().min(1) }),
  z.strictObject({ kind: z.literal('dismissed'), characters: z.number().int().min(1) }),
  /** What is learnt from; the others are counted. At most once for a suggestion, and for most that were overtaken never. */
  z.strictObject({ kind: z.literal('judged'), outcome: SuggestionOutcome, place: SuggestionPlace, chance: Reason.shape.chance }),
])

export type SuggestionEvent = z.infer<typeof SuggestionEvent>

export const SuggestionStatistics = z.strictObject({
  shown: z.number(),
  shownCharacters: z.number(),
  accepted: z.number(),
  acceptedCharacters: z.number(),
  /** Those of the accepted characters that still stand in the lessons with the model’s mark, in whatever parts and lessons; what was copied counts once. */
  retainedCharacters: z.number(),
  days: z.array(z.strictObject({ day: z.string(), shownCharacters: z.number(), acceptedCharacters: z.number() })),
})
export type SuggestionStatistics = z.infer<typeof SuggestionStatistics>

const nothing = z.strictObject({})

export const suggestions = service('suggestions', {
  complete: stream(SuggestionContext, Suggestion),
  /** Why what is shown says what it says: as much as is known, each item more than the one before. */
  why: stream(WhyQuestion, Why),
  /** Gives way to every question, and to a newer preparation, as `cancelled`; what was done until then serves. */
  prepare: call(Preparation, nothing),
  record: call(z.strictObject({ model: z.string(), event: SuggestionEvent }), nothing),
  statistics: call(nothing, SuggestionStatistics),
  clearStatistics: call(nothing, nothing),
  /** What was learnt of the author, whether it is heeded or not. */
  habits: call(nothing, Habits),
  /** Forgets it. The counts of `statistics` stay. */
  eraseHabits: call(nothing, nothing),
  /** The counts or habits changed (at most once a second). */
  counted: push(nothing),
})
