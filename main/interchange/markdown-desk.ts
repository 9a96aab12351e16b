/** Asks the thread that reads and writes Markdown. */
import { ThreadDesk } from '#main/threads/thread-desk.ts'
import type { Answer, FilesTask, Task, Unreadable } from './thread-tasks.ts'

/** A file that cannot be read, and why. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile'
  readonly why: Unreadable

  constructor(why: Unreadable) {
    super(`the file is ${why}`)
    this.why = why
  }
}

/** A second is enough for most books. */
const longestMs = 20_000

/** Whoever asks shares the thread with others. */
export class MarkdownDesk {
  readonly #desk: ThreadDesk<Unreadable>

  /** `entry`: the thread's file. */
  constructor(entry: string, limitMs = longestMs) {
    // A text that takes all memory there is, is nested without end.
    this.#desk = new ThreadDesk<Unreadable>({ entry, longestMs: limitMs, slow: 'slow', large: 'deep', refusal: (why) => new UnreadableFile(why) })
  }

  /** Asks one thing. `among`: the files that a text's addresses may lead to. Throws `UnreadableFile`, or the signal's reason. */
  ask<T extends Task>(task: T, { signal, among }: { readonly signal?: AbortSignal; readonly among?: FilesTask } = {}): Promise<Answer<T>> {
    return this.#desk.ask(task, { signal, before: among })
  }

  /** Resolves when the thread is gone. */
  close(): Promise<void> {
    return this.#desk.close()
  }
}
