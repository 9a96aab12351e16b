/** Which addresses a server may have: https, or http where it stays on this computer or, if the author accepts that, in a private network. Pure. */

export interface ServerAddress {
  /** Of its completions. */
  readonly endpoint: string
  /** What is shown of it, whenever it is used: name and port. */
  readonly host: string
  /** `here`: this computer. `private`: without https, in a private network. `secure`: by https. */
  readonly kind: 'here' | 'private' | 'secure'
}

export type AddressFault =
  | 'form' // no address
  | 'secret' // it holds a name or password, which would be shown
  | 'open' // http to where anyone on the way can read along

/** The address as it is used. `…/v1` and `…/v1/completions` may stand at its end. */
export function serverAddress(written: string): ServerAddress | { readonly fault: AddressFault } {
  const url = urlOf(written.trim())
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.hostname === '' || url.search !== '' || url.hash !== '') return { fault: 'form' }
  if (url.username !== '' || url.password !== '') return { fault: 'secret' }
  const isHere = isThis(url.hostname)
  const kind = isHere ? 'here' : url.protocol === 'https:' ? 'secure' : isPrivate(url.hostname) ? 'private' : null
  if (kind === null) return { fault: 'open' }
  const path = url.pathname.replace(/\/+$/, '').replace(/(\/v1)?(\/completions)?$/, '')
  return { endpoint: `${url.origin}${path}/v1/completions`, host: url.host, kind }
}

/** Without its `https://` an address is read as most servers would have it: near ones speak http. */
function urlOf(text: string): URL | null {
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(text)) return parsed(text)
  const near = parsed(`http://${text}`)
  return near && (isThis(near.hostname) || isPrivate(near.hostname)) ? near : parsed(`https://${text}`)
}

function parsed(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null
}

function isThis(hostname: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname)
}

/** Numbers alone: what a name leads to can change. Link-local addresses are none, where clouds keep their machines' secrets. */
function isPrivate(hostname: string): boolean {
  return /^(10(\.\d+){3}|192\.168(\.\d+){2}|172\.(1[6-9]|2\d|3[01])(\.\d+){2})$/.test(hostname) || /^\[f[cd][\da-f]{2}:/.test(hostname)
}
