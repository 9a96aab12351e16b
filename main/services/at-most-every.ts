/** Holds back what would be done too often. */
export interface Paced {
  /** Does it within the interval; asking again meanwhile changes nothing. */
  soon(): void
  /** Does it at once, and takes back what was to come. */
  now(): void
}

/** Paces `work` so that `soon` does it at most once in `intervalMs`. `isPrompt`: after a rest it waits for nothing. Keeps no process alive. */
export function atMostEvery(intervalMs: number, work: () => void, { isPrompt = false } = {}): Paced {
  let timer: NodeJS.Timeout | undefined
  let doneAt = -Infinity
  const now = () => {
    clearTimeout(timer)
    timer = undefined
    doneAt = performance.now()
    work()
  }
  return {
    now,
    soon: () => {
      timer ??= setTimeout(now, isPrompt ? Math.max(0, doneAt + intervalMs - performance.now()) : intervalMs).unref()
    },
  }
}
