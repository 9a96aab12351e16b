/** The page's own address, and which addresses may be loaded at all. Pure decisions. */

/** Registered as a standard, secure scheme, so that the page has an origin, and as nothing else. */
export const scheme = 'moke'
export const origin = `${scheme}://studio`
export const startAddress = `${origin}/`

/** Whether an address is of the studio's own page and nothing else: no user name, no port, no other host. */
export function isOwnAddress(address: string): boolean {
  return address === origin || address.startsWith(startAddress)
}

/**
 * Whether the session may request an address. Everything is on this computer: the page's own files, what the
 * page itself made (`blob:` of its origin, `data:`), and the developer tools' own pages in development.
 */
export function mayRequest(address: string, development: boolean): boolean {
  if (isOwnAddress(address)) return true
  if (address.startsWith('data:') || address.startsWith(`blob:${startAddress}`)) return true
  return development && address.startsWith('devtools://devtools/')
}

/** Whether an address may be saved as a file: only what the page itself made, such as an export. The author is asked where it goes. */
export function maySave(address: string): boolean {
  return address.startsWith(`blob:${startAddress}`)
}

/** Whether a window may go to an address: to reload its own page, nowhere else. */
export function mayNavigate(address: string): boolean {
  return isOwnAddress(address)
}

/** Whether the system's own programs may be asked to open an address: a page of the web, or a letter to someone. */
export function mayLeave(address: string): boolean {
  return URL.canParse(address) && /^(?:https?|mailto):$/.test(new URL(address).protocol)
}
