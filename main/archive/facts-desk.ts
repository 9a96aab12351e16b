/** Asks the thread that makes a work's facts of its Markdown. */
import { ThreadDesk } from '#main/threads/thread-desk.ts'
import type { WorkFacts } from './facts.ts'

/** What the thread is asked. */
export interface FactsTask {
  readonly title: string
  readonly markdown: string
  readonly isAnswer: boolean
}

/** What it answers: a work as it is stored. */
export interface StoredFacts extends WorkFacts {
  /** What `packLines` made of its lines. */
  readonly text: Uint8Array
  /** What the index holds of title and text. */
  readonly grams: string
}

/** Why a text has no facts: it is nested without end, takes too long or too much memory. */
export type FactsWhy = 'deep' | 'too-slow' | 'too-much'

export class FactsError extends Error {
  override readonly name = 'FactsError'
  readonly why: FactsWhy

  constructor(why: FactsWhy) {
    super(`the text is ${why}`)
    this.why = why
  }
}

/** A book of a million characters takes some seconds. */
const longestMs = 60_000

/** One work after another; whoever asks shares the thread with others. */
export class FactsDesk {
  readonly #desk: ThreadDesk<FactsWhy>

  /** `entry`: the thread's file. */
  constructor(entry: string, limitMs = longestMs) {
    this.#desk = new ThreadDesk<FactsWhy>({ entry, longestMs: limitMs, slow: 'too-slow', large: 'too-much', refusal: (why) => new FactsError(why) })
  }

  /** Throws `FactsError`, or the signal's reason. */
  ask(task: FactsTask, signal?: AbortSignal): Promise<StoredFacts> {
    return this.#desk.ask(task, { signal })
  }

  /** Resolves when the thread is gone. */
  close(): Promise<void> {
    return this.#desk.close()
  }
}
