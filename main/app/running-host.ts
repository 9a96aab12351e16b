/** Asks the host that a workspace's record names, over HTTP on this computer. */
import { askForToken } from './address-exchange.ts'
import type { HostRecord } from './host-record.ts'

/** Longest wait for each of the two answers, in ms. */
const patienceMs = 1500

/** Where a studio of this author listens already, with a fresh token; null when nobody there can prove to be one. */
export async function runningAddress({ session, port }: HostRecord): Promise<string | null> {
  const base = `http://127.0.0.1:${port}`
  const token = await askForToken(session, port, async (query) => {
    try {
      const answer = await fetch(`${base}/address?${new URLSearchParams(query)}`, {
        method: 'POST',
        redirect: 'error',
        signal: AbortSignal.timeout(patienceMs),
      })
      return answer.ok ? await answer.text() : null
    } catch {
      return null // nobody listens there, or nobody who speaks HTTP
    }
  })
  return token === null ? null : `${base}/?token=${token}`
}
