/**
 * How fast the author presses keys. In a burst the next key comes before anything could be read, and what is shown between
 * two of its keys only flickers. At a writer's pace nothing waits. Pure.
 */

/** Keys that follow each other faster than this, on average, leave no time for a look, ms. */
const burstMs = 95
/** Over so many gaps: one pair of quick keys may be chance. */
const gapsOfBurst = 3
/** The next key is late by then: the burst is over. */
const lateness = 1.5

export class Rhythm {
  private last = -Infinity
  private gaps: readonly number[] = []

  /** A key was pressed. Timestamps in ms. */
  pressed(at: number): void {
    this.gaps = [...this.gaps, at - this.last].slice(-gapsOfBurst)
    this.last = at
  }

  /** When the author will have come to rest, if no key comes before; in the past unless they are in a burst. */
  restsAt(): number {
    const gap = this.gaps.reduce((sum, each) => sum + each, 0) / gapsOfBurst
    return this.gaps.length === gapsOfBurst && gap < burstMs ? this.last + gap * lateness : -Infinity
  }
}
