/**
 * What watches a process that typesets, from a thread within it: while native code is at work nothing else of the process is. It is ended
 * where it holds too much, or where whoever asked is gone and would leave it computing for ever.
 */
import { read, writeSync } from 'node:fs'

/** The name of the variable that says how many MB it may hold. */
export const MOST_MB = 'MOKE_TYPESETTER_MOST_MB'

/** Native code takes memory in small pieces from several threads; so glibc (of Linux) gives back what is free, which is an eighth of a book's. */
export const SPARING = { MALLOC_ARENA_MAX: '1', MALLOC_TRIM_THRESHOLD_: '131072', MALLOC_MMAP_THRESHOLD_: '131072' } as const

const LOOK_MS = 100
const [INPUT, OUTPUT] = [0, 1]

export function watchHeld(): void {
  const most = Number(process.env[MOST_MB]) * 2 ** 20
  setInterval(() => {
    if (process.memoryUsage.rss() <= most) return
    writeSync(OUTPUT, 'large')
    process.kill(process.pid, 'SIGKILL')
  }, LOOK_MS)
  // Nothing is ever written to it: it ends with whoever holds its other end.
  read(INPUT, Buffer.alloc(1), 0, 1, null, () => process.kill(process.pid, 'SIGKILL'))
}
