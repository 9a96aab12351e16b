/**
 * What is told of a suggestion: that it was shown, how much of it the author took, and what they made of it. Each once. It
 * counts as shown when the author acts upon it, and otherwise at its end, if it stood for long enough to be noticed.
 */
import type { SuggestionOutcome } from '#preload/contract/habits.ts'
import { codePoints } from '#preload/document/counting.ts'
import { outcomeOf } from './ghost-outcome.ts'
import type { GhostPorts } from './ghost-ports.ts'
import type { Running } from './ghost-running.ts'

type RecordPorts = Pick<GhostPorts, 'record' | 'now' | 'place'>

/** Typing along counts from the second character on: one may be chance. */
const leastTyped = 2

export class GhostRecord {
  private readonly ports: RecordPorts

  constructor(ports: RecordPorts) {
    this.ports = ports
  }

  shown(running: Running): void {
    const characters = codePoints(running.text)
    if (running.isRecorded || !running.suggestion || characters === 0) return
    running.isRecorded = true
    this.ports.record(running.suggestion, { kind: 'shown', characters })
  }

  /** The author does something while it is painted. */
  glanced(running: Running | null): void {
    if (running?.isPainted) running.seenMs ??= this.ports.now() - running.paintedAt
  }

  /** Lets the author's habits be learnt. What they asked for, or chose among others, they judged by other measures. */
  judged(running: Running, outcome: SuggestionOutcome | null): void {
    const { suggestion, isAsked } = running
    if (outcome === null || isAsked || running.isJudged || !suggestion?.reason) return
    running.isJudged = true
    const { place, chance } = suggestion.reason
    this.ports.record(suggestion, { kind: 'judged', outcome, place, chance })
  }

  /** Counts what became of a suggestion that is over. */
  ended(running: Running): void {
    if (!running.suggestion || !running.isPainted) return
    const typed = Math.min(running.reached, codePoints(running.text)) - running.accepted
    const isAlong = typed >= leastTyped
    if (running.hasStood || isAlong) this.shown(running)
    if (isAlong) this.ports.record(running.suggestion, { kind: 'accepted', part: 'typed', characters: typed })
    const { text, origin, seenMs } = running
    this.judged(running, outcomeOf({ text, origin, place: this.ports.place(), isAccepted: running.accepted > 0, seenMs }))
  }
}
