/** Looks again after something may have changed, at once or soon after the last look, and never while nothing does. */
export interface Looking {
  /** Something may have changed. */
  soon(): void
  stop(): void
}

/** `everyMs`: from one look to the next at least. */
export function looking(look: () => void, everyMs: number): Looking {
  let timer: ReturnType<typeof setTimeout> | null = null
  let isAsked = false
  const rest = () => {
    timer = null
    if (isAsked) soon()
  }
  const soon = () => {
    isAsked = timer !== null
    if (isAsked) return
    timer = setTimeout(rest, everyMs)
    look()
  }
  return {
    soon,
    stop: () => {
      if (timer !== null) clearTimeout(timer)
      timer = null
    },
  }
}
