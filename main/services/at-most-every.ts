/** Holds back what would be done too often. */
export interface Paced {
  /** Does it within the interval; asking again meanwhile changes nothing. */
  soon(): void
  /** Does it at once, and takes back what was to come. */
  now(): void
}

/** Paces `work` so that `soon` does it at most once in `intervalMs`. Keeps no process alive. */
export function atMostEvery(intervalMs: number, work: () => void): Paced {
  let timer: NodeJS.Timeout | undefined
  const now = () => {
    clearTimeout(timer)
    timer = undefined
    work()
  }
  return {
    now,
    soon: () => {
      timer ??= setTimeout(now, intervalMs).unref()
    },
  }
}
