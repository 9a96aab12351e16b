/**
 * The suggestions that were found for one place in the text, in the order in which they came. The model is
 * asked for one after the other, by number; once it has no more, stepping on begins from the first again.
 */
import type { Place } from './ghost-text.ts'

/** The model knows no higher number. */
const last = 7

/** Which of how many is shown, both from 1 on. */
export interface Counter {
  readonly at: number
  readonly of: number
}

export class Candidates<Kept> {
  /** They belong to this place and to no other. */
  readonly place: Place
  private readonly kept: Kept[] = []
  private readonly late: Kept[] = []
  private at = 0
  private next: number

  /** `next`: the first number to ask for. */
  constructor(place: Place, next: number) {
    this.place = place
    this.next = next
  }

  /** Those that were put off, too. */
  get all(): readonly Kept[] {
    return [...this.kept, ...this.late]
  }

  /** Null until there is another, or it is known that there is none. */
  get counter(): Counter | null {
    const isOnly = this.kept.length === 1 && this.next > last && this.late.length === 0
    return this.kept.length > 1 || isOnly ? { at: this.at + 1, of: this.kept.length } : null
  }

  /** The number to ask for; null where another is kept behind the one that is shown, or the model has no more. */
  get missing(): number | null {
    return this.at < this.kept.length - 1 || this.next > last ? null : this.next
  }

  /** A new one is shown. */
  add(kept: Kept): void {
    this.at = this.kept.push(kept) - 1
  }

  /** One that the author refused before: it waits until the model has no other. */
  putOff(kept: Kept): void {
    this.late.push(kept)
  }

  /** The number that is missing was asked for and answered, with one that is new or with none. */
  answered(): void {
    this.next += 1
  }

  /** Steps to the kept one before or behind, around the ends; behind the last are those that were put off. */
  step(by: 1 | -1): Kept | undefined {
    const late = by === 1 && this.at >= this.kept.length - 1 && this.missing === null ? this.late.shift() : undefined
    if (late !== undefined) {
      this.add(late)
      return late
    }
    this.at = (this.at + by + this.kept.length) % Math.max(1, this.kept.length)
    return this.kept[this.at]
  }
}
