/**
 * Who may talk to the browser host. Pure decisions, so that each can be tested: the machine's own names
 * only (a rebound DNS name is refused), the page's own origin, and a session that began with a one-time token.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** Host names under which a page of this computer can reach 127.0.0.1. The port is free: a tunnel may change it. */
const ownNames = new Set(['127.0.0.1', 'localhost', '[::1]'])

/** Whether a request's Host header names this computer itself. */
export function isOwnHost(host: string | undefined): boolean {
  if (!host) return false
  const name = host.startsWith('[') ? host.slice(0, host.indexOf(']') + 1) : host.split(':')[0]
  return name !== undefined && ownNames.has(name)
}

/** Whether a WebSocket's Origin is the very address that the page was loaded from. */
export function isOwnOrigin(origin: string | undefined, host: string | undefined): boolean {
  return isOwnHost(host) && origin === `http://${host}`
}

export const newSecret = (): string => randomBytes(24).toString('base64url')

function same(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}

const cookieName = 'moke_session'

/** One-time tokens that turn into the session's cookie. */
export class Admission {
  #token = newSecret()
  readonly #session: string

  constructor(session: string) {
    this.#session = session
  }

  /** The token of the next address to print. It works once. */
  get token(): string {
    return this.#token
  }

  /** Uses a one-time token up. The cookie to set, or null when the token is wrong or was used. */
  redeem(token: string): string | null {
    if (!same(token, this.#token)) return null
    this.#token = newSecret()
    return `${cookieName}=${this.#session}; HttpOnly; SameSite=Strict; Path=/; Max-Age=2592000`
  }

  /** Whether a Cookie header carries the session. */
  isKnown(cookies: string | undefined): boolean {
    return (cookies ?? '').split(';').some((cookie) => {
      const [name, value] = cookie.trim().split('=')
      return name === cookieName && value !== undefined && same(value, this.#session)
    })
  }

  /** Whether another process of this author shows the session secret, which only their files hold. */
  isAuthor(secret: string | undefined): boolean {
    return secret !== undefined && same(secret, this.#session)
  }
}
