/**
 * Which words the author would not have, and where: told by the text before the caret, so that they do not come back by
 * themselves when the same is typed again. Kept for as long as the page lives, the newest of them.
 */
import { nextWord } from '#preload/document/suggested.ts'
import { isSamePlace, type Place } from './ghost-text.ts'

const most = 48
/** Characters before the caret that make two places the same. */
const context = 40

interface Refusal {
  readonly where: string
  readonly word: string
}

export class Refusals {
  private refused: Refusal[] = []
  private taken: { readonly place: Place; readonly text: string }[] = []

  /** The author sent this away. */
  add(place: Place, text: string): void {
    this.forget(place, text)
    this.refused = [...this.refused, { where: whereOf(place), word: nextWord(text) }].slice(-most)
  }

  /** The author took this; `place` is where the caret was before. */
  take(place: Place, text: string): void {
    this.forget(place, text)
    this.taken = [...this.taken, { place, text }].slice(-most)
  }

  /** Whether the author is back where they took something, having undone or deleted it: that is a refusal, too. */
  returned(place: Place): boolean {
    const back = this.taken.filter((each) => isSamePlace(each.place, place))
    if (back.length === 0) return false
    this.taken = this.taken.filter((each) => !back.includes(each))
    for (const { text } of back) this.add(place, text)
    return true
  }

  /** Whether this begins with a word that was refused here, or may come to, as far as it has grown. */
  has(place: Place, text: string): boolean {
    if (text === '' || this.refused.length === 0) return false
    const [where, first] = [whereOf(place), nextWord(text)]
    return this.refused.some((each) => each.where === where && (each.word === first || each.word.startsWith(text)))
  }

  private forget(place: Place, text: string): void {
    const [where, word] = [whereOf(place), nextWord(text)]
    this.refused = this.refused.filter((each) => each.where !== where || each.word !== word)
  }
}

/** Blocks that have no text yet are alike, and yet each another place. */
function whereOf({ block, before }: Place): string {
  return before.trim() === '' ? `${block}\n` : before.slice(-context)
}
