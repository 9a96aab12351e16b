/** An address as strict readers take it (RFC 3986): what an address may not have is by its code, and what has one already stays. */
export function addressed(written: string): string {
  // Half a character has no code.
  const address = written.toWellFormed()
  try {
    const { href, host } = new URL(address)
    // The brackets of a host that is a number are its own.
    const end = host === '' ? 0 : href.indexOf(host) + host.length
    return href.slice(0, end) + coded(href.slice(end))
  } catch {
    return coded(encodeURI(decodedOnce(address)))
  }
}

function coded(part: string): string {
  const [before, ...fragments] = part.split('#')
  const whole = fragments.length === 0 ? (before ?? '') : `${before}#${fragments.join('%23')}`
  return whole.replaceAll(/[^\x21-\x7e]|["<>\\^`{|}[\]]|%(?![\da-f]{2})/gi, (sign) => encodeURIComponent(sign))
}

function decodedOnce(address: string): string {
  try {
    return decodeURI(address)
  } catch {
    return address
  }
}
