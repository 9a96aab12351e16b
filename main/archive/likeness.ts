/**
 * How much of a text another one says as well: the longest stretch that both have, within a paragraph, that reaches into what is asked
 * about. Pure.
 */
import { countWords } from '#preload/document/counting.ts'
import { folded } from '#preload/document/same-forms.ts'

/** What is looked for: `text` from `from` on, with what stands before it. */
export interface Asked {
  readonly text: string
  readonly from: number
}

/** A stretch that is the same in both. */
export interface SharedStretch {
  /** Where it begins in the other text, and in what is looked for. */
  readonly at: number
  readonly askedAt: number
  readonly length: number
  /** 字 of it, marks not counted. */
  readonly words: number
}

/** What stands further before tells no more. */
const mostBefore = 24
/** Fewer 字 are alike by chance. */
export const leastWords = 4
/** A stretch that ends with the first character of what is asked about says nothing of it. */
const leastWithin = 2

/** What is asked about, with the end of its paragraph so far. */
export function askedOf(before: string, text: string): Asked {
  const paragraph = before.slice(before.lastIndexOf('\n') + 1).slice(-mostBefore)
  return { text: paragraph + text, from: paragraph.length }
}

/** The longest stretch that `text` has as well; null where none is worth telling. */
export function stretchIn(text: string, asked: Asked): SharedStretch | null {
  let best: SharedStretch | null = null
  /** Where the last stretch ended that lies as far from its place in what is asked, by that distance. */
  const ends = new Map<number, number>()
  const least = leastEnd(asked)
  for (let seed = Math.max(0, least - leastWords); seed + leastWords <= asked.text.length; seed++) {
    const sought = asked.text.slice(seed, seed + leastWords)
    for (let at = text.indexOf(sought); at >= 0; at = text.indexOf(sought, at + 1)) {
      if (at < (ends.get(at - seed) ?? 0)) continue
      const stretch = stretched(text, at, asked, seed)
      ends.set(at - seed, stretch.at + stretch.length)
      if (best && stretch.length <= best.words) continue
      const whole = ofWholeWords(text, asked, stretch)
      const words = wordsIn(text.slice(whole.at, whole.at + whole.length))
      const isWithin = whole.askedAt + whole.length >= least
      if (isWithin && words >= leastWords && words > (best?.words ?? 0)) best = { ...whole, words }
    }
  }
  return best
}

/** Where a stretch has to end at least. */
function leastEnd({ text, from }: Asked): number {
  return Math.min(from + leastWithin, text.length)
}

type Stretch = Omit<SharedStretch, 'words'>

/** As far as both go on alike to both sides, within a line. */
function stretched(text: string, at: number, asked: Asked, askedAt: number): Stretch {
  let [start, end] = [0, leastWords]
  const same = (offset: number) => {
    const unit = text.charCodeAt(at + offset)
    return unit === asked.text.charCodeAt(askedAt + offset) && unit !== lineEnd
  }
  while (at + start > 0 && askedAt + start > 0 && same(start - 1)) start--
  while (at + end < text.length && askedAt + end < asked.text.length && same(end)) end++
  return { at: at + start, askedAt: askedAt + start, length: end - start }
}

const lineEnd = 10
const letter = /[\p{Script=Latin}\p{N}]/u
const spacing = /[\s\uFEFF]/
/** What ends something that stands before it. */
const ending = /[\s\uFEFF，。！？；：、,.!?;:…”’」』）〕》】)\]]/

/** Without the parts of Latin words and numbers, and the spaces, at its ends, nor the marks that it would begin with. */
function ofWholeWords(text: string, asked: Asked, { at, askedAt, length }: Stretch): Stretch {
  let [start, end] = [at, at + length]
  const parts = (place: number) => {
    const isLetter = (own: number) => letter.test(text.charAt(own)) || letter.test(asked.text.charAt(own + askedAt - at))
    return isLetter(place - 1) && isLetter(place)
  }
  while (start < end && (parts(start) || ending.test(text.charAt(start)))) start++
  while (end > start && (parts(end) || spacing.test(text.charAt(end - 1)))) end--
  return { at: start, askedAt: askedAt + start - at, length: end - start }
}

function wordsIn(text: string): number {
  return countWords(text.replace(/[\p{P}\p{S}]/gu, ' '))
}

/**
 * How long the stretches can be at most that texts share with what is asked, by which of its grams (grams.ts) they hold. What no gram
 * tells of, such as a mark, every text may have.
 */
export class Bounds {
  readonly #grams: readonly Gram[]
  readonly #least: number
  readonly #runs = new Map<number, { last: number; start: number; most: number }>()

  constructor(asked: Asked) {
    this.#grams = gramsIn(asked.text)
    this.#least = leastEnd(asked)
  }

  /** What to look for, each in the index and told here in this order. */
  get grams(): readonly string[] {
    return this.#grams.map(({ gram }) => gram)
  }

  /** The numbers of the texts that hold the gram at a place of `grams`. */
  note(which: number, holders: Iterable<number>): void {
    const { start, end } = this.#grams[which] ?? { start: 0, end: 0 }
    for (const number of holders) {
      const run = this.#runs.get(number) ?? { last: -2, start, most: 0 }
      if (run.last !== which - 1) run.start = start
      run.last = which
      if (end >= this.#least) run.most = Math.max(run.most, end - run.start)
      this.#runs.set(number, run)
    }
  }

  /** Texts that may share enough, the longest first, and of those the newest. */
  get likely(): readonly { readonly number: number; readonly most: number }[] {
    const found = [...this.#runs].map(([number, { most }]) => ({ number, most })).filter(({ most }) => most >= leastWords)
    return found.sort((a, b) => b.most - a.most || b.number - a.number)
  }
}

interface Gram {
  readonly gram: string
  /** How far a stretch reaches at most that begins, or ends, with it: up to the next gram, of which it has not all. */
  readonly start: number
  readonly end: number
}

const inGrams = /^[\p{L}\p{N}]$/u

/** Two characters each that stand together. One that reads as several is part of none, so that every text may have it. */
function gramsIn(text: string): Gram[] {
  const signs = [...text].map((sign) => ({ sign: folded(sign), length: sign.length }))
  let at = 0
  const found = signs.flatMap(({ sign, length }, index) => {
    const [here, next] = [at, signs[index + 1]]
    at += length
    return next && inGrams.test(sign) && inGrams.test(next.sign) ? [{ gram: sign + next.sign, at: here, behind: at + next.length }] : []
  })
  return found.map(({ gram }, which) => ({ gram, start: (found[which - 1]?.at ?? -1) + 1, end: (found[which + 1]?.behind ?? text.length + 1) - 1 }))
}
