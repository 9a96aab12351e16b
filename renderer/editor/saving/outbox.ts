/**
 * Everything typed on its way to the log. Changes gather into a batch for at most a quarter of a second, one
 * batch at a time is sent, and what could not be saved is kept and sent again under the same name, so that
 * it counts once. When the log will never take it (another page took over, the text moved on), the text is
 * handed to `rescue` and the outbox closes. Knows no React, no Slate and no connection.
 */
import type { OpenLesson } from '#preload/contract/lessons.ts'
import { Problem, type ProblemCode } from '#preload/contract/problem.ts'
import { pushDivided } from '#preload/document/joining.ts'
import type { Change } from '#preload/document/schema.ts'
import type { StepPart } from '#preload/document/steps.ts'
import { mostSize, type Piece, sizeOf } from './batch-pieces.ts'
import type { Batch, SavedState } from '#renderer/editor/page-props.ts'

/** Changes that no log has yet: the batch on its way and what gathered behind it. */
export interface Unsaved {
  /** Revision to which `sent`, or else `gathered`, applies. */
  readonly base: number
  /** The batch that made `base`, since a revision alone names no text; null for the text that the lesson began with. */
  readonly baseBatch: string | null
  readonly sent: Batch | null
  readonly gathered: readonly Change[]
  /** To which steps `gathered` belongs. */
  readonly steps: readonly StepPart[]
}

export interface OutboxPorts {
  readonly append: (batch: Batch) => Promise<{ readonly revision: number }>
  /** Saves the whole text elsewhere, once it rests; the same id, the same place. */
  readonly rescue: (batch: string) => Promise<void>
  readonly tell: (state: SavedState) => void
  /** What was taken up from an earlier page is in the log, which stands at this revision now. */
  readonly restored: (revision: number) => void
  /** Keeps a copy that survives this page, or forgets it when all is saved. Answers whether there is room for it. `isWaiting`: something is wrong, and the copy may be needed. */
  readonly keep: (unsaved: Unsaved | null, isWaiting: boolean) => boolean
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
  private baseBatch: string | null
  /** Each of these is a batch to come. */
  private gathered: { changes: Change[]; steps: StepPart[] }[] = []
  /** Size of the newest of them. */
  private lastSize = 0
  private sent: Batch | null = null
  /** Batches of an earlier page that the log has not got yet. */
  private restoring = 0
  private isSending = false
  private isDue = false
  private failures = 0
  private code: ProblemCode | null = null
  private isCopied = true
  private stopTimer: (() => void) | null = null
  private stopCopyTimer: (() => void) | null = null
  private stage: 'open' | 'closing' | 'closed' = 'open'

  constructor(text: Pick<OpenLesson, 'revision' | 'newestBatch'>, ports: OutboxPorts) {
    this.base = text.revision
    this.baseBatch = text.newestBatch
    this.ports = ports
  }

  /** No log will take what is here, and it is not kept elsewhere yet. */
  get isClosing(): boolean {
    return this.stage === 'closing'
  }

  get hasUnsaved(): boolean {
    return this.sent !== null || this.gathered.length > 0
  }

  get unsaved(): Unsaved | null {
    return this.hasUnsaved ? { base: this.base, baseBatch: this.baseBatch, sent: this.sent, ...flattened(this.gathered) } : null
  }

  /** Takes changes that were just made, no more than fit into one batch: they leave a document behind. */
  add(piece: Piece): void {
    if (this.stage === 'closed' || piece.changes.length === 0) return
    this.gather(piece)
    if (this.stage === 'closing') return this.copySoon()
    if (this.code === null) this.ports.tell({ kind: 'saving' })
    if (this.isSending) this.isDue = true
    if (!this.stopTimer && !this.sent) this.wait(gatherMs)
    else this.copySoon()
  }

  /**
   * Takes up what an earlier page could not save; its batch keeps its name, and `behind` are pieces as `add` takes
   * them. Answers whether there was room for a copy of it all.
   */
  restore(sent: Batch | null, behind: readonly Piece[]): boolean {
    this.sent = sent
    for (const piece of behind) if (piece.changes.length > 0) this.gather(piece)
    this.restoring = this.gathered.length + (sent ? 1 : 0)
    // What is typed from here on is a batch of its own.
    this.lastSize = mostSize
    if (this.hasUnsaved) this.ports.tell({ kind: 'saving' })
    this.flush()
    return this.isCopied
  }

  /** Sends now what gathered, or what failed before. */
  flush(): void {
    if (this.stage !== 'open' || this.isSending || !this.hasUnsaved) return
    this.clearTimer()
    this.sent ??= { batch: this.ports.newId(), base: this.base, ...(this.gathered.shift() ?? { changes: [], steps: [] }), at: this.ports.now() }
    this.keep()
    this.send(this.sent)
  }

  /** Keeps a copy of what is unsaved at this moment: the page is about to go away. */
  keepNow(): void {
    if (this.hasUnsaved && this.stage !== 'closed') this.keep()
  }

  /** Nothing is sent or told any more. What is unsaved stays in the copy. */
  stop(): void {
    this.keepNow()
    this.clearTimer()
    this.stage = 'closed'
  }

  private keep(): boolean {
    this.stopCopyTimer?.()
    this.stopCopyTimer = null
    this.isCopied = this.ports.keep(this.unsaved, this.code !== null)
    return this.isCopied
  }

  /** What gathers while nothing can be sent has to be in the copy too. */
  private copySoon(): void {
    this.stopCopyTimer ??= this.ports.later(() => {
      this.stopCopyTimer = null
      if (this.isSending || this.code !== null) this.copyLate()
    }, gatherMs)
  }

  private copyLate(): void {
    const before = this.isCopied
    this.keepNow()
    if (this.code !== null && this.stage === 'open' && this.isCopied !== before) this.ports.tell({ kind: 'waiting', code: this.code, isCopied: this.isCopied })
  }

  private gather({ changes, steps }: Piece): void {
    const size = sizeOf(changes)
    const last = this.gathered.at(-1)
    if (last && this.lastSize + size <= mostSize) {
      pushDivided(last, changes, steps)
      this.lastSize += size
    } else {
      this.gathered.push({ changes: [...changes], steps: [...steps] })
      this.lastSize = size
    }
  }

  private send(batch: Batch): void {
    this.isSending = true
    this.isDue = false
    this.ports.append(batch).then(
      ({ revision }) => this.arrived(batch.batch, revision),
      (error: unknown) => this.failed(codeOf(error)),
    )
  }

  private arrived(batch: string, revision: number): void {
    this.isSending = false
    this.base = revision
    this.baseBatch = batch
    this.sent = null
    this.failures = 0
    this.code = null
    if (this.restoring > 0 && --this.restoring === 0) this.ports.restored(revision)
    // The page is gone: its copy says what is left.
    if (this.stage !== 'open') return void this.keep()
    if (this.gathered.length === 0) {
      this.ports.keep(null, false)
      this.ports.tell({ kind: 'saved' })
      return
    }
    this.ports.tell({ kind: 'saving' })
    // What gathered while the answer took its time has waited long enough.
    this.wait(this.isDue || this.gathered.length > 1 ? 0 : gatherMs)
  }

  private failed(code: ProblemCode): void {
    this.isSending = false
    if (this.stage !== 'open') return
    if (final.includes(code)) {
      this.close(code)
      return
    }
    this.code = code
    this.tellWaiting(code)
    this.wait(this.nextDelay())
  }

  private close(code: ProblemCode): void {
    this.clearTimer()
    this.stage = 'closing'
    this.code = code
    this.keep()
    // Told before it is done: from here on the page takes in nothing that would not be in the rescued text.
    this.ports.tell({ kind: 'saving' })
    this.rescue(code)
  }

  /** Under the id of the batch that no log took: it stays the same however often this is tried, also by a later page. */
  private rescue(code: ProblemCode, batch = this.sent?.batch ?? this.ports.newId()): void {
    this.ports.rescue(batch).then(
      () => this.rescued(code),
      (error: unknown) => {
        if (this.stage !== 'closing') return
        this.tellWaiting(codeOf(error))
        this.stopTimer = this.ports.later(() => this.rescue(code, batch), this.nextDelay())
      },
    )
  }

  private rescued(code: ProblemCode): void {
    if (this.stage !== 'closing') return
    this.clearTimer()
    this.stage = 'closed'
    this.gathered = []
    this.sent = null
    this.ports.keep(null, false)
    this.ports.tell({ kind: 'closed', code })
  }

  private tellWaiting(code: ProblemCode): void {
    this.ports.tell({ kind: 'waiting', code, isCopied: this.keep() })
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
    this.stopCopyTimer?.()
    this.stopCopyTimer = null
  }
}

function codeOf(error: unknown): ProblemCode {
  return error instanceof Problem ? error.code : 'bug'
}

function flattened(pieces: readonly Piece[]): Pick<Unsaved, 'gathered' | 'steps'> {
  return { gathered: pieces.flatMap(({ changes }) => changes), steps: pieces.flatMap(({ steps }) => steps) }
}
