/**
 * The suggestion on the page, outside React's state and outside the document: setting it re-renders the one
 * text it hangs on, and no key the author presses ever waits for more.
 */
import type { Suggestion } from '#preload/contract/suggestions.ts'
import type { Counter } from './ghost-candidates.ts'

/**
 * How a suggestion is drawn: `inline` after the last text of its block, `empty` in a block without text,
 * `card` below the line, where text follows that must not move.
 */
type GhostForm = 'inline' | 'empty' | 'card'

export interface Ghost {
  readonly block: string
  readonly text: string
  readonly form: GhostForm
  /** Drawn as it will look when accepted. */
  readonly bold: boolean
  readonly italic: boolean
  readonly suggestion: Suggestion
  /** Which of the candidates it is; null until others were asked for. */
  readonly counter: Counter | null
}

/**
 * Why nothing is shown to an author who asked by hand, or means what is shown: the model is not sure of anything here, none is
 * ready, it is a place where nothing is suggested, nothing was asked for yet, or what came by itself was not sure enough.
 */
export type Silence = 'unsure' | 'unready' | 'unfit' | 'absent' | 'withheld'

export class GhostStore {
  private ghost: Ghost | null = null
  private silence: Silence | null = null
  private readonly everywhere = new Set<() => void>()
  private readonly byBlock = new Map<string, Set<() => void>>()

  get = (): Ghost | null => this.ghost
  getSilence = (): Silence | null => this.silence

  /** The suggestion drawn in the text of a block, if it is there. */
  inBlock(block: string): Ghost | null {
    return this.ghost?.block === block && this.ghost.form !== 'card' ? this.ghost : null
  }

  set(ghost: Ghost | null): void {
    const blocks = new Set([this.ghost?.block, ghost?.block])
    this.ghost = ghost
    if (ghost) this.silence = null
    for (const block of blocks) if (block !== undefined) this.byBlock.get(block)?.forEach((listener) => listener())
    this.everywhere.forEach((listener) => listener())
  }

  /** Says why nothing is shown; null: no longer. */
  say(silence: Silence | null): void {
    if (silence === this.silence) return
    this.silence = silence
    this.everywhere.forEach((listener) => listener())
  }

  subscribe = (listener: () => void): (() => void) => {
    this.everywhere.add(listener)
    return () => this.everywhere.delete(listener)
  }

  subscribeToBlock(block: string, listener: () => void): () => void {
    const listeners = this.byBlock.get(block) ?? new Set()
    this.byBlock.set(block, listeners.add(listener))
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0 && this.byBlock.get(block) === listeners) this.byBlock.delete(block)
    }
  }
}
