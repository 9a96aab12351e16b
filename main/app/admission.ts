/**
 * Who may talk to the browser host. Pure decisions, so that each can be tested: the machine's own names
 * only (a rebound DNS name is refused), the page's own origin, and a session that began with a one-time token.
 */
import { createHmac } from 'node:crypto'
import { newSecret, same } from './address-exchange.ts'

/** Host names under which a page of this computer can reach 127.0.0.1. The port is free: a tunnel may change it. */
const ownHost = /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/

/** Whether a request's Host header names this computer itself. */
export function isOwnHost(host: string | undefined): host is string {
  return host !== undefined && ownHost.test(host)
}

/** Whether a WebSocket's Origin is the very address that the page was loaded from. */
export function isOwnOrigin(origin: string | undefined, host: string | undefined): boolean {
  return isOwnHost(host) && origin === `http://${host}`
}

/** One-time tokens that turn into the session's cookie. */
export class Admission {
  #token = newSecret()
  readonly #cookieName: string
  /** Follows from the session's secret and does not tell it: what a browser shows to a wrong port proves nothing to a second start. */
  readonly #cookieValue: string

  constructor(session: string) {
    const derived = (use: string) => createHmac('sha256', session).update(use).digest('base64url')
    // Browsers keep one set of cookies for all ports of a host, so each session's has a name of its own.
    this.#cookieName = `moke_session_${derived('cookie name').slice(0, 8)}`
    this.#cookieValue = derived('cookie value')
  }

  /** The token of the next address to print. It works once. */
  get token(): string {
    return this.#token
  }

  /** Uses a one-time token up. The cookie to set, or null when the token is wrong or was used. */
  redeem(token: string): string | null {
    if (!same(token, this.#token)) return null
    this.#token = newSecret()
    return `${this.#cookieName}=${this.#cookieValue}; HttpOnly; SameSite=Strict; Path=/; Max-Age=2592000`
  }

  /** Whether a Cookie header carries the session. */
  isKnown(cookies: string | undefined): boolean {
    return (cookies ?? '').split(';').some((cookie) => {
      const [name, value] = cookie.trim().split('=')
      return name === this.#cookieName && value !== undefined && same(value, this.#cookieValue)
    })
  }
}
