/** Reads XML strictly, from beginning to end in one pass: what is not well-formed, or names an entity of its own, is refused. */

export type XmlPart =
  | { readonly kind: 'open'; readonly name: string; readonly attributes: readonly (readonly [name: string, value: string])[]; readonly isEmpty: boolean }
  | { readonly kind: 'close'; readonly name: string }
  | { readonly kind: 'text'; readonly text: string }
  /** An instruction that names a style sheet; what it says is nobody's matter. */
  | { readonly kind: 'stylesheet' }

/** Deeper than any drawing program nests, and more than any element has. */
const deepest = 200
const mostAttributes = 200

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

const space = '[ \\t\\r\\n]'
const name = '[A-Za-z_][\\w:.-]*'
const opening = new RegExp(`<(${name})`, 'y')
const attribute = new RegExp(`${space}+(${name})${space}*=${space}*(?:"([^"<]*)"|'([^'<]*)')`, 'y')
const opened = new RegExp(`${space}*(/?)>`, 'y')
const closing = new RegExp(`</(${name})${space}*>`, 'y')
/** A document type with what it declares inside. */
const documentType = new RegExp('<!DOCTYPE[^[>]*(?:\\[[^\\]]*\\]\\s*)?>', 'y')
/** What ends where a word comes: all of it is skipped, but for the text of the last. */
const spans = [
  ['<?', '?>'],
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
] as const

/** The parts in order, one by one; then whether it was well-formed to its end. */
export function* xmlParts(source: string): Generator<XmlPart, boolean> {
  let isAny = false
  const open: string[] = []
  for (let at = 0; at < source.length;) {
    if (source[at] !== '<') {
      const end = source.indexOf('<', at)
      const text = decode(source.slice(at, end < 0 ? source.length : end))
      if (text === null || (open.length === 0 && text.trim() !== '')) return false
      if (open.length > 0) yield { kind: 'text', text }
      at = end < 0 ? source.length : end
      continue
    }
    const found = markupAt(source, at)
    if (!found) return false
    const { part, end } = found
    if (part?.kind === 'close' && open.pop() !== part.name) return false
    if (part?.kind === 'open' && !part.isEmpty && open.push(part.name) > deepest) return false
    if (part?.kind === 'text' && open.length === 0) return false
    if (part) yield part
    isAny ||= part !== null
    at = end
  }
  return open.length === 0 && isAny
}

function markupAt(source: string, at: number): { part: XmlPart | null; end: number } | null {
  const tag = matchAt(opening, source, at)
  if (tag) return openingAt(source, tag[1] ?? '', at + tag[0].length)
  const end = matchAt(closing, source, at)
  if (end) return { part: { kind: 'close', name: end[1] ?? '' }, end: at + end[0].length }
  const type = matchAt(documentType, source, at)
  return type ? { part: null, end: at + type[0].length } : spanAt(source, at)
}

function spanAt(source: string, at: number): { part: XmlPart | null; end: number } | null {
  const span = spans.find(([begin]) => source.startsWith(begin, at))
  if (!span) return null
  const [begin, word] = span
  const end = source.indexOf(word, at + begin.length)
  if (end < 0) return null
  return { part: spanned(begin, source.slice(at + begin.length, end)), end: end + word.length }
}

function spanned(begin: string, text: string): XmlPart | null {
  if (begin === '<![CDATA[') return { kind: 'text', text }
  return begin === '<?' && text.startsWith('xml-stylesheet') ? { kind: 'stylesheet' } : null
}

function matchAt(pattern: RegExp, source: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(source)
}

/** Attribute by attribute: one pattern for all of them would remember a place to go back to for each. */
function openingAt(source: string, name: string, from: number): { part: XmlPart; end: number } | null {
  const attributes: (readonly [string, string])[] = []
  let at = from
  for (let found = matchAt(attribute, source, at); found; found = matchAt(attribute, source, at)) {
    const value = decode(found[2] ?? found[3] ?? '')
    if (value === null || attributes.length >= mostAttributes) return null
    attributes.push([found[1] ?? '', value])
    at += found[0].length
  }
  const last = matchAt(opened, source, at)
  return last && { part: { kind: 'open', name, attributes, isEmpty: last[1] === '/' }, end: at + last[0].length }
}

/** The characters that entities stand for, or null for one that a document would have to declare. */
function decode(text: string): string | null {
  let isKnown = true
  const decoded = text.replaceAll(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w+))?;?/gi, (whole, hex?: string, decimal?: string, named?: string) => {
    const code = hex ? Number.parseInt(hex, 16) : decimal ? Number(decimal) : undefined
    const character = code === undefined ? entities[named ?? ''] : code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined
    if (character === undefined || !whole.endsWith(';')) isKnown = false
    return character ?? ''
  })
  return isKnown ? decoded : null
}

/** Text as XML writes it, also inside double quotes. */
export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
