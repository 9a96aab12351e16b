/** What the page tells of suggestions: the one that stands there, as far as it is still to be written, or why there is none. */
import type { Suggestion } from '#preload/contract/suggestions.ts'
import { leftOf } from './ghost-left.ts'
import type { Ghost, GhostStore, Silence } from './ghost-store.ts'
import type { Nothing, PageStatus } from '#renderer/editor/page-props.ts'

export interface OfferPorts {
  /** Whether the caret is where nothing is ever suggested. */
  readonly isUnfit: () => boolean
  /** Whether a suggestion comes at the caret only when it is asked for. */
  readonly isOnRequest: () => boolean
  readonly isComposing: () => boolean
  /** What is told has changed. */
  readonly tell: () => void
  readonly later: (run: () => void, ms: number) => () => void
}

/** Who has written nothing for so long has stopped, ms: longer than from one word to the next. */
const stopsMs = 1000

export class Offer {
  private readonly ghosts: GhostStore
  private readonly ports: OfferPorts
  private looked: Extract<Nothing, 'waiting' | 'unsure' | 'none'> = 'waiting'
  private isWriting = false
  private stopTimer: (() => void) | null = null
  private where = ''
  /** What is told of a ghost is made once. */
  private left: { readonly ghost: Ghost; readonly suggestion: Suggestion } | null = null

  constructor(ghosts: GhostStore, ports: OfferPorts) {
    this.ghosts = ghosts
    this.ports = ports
    ghosts.subscribe(() => {
      if (ghosts.get()) this.looked = 'waiting'
      ports.tell()
    })
  }

  get told(): Pick<PageStatus, 'suggestion' | 'nothing' | 'isWriting'> {
    return { suggestion: this.suggestion, nothing: this.nothing, isWriting: this.isWriting }
  }

  private get nothing(): Nothing {
    if (this.ghosts.getSilence() === 'unfit' || this.ports.isUnfit()) return 'unfit'
    return this.looked !== 'none' && this.ports.isOnRequest() ? 'on-request' : this.looked
  }

  /** A question that came by itself was answered with nothing. */
  unsure(): void {
    this.looked = 'unsure'
    this.ports.tell()
  }

  /** The author asked by hand, and is told why there is nothing. */
  silent(why: Silence): void {
    if (why === 'unsure') this.looked = 'none'
    // What the column beside the page says of it.
    this.ghosts.say(why === 'absent' && this.nothing === 'unsure' ? 'withheld' : why)
    this.ports.tell()
  }

  /** The caret moved, or the text changed: what was said of the place before holds no longer. */
  moved(): void {
    const where = `${this.ports.isUnfit()} ${this.ports.isOnRequest()}`
    const isOther = this.looked === 'none' || where !== this.where
    if (this.looked === 'none') this.looked = 'waiting'
    this.where = where
    this.ghosts.say(null)
    if (isOther) this.ports.tell()
  }

  /** The author writes; a composition is writing for as long as it lasts. */
  wrote(): void {
    this.stopTimer?.()
    this.stopTimer = this.ports.later(() => this.stopped(), stopsMs)
    if (this.isWriting) return
    this.isWriting = true
    this.ports.tell()
  }

  private stopped(): void {
    if (this.ports.isComposing()) return this.wrote()
    this.isWriting = false
    this.ports.tell()
  }

  private get suggestion(): Suggestion | null {
    const ghost = this.ports.isComposing() ? null : this.ghosts.get()
    if (!ghost) return null
    if (this.left?.ghost !== ghost) this.left = { ghost, suggestion: leftOf(ghost.suggestion, ghost.text) }
    return this.left.suggestion
  }
}
