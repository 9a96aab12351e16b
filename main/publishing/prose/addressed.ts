/** An address as strict readers take it: what an address may not have is by its code, and what has one already stays. */
export function addressed(address: string): string {
  try {
    return new URL(address).href.replaceAll(/[^\x21-\x7e]|["<>\\^`{|}]/g, (sign) => encodeURIComponent(sign))
  } catch {
    return encodeURI(decodedOnce(address))
  }
}

function decodedOnce(address: string): string {
  try {
    return decodeURI(address)
  } catch {
    return address
  }
}
