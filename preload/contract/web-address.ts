/** Where something stands in the web, as an author writes it. Pure. */
import { Link } from '#preload/document/schema.ts'

/** An address of the web; without its `https://`, as it is often copied, too. Null where nothing is written, undefined where it is no such address. */
export function webAddress(written: string): string | null | undefined {
  const text = written.trim()
  if (text === '') return null
  const address = /^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`
  // What is typed without https:// may be any words: a host of the web has a dot.
  const isWeb = /^https?:/i.test(address) && Link.safeParse(address).success && URL.parse(address)?.hostname.includes('.') === true
  return isWeb ? address : undefined
}
