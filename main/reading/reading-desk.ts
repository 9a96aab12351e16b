/** Asks the thread that reads works: the door of this folder for the main process. */
import { ThreadDesk } from '#main/threads/thread-desk.ts'
import { type ReadingCode, ReadingError, type ReadWork } from './work.ts'

/** What the thread is asked: a file on the disk, which it reads itself, or bytes. */
export type ReadingTask = { readonly name: string } & ({ readonly path: string } | { readonly bytes: Uint8Array })

/** What the thread is given when it starts. */
export interface ReadingTools {
  /** The folder of pdf.js's tables for the encodings of Chinese, Japanese and Korean fonts; ends in a slash. */
  readonly cmaps: string
}

export interface ReadingDeskOptions extends ReadingTools {
  /** The thread's file. */
  readonly entry: string
  /** How long one file may take; a book of a thousand pages takes ten seconds. */
  readonly longestMs?: number
  /** How far the process may grow while one file is read. */
  readonly mostGrowthMb?: number
}

/** One file after another; a file that breaks a limit is refused, and the next one is read. */
export class ReadingDesk {
  readonly #desk: ThreadDesk<ReadingCode>

  constructor({ entry, cmaps, longestMs = 60_000, mostGrowthMb = 1536 }: ReadingDeskOptions) {
    this.#desk = new ThreadDesk<ReadingCode>({
      entry,
      workerData: { cmaps } satisfies ReadingTools,
      longestMs,
      mostGrowthMb,
      slow: 'too-slow',
      large: 'too-much',
      refusal: (code) => new ReadingError(code),
    })
  }

  /** Reads a file by its path, or bytes that are called so. Throws `ReadingError`, or the signal's reason. */
  read(task: ReadingTask, signal?: AbortSignal): Promise<ReadWork> {
    return this.#desk.ask(task, { signal })
  }

  /** Ends the thread; whoever waits is told. Resolves when it is gone. */
  close(): Promise<void> {
    return this.#desk.close()
  }
}
