/** What was learnt of the author, in plain words. Pure. */
import type { Habit, Reason, SuggestionPlace } from '#preload/contract/habits.ts'
import type { Translate } from '#renderer/ui/translate.ts'

export type Change = 'hardly' | 'far-fewer' | 'fewer' | 'slightly-fewer' | 'usual' | 'slightly-more' | 'more' | 'far-more'

/** From which shift on, in log-odds, a change is told in these words; the nearest to nothing last. */
const fewer = [
  [1.5, 'hardly'],
  [0.9, 'far-fewer'],
  [0.4, 'fewer'],
  [0.1, 'slightly-fewer'],
] as const
const more = [
  [0.75, 'far-more'],
  [0.4, 'more'],
  [0.1, 'slightly-more'],
] as const
/** A habit would have shown by then. */
const enough = 20
/** More would be a table, not a card. */
const most = 6

/** How a shift is felt. */
export function changeOf(shift: number): Change {
  const words = shift < 0 ? fewer : more
  return words.find(([least]) => Math.abs(shift) >= least)?.[1] ?? 'usual'
}

/** Those with evidence enough, the ones that change most first. */
export function learntOf(kinds: readonly Habit[]): Habit[] {
  return kinds
    .filter(({ shift }) => shift !== 0)
    .sort((a, b) => Math.abs(b.shift) - Math.abs(a.shift))
    .slice(0, most)
}

/** How many the author took, or wrote by themselves as they were suggested. */
export function agreedOf({ accepted, along }: Habit): number {
  return Math.round(accepted + along)
}

/** How often of ten times what has that chance, 0…1, comes true. */
export function timesInTen(chance: number): number {
  return Math.max(1, Math.round(chance * 10))
}

/**
 * How a suggestion is shown for the author's habits, as the list of habits has it too: what was erased since it was suggested is told
 * no more.
 */
export function heededIn(kinds: readonly Habit[], { place, shift }: Reason): 'more' | 'fewer' | null {
  if (changeOf(shift) === 'usual') return null
  const isKnown = kinds.some((habit) => isSamePlace(habit.place, place) && Math.sign(habit.shift) === Math.sign(shift))
  return isKnown ? (shift > 0 ? 'more' : 'fewer') : null
}

function isSamePlace(one: SuggestionPlace, other: SuggestionPlace): boolean {
  return one.position === other.position && one.block === other.block && one.writing === other.writing
}

/** Whether enough is known of any kind of place to say that the author leans nowhere. */
export function isTelling(kinds: readonly Habit[]): boolean {
  return kinds.some(({ seen }) => seen >= enough)
}

/** Where in a text, as an author would say it. */
export function placeText(t: Translate, { position, block, writing }: SuggestionPlace): string {
  const where = position === 'start' ? t(`habits.start-${block}`) : t(`habits.at-${position}`)
  const parts = [where, position !== 'start' && block !== 'paragraph' ? t(`habits.in-${block}`) : '', t(`habits.in-${writing}`)]
  return parts.filter((part) => part !== '').join(t('habits.between'))
}
