/** Asks a thread that does one thing after another, and ends it where it does not get on. */
import { Worker } from 'node:worker_threads'

/** What comes back from the thread: at any time what it tells of its work, at last one of the others. */
export type Reply<Why extends string> = { readonly id: number } & (
  | { readonly told: unknown }
  | { readonly value: unknown }
  | { readonly refused: Why }
  | { readonly fault: string }
)

/** What the thread is sent: what it is asked, or that it may stop with what it was asked. Nobody waits for an answer to number 0. */
export type Question = { readonly id: number } & ({ readonly task: unknown } | { readonly stop: true })

/** The thread met something that nobody had thought of. Its own stack is in the message. */
export class ThreadFault extends Error {
  override readonly name = 'ThreadFault'
}

export interface DeskOptions<Why extends string> {
  /** The thread's file. */
  readonly entry: string
  /** What the thread is given when it starts. */
  readonly workerData?: unknown
  /** How long one question may take. */
  readonly longestMs: number
  /** How far the whole process may grow during one question; undefined: only V8's heap is limited. */
  readonly mostGrowthMb?: number
  /**
   * How long the thread may take to leave a question by itself that is given up, before it is ended. A file that Node is just opening when a
   * thread is ended stays open until the process is over: whoever opens files where others look needs a while. Left out: none.
   */
  readonly graceMs?: number
  /** Why a question was refused that took too long, and one that took too much memory. */
  readonly slow: Why
  readonly large: Why
  /** The error that a refusal becomes. */
  readonly refusal: (why: Why) => Error
  /** What the thread is told of what it must know before, where it was told something else; left out: all of it. */
  readonly since?: (now: unknown, told: unknown) => unknown
}

interface Asking {
  readonly signal?: AbortSignal | undefined
  /** In place of the desk's own `graceMs`, where it is the signal that gives it up. */
  readonly graceMs?: number | undefined
  /** What the thread had done before it heard that nobody wants it counts: its answer is one all the same. */
  readonly takesLate?: boolean | undefined
  /** What the thread must know before, told to it when it was told something else last. */
  readonly before?: unknown
  /** Hears what the thread tells before it answers, of which the caller knows what it is. */
  readonly onTold?: ((told: never) => void) | undefined
}

/** One question, from when it is asked until it is answered. */
interface Job {
  readonly task: unknown
  readonly takesLate: boolean
  readonly before: unknown
  readonly onTold: ((told: never) => void) | undefined
  readonly resolve: (value: never) => void
  readonly reject: (error: unknown) => void
}

const mostHeapMb = 1024
const lookMs = 200

/** Whoever asks shares the thread with others, one question after another: what ends one question does not end theirs. */
export class ThreadDesk<Why extends string> {
  readonly #options: DeskOptions<Why>
  readonly #waiting: Job[] = []
  #running: { readonly job: Job; readonly id: number; readonly end: () => void } | null = null
  /** The question that was given up and that the thread has not left yet; nothing else is asked meanwhile. */
  #leaving: { readonly id: number; readonly left: (reply?: Reply<Why>) => void } | null = null
  #worker: Worker | null = null
  /** What the thread was told last. */
  #before: unknown
  #last = 0

  constructor(options: DeskOptions<Why>) {
    this.#options = options
  }

  /** Asks one thing, of which the caller knows what its answer is. Throws the refusal, or the signal's reason, when nothing works on it any more. */
  async ask<Value>(task: unknown, { signal, graceMs, takesLate = false, before, onTold }: Asking = {}): Promise<Value> {
    signal?.throwIfAborted()
    const { promise, resolve, reject } = Promise.withResolvers<Value>()
    const job: Job = { task, takesLate, before, onTold, resolve, reject }
    const giveUp = () => void this.#fail(job, signal?.reason, graceMs)
    signal?.addEventListener('abort', giveUp, { once: true })
    this.#waiting.push(job)
    this.#next()
    try {
      return await promise
    } finally {
      signal?.removeEventListener('abort', giveUp)
    }
  }

  /** Ends the thread with whatever is asked of it; it is started again when it is needed. Resolves when it is gone. */
  async close(): Promise<void> {
    const why = new Error('the thread was closed')
    for (const job of this.#waiting.splice(0)) job.reject(why)
    if (this.#running) await this.#fail(this.#running.job, why)
    if (!this.#running) await this.#end()
  }

  #next(): void {
    if (this.#running || this.#leaving) return
    const job = this.#waiting.shift()
    if (!job) return
    const worker = (this.#worker ??= this.#start())
    if (job.before !== undefined && job.before !== this.#before) {
      const { since } = this.#options
      const task = since === undefined || this.#before === undefined ? job.before : since(job.before, this.#before)
      this.#before = job.before
      worker.postMessage({ id: 0, task } satisfies Question)
    }
    this.#last += 1
    this.#running = { job, id: this.#last, end: this.#watch(job) }
    worker.postMessage({ id: this.#last, task: job.task } satisfies Question)
  }

  /** Looks after the limits of a question until it is told to end that. */
  #watch(job: Job): () => void {
    const { longestMs, mostGrowthMb, slow, large, refusal } = this.#options
    const patience = setTimeout(() => void this.#fail(job, refusal(slow)), longestMs)
    const before = process.memoryUsage.rss()
    const hasGrown = (most: number) => process.memoryUsage.rss() - before > most * 2 ** 20
    const look = mostGrowthMb === undefined ? undefined : setInterval(() => hasGrown(mostGrowthMb) && void this.#fail(job, refusal(large), 0), lookMs)
    return () => {
      clearTimeout(patience)
      clearInterval(look)
    }
  }

  #start(): Worker {
    const { entry, workerData, refusal, large } = this.#options
    const worker = new Worker(entry, { workerData, resourceLimits: { maxOldGenerationSizeMb: mostHeapMb } })
    worker.unref()
    worker.on('message', (reply: Reply<Why>) => this.#settle(reply))
    worker.on('error', (error) => {
      if (this.#worker !== worker) return
      const isTooMuch = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
      if (this.#running) void this.#fail(this.#running.job, isTooMuch ? refusal(large) : new ThreadFault(error.message, { cause: error }), 0)
      else void this.#end()
    })
    return worker
  }

  #settle(reply: Reply<Why>): void {
    if (reply.id === this.#leaving?.id && !('told' in reply)) this.#leaving.left(reply)
    if (reply.id !== this.#running?.id) return
    const { job, end } = this.#running
    if ('told' in reply) return job.onTold?.(reply.told as never)
    end()
    this.#running = null
    if ('value' in reply) job.resolve(reply.value as never)
    else if ('refused' in reply) job.reject(this.#options.refusal(reply.refused))
    else job.reject(new ThreadFault(reply.fault))
    this.#next()
  }

  /** Ends one question, and the thread where it works on that one and does not leave it. */
  async #fail(job: Job, reason: unknown, graceMs = this.#options.graceMs ?? 0): Promise<void> {
    if (this.#running?.job === job) {
      const { id, end } = this.#running
      end()
      this.#running = null
      const reply = await this.#leave(id, graceMs)
      if (job.takesLate && reply && 'value' in reply) job.resolve(reply.value as never)
    } else {
      const at = this.#waiting.indexOf(job)
      if (at >= 0) this.#waiting.splice(at, 1)
    }
    job.reject(reason)
    this.#next()
  }

  /** Resolves when the thread has left a question: by itself, with what it then says, or by its end. */
  async #leave(id: number, graceMs: number): Promise<Reply<Why> | undefined> {
    const { promise, resolve } = Promise.withResolvers<Reply<Why> | undefined>()
    this.#leaving = { id, left: resolve }
    if (graceMs > 0) this.#worker?.postMessage({ id, stop: true } satisfies Question)
    const patience = graceMs > 0 ? setTimeout(() => void this.#end(), graceMs) : void this.#end()
    const reply = await promise
    clearTimeout(patience)
    this.#leaving = null
    return reply
  }

  /** Resolves when the thread is gone. One that was ended has forgotten what it was told. */
  async #end(): Promise<void> {
    const worker = this.#worker
    this.#worker = null
    this.#before = undefined
    await worker?.terminate()
    this.#leaving?.left()
  }
}
