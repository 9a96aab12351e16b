/**
 * Everything typed on its way to the log. Changes gather into a batch for at most a quarter of a second, one
 * batch at a time is sent, and what could not be saved is kept and sent again under the same name, so that
 * it counts once. When the log will never take it (another page took over, the text moved on), the text is
 * handed to `rescue` and the outbox closes. Knows no React, no Slate and no connection.
 */
import { Problem, type ProblemCode } from '#preload/contract/problem.ts'
import type { Change } from '#preload/document/schema.ts'
import { pushChange } from './changes.ts'
import type { Batch, SavedState } from './page-props.ts'

/** Changes that no log has yet: the batch on its way and what gathered behind it. */
export interface Unsaved {
  /** Revision to which `sent`, or else `gathered`, applies. */
  readonly base: number
  readonly sent: Batch | null
  readonly gathered: readonly Change[]
}

export interface OutboxPorts {
  readonly append: (batch: Batch) => Promise<{ readonly revision: number }>
  /** Saves the whole text elsewhere. */
  readonly rescue: () => Promise<void>
  readonly tell: (state: SavedState) => void
  /** Keeps a copy that survives this page, or forgets it when all is saved. */
  readonly keep: (unsaved: Unsaved | null) => void
  /** Runs something later; the answer takes it back. */
  readonly later: (run: () => void, ms: number) => () => void
  readonly now: () => number
  readonly newId: () => string
}

/** First keystroke → batch: well within the 300 ms after which typed text has to be on the disk. */
const gatherMs = 250
const backoffMs = [500, 1000, 2000, 4000, 8000, 15_000]
/** Answers after which sending again would change nothing. */
const final: readonly ProblemCode[] = ['stale', 'not-editor', 'invalid', 'not-found']

export class Outbox {
  private readonly ports: OutboxPorts
  private base: number
  private gathered: Change[] = []
  private sent: Batch | null = null
  private isSending = false
  private isDue = false
  private failures = 0
  private code: ProblemCode | null = null
  private stopTimer: (() => void) | null = null
  isClosed = false

  constructor(base: number, ports: OutboxPorts) {
    this.base = base
    this.ports = ports
  }

  get hasUnsaved(): boolean {
    return this.sent !== null || this.gathered.length > 0
  }

  get unsaved(): Unsaved | null {
    return this.hasUnsaved ? { base: this.base, sent: this.sent, gathered: this.gathered } : null
  }

  /** Takes changes that were just made. */
  add(changes: readonly Change[]): void {
    if (this.isClosed || changes.length === 0) return
    for (const change of changes) pushChange(this.gathered, change)
    if (this.code === null) this.ports.tell({ kind: 'saving' })
    if (!this.stopTimer && !this.sent) this.wait(gatherMs)
    else if (this.isSending) this.isDue = true
  }

  /** Takes up what an earlier page could not save; its batch keeps its name. */
  restore(unsaved: Unsaved): void {
    this.sent = unsaved.sent
    this.gathered = [...unsaved.gathered, ...this.gathered]
    if (this.hasUnsaved) this.ports.tell({ kind: 'saving' })
    this.flush()
  }

  /** Sends now what gathered, or what failed before. */
  flush(): void {
    if (this.isClosed || this.isSending || !this.hasUnsaved) return
    this.clearTimer()
    if (!this.sent) {
      this.sent = { batch: this.ports.newId(), base: this.base, changes: this.gathered, at: this.ports.now() }
      this.gathered = []
    }
    this.ports.keep(this.unsaved)
    this.send(this.sent)
  }

  /** Another page edits this lesson now: what is unsaved goes to `rescue`, and nothing more is taken. */
  surrender(): void {
    if (this.isClosed) return
    if (this.hasUnsaved) this.flush()
    else this.close('not-editor')
  }

  /** Keeps a copy of what is unsaved at this moment: the page is about to go away. */
  keepNow(): void {
    if (this.hasUnsaved && !this.isClosed) this.ports.keep(this.unsaved)
  }

  /** Stops all timers. What is unsaved stays in the copy. */
  stop(): void {
    this.clearTimer()
    this.isClosed = true
  }

  private send(batch: Batch): void {
    this.isSending = true
    this.isDue = false
    this.ports.append(batch).then(
      ({ revision }) => this.arrived(revision),
      (error: unknown) => this.failed(codeOf(error)),
    )
  }

  private arrived(revision: number): void {
    this.isSending = false
    this.base = revision
    this.sent = null
    this.failures = 0
    this.code = null
    if (this.isClosed) return
    if (this.gathered.length === 0) {
      this.ports.keep(null)
      this.ports.tell({ kind: 'saved' })
      return
    }
    this.ports.tell({ kind: 'saving' })
    // What gathered while the answer took its time has waited long enough.
    this.wait(this.isDue ? 0 : gatherMs)
  }

  private failed(code: ProblemCode): void {
    this.isSending = false
    if (this.isClosed) return
    if (final.includes(code)) {
      void this.close(code)
      return
    }
    this.code = code
    this.ports.tell({ kind: 'waiting', code })
    this.ports.keep(this.unsaved)
    this.wait(this.nextDelay())
  }

  private close(code: ProblemCode): void {
    this.clearTimer()
    const hasUnsaved = this.hasUnsaved
    this.isClosed = true
    if (hasUnsaved) this.rescue(code)
    else this.ports.tell({ kind: 'closed', code })
  }

  private rescue(code: ProblemCode): void {
    this.ports.keep(this.unsaved)
    this.ports.rescue().then(
      () => {
        this.gathered = []
        this.sent = null
        this.ports.keep(null)
        this.ports.tell({ kind: 'closed', code })
      },
      (error: unknown) => {
        this.ports.tell({ kind: 'waiting', code: codeOf(error) })
        this.stopTimer = this.ports.later(() => this.rescue(code), this.nextDelay())
      },
    )
  }

  private nextDelay(): number {
    const delay = backoffMs[Math.min(this.failures, backoffMs.length - 1)] ?? 0
    this.failures += 1
    return delay
  }

  private wait(ms: number): void {
    this.clearTimer()
    this.stopTimer = this.ports.later(() => {
      this.stopTimer = null
      this.flush()
    }, ms)
  }

  private clearTimer(): void {
    this.stopTimer?.()
    this.stopTimer = null
  }
}

function codeOf(error: unknown): ProblemCode {
  return error instanceof Problem ? error.code : 'bug'
}
