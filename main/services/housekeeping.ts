/**
 * What the studio does with the workspace while nobody writes: it packs the older parts of the logs, a little at a time,
 * and gives room back to the disk. Every piece is a transaction of some milliseconds; the first key that is saved
 * ends it until the author rests again.
 */
import type { Workspace } from './open-workspace.ts'

export interface HousekeepingOptions {
  readonly workspace: Workspace
  /** A lesson that a page edits is left alone: the page may go back in its log. */
  readonly isEdited: (lesson: string) => boolean
  readonly reportBug: (error: unknown, where: string) => unknown
  /** Without a key for so long, the author rests. */
  readonly restMs?: number
  /** Between two pieces of work. */
  readonly pauseMs?: number
}

export interface Housekeeping {
  /** Resolves when nothing is left to do, or when the author writes. */
  run(): Promise<void>
  stop(): void
}

export function keepHouse({ workspace, isEdited, reportBug, restMs = 120_000, pauseMs = 150 }: HousekeepingOptions): Housekeeping {
  let [isStopped, writes] = [false, 0]
  let timer: NodeJS.Timeout | undefined
  const unlisten = workspace.listen((event) => {
    // Another workspace may come in this one's place, and one that was only read may be written to from now on.
    if (event === 'text' || event === 'closing') writes += 1
    if (event !== 'tree') rest()
  })
  const stop = () => {
    isStopped = true
    clearTimeout(timer)
    unlisten()
  }
  const rest = () => {
    clearTimeout(timer)
    // An edge: nobody waits for what goes on by itself.
    if (!isStopped) timer = setTimeout(() => void run().catch((error: unknown) => reportBug(error, 'housekeeping')), restMs).unref()
  }
  const run = async () => {
    const since = writes
    const isFree = () => !isStopped && writes === since && workspace.isWritable()
    let packed = 0
    for (const lesson of isFree() ? workspace.read((store) => store.lessonIds()) : []) {
      for (let isMore = true; isMore && isFree() && !isEdited(lesson);) {
        isMore = false
        workspace.tryWrite((store) => {
          isMore = store.compact(lesson)
        })
        if (isMore) packed += 1
        if (isMore) await new Promise((resolve) => setTimeout(resolve, pauseMs))
      }
    }
    if (packed > 0 && isFree()) workspace.tryWrite((store) => void store.reclaim())
    // What is a day old by then is packed though nobody writes.
    if (isFree()) timer = setTimeout(rest, hourMs).unref()
  }
  rest()
  return { run, stop }
}

const hourMs = 3600_000
