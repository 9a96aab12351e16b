/**
 * How a second start of the same author asks a running browser host for its address. Both hold the session's
 * secret, and it never travels: each side shows an HMAC over a nonce of the other's. The port is part of what
 * is proven, so that another program that sits on a port can't pass the question on to the real host.
 */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** Form of every nonce, token and secret: 24 random bytes in base64url. */
const secretForm = /^[\w-]{32}$/

/** Questions that wait for their second half; a flood only pushes out older ones. */
const waitingAtMost = 16

export const newSecret = (): string => randomBytes(24).toString('base64url')

/** Whether a text can be a token or a nonce of ours at all. */
export const isSecretForm = (text: unknown): text is string => typeof text === 'string' && secretForm.test(text)

/** Compares in constant time, whatever the lengths. */
export function same(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}

/** What one exchange is about. */
export interface Exchange {
  /** The caller's nonce. */
  readonly asked: string
  /** The host's nonce. */
  readonly answered: string
  /** Where the caller connects to, and the host listens. */
  readonly port: number
}

/** Shows that a side holds the secret, for this exchange and this side only. */
export function proof(secret: string, side: 'host' | 'caller', { asked, answered, port }: Exchange): string {
  return createHmac('sha256', secret).update(`moke address\n${side}\n${port}\n${asked}\n${answered}`).digest('base64url')
}

/** The host's side: proves itself first, then accepts each of its nonces once. */
export class AddressDesk {
  readonly #secret: string
  readonly #waiting = new Map<string, Exchange>()

  constructor(secret: string) {
    this.#secret = secret
  }

  /** Answers a caller's nonce with a nonce of the host and the host's proof. */
  challenge(asked: string, port: number): { nonce: string; proof: string } {
    const exchange = { asked, answered: newSecret(), port }
    const [oldest] = this.#waiting.keys()
    if (this.#waiting.size >= waitingAtMost && oldest !== undefined) this.#waiting.delete(oldest)
    this.#waiting.set(exchange.answered, exchange)
    return { nonce: exchange.answered, proof: proof(this.#secret, 'host', exchange) }
  }

  /** Whether a caller holds the secret. Uses the host's nonce up, right or wrong. */
  accepts(answered: string, given: string): boolean {
    const exchange = this.#waiting.get(answered)
    this.#waiting.delete(answered)
    return exchange !== undefined && same(given, proof(this.#secret, 'caller', exchange))
  }
}

/** Sends a question to whatever listens on the port; answers the body of a 200, null for anything else. */
export type Post = (query: Readonly<Record<string, string>>) => Promise<string | null>

/** The caller's side: a one-time token of the studio that listens on the port; null when it is not this author's. */
export async function askForToken(secret: string, port: number, post: Post): Promise<string | null> {
  const asked = newSecret()
  const challenge = readChallenge(await post({ nonce: asked }))
  if (!challenge) return null
  const exchange = { asked, answered: challenge.nonce, port }
  if (!same(challenge.proof, proof(secret, 'host', exchange))) return null
  const token = await post({ answer: exchange.answered, proof: proof(secret, 'caller', exchange) })
  return isSecretForm(token) ? token : null
}

function readChallenge(text: string | null): { nonce: string; proof: string } | null {
  const [nonce, shown, ...more] = (text ?? '').split(' ')
  return isSecretForm(nonce) && shown !== undefined && more.length === 0 ? { nonce, proof: shown } : null
}
