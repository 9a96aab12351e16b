/**
 * How fast the author writes. In a burst of keys the next one comes before anything could be read, and so does the next word
 * of an author who composes word after word: what is shown between two of them only flickers. At a writer's pace of keys
 * nothing waits, nor does it until an author is known to write word after word. Pure. Timestamps in ms.
 */

/** Keys that follow each other faster than this, on average, leave no time for a look, ms. */
const burstMs = 95
/** Over so many gaps: one pair of quick keys may be chance. */
const gapsOfBurst = 3
/** The next key is late by then: the burst is over. */
const lateness = 1.5

/** The gaps between words that are remembered. */
const gapsOfWords = 5
/** Over so many gaps their rhythm is known. */
const gapsOfRhythm = 3
/** A word is late by then. */
const wordLateness = 1.3
/** To turn one's eyes to a word and read it takes so long, ms: in a longer gap it can be, and nobody waits for longer. */
const lookMs = 250
/** A key sooner after a word goes on with it: a mark, most often. */
const sameBeatMs = 600

export class Rhythm {
  private last = -Infinity
  private gaps: readonly number[] = []
  /** When the newest beat of an author who composes was. */
  private beat = -Infinity
  private wordGaps: readonly number[] = []

  /** A key was pressed. */
  pressed(at: number): void {
    this.gaps = [...this.gaps, at - this.last].slice(-gapsOfBurst)
    this.last = at
  }

  /** A character was typed outside a composition. */
  typed(at: number): void {
    if (at - this.beat < sameBeatMs) this.composed(at)
  }

  /** The next word is begun. */
  begun(at: number): void {
    if (this.beat !== -Infinity) this.wordGaps = [...this.wordGaps, at - this.beat].slice(-gapsOfWords)
  }

  /** A composed word is in the text. */
  composed(at: number): void {
    this.beat = at
  }

  /** When the author will have come to rest, if no key comes before; in the past unless they are in a burst, or just wrote a word. */
  restsAt(): number {
    const gap = this.gaps.reduce((sum, each) => sum + each, 0) / gapsOfBurst
    const burst = this.gaps.length === gapsOfBurst && gap < burstMs ? this.last + gap * lateness : -Infinity
    return Math.max(burst, this.beat + this.wordWait())
  }

  /** One who leaves longer gaps between words has time to look: nothing waits. */
  private wordWait(): number {
    const sorted = this.wordGaps.toSorted((a, b) => a - b)
    const usual = sorted[Math.floor(sorted.length / 2)]
    if (usual === undefined || sorted.length < gapsOfRhythm || usual > lookMs) return 0
    return Math.min(lookMs, usual * wordLateness)
  }
}
