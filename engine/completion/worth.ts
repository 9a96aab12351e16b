/**
 * What a suggestion is worth to the author, in key presses: those it saves, as often as it is right, against
 * what reading it costs where it is wrong. Decided word by word, and never taken back.
 */
import { type Calibration, featuresOf, probabilityRight } from './calibration.ts'
import { evidenceOf, type SuggestionPlace, wordsOf, type WrittenPiece } from './evidence.ts'
import { type Leaning, shiftAt } from './leanings.ts'

/** Pinyin and choosing, for one Chinese character. */
const keysPerHan = 2.5
/** A suggestion that saves less, right as it may be, is not worth a glance: a mark, a single letter. */
const leastSaved = 1
/**
 * More than one key press is not counted: a longer word takes as much longer to read, and long Latin words would otherwise be
 * shown however unlikely they are. Measured (engine/LOG.md), as what follows.
 */
const mostCounted = 1
/** Words after the first cost so much less to read: the author is looking there already. */
const laterShare = 0.05

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
  readonly #leanings: readonly Leaning[]
  readonly #gain: number | null
  #end = 0
  #right = 1
  #chance: number | null = null
  #isOver = false

  /** `gain`: what the next token behind the caret gains behind the suggestion; null where nothing follows that it would have to lead to. */
  constructor(calibration: Calibration, isAsked: boolean, leanings: readonly Leaning[] = [], gain: number | null = null) {
    this.#calibration = calibration
    this.#isAsked = isAsked
    this.#leanings = leanings
    this.#gain = gain
  }

  /** How likely the first word is right by the calibration alone, whatever the author leans to; null where it was asked for, or none was whole. */
  get chance(): number | null {
    return this.#chance
  }

  /** How much of `text` is worth showing, in UTF-16 units; `isOver` once no more can be. `text` begins with what was judged before. */
  judge(text: string, pieces: readonly WrittenPiece[], place: SuggestionPlace, isWhole: boolean): { readonly end: number; readonly isOver: boolean } {
    const right = (word: string, shift = 0) => {
      const evidence = evidenceOf(word, this.#end, pieces, this.#gain)
      return probabilityRight(this.#calibration, featuresOf(evidence, place), shift + evidence.hearsay)
    }
    // What the author leans to says whether a suggestion is wanted here: of the words after its first it says nothing.
    const chance = (word: string) => (this.#isGiven ? 1 : this.#right * right(word, this.#isFirst ? shiftAt(this.#leanings, place) : 0))
    for (const word of this.#isOver ? [] : wordsOf(text.slice(this.#end), isWhole)) {
      const now = chance(word)
      if (this.#isFirst && !this.#isGiven) this.#chance = right(word)
      this.#isOver = !this.#isGiven && !this.#isWorth(now, savedBy(word, this.#isFirst), place)
      if (this.#isOver) break
      this.#right = now
      this.#end += word.length
    }
    const begun = text.slice(this.#end)
    // A word only becomes less likely as it grows: what is not worth it now is not generated to its end.
    if (begun.trim() !== '' && !isWhole) this.#isOver ||= !this.#isWorth(chance(begun), mostCounted, place)
    return { end: this.#end, isOver: this.#isOver }
  }

  get #isFirst(): boolean {
    return this.#end === 0
  }

  get #isGiven(): boolean {
    return this.#isAsked && this.#isFirst
  }

  #isWorth(right: number, saved: number, { writing }: SuggestionPlace): boolean {
    const cost = this.#calibration.readingCosts[writing] * (this.#isFirst ? 1 : laterShare)
    return (!this.#isFirst || saved >= leastSaved) && right * Math.min(saved, mostCounted) > (1 - right) * cost
  }
}
