/** Which stretches of which works are written: drawn with a seed, so that two models write the same. */
import { Random } from '#engine/model/index.ts'
import { type HeldOutDocument, Work } from './work.ts'

/** A part of a work that is written, in places of its flow. */
export interface Stretch {
  readonly work: Work
  readonly from: number
  readonly to: number
}

/** How much is written of the works, and which part of them. */
export interface Sampling {
  readonly characters: number
  readonly seed: number
}

/** Characters of one stretch: enough for a few sentences, so that many works get their turn. */
const stretchCharacters = 200
/** The beginning of a work is left out: an author is mostly in the middle of one. */
const openingCharacters = 100

/**
 * Every second document, whatever file it stands in: a model is calibrated on these and judged by the
 * others, also where both commands are given the same file.
 */
export function isForCalibration({ title, text }: Pick<HeldOutDocument, 'title' | 'text'>): boolean {
  let hash = 0x811c9dc5
  for (const character of `${title}\n${text.slice(0, 500)}`) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  hash ^= hash >>> 15
  return (hash & 1) === 1
}

/** Stretches of about so many characters in all, in turn from every work until none has one left. */
export function stretchesOf(works: readonly Work[], { characters, seed }: Sampling): Stretch[] {
  const random = new Random(seed)
  const waiting = shuffled(works, random).map((work) => shuffled(slotsOf(work), random))
  const chosen: Stretch[] = []
  let left = characters
  for (let turn = 0; left > 0 && waiting.some((slots) => slots.length > turn); turn++) {
    for (const slots of waiting) {
      const stretch = slots[turn]
      if (!stretch || left <= 0) continue
      chosen.push(stretch)
      left -= stretch.to - stretch.from
    }
  }
  return chosen
}

function slotsOf(work: Work): Stretch[] {
  const slots: Stretch[] = []
  for (const [begin, end] of work.parts) {
    for (let from = Math.max(openingCharacters, begin); from < end; from += stretchCharacters) {
      const stretch = { work, from: characterStart(work.flow, from), to: Math.min(end, from + stretchCharacters) }
      if (stretch.to - stretch.from >= stretchCharacters / 2) slots.push(stretch)
    }
  }
  return slots
}

/** The same place, or the one behind the second half of a surrogate pair. */
function characterStart(text: string, at: number): number {
  const code = text.charCodeAt(at)
  return code >= 0xdc00 && code <= 0xdfff ? at + 1 : at
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  const order = Uint32Array.from(items, (_, at) => at)
  random.shuffle(order)
  return Array.from(order).flatMap((at) => items.slice(at, at + 1))
}
