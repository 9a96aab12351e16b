/** Who may be given a port: the page that the studio itself loaded, in the main frame of a window that it made. Pure decisions. */
import { origin } from './address.ts'

export interface Sender {
  readonly origin: string
  readonly isMainFrame: boolean
}

/** Whether a frame that asks for a port may have one. Null is a frame that is gone already. */
export function isTrusted(sender: Sender | null): boolean {
  return sender !== null && sender.isMainFrame && sender.origin === origin
}

/** Accepts each nonce once, and only what the bridge makes: a UUID. */
export class OneTimeNonces {
  readonly #used = new Set<string>()

  accept(nonce: unknown): nonce is string {
    if (typeof nonce !== 'string' || !/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(nonce) || this.#used.has(nonce)) return false
    this.#used.add(nonce)
    return true
  }
}
