/** Asks a thread that does one thing after another, and ends it where it does not get on. */
import { Worker } from 'node:worker_threads'

/** What comes back from the thread: at any time what it tells of its work, at last one of the others. */
export type Reply<Why extends string> = { readonly id: number } & (
  | { readonly told: unknown }
  | { readonly value: unknown }
  | { readonly refused: Why }
  | { readonly fault: string }
)

/** What the thread is sent. Nobody waits for an answer to number 0. */
export interface Question {
  readonly id: number
  readonly task: unknown
}

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
  /** Why a question was refused that took too long, and one that took too much memory. */
  readonly slow: Why
  readonly large: Why
  /** The error that a refusal becomes. */
  readonly refusal: (why: Why) => Error
}

interface Asking {
  readonly signal?: AbortSignal | undefined
  /** What the thread must know before, told to it when it was told something else last. */
  readonly before?: unknown
  /** Hears what the thread tells before it answers, of which the caller knows what it is. */
  readonly onTold?: ((told: never) => void) | undefined
}

/** One question, from when it is asked until it is answered. */
interface Job {
  readonly task: unknown
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
  #worker: Worker | null = null
  /** What the thread was told last. */
  #before: unknown
  #last = 0

  constructor(options: DeskOptions<Why>) {
    this.#options = options
  }

  /** Asks one thing, of which the caller knows what its answer is. Throws the refusal, or the signal's reason. */
  async ask<Value>(task: unknown, { signal, before, onTold }: Asking = {}): Promise<Value> {
    signal?.throwIfAborted()
    const { promise, resolve, reject } = Promise.withResolvers<Value>()
    const job: Job = { task, before, onTold, resolve, reject }
    const giveUp = () => this.#fail(job, signal?.reason)
    signal?.addEventListener('abort', giveUp, { once: true })
    this.#waiting.push(job)
    this.#next()
    try {
      return await promise
    } finally {
      signal?.removeEventListener('abort', giveUp)
    }
  }

  /** Ends the thread with whatever is asked of it; it is started again when it is needed. */
  close(): void {
    const asked = [...(this.#running ? [this.#running.job] : []), ...this.#waiting.splice(0)]
    for (const job of asked) this.#fail(job, new Error('the thread was closed'))
    this.#end()
  }

  #next(): void {
    if (this.#running) return
    const job = this.#waiting.shift()
    if (!job) return
    const worker = (this.#worker ??= this.#start())
    if (job.before !== undefined && job.before !== this.#before) {
      this.#before = job.before
      worker.postMessage({ id: 0, task: job.before } satisfies Question)
    }
    this.#last += 1
    this.#running = { job, id: this.#last, end: this.#watch(job) }
    worker.postMessage({ id: this.#last, task: job.task } satisfies Question)
  }

  /** Looks after the limits of a question until it is told to end that. */
  #watch(job: Job): () => void {
    const { longestMs, mostGrowthMb, slow, large, refusal } = this.#options
    const patience = setTimeout(() => this.#fail(job, refusal(slow)), longestMs)
    const before = process.memoryUsage.rss()
    const hasGrown = (most: number) => process.memoryUsage.rss() - before > most * 2 ** 20
    const look = mostGrowthMb === undefined ? undefined : setInterval(() => hasGrown(mostGrowthMb) && this.#fail(job, refusal(large)), lookMs)
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
      if (this.#running) this.#fail(this.#running.job, isTooMuch ? refusal(large) : new ThreadFault(error.message, { cause: error }))
      else this.#end()
    })
    return worker
  }

  #settle(reply: Reply<Why>): void {
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

  /** Ends one question, and the thread where it works on that one. */
  #fail(job: Job, reason: unknown): void {
    if (this.#running?.job === job) {
      this.#running.end()
      this.#running = null
      this.#end()
    } else {
      const at = this.#waiting.indexOf(job)
      if (at >= 0) this.#waiting.splice(at, 1)
    }
    job.reject(reason)
    this.#next()
  }

  /** One that was ended has forgotten what it was told. */
  #end(): void {
    void this.#worker?.terminate()
    this.#worker = null
    this.#before = undefined
  }
}
