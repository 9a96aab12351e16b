/**
 * Why what is shown says what it says, for as long as the author looks at it: asked when they want to know, again when another suggestion,
 * more of it or a rest of it stands there, and over once they write on.
 */
import { Problem, type ProblemReport } from '#preload/contract/problem.ts'
import type { Why, WhyQuestion } from '#preload/contract/why.ts'
import { withinBlock } from '#preload/document/suggested.ts'
import { Held } from '#renderer/editor/held.ts'
import type { Ghost, GhostStore } from './ghost-store.ts'

/** Of the text before the caret nothing further away is compared. */
const mostBefore = 100

/** What is asked of a page's suggestion. */
export type PageWhy = Omit<WhyQuestion, 'open'>

export interface WhyPorts {
  readonly ask: (question: PageWhy, signal: AbortSignal) => AsyncIterable<Why>
  /** The text before the caret in its paragraph; null where there is no caret. */
  readonly before: () => string | null
  readonly isComposing: () => boolean
}

/** What the window tells. */
export interface ExplainedGhost {
  readonly ghost: Ghost
  /** Null until anything is known. */
  readonly why: Why | null
  /** Why nothing is. */
  readonly problem: ProblemReport | null
}

export class GhostWhy {
  readonly held = new Held<ExplainedGhost | null>(null)
  /** How often the author went into the window by a key. */
  readonly entered = new Held(0)
  private readonly ghosts: GhostStore
  private readonly ports: WhyPorts
  private ghost: Ghost | null = null
  private isTaking = false
  private stop = new AbortController()

  constructor(ghosts: GhostStore, ports: WhyPorts) {
    this.ghosts = ghosts
    this.ports = ports
    ghosts.subscribe(() => this.follow(ghosts.get()))
  }

  /** Opens the window of what is shown, or goes into it where it is open. False: nothing is shown. */
  asked(): boolean {
    const ghost = this.ghosts.get()
    if (!ghost || this.ports.isComposing()) return false
    if (this.ghost) this.entered.set(this.entered.get() + 1)
    else this.explain(ghost)
    return true
  }

  /** False: it is not open. */
  close(): boolean {
    const wasOpen = this.ghost !== null
    this.stop.abort()
    this.ghost = null
    this.held.set(null)
    return wasOpen
  }

  /** A part of what is shown was taken by a key: of the rest it tells on. */
  taken(): void {
    this.isTaking = this.ghost !== null
  }

  private follow(ghost: Ghost | null): void {
    const before = this.ghost
    if (!before || ghost === before) return
    const isOther = ghost?.suggestion.id !== before.suggestion.id
    const goesOn = ghost !== null && (isOther || this.isTaking || ghost.text.startsWith(before.text))
    this.isTaking = false
    if (!goesOn) this.close()
    else if (isOther || ghost.text !== before.text || ghost.form !== before.form) this.explain(ghost)
  }

  private explain(ghost: Ghost): void {
    const before = this.ports.before()
    if (before === null) return void this.close()
    this.stop.abort()
    this.stop = new AbortController()
    // What was told of another stays until the first word of this one: both come within a moment.
    if (!this.ghost) this.held.set({ ghost, why: null, problem: null })
    this.ghost = ghost
    const from = withinBlock(ghost.suggestion.text).length - ghost.text.length
    const { text } = ghost
    void this.hear(ghost, { suggestion: ghost.suggestion.id, from, to: from + text.length, before: before.slice(-mostBefore), text }, this.stop.signal)
  }

  private async hear(ghost: Ghost, question: PageWhy, signal: AbortSignal): Promise<void> {
    try {
      for await (const why of this.ports.ask(question, signal)) {
        if (signal.aborted) return
        this.held.set({ ghost, why, problem: null })
      }
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      const { code, message, detail } = error
      if (!signal.aborted) this.held.set({ ghost, why: null, problem: { code, message, detail: { ...detail } } })
    }
  }
}

/** Whether something lies in the window: the author who is there has not left the text. */
export function isInWhy(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('.why') !== null
}
