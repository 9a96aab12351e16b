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

interface Waiting {
  readonly resolve: (value: never) => void
  readonly reject: (error: unknown) => void
}

/** A second is enough for most books. */
const longestMs = 20_000

export class MarkdownDesk {
  readonly #entry: string
  readonly #longestMs: number
  readonly #waiting = new Map<number, Waiting>()
  #worker: Worker | null = null
  #files: FilesTask | null = null
  #last = 0

  /** `entry`: the thread's file. */
  constructor(entry: string, limitMs = longestMs) {
    this.#entry = entry
    this.#longestMs = limitMs
  }

  /** Asks one thing after another. Throws `UnreadableFile`; an aborted question ends the thread with it. */
  async ask<T extends Task>(task: T, signal?: AbortSignal): Promise<Answer<T>> {
    signal?.throwIfAborted()
    if (task.kind === 'files') this.#files = task
    const patience = setTimeout(() => this.#end(new UnreadableFile('slow')), this.#longestMs)
    const stop = () => this.#end(signal?.reason)
    signal?.addEventListener('abort', stop, { once: true })
    try {
      return await this.#post(task)
    } finally {
      clearTimeout(patience)
      signal?.removeEventListener('abort', stop)
    }
  }

  /** Ends the thread; it is started again when it is needed. */
  close(): void {
    this.#end(new Error('the thread was closed'))
    this.#files = null
  }

  #post<T extends Task>(task: T): Promise<Answer<T>> {
    const worker = (this.#worker ??= this.#start(task))
    this.#last += 1
    const id = this.#last
    return new Promise<Answer<T>>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      worker.postMessage({ id, task })
    })
  }

  #start(first: Task): Worker {
    const worker = new Worker(this.#entry, { resourceLimits: { maxOldGenerationSizeMb: 1024 } })
    worker.unref()
    worker.on('message', (reply: Reply) => this.#settle(reply))
    worker.on('error', (error) => {
      // A text nested so deep that it takes all memory there is.
      const isTooMuch = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
      if (this.#worker === worker) this.#end(isTooMuch ? new UnreadableFile('deep') : error)
    })
    // One that was ended has forgotten what it was told.
    if (this.#files && first.kind === 'read') worker.postMessage({ id: 0, task: this.#files })
    return worker
  }

  #settle(reply: Reply): void {
    const waiting = this.#waiting.get(reply.id)
    this.#waiting.delete(reply.id)
    if (!waiting) return
    if ('value' in reply) waiting.resolve(reply.value as never)
    else if ('unreadable' in reply) waiting.reject(new UnreadableFile(reply.unreadable))
    else waiting.reject(new Error(reply.fault))
  }

  #end(reason: unknown): void {
    const worker = this.#worker
    this.#worker = null
    for (const { reject } of this.#waiting.values()) reject(reason)
    this.#waiting.clear()
    void worker?.terminate()
  }
}
