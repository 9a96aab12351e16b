/** Passes values on one at a time; of those that come meanwhile only the newest. `onIdle`: nothing is on its way any more. Pure. */
export function newestOnly<T>(pass: (value: T) => Promise<unknown>, onIdle: () => void): (value: T) => Promise<void> {
  let waiting: { readonly value: T } | null = null
  let isPassing = false
  return async (value) => {
    waiting = { value }
    if (isPassing) return
    isPassing = true
    try {
      while (waiting) {
        const next: { readonly value: T } = waiting
        waiting = null
        await pass(next.value)
      }
    } finally {
      isPassing = false
      onIdle()
    }
  }
}
