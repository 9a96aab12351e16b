/**
 * What a suggestion is worth to the author, in key presses: those it saves, as often as it is right, against
 * what reading it costs where it is wrong. Decided word by word, and never taken back.
 */
import { type Calibration, featuresOf, probabilityRight } from './calibration.ts'
import { evidenceOf, type SuggestionPlace, wordsOf, type WrittenPiece } from './evidence.ts'

/** Pinyin and choosing, for one Chinese character. */
const keysPerHan = 2.5
/** A suggestion that saves less, right as it may be, is not worth a glance: a mark, a single letter. */
const leastSaved = 1
/**
 * Words after the first cost so much less to read: the author is looking there already. Measured (engine/LOG.md):
 * at a quarter 8 % more is saved than at the whole, at the same precision.
 */
const laterShare = 0.25

/** Key presses that typing a text takes. */
export function keysOf(text: string): number {
  let keys = 0
  for (const character of text) keys += /\p{Script=Han}/u.test(character) ? keysPerHan : 1
  return keys
}

/** Key presses that a word saves: the first costs one for accepting. */
function savedBy(word: string, isFirst: boolean): number {
  return keysOf(word.trim()) - (isFirst ? 1 : 0)
}

/** Decides how much of a growing suggestion is worth showing. */
export class Worth {
  readonly #calibration: Calibration
  /** The author asked for its first word: that one counts as given. */
  readonly #isAsked: boolean
  #end = 0
  #right = 1
  #isOver = false

  constructor(calibration: Calibration, isAsked: boolean) {
    this.#calibration = calibration
    this.#isAsked = isAsked
  }

  /** How much of `text` is worth showing, in UTF-16 units; `isOver` once no more can be. `text` begins with what was judged before. */
  judge(text: string, pieces: readonly WrittenPiece[], place: SuggestionPlace, isWhole: boolean): { readonly end: number; readonly isOver: boolean } {
    for (const word of this.#isOver ? [] : wordsOf(text.slice(this.#end), isWhole)) {
      const isFirst = this.#end === 0
      if (!(isFirst && this.#isAsked)) {
        this.#right *= probabilityRight(this.#calibration, featuresOf(evidenceOf(word, this.#end, pieces), place))
        this.#isOver = !this.#isWorth(word, isFirst)
        if (this.#isOver) break
      }
      this.#end += word.length
    }
    return { end: this.#end, isOver: this.#isOver }
  }

  #isWorth(word: string, isFirst: boolean): boolean {
    const saved = savedBy(word, isFirst)
    const cost = this.#calibration.readingCost * (isFirst ? 1 : laterShare)
    return (!isFirst || saved >= leastSaved) && this.#right * saved > (1 - this.#right) * cost
  }
}
