/** Asks the publishing threads: one looks, one checks, one exports, so that none waits for another. Each ends when nobody has asked it for a while. */
import { rm } from 'node:fs/promises'
import { ThreadDesk } from '#main/threads/thread-desk.ts'
import { unlockAfterEnd } from '#main/publishing/desk/folder-lock.ts'
import type { Step } from '#main/publishing/desk/checklist.ts'
import type { Paste } from '#main/publishing/desk/target.ts'
import { temporaryPlace, tidyTemporary } from '#main/store/scratch.ts'
import { Problem } from '#preload/contract/problem.ts'
import type { Preview } from '#preload/contract/publishing.ts'
import type { CheckTask, ExportAnswer, ExportTask, LookTask, Part, ThreadGiven } from './publishing-tasks.ts'
import { changedSince, type CourseTask } from './told-course.ts'

/** `ended`: the process that typesets came to its end. */
type Why = 'slow' | 'large' | 'ended'
type Kind = 'look' | 'check' | 'export'

/** A lesson is looked at in a second, or in minutes where its pictures are made anew; a course with everything in it may take minutes to check, and longer to write. */
const longestMs: Readonly<Record<Kind, number>> = { look: 3 * 60_000, check: 10 * 60_000, export: 60 * 60_000 }
/** What native code and pictures take lies outside of V8's heap. */
const mostGrowthMb = 3072
const idleMs = 3 * 60_000
/** What is given up leaves its files and its folder as they are to be; what computes without a pause is ended after this. */
const graceMs = 2000
/** What is looked at is quick, and a thread that was ended would have to begin anew: only what takes longer is ended. */
const lookGraceMs = 20_000

interface Held {
  readonly desk: ThreadDesk<Why>
  readonly scratch: string
  asked: number
  idle: NodeJS.Timeout | undefined
}

export class PublishingDesk {
  readonly #entry: string
  readonly #given: Omit<ThreadGiven, 'scratch'>
  readonly #desks = new Map<Kind, Held>()
  /** Those that are at their ends; whoever asks meanwhile gets another, with a folder of its own. */
  readonly #ending = new Set<Promise<void>>()

  #isTidied = false

  /** `entry`: the thread's file. */
  constructor(entry: string, given: Omit<ThreadGiven, 'scratch'>) {
    this.#entry = entry
    this.#given = given
  }

  preview(task: LookTask & { readonly kind: 'preview' }, before: CourseTask, signal: AbortSignal): Promise<Preview | null> {
    return this.#looked<Preview | null>(task, before, signal)
  }

  copy(task: LookTask & { readonly kind: 'copy' }, before: CourseTask, signal: AbortSignal): Promise<Paste | null> {
    return this.#looked<Paste | null>(task, before, signal)
  }

  steps(task: LookTask & { readonly kind: 'steps' }, before: CourseTask, signal: AbortSignal): Promise<Step[]> {
    return this.#looked<Step[]>(task, before, signal)
  }

  async check(task: CheckTask, before: CourseTask, signal: AbortSignal, onTold: (part: Part) => void): Promise<void> {
    // A glance waits behind no check, which may take minutes.
    if (task.isGlance) await this.#ask('look', (desk) => desk.ask<null>(task, { before, signal, graceMs: lookGraceMs, onTold }))
    else await this.#ask('check', (desk) => desk.ask<null>(task, { before, signal, onTold }))
  }

  /** Ended by its signal, it leaves a folder that says it is not whole, and that the next export goes on with; one that was whole by then is done. */
  async export(task: ExportTask, before: CourseTask, signal: AbortSignal, onTold: (part: Part) => void): Promise<ExportAnswer> {
    let isAnswered = false
    try {
      const answer = await this.#ask('export', (desk) => desk.ask<ExportAnswer>(task, { before, signal, onTold, takesLate: true }))
      isAnswered = true
      return answer
    } finally {
      if (!isAnswered) await unlockAfterEnd(task.folder)
    }
  }

  /** Resolves when its threads are gone. */
  async close(): Promise<void> {
    const all = [...this.#desks.values()]
    this.#desks.clear()
    for (const { idle } of all) clearTimeout(idle)
    await Promise.all([...all.map(ended), ...this.#ending])
  }

  /** Whoever leaves hears of it at once; what nobody waits for any more keeps no other waiting that has not begun. */
  #looked<T>(task: LookTask, before: CourseTask, signal: AbortSignal): Promise<T> {
    return leftBy(
      signal,
      this.#ask('look', (desk) => desk.ask<T>(task, { before, signal, graceMs: lookGraceMs })),
    )
  }

  async #ask<T>(kind: Kind, ask: (desk: ThreadDesk<Why>) => Promise<T>): Promise<T> {
    const held = this.#held(kind)
    clearTimeout(held.idle)
    held.asked += 1
    try {
      return await ask(held.desk)
    } finally {
      held.asked -= 1
      if (held.asked === 0) held.idle = setTimeout(() => this.#end(kind, held), idleMs).unref()
    }
  }

  #end(kind: Kind, held: Held): void {
    if (this.#desks.get(kind) === held) this.#desks.delete(kind)
    const ending = ended(held).finally(() => this.#ending.delete(ending))
    this.#ending.add(ending)
  }

  #held(kind: Kind): Held {
    const known = this.#desks.get(kind)
    if (known) return known
    if (!this.#isTidied) void tidyTemporary()
    this.#isTidied = true
    const refusal = (why: Why) =>
      why === 'ended'
        ? new Problem('publish-typeset', `what typesets ended during the ${kind}`)
        : new Problem('publish-slow', `the ${kind} took ${why === 'slow' ? 'too long' : 'too much memory'}`)
    const scratch = temporaryPlace()
    const made: Held = {
      scratch,
      desk: new ThreadDesk<Why>({
        entry: this.#entry,
        workerData: { ...this.#given, scratch } satisfies ThreadGiven,
        longestMs: longestMs[kind],
        mostGrowthMb,
        graceMs,
        slow: 'slow',
        large: 'large',
        refusal,
        since: (now, before) => changedSince(now as CourseTask, before as CourseTask),
      }),
      asked: 0,
      idle: undefined,
    }
    this.#desks.set(kind, made)
    return made
  }
}

async function ended({ desk, scratch }: Held): Promise<void> {
  await desk.close()
  // A process that is just ending may still write into it; what stays is the system's to tidy.
  await rm(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }).catch(() => {})
}

/** Throws as soon as its caller goes away, whatever becomes of the work. */
async function leftBy<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  signal.throwIfAborted()
  work.catch(() => undefined)
  let leave = (): void => undefined
  const left = new Promise<never>((_, reject) => {
    leave = () => reject(signal.reason)
    signal.addEventListener('abort', leave, { once: true })
  })
  try {
    return await Promise.race([work, left])
  } finally {
    signal.removeEventListener('abort', leave)
  }
}
