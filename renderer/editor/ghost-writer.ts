/**
 * Asks for suggestions, shows what still fits, and takes them in. One at a time: a new question ends the
 * one before it. Nothing is shown while an input method composes; what was shown is looked at again when the
 * composition is over, and shown on if the composed text went along with it. Another candidate takes the place
 * of what is shown when it comes, not when it is asked for.
 */
import type { SuggestionOutcome } from '#preload/contract/habits.ts'
import { Problem } from '#preload/contract/problem.ts'
import type { Preparation, Suggestion, SuggestionContext, SuggestionEvent } from '#preload/contract/suggestions.ts'
import { codePoints } from '#preload/document/counting.ts'
import type { z } from '#preload/document/zod.ts'
import { GhostAhead } from './ghost-ahead.ts'
import { Candidates } from './ghost-candidates.ts'
import { Refusals } from './ghost-refusals.ts'
import { asked, type Running } from './ghost-running.ts'
import type { GhostStore } from './ghost-store.ts'
import { isSamePlace, nextClause, nextWord, type Place, remainder, withoutRepetition } from './ghost-text.ts'
import { outcomeOf } from './ghost-outcome.ts'

type Event = z.infer<typeof SuggestionEvent>
export type Part = 'all' | 'word' | 'clause'

/** What the writer needs of the page. */
export interface GhostPorts {
  /** Where the caret is, or null where no suggestion may stand. */
  readonly place: () => Place | null
  readonly context: (candidate: number) => SuggestionContext | null
  readonly complete: (context: SuggestionContext, signal: AbortSignal) => AsyncIterable<Suggestion>
  /** What is likely to be asked when nothing is: the context where the author is, or will be in the lesson that they opened. */
  readonly expected: () => SuggestionContext | null
  readonly prepare: (preparation: Preparation, signal: AbortSignal) => Promise<void>
  readonly record: (suggestion: Suggestion, event: Event) => void
  /** Whether drawing it in the text would move what is there already. */
  readonly wouldMove: (place: Place, text: string) => boolean
  readonly style: () => { readonly bold: boolean; readonly italic: boolean }
  readonly isComposing: () => boolean
  readonly insert: (text: string, suggestion: Suggestion, at: number) => void
  /** The author asked by hand, and there is nothing at all to show. */
  readonly silent: () => void
  /** The suggestion of an input event was painted. */
  readonly painted: (inputAt: number) => void
  readonly later: (run: () => void, ms: number) => () => void
  /** Runs something once the input under way has been taken in; the answer takes it back. */
  readonly soon: (run: () => void) => () => void
  /** Calls back when what was set is on the screen. */
  readonly afterPaint: (run: () => void) => void
  /** When the author's newest input began. */
  readonly inputAt: () => number
  /** Milliseconds on the clock of `inputAt`. */
  readonly now: () => number
  /** Milliseconds since the epoch. */
  readonly time: () => number
}

/** A caret that comes to rest at the end of a text is looking for its continuation; one that passes by is not. */
const restMs = 400
/** A card lies over the text that follows, so it waits until the author does. */
const cardMs = 300
/** Typing along counts from the second character on: one may be chance. */
const leastTyped = 2

export class GhostWriter {
  private readonly store: GhostStore
  private readonly ports: GhostPorts
  private readonly ahead: GhostAhead
  private readonly refusals = new Refusals()
  private running: Running | null = null
  /** Asked for beside the one that is shown. */
  private coming: Running | null = null
  private candidates: Candidates<Running> | null = null
  private stopTimer: (() => void) | null = null
  private stopCardTimer: (() => void) | null = null
  private isOn = false
  private canAsk = false
  private inputAt = 0
  /** Where the author sent a suggestion away. */
  private dismissed: Place | null = null
  /** A question was cut off by a composition, and has to be asked again after it. */
  private isCut = false

  constructor(store: GhostStore, ports: GhostPorts) {
    this.store = store
    this.ports = ports
    this.ahead = new GhostAhead(ports)
  }

  /** `isOn`: suggestions come by themselves. `canAsk`: there is a model to answer, so that they come when asked for, too. */
  setOn(isOn: boolean, canAsk = isOn): void {
    const isNew = isOn && !this.isOn
    const isLess = (this.isOn && !isOn) || (this.canAsk && !canAsk)
    this.isOn = isOn
    this.canAsk = canAsk
    if (isLess) this.drop()
    if (!isNew) return
    this.rested()
    this.lookAhead(0)
  }

  /** The caret came to stand somewhere without anything being typed: at the end of a text, that is a question too. */
  rested(): void {
    const place = this.ports.place()
    if (!this.isOn || this.running || this.coming || !place) return
    this.lookAhead()
    if (place.after !== '' || place.before.trim() === '') return
    if (this.dismissed && isSamePlace(place, this.dismissed)) return
    this.stopTimer?.()
    this.stopTimer = this.ports.later(() => {
      this.inputAt = 0
      this.ask()
    }, restMs)
  }

  /**
   * Something was typed that is not drawn yet: the model reads while it is. The kept prefix makes a question cheap,
   * so none is spared by waiting.
   */
  typed(): void {
    this.glanceOver()
    if (this.ports.isComposing() || this.goesAlong() !== null) return
    if (this.running) this.drop()
    this.inputNoted()
    this.ask()
  }

  /** The page changed, or the caret moved. */
  changed({ isTyped }: { readonly isTyped: boolean }): void {
    this.glanceOver()
    if (this.ports.isComposing()) return
    const place = this.ports.place()
    this.keepCandidatesAt(place)
    const isRefused = place !== null && this.refusals.returned(place)
    if (isRefused && this.running && this.running.accepted > 0) this.drop()
    const running = this.running
    const rest = this.goesAlong()
    if (running && rest !== null) {
      this.show(running, rest)
      return
    }
    if (running) this.drop()
    if (isTyped) this.askSoon()
    else this.rested()
  }

  /** An input method begins: nothing more may arrive, and nothing stays drawn. */
  compositionStarted(): void {
    this.glanceOver()
    this.stopTimer?.()
    const { running } = this
    this.isCut = running ? !running.isDone : this.coming !== null
    this.stopComing()
    running?.stop.abort()
    if (running) running.isDone = true
    if (running?.text === '') this.running = null
    if (this.store.get()) this.store.set(null)
  }

  /** The input method is done; its text, if any, is in the page. */
  compositionEnded({ isTyped }: { readonly isTyped: boolean }): void {
    if (this.running) this.changed({ isTyped: false })
    if (!this.running && (isTyped || this.isCut)) this.askSoon()
  }

  /** Asks at once, on demand: what is shown already stays, and where nothing is, an unsure suggestion is better than none. */
  askNow(): void {
    if (!this.canAsk) this.ports.silent()
    else if (!this.store.get()) this.turn(1)
  }

  /** Shows another candidate, the next or the one before, also while none come by themselves. False: none can come. */
  turn(by: 1 | -1): boolean {
    const place = this.canAsk && !this.ports.isComposing() ? this.ports.place() : null
    // Until the one that was asked for has come there is none behind it; where nothing is shown there is none before.
    const isIdle = by === 1 ? this.coming !== null : this.store.get() === null
    if (place && !isIdle) this.turnAt(place, by)
    return this.canAsk
  }

  /** Takes in a part of what is shown. False: nothing is shown. */
  accept(part: Part): boolean {
    const { running } = this
    const ghost = this.store.get()
    const place = this.ports.place()
    if (!running?.suggestion || !ghost || !place || this.ports.isComposing()) return false
    const text = part === 'all' ? ghost.text : part === 'word' ? nextWord(ghost.text) : nextClause(ghost.text)
    running.acceptedAt ??= this.ports.time()
    this.recordShown(running)
    this.refusals.take(place, text)
    this.ports.insert(text, running.suggestion, running.acceptedAt)
    const characters = codePoints(text)
    running.accepted += characters
    this.ports.record(running.suggestion, { kind: 'accepted', part, characters })
    return true
  }

  /** Sends it away until the text changes. False: nothing is shown. */
  dismiss(): boolean {
    const { running } = this
    const ghost = this.store.get()
    if (!running?.suggestion || !ghost) return false
    this.recordShown(running)
    this.ports.record(running.suggestion, { kind: 'dismissed', characters: codePoints(ghost.text) })
    this.judge(running, running.accepted > 0 ? 'accepted' : 'refused')
    this.dismissed = this.ports.place()
    if (this.dismissed) this.refusals.add(this.dismissed, ghost.text)
    this.drop()
    return true
  }

  /** Takes away what is shown and stops what is asked. */
  drop(): void {
    this.stopTimer?.()
    this.stopCardTimer?.()
    this.ahead.stop()
    this.keepCandidatesAt(null)
    const { running } = this
    this.running = null
    if (running) this.ended(running)
    if (this.store.get()) this.store.set(null)
  }

  /** What is left of a suggestion that the text still goes along with, '' while none has come; null: there is none. */
  private goesAlong(): string | null {
    const { running } = this
    const rest = running && this.restOf(running)
    return running?.isDone && rest === '' ? null : rest
  }

  private inputNoted(): void {
    this.dismissed = null
    this.stopTimer?.()
    this.inputAt = this.ports.inputAt()
  }

  private askSoon(): void {
    this.inputNoted()
    this.stopTimer = this.ports.soon(() => this.ask())
  }

  private ask(): void {
    const origin = this.isOn && !this.ports.isComposing() ? this.ports.place() : null
    const context = origin && this.ports.context(0)
    if (!origin || !context) return
    this.ahead.stop()
    this.running?.stop.abort()
    this.running = asked(origin, false, this.inputAt)
    void this.follow(this.running, context)
  }

  private turnAt(place: Place, by: 1 | -1): void {
    this.stopTimer?.()
    this.stopComing()
    this.keepCandidatesAt(place)
    this.candidates ??= this.candidatesAt(place)
    const number = by === 1 ? this.candidates.missing : null
    if (number !== null) return this.askCandidate(this.candidates, number)
    const kept = this.candidates.step(by)
    if (kept) this.turnTo(kept)
  }

  /** What is shown already is the first of the candidates. */
  private candidatesAt(place: Place): Candidates<Running> {
    const shown = this.store.get() ? this.running : null
    if (!shown) {
      this.drop()
      return new Candidates<Running>(place, 0)
    }
    // What was typed along the way may have made another the likeliest.
    const candidates = new Candidates<Running>(place, isSamePlace(shown.origin, place) ? 1 : 0)
    candidates.add(shown)
    return candidates
  }

  private askCandidate(candidates: Candidates<Running>, number: number): void {
    const context = this.ports.context(number)
    if (!context) return
    this.ahead.stop()
    // The model answers one question at a time: what is shown has grown as far as it will.
    if (this.running) this.running.isDone = true
    this.running?.stop.abort()
    this.coming = asked(candidates.place, true, this.ports.inputAt())
    void this.follow(this.coming, context)
  }

  /** The one that was asked for has begun, or is over. */
  private cameOn(coming: Running, rest: string): void {
    const { candidates } = this
    if (!candidates) return
    const isKnown =
      rest === '' ||
      candidates.all.some((kept) => {
        const known = this.restOf(kept) ?? ''
        return known.startsWith(rest) || nextWord(known) === nextWord(rest)
      })
    const isRefused = this.refusals.has(candidates.place, rest)
    if (isRefused && !isKnown && coming.isDone) candidates.putOff(coming)
    if (!isKnown && !isRefused) {
      this.coming = null
      candidates.answered()
      candidates.add(coming)
      this.turnTo(coming)
    } else if (coming.isDone) this.goOn(candidates)
  }

  /** A number had nothing new: the next one may have. */
  private goOn(candidates: Candidates<Running>): void {
    this.coming = null
    candidates.answered()
    const number = candidates.missing
    if (number !== null) return this.askCandidate(candidates, number)
    const first = candidates.step(1)
    if (first) this.turnTo(first)
    else this.ports.silent()
  }

  private turnTo(running: Running): void {
    const before = this.running
    if (before && before !== running) {
      before.isDone = true
      before.stop.abort()
      if (before.isPainted) this.recordShown(before)
    }
    this.running = running
    const place = this.ports.place()
    const rest = place && this.restOf(running)
    if (!place || rest === null) return this.drop()
    running.isCard ||= this.ports.wouldMove(place, rest)
    this.show(running, rest)
  }

  private stopComing(): void {
    this.coming?.stop.abort()
    this.coming = null
  }

  /** Forgets the candidates of every other place. */
  private keepCandidatesAt(place: Place | null): void {
    if (place && this.candidates && isSamePlace(place, this.candidates.place)) return
    this.candidates = null
    this.stopComing()
  }

  private async follow(running: Running, context: SuggestionContext): Promise<void> {
    try {
      for await (const item of this.ports.complete(context, running.stop.signal)) {
        if (running.stop.signal.aborted || (this.running !== running && this.coming !== running)) return
        this.arrived(running, item)
      }
    } catch (error) {
      // The engine is down or the question was cancelled: the shell says so where it matters; here is nothing to show.
      if (!(error instanceof Problem)) throw error
    }
    running.isDone = true
    if (this.coming === running) this.coming = null
    if (this.running !== running || this.ports.isComposing()) return
    if (this.restOf(running) !== '') return this.lookAhead()
    this.drop()
    // Its end was reached before it was known to be the end.
    if (running.text !== '') this.askSoon()
    else this.lookAhead()
  }

  /** Nothing is asked now: the engine may get ready for what comes next, behind what is shown. */
  private lookAhead(ms?: number): void {
    if (this.isOn) this.ahead.soon(this.ports.expected(), (this.running && this.restOf(this.running)) ?? '', ms)
  }

  private arrived(running: Running, suggestion: Suggestion): void {
    running.suggestion = suggestion
    running.text = withoutRepetition(suggestion.text, running.origin.after)
    running.isDone = suggestion.done
    const place = this.ports.isComposing() ? null : this.ports.place()
    const rest = place && this.restOf(running)
    if (!place || rest === null) return this.drop()
    if (this.coming === running) return this.cameOn(running, rest)
    running.isCard ||= rest !== '' && this.ports.wouldMove(place, rest)
    this.show(running, rest)
  }

  private restOf(running: Running): string | null {
    const place = this.ports.place()
    const rest = place && remainder(running.text, running.origin, place)
    if (!place || rest === null) {
      // Nothing has come yet: what matters is that the author is still where the question was asked.
      return running.text === '' && place && isSamePlace(place, running.origin) ? '' : null
    }
    running.reached = codePoints(place.before.slice(running.origin.before.length))
    return rest
  }

  private show(running: Running, text: string): void {
    const place = this.ports.place()
    const isRefused = place !== null && !running.isAsked && this.refusals.has(place, text)
    if (text === '' || !place || !running.suggestion || isRefused) {
      if (this.store.get()) this.store.set(null)
      return
    }
    const wait = running.isCard && !running.isPainted && !running.isAsked ? this.ports.inputAt() + cardMs - this.ports.now() : 0
    if (wait > 0) this.showLater(running, wait)
    else this.draw(running, place, text)
  }

  private showLater(running: Running, ms: number): void {
    this.stopCardTimer?.()
    this.stopCardTimer = this.ports.later(() => {
      if (this.running === running) this.changed({ isTyped: false })
    }, ms)
  }

  private draw(running: Running, place: Place, text: string): void {
    const { suggestion } = running
    if (!suggestion) return
    const form = running.isCard ? 'card' : place.before === '' ? 'empty' : 'inline'
    this.store.set({ block: place.block, text, form, suggestion, counter: this.candidates?.counter ?? null, ...this.ports.style() })
    const isFirst = !running.isPainted
    this.ports.afterPaint(() => {
      if (this.store.get() === null || this.running !== running) return
      running.isPainted = true
      if (isFirst) running.paintedAt = this.ports.now()
      if (isFirst && !running.isCard) this.ports.painted(running.inputAt)
      if (running.isDone) this.recordShown(running)
    })
  }

  private recordShown(running: Running): void {
    const characters = codePoints(running.text)
    if (running.isRecorded || !running.suggestion || characters === 0) return
    running.isRecorded = true
    this.ports.record(running.suggestion, { kind: 'shown', characters })
  }

  /** The author does something while it is painted. */
  private glanceOver(): void {
    const { running } = this
    if (running?.isPainted) running.seenMs ??= this.ports.now() - running.paintedAt
  }

  /** Lets the author's habits be learnt. What they asked for, or chose among others, they judged by other measures. */
  private judge(running: Running, outcome: SuggestionOutcome | null): void {
    const { suggestion, isAsked } = running
    if (outcome === null || isAsked || running.isJudged || !suggestion?.reason) return
    running.isJudged = true
    const { place, chance } = suggestion.reason
    this.ports.record(suggestion, { kind: 'judged', outcome, place, chance })
  }

  /** Counts what became of a suggestion that is over. */
  private ended(running: Running): void {
    running.stop.abort()
    if (!running.suggestion || !running.isPainted) return
    this.recordShown(running)
    const typed = Math.min(running.reached, codePoints(running.text)) - running.accepted
    if (typed >= leastTyped) this.ports.record(running.suggestion, { kind: 'accepted', part: 'typed', characters: typed })
    const { text, origin, seenMs } = running
    this.judge(running, outcomeOf({ text, origin, place: this.ports.place(), isAccepted: running.accepted > 0, seenMs }))
  }
}
