/** Long work in the host's one thread: lets everything else have its turn every few milliseconds. */
import { setImmediate as nextTurn } from 'node:timers/promises'

const sliceMs = 8

/** The items one by one, until `signal` is aborted; between them it waits where others have waited long enough. */
export async function* paced<T>(items: readonly T[], signal: AbortSignal): AsyncGenerator<T> {
  let since = performance.now()
  for (const item of items) {
    if (performance.now() - since > sliceMs) {
      await nextTurn()
      since = performance.now()
    }
    if (signal.aborted) return
    yield item
  }
}
