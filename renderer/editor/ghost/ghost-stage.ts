/**
 * The one suggestion that is asked for or shown, and what of it is drawn: what still fits where the author is, as soon as
 * it may be seen. Knows nothing of questions.
 */
import type { GhostPorts } from './ghost-ports.ts'
import type { Refusals } from './ghost-refusals.ts'
import type { Running } from './ghost-running.ts'
import type { GhostStore } from './ghost-store.ts'
import { isSpent } from '#preload/document/suggested.ts'
import { isSamePlace, type Place, remainder } from './ghost-text.ts'
import { codePoints } from '#preload/document/counting.ts'
import type { Counter } from './ghost-candidates.ts'

/** A card lies over the text that follows, so it waits until the author does. */
const cardMs = 300
/** What stands for less is hardly noticed, and is not counted as offered. */
const noticedMs = 500

export interface StageParts {
  readonly store: GhostStore
  readonly ports: GhostPorts
  readonly refusals: Refusals
  /** Which of how many is shown. */
  readonly counter: () => Counter | null
  /** What was put off may be shown now. */
  readonly due: () => void
}

export class GhostStage {
  private readonly parts: StageParts
  private stopTimer: (() => void) | null = null
  running: Running | null = null

  constructor(parts: StageParts) {
    this.parts = parts
  }

  get isShowing(): boolean {
    return this.parts.store.get() !== null
  }

  /** What is left of a suggestion that the text still goes along with, '' while none has come; null: there is none that may stand. */
  goesAlong(): string | null {
    const { running } = this
    const rest = running && this.restOf(running)
    if (!running || rest === null || (running.isDone && rest === '')) return null
    return this.isSpent(running, rest) ? null : rest
  }

  /** What the author asked for or took a part of they chose, however unsure the rest. */
  isSpent({ suggestion, isAsked, accepted }: Running, rest: string): boolean {
    return suggestion !== null && !isAsked && accepted === 0 && isSpent(suggestion, rest)
  }

  restOf(running: Running): string | null {
    const place = this.parts.ports.place()
    const rest = place && remainder(running.text, running.origin, place)
    if (!place || rest === null) {
      // Nothing has come yet: what matters is that the author is still where the question was asked.
      return running.text === '' && place && isSamePlace(place, running.origin) ? '' : null
    }
    running.reached = codePoints(place.before.slice(running.origin.before.length))
    return rest
  }

  /** Shows what is left of the suggestion, at once or as soon as it may. */
  show(running: Running, text: string): void {
    const { ports, refusals } = this.parts
    const place = ports.place()
    const isRefused = place !== null && !running.isAsked && refusals.has(place, text)
    if (text.trim() === '' || !place || !running.suggestion || isRefused) return this.hide()
    const wait = this.waitOf(running)
    if (wait > 0) this.showLater(running, wait)
    else this.draw(running, place, text)
  }

  /** Nothing of it is drawn; it may come again. */
  hide(): void {
    if (this.running) this.leftView(this.running)
    if (this.isShowing) this.parts.store.set(null)
  }

  /** It is over; answers what was. */
  clear(): Running | null {
    this.stopTimer?.()
    const { running } = this
    if (running) this.leftView(running)
    this.running = null
    return running
  }

  /** It is in view no longer, or another takes its place: long enough to be noticed, or not. */
  leftView(running: Running): void {
    if (running.inViewSince !== null) running.hasStood ||= this.parts.ports.now() - running.inViewSince >= noticedMs
    running.inViewSince = null
  }

  /** How long until it may be seen, ms. What was asked for is waited for, and what is drawn stays and shrinks. */
  private waitOf(running: Running): number {
    if (running.isAsked || running.isDrawn) return 0
    const { ports } = this.parts
    return Math.max(ports.restsAt(), running.isCard ? ports.inputAt() + cardMs : -Infinity) - ports.now()
  }

  private showLater(running: Running, ms: number): void {
    this.stopTimer?.()
    this.stopTimer = this.parts.ports.later(() => {
      if (this.running === running) this.parts.due()
    }, ms)
  }

  private draw(running: Running, place: Place, text: string): void {
    const { store, ports, counter } = this.parts
    const { suggestion } = running
    if (!suggestion) return
    const form = running.isCard ? 'card' : place.before === '' ? 'empty' : 'inline'
    store.set({ block: place.block, text, form, suggestion, counter: counter(), ...ports.style() })
    running.isDrawn = true
    ports.afterPaint(() => {
      if (!this.isShowing || this.running !== running) return
      // Several parts may come before one frame.
      const isFirst = !running.isPainted
      running.isPainted = true
      running.inViewSince ??= ports.now()
      if (isFirst) running.paintedAt = ports.now()
      if (isFirst && !running.isCard) ports.painted(running.inputAt)
    })
  }
}
