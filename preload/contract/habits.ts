/** What is learnt of an author from what became of suggestions: counts by kind of place, and what follows from them. Never text. */
import { z } from '#preload/document/zod.ts'

/** A kind of place in which a suggestion begins: behind nothing, a mark or a Latin letter, within a word that it finishes, or behind a whole one. */
export const SuggestionPlace = z.strictObject({
  position: z.enum(['start', 'mark', 'latin', 'inside', 'word']),
  block: z.enum(['paragraph', 'heading', 'item', 'quote']),
  /** What the text around it is written in. */
  writing: z.enum(['han', 'letters']),
})
export type SuggestionPlace = z.infer<typeof SuggestionPlace>

/** How many kinds of places there are. */
export const placeKinds = Object.values(SuggestionPlace.shape).reduce((product, { options }) => product * options.length, 1)

/** Log-odds, added to the chance that a suggestion begins rightly. More would silence a kind of place for good, or show everything. */
export const shiftLimits = { least: -2, most: 1 } as const
const Shift = z.number().min(shiftLimits.least).max(shiftLimits.most)

export const Leaning = SuggestionPlace.extend({ shift: Shift })
export type Leaning = z.infer<typeof Leaning>

/** Why a suggestion is shown. */
export const Reason = z.strictObject({
  place: SuggestionPlace,
  /** How likely its first word is right, by the model's calibration. */
  chance: z.number().min(0).max(1),
  /** What the author's habits added to the log-odds of that. */
  shift: Shift,
})
export type Reason = z.infer<typeof Reason>

/**
 * What an author made of a suggestion that came by itself and could be seen. `accepted`: took it, be it the first word alone. `along`: typed
 * its first word. `passed`: wrote something else, or went elsewhere. `refused`: sent it away.
 */
export const SuggestionOutcome = z.enum(['accepted', 'along', 'passed', 'refused'])
export type SuggestionOutcome = z.infer<typeof SuggestionOutcome>

/** What became of the suggestions at a kind of place, older ones counting less, so that the counts are no whole numbers. */
export const Habit = z.strictObject({
  place: SuggestionPlace,
  seen: z.number().min(0),
  accepted: z.number().min(0),
  /** Those that the author wrote by themselves as they were suggested. */
  along: z.number().min(0),
  /** What is changed by it; 0: nothing. */
  shift: Shift,
})
export type Habit = z.infer<typeof Habit>

/** What was learnt, and with which model. */
export const Habits = z.strictObject({
  /** With the model in use; the kinds of places that were seen most first. */
  kinds: z.array(Habit).max(placeKinds),
  /** Suggestions that are remembered of all models together. */
  total: z.number().min(0),
})
export type Habits = z.infer<typeof Habits>
