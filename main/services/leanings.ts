/**
 * From what became of suggestions to how far an author leans towards them. Pure.
 *
 * Acceptance is not correctness, and both count. A suggestion that was taken was right and wanted: one hit. One that
 * the author typed along was right, but saved nothing: half a hit, so that an author who never takes what they are
 * shown is shown less, though the model is right. One that the author passed by was wrong, or not wanted, which is the
 * same here: a miss. One that they sent away was worth a key press to be rid of: two misses. What could not be seen
 * before it was overtaken, and what the author had asked for, is no evidence and never gets here.
 *
 * The hits are held against what the calibration expected of the same suggestions, so that an author for whom it is
 * true leans nowhere, whatever the model is worth: with a Beta prior that is centred on what was expected, the
 * difference of the log-odds is 0 without evidence, and almost 0 with little. What may be chance, one standard error
 * of it, is left out: an author without habits loses less by it (measured, engine/LOG.md).
 */
import { type Habit, shiftLimits, type SuggestionOutcome, SuggestionPlace } from '#preload/contract/habits.ts'
import { type HabitCount, seenIn } from '#main/store/habits.ts'

/** How much a suggestion counts. */
const weights: Readonly<Record<SuggestionOutcome, number>> = { accepted: 1, along: 0.5, passed: 1, refused: 2 }
/** The prior is worth so many suggestions. */
const priorWeight = 20
/** With less than this nothing is changed at all. */
const leastSeen = 8
/** What a calibration expects is never quite certain. */
const leastChance = 0.02

/** One suggestion, as it is counted. */
export function counted(model: string, place: SuggestionPlace, outcome: SuggestionOutcome, chance: number): HabitCount {
  return { model, ...place, accepted: 0, along: 0, passed: 0, refused: 0, [outcome]: 1, expected: weights[outcome] * chance }
}

/** What was counted at a kind of place, and what it changes; undefined where there is no such kind. */
export function habitFrom(count: HabitCount): Habit | undefined {
  const { position, block, writing, accepted, along } = count
  const place = SuggestionPlace.safeParse({ position, block, writing })
  return place.success ? { place: place.data, seen: seenIn(count), accepted, along, shift: shiftFrom(count) } : undefined
}

function shiftFrom(count: HabitCount): number {
  if (seenIn(count) < leastSeen) return 0
  const hits = weights.accepted * count.accepted + weights.along * count.along
  const all = hits + weights.passed * count.passed + weights.refused * count.refused
  const expected = Math.min(1 - leastChance, Math.max(leastChance, count.expected / all))
  const share = (hits + priorWeight * expected) / (all + priorWeight)
  const shift = logOdds(share) - logOdds(expected)
  const chance = Math.sqrt(1 / (all * expected * (1 - expected))) * (all / (all + priorWeight))
  const beyond = Math.sign(shift) * Math.max(0, Math.abs(shift) - chance)
  return Math.min(shiftLimits.most, Math.max(shiftLimits.least, beyond))
}

function logOdds(share: number): number {
  return Math.log(share / (1 - share))
}
