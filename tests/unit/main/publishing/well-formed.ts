/** Whether a text is XML in which every tag is closed in its turn, no attribute stands twice, and no sign is one that XML has not. */
export function isWellFormed(xml: string): boolean {
  const open: string[] = []
  const body = xml.replaceAll(/<\?[^>]*\?>|<!DOCTYPE[^>]*>/g, '')
  let at = 0
  for (const match of body.matchAll(/<(\/?)([\w:-]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/g)) {
    if (/[<]|&(?!amp;|lt;|gt;|quot;|apos;|#)/.test(body.slice(at, match.index))) return false
    at = match.index + match[0].length
    const [, end, name = '', attributes = '', isEmpty] = match
    const names = [...attributes.matchAll(/([\w:-]+)="/g)].map(([, attribute]) => attribute)
    if (new Set(names).size !== names.length || /&(?!amp;|lt;|gt;|quot;|apos;|#)/.test(attributes)) return false
    if (end && open.pop() !== name) return false
    if (!end && !isEmpty) open.push(name)
  }
  const isUnknown = /[\p{Cc}--[\t\n\r]]|[\ufffe\uffff]/v.test(body)
  return open.length === 0 && !body.slice(at).includes('<') && !isUnknown && body.isWellFormed()
}
