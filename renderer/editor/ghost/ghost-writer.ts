/**
 * Asks for suggestions, shows what still fits, and takes them in. One at a time: a new question ends the
 * one before it. Nothing is shown while an input method composes; what was shown is looked at again when the
 * composition is over, and shown on if the composed text went along with it.
 */
import { Problem } from '#preload/contract/problem.ts'
import type { Suggestion, SuggestionContext } from '#preload/contract/suggestions.ts'
import { codePoints } from '#preload/document/counting.ts'
import { nextWord, withinBlock } from '#preload/document/suggested.ts'
import { GhostAhead } from './ghost-ahead.ts'
import type { GhostPorts } from './ghost-ports.ts'
import { GhostRecord } from './ghost-record.ts'
import { Refusals } from './ghost-refusals.ts'
import { asked, type Running } from './ghost-running.ts'
import { GhostStage } from './ghost-stage.ts'
import type { GhostStore } from './ghost-store.ts'
import { isSamePlace, nextClause, type Place, withLastSpace } from './ghost-text.ts'
import { GhostTurning } from './ghost-turning.ts'

export type Part = 'all' | 'word' | 'clause'

/** A caret that comes to rest at the end of a text is looking for its continuation; one that passes by is not. */
const restMs = 400

export class GhostWriter {
  private readonly store: GhostStore
  private readonly ports: GhostPorts
  private readonly ahead: GhostAhead
  private readonly refusals = new Refusals()
  private readonly record: GhostRecord
  private readonly stage: GhostStage
  private readonly turning: GhostTurning
  private stopTimer: (() => void) | null = null
  private isOn = false
  private canAsk = false
  private inputAt = 0
  /** Where the author sent a suggestion away. */
  private dismissed: Place | null = null
  /** Whose question a composition cut off, to be asked again after it; null: none was. */
  private cut: 'author' | 'page' | null = null

  constructor(store: GhostStore, ports: GhostPorts) {
    const { refusals } = this
    this.store = store
    this.ports = ports
    this.ahead = new GhostAhead(ports)
    this.record = new GhostRecord(ports)
    const due = () => this.changed({ isTyped: false })
    this.stage = new GhostStage({ store, ports, refusals, counter: () => this.turning.counter, due })
    const follow = (running: Running, context: SuggestionContext) => this.follow(running, context)
    this.turning = new GhostTurning({ stage: this.stage, ports, refusals, follow, drop: () => this.drop() })
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
    if (!this.isOn || this.stage.running || this.turning.coming || !place) return
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
    this.record.glanced(this.stage.running)
    if (this.ports.isComposing() || this.stage.goesAlong() !== null) return
    if (this.stage.running) this.drop()
    this.inputNoted()
    this.ask()
  }

  /**
   * Another voice writes from now on: what the one before said, or was asked, is asked for anew. What is shown stays until the answer,
   * and is not to be taken. Nothing shown, it is a caret at rest.
   */
  voiceChanged(): void {
    const { running } = this.stage
    const isTurned = running?.isAsked === true || this.turning.coming !== null
    if (this.ports.isComposing()) return this.cutOff()
    const place = this.ports.place()
    if (!running && !isTurned) return this.rested()
    this.turning.keepAt(null)
    if (!place || (!isTurned && !this.comesHere())) return this.drop()
    this.stopTimer?.()
    this.inputAt = 0
    if (isTurned) {
      this.drop()
      this.turning.turn(place, 1)
    } else this.ask()
  }

  /** The page changed, or the caret moved. */
  changed({ isTyped }: { readonly isTyped: boolean }): void {
    const { running } = this.stage
    this.record.glanced(running)
    if (this.ports.isComposing()) return
    const place = this.ports.place()
    this.turning.keepAt(place)
    const isRefused = place !== null && this.refusals.returned(place)
    if (isRefused && running && running.accepted > 0) this.drop()
    const rest = this.stage.goesAlong()
    if (this.stage.running && rest !== null) return this.stage.show(this.stage.running, rest)
    if (this.stage.running) this.drop()
    if (isTyped) this.askSoon()
    else this.rested()
  }

  /** An input method begins: nothing more may arrive, and nothing stays drawn. */
  compositionStarted(): void {
    const { running } = this.stage
    this.record.glanced(running)
    this.stopTimer?.()
    this.cut = this.turning.coming ? 'author' : running && !running.isDone ? 'page' : null
    this.turning.stop()
    running?.stop.abort()
    if (running) running.isDone = true
    if (running?.text === '') this.stage.running = null
    this.stage.hide()
  }

  /** The input method is done; its text, if any, is in the page. */
  compositionEnded({ isTyped }: { readonly isTyped: boolean }): void {
    if (this.stage.running) this.changed({ isTyped: false })
    if (this.cut === 'author' && !isTyped) this.turnSoon()
    else if (!this.stage.running && (isTyped || this.cut)) this.askSoon()
  }

  /** Asks at once, on demand: what is shown already stays, and where nothing is, an unsure suggestion is better than none. */
  askNow(): void {
    if (!this.canAsk || !this.stage.isShowing) this.turn(1)
  }

  /** Shows another candidate, the next or the one before, also while none come by themselves. False: none can come. */
  turn(by: 1 | -1): boolean {
    const place = this.canAsk && !this.ports.isComposing() ? this.ports.place() : null
    // Until the one that was asked for has come there is none behind it; where nothing is shown there is none before.
    const isIdle = by === 1 ? this.turning.coming !== null : !this.stage.isShowing
    if (place && !isIdle) {
      this.stopTimer?.()
      this.turning.turn(place, by)
    } else if (!this.turning.coming) this.missed()
    return this.canAsk
  }

  /** A key means a suggestion, and there is none: says so, and why where that is known. */
  missed(): void {
    if (this.ports.isComposing()) return
    this.ports.silent(this.canAsk ? (this.ports.place() ? 'absent' : 'unfit') : 'unready')
  }

  /** Takes in a part of what is shown. False: nothing is shown. */
  accept(part: Part): boolean {
    const { running } = this.stage
    const ghost = this.store.get()
    const place = this.ports.place()
    if (!running?.suggestion || !ghost || !place || this.ports.isComposing()) return false
    const text = part === 'all' ? ghost.text : withLastSpace(ghost.text, part === 'word' ? nextWord(ghost.text) : nextClause(ghost.text))
    running.acceptedAt ??= this.ports.time()
    this.record.shown(running)
    this.refusals.take(place, text)
    this.ports.insert(text, running.suggestion, running.acceptedAt)
    const characters = codePoints(text)
    running.accepted += characters
    this.ports.record(running.suggestion, { kind: 'accepted', part, characters })
    return true
  }

  /** Sends it away until the text changes. False: nothing is shown. */
  dismiss(): boolean {
    const { running } = this.stage
    const ghost = this.store.get()
    if (!running?.suggestion || !ghost) return false
    this.record.shown(running)
    this.ports.record(running.suggestion, { kind: 'dismissed', characters: codePoints(ghost.text) })
    this.record.judged(running, running.accepted > 0 ? 'accepted' : 'refused')
    this.dismissed = this.ports.place()
    if (this.dismissed) this.refusals.add(this.dismissed, ghost.text)
    this.drop()
    return true
  }

  /** Takes away what is shown and stops what is asked. */
  drop(): void {
    this.stopTimer?.()
    this.ahead.stop()
    this.turning.keepAt(null)
    const running = this.stage.clear()
    running?.stop.abort()
    if (running) this.record.ended(running)
    this.stage.hide()
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

  /** The candidate that the author asked for has not come yet. */
  private turnSoon(): void {
    this.stopTimer?.()
    this.stopTimer = this.ports.soon(() => void this.turn(1))
  }

  /** What is left of it was never judged by itself. */
  private askAnew(): void {
    this.drop()
    this.askSoon()
  }

  /** In the middle of a composition: what is asked or was shown goes, to be asked for behind it. */
  private cutOff(): void {
    const { running } = this.stage
    if (!running) return
    this.cut ??= running.isAsked ? 'author' : 'page'
    this.drop()
  }

  /** Whether suggestions come by themselves where the author is. */
  private comesHere(): boolean {
    return this.isOn && !this.ports.isComposing() && !this.ports.isOnRequest()
  }

  /** Asks without being asked to. */
  private ask(): void {
    const origin = this.comesHere() ? this.ports.place() : null
    const context = origin && this.ports.context(0)
    if (!origin || !context) return
    const next = asked(origin, false, this.inputAt)
    this.replace(next)
    this.follow(next, context)
  }

  /** Of one that the author did nothing with, and the one in its place, only the second was offered. */
  private replace(next: Running): void {
    const { running: before } = this.stage
    this.stage.running = next
    if (!before) return
    before.stop.abort()
    this.stage.leftView(before)
    if (before.reached > 0) this.record.ended(before)
    else next.hasStood = before.hasStood
  }

  /** Asks the engine, and lets it do nothing else. */
  private follow(running: Running, context: SuggestionContext): void {
    this.ahead.stop()
    void this.answers(running, context)
  }

  private async answers(running: Running, context: SuggestionContext): Promise<void> {
    try {
      for await (const item of this.ports.complete(context, running.stop.signal)) {
        if (running.stop.signal.aborted || (this.stage.running !== running && this.turning.coming !== running)) return
        this.arrived(running, item)
      }
    } catch (error) {
      // The engine is down or the question was cancelled: the shell says so where it matters. Only who asked by hand is told here.
      if (!(error instanceof Problem)) throw error
      if (this.turning.coming === running && !this.stage.isShowing) this.ports.silent('unready')
    }
    running.isDone = true
    if (this.turning.coming === running) this.turning.coming = null
    if (this.stage.running !== running || this.ports.isComposing()) return
    if (this.stage.restOf(running) !== '') return this.lookAhead()
    this.drop()
    // Its end was reached before it was known to be the end.
    if (running.text !== '') return this.askSoon()
    if (running.suggestion) this.ports.unsure()
    this.lookAhead()
  }

  /** Nothing is asked now: the engine may get ready for what comes next, behind what is shown. */
  private lookAhead(ms?: number): void {
    const { running } = this.stage
    if (this.isOn) this.ahead.soon(this.ports.expected(), (running && this.stage.restOf(running)) ?? '', ms)
  }

  private arrived(running: Running, suggestion: Suggestion): void {
    running.suggestion = suggestion
    running.text = withinBlock(suggestion.text)
    running.isDone = suggestion.done
    const place = this.ports.isComposing() ? null : this.ports.place()
    const rest = place && this.stage.restOf(running)
    if (!place || rest === null) return this.drop()
    if (this.turning.coming === running) return this.turning.cameOn(running, rest)
    if (this.stage.isSpent(running, rest)) return this.askAnew()
    running.isCard ||= rest !== '' && this.ports.wouldMove(place, rest)
    this.stage.show(running, rest)
  }
}
