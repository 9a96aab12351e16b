/**
 * Lets the engine get ready for what is likely to be asked next, in the moments in which nothing is asked: it reads the
 * text that the author has opened or gone to, and writes on behind the suggestion that is in view. Nothing of it is shown.
 */
import { Problem } from '#preload/contract/problem.ts'
import type { Preparation, SuggestionContext } from '#preload/contract/suggestions.ts'

export interface AheadPorts {
  readonly prepare: (preparation: Preparation, signal: AbortSignal) => Promise<void>
  readonly later: (run: () => void, ms: number) => () => void
}

/** An author who types on within this time asks anew, and would have the engine work in vain. */
const idleMs = 120

export class GhostAhead {
  private readonly ports: AheadPorts
  private stopTimer: (() => void) | null = null
  private running: { readonly preparation: Preparation; readonly stop: AbortController } | null = null

  constructor(ports: AheadPorts) {
    this.ports = ports
  }

  /**
   * In a moment, unless something is asked before: for a question at this place, or for the one behind what is suggested
   * there. Until then it goes on with what it was at.
   */
  soon(context: SuggestionContext | null, suggested: string, ms = idleMs): void {
    this.stopTimer?.()
    if (!context) return
    const preparation: Preparation =
      suggested === '' ? { context, depth: 'read' } : { context: { ...context, before: context.before + suggested }, depth: 'written' }
    this.stopTimer = this.ports.later(() => void this.prepare(preparation), ms)
  }

  /** What was done until now serves. */
  stop(): void {
    this.stopTimer?.()
    this.stopTimer = null
    this.running?.stop.abort()
    this.running = null
  }

  private async prepare(preparation: Preparation): Promise<void> {
    if (this.running && isSame(this.running.preparation, preparation)) return
    this.running?.stop.abort()
    const running = { preparation, stop: new AbortController() }
    this.running = running
    try {
      await this.ports.prepare(preparation, running.stop.signal)
    } catch (error) {
      // Nobody asked for it: whatever came in between, the author misses nothing but a moment's wait.
      if (!(error instanceof Problem)) throw error
    }
    if (this.running === running) this.running = null
  }
}

function isSame(a: Preparation, b: Preparation): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
