/** Asks the thread that reads and writes Markdown, and ends it where it does not get on. */
import { Worker } from 'node:worker_threads'
import type { Answer, FilesTask, ReadFile, Task, Unreadable, WrittenFile } from './thread-tasks.ts'

/** What comes back from the thread. */
export type Reply = { readonly id: number } & (
  | { readonly value: ReadFile | WrittenFile | null }
  | { readonly unreadable: Unreadable }
  | { readonly fault: string }
)

/** A file that cannot be read, and why. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile'
  readonly why: Unreadable

  constructor(why: Unreadable) {
    super(`the file is ${why}`)
    this.why = why
  }
}

/** One question, from when it is asked until it is answered. */
interface Job {
  readonly task: Task
  readonly among: FilesTask | undefined
  readonly resolve: (value: never) => void
  readonly reject: (error: unknown) => void
}

/** A second is enough for most books. */
const longestMs = 20_000

/** Whoever asks shares the thread with others, one question after another: what ends one question does not end theirs. */
export class MarkdownDesk {
  readonly #entry: string
  readonly #longestMs: number
  readonly #waiting: Job[] = []
  #running: { readonly job: Job; readonly id: number; readonly patience: NodeJS.Timeout } | null = null
  #worker: Worker | null = null
  /** What the thread was told last. */
  #among: FilesTask | undefined
  #last = 0

  /** `entry`: the thread's file. */
  constructor(entry: string, limitMs = longestMs) {
    this.#entry = entry
    this.#longestMs = limitMs
  }

  /** Asks one thing. `among`: the files that a text's addresses may lead to. Throws `UnreadableFile`, or the signal's reason. */
  async ask<T extends Task>(task: T, { signal, among }: { readonly signal?: AbortSignal; readonly among?: FilesTask } = {}): Promise<Answer<T>> {
    signal?.throwIfAborted()
    const { promise, resolve, reject } = Promise.withResolvers<Answer<T>>()
    const job: Job = { task, among, resolve, reject }
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
    if (job.among !== undefined && job.among !== this.#among) {
      this.#among = job.among
      worker.postMessage({ id: 0, task: job.among })
    }
    this.#last += 1
    const patience = setTimeout(() => this.#fail(job, new UnreadableFile('slow')), this.#longestMs)
    this.#running = { job, id: this.#last, patience }
    worker.postMessage({ id: this.#last, task: job.task })
  }

  #start(): Worker {
    const worker = new Worker(this.#entry, { resourceLimits: { maxOldGenerationSizeMb: 1024 } })
    worker.unref()
    worker.on('message', (reply: Reply) => this.#settle(reply))
    worker.on('error', (error) => {
      if (this.#worker !== worker) return
      // A text nested so deep that it takes all memory there is.
      const isTooMuch = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
      if (this.#running) this.#fail(this.#running.job, isTooMuch ? new UnreadableFile('deep') : error)
      else this.#end()
    })
    return worker
  }

  #settle(reply: Reply): void {
    if (reply.id !== this.#running?.id) return
    const { job, patience } = this.#running
    clearTimeout(patience)
    this.#running = null
    if ('value' in reply) job.resolve(reply.value as never)
    else if ('unreadable' in reply) job.reject(new UnreadableFile(reply.unreadable))
    else job.reject(new Error(reply.fault))
    this.#next()
  }

  /** Ends one question, and the thread where it works on that one. */
  #fail(job: Job, reason: unknown): void {
    if (this.#running?.job === job) {
      clearTimeout(this.#running.patience)
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
    this.#among = undefined
  }
}
