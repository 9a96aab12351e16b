/** Steps among the candidates of one place. Another takes the place of what is shown when it comes, not when it is asked for. */
import type { SuggestionContext } from '#preload/contract/suggestions.ts'
import { type Counter, Candidates } from './ghost-candidates.ts'
import type { GhostPorts } from './ghost-ports.ts'
import type { Refusals } from './ghost-refusals.ts'
import { asked, type Running } from './ghost-running.ts'
import type { GhostStage } from './ghost-stage.ts'
import { nextWord } from '#preload/document/suggested.ts'
import { isSamePlace, type Place } from './ghost-text.ts'

export interface TurningParts {
  readonly stage: GhostStage
  readonly ports: GhostPorts
  readonly refusals: Refusals
  /** Asks the engine; the answers come to `cameOn`. */
  readonly follow: (running: Running, context: SuggestionContext) => void
  /** Takes away what is shown and stops what is asked. */
  readonly drop: () => void
}

export class GhostTurning {
  private readonly parts: TurningParts
  private candidates: Candidates<Running> | null = null
  /** Asked for beside the one that is shown. */
  coming: Running | null = null

  constructor(parts: TurningParts) {
    this.parts = parts
  }

  get counter(): Counter | null {
    return this.candidates?.counter ?? null
  }

  /** Steps to the next one, or to the one before. */
  turn(place: Place, by: 1 | -1): void {
    this.stop()
    this.keepAt(place)
    this.candidates ??= this.candidatesAt(place)
    const number = by === 1 ? this.candidates.missing : null
    if (number !== null) return this.ask(this.candidates, number)
    const kept = this.candidates.step(by)
    if (kept) this.turnTo(kept)
  }

  /** The one that was asked for has begun, or is over. */
  cameOn(coming: Running, rest: string): void {
    const { candidates } = this
    if (!candidates) return
    const { stage, refusals } = this.parts
    const isKnown =
      rest === '' ||
      candidates.all.some((kept) => {
        const known = stage.restOf(kept) ?? ''
        return known.startsWith(rest) || nextWord(known) === nextWord(rest)
      })
    const isRefused = refusals.has(candidates.place, rest)
    if (isRefused && !isKnown && coming.isDone) candidates.putOff(coming)
    if (!isKnown && !isRefused) {
      this.coming = null
      candidates.answered()
      candidates.add(coming)
      this.turnTo(coming)
    } else if (coming.isDone) this.goOn(candidates)
  }

  /** Asks for no other. */
  stop(): void {
    this.coming?.stop.abort()
    this.coming = null
  }

  /** Forgets the candidates of every other place. */
  keepAt(place: Place | null): void {
    if (place && this.candidates && isSamePlace(place, this.candidates.place)) return
    this.candidates = null
    this.stop()
  }

  /** What is shown already is the first of the candidates. */
  private candidatesAt(place: Place): Candidates<Running> {
    const { stage, drop } = this.parts
    // What stands only until its successor comes is none of them.
    const shown = stage.isShowing && stage.running?.suggestion ? stage.running : null
    if (!shown) {
      drop()
      return new Candidates<Running>(place, 0)
    }
    // What was typed along the way may have made another the likeliest.
    const candidates = new Candidates<Running>(place, isSamePlace(shown.origin, place) ? 1 : 0)
    candidates.add(shown)
    return candidates
  }

  private ask(candidates: Candidates<Running>, number: number): void {
    const { stage, ports, follow } = this.parts
    const context = ports.context(number)
    if (!context) return
    // The model answers one question at a time: what is shown has grown as far as it will.
    if (stage.running) stage.running.isDone = true
    stage.running?.stop.abort()
    this.coming = asked(candidates.place, true, ports.inputAt())
    follow(this.coming, context)
  }

  /** A number had nothing new: the next one may have. */
  private goOn(candidates: Candidates<Running>): void {
    this.coming = null
    candidates.answered()
    const number = candidates.missing
    if (number !== null) return this.ask(candidates, number)
    const first = candidates.step(1)
    if (first) return this.turnTo(first)
    // Whoever asks again is answered again.
    this.keepAt(null)
    this.parts.ports.silent('unsure')
  }

  private turnTo(running: Running): void {
    const { stage, ports, drop } = this.parts
    const before = stage.running
    if (before && before !== running) {
      before.isDone = true
      before.stop.abort()
      // Leafing through several is one offer: the one that it ends with is counted.
      stage.leftView(before)
      running.hasStood ||= before.hasStood
    }
    stage.running = running
    const place = ports.place()
    const rest = place && stage.restOf(running)
    if (!place || rest === null) return drop()
    running.isCard ||= ports.wouldMove(place, rest)
    stage.show(running, rest)
  }
}
