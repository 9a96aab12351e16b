/** HTML as Markdown files have it: tags and text, in no particular shape. Nothing of it is ever shown as HTML. */

import type { Marks } from './runs.ts'

/** A piece of HTML. `text` is decoded; a comment, and whatever else no reader sees, is `hidden`. */
export type HtmlPiece =
  | { readonly kind: 'open'; readonly tag: string; readonly attributes: ReadonlyMap<string, string> }
  | { readonly kind: 'close'; readonly tag: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'hidden'; readonly tag: string }
  | { readonly kind: 'nothing' }

/** A comment that only keeps apart what stands beside it. */
export const apart = '<!-- -->'

/** The marks that tags say. */
export const tagMarks: Readonly<Record<string, keyof Omit<Marks, 'link'>>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strike',
  del: 'strike',
  strike: 'strike',
  mark: 'highlight',
  code: 'code',
  kbd: 'code',
  samp: 'code',
  tt: 'code',
}

/** Tags of a line; any other begins or ends one. */
export function isInlineTag(tag: string): boolean {
  return tag in tagMarks || ['a', 'br', 'img', 'span', 'font', 'sub', 'sup', 'small', 'big', 'abbr', 'cite', 'q', 'var', 'wbr', 'label', 'time'].includes(tag)
}

const piece =
  /<!--[\s\S]*?(?:-->|$)|<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|<[!?][^>]*(?:>|$)|<(script|style|template|noscript)\b[\s\S]*?(?:<\/\1\s*>|$)|<\/([a-z][\w:-]*)[^>]*>|<([a-z][\w:-]*)((?:\s+[^\s"'<>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*)\s*\/?>/gi
const attribute = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g

/** Cuts HTML into its pieces. */
export function htmlPieces(html: string): HtmlPiece[] {
  const pieces: HtmlPiece[] = []
  let end = 0
  const addText = (text: string) => {
    if (text !== '') pieces.push({ kind: 'text', text: decoded(text) })
  }
  for (const match of html.matchAll(piece)) {
    addText(html.slice(end, match.index))
    end = match.index + match[0].length
    const [, hidden, closed, opened, attributes = ''] = match
    if (opened !== undefined) pieces.push({ kind: 'open', tag: opened.toLowerCase(), attributes: attributesOf(attributes) })
    else if (match[0] === apart || match[0] === '<!---->') pieces.push({ kind: 'nothing' })
    else if (closed !== undefined) pieces.push({ kind: 'close', tag: closed.toLowerCase() })
    else pieces.push({ kind: 'hidden', tag: (hidden ?? '!--').toLowerCase() })
  }
  addText(html.slice(end))
  return pieces
}

function attributesOf(text: string): Map<string, string> {
  const found = new Map<string, string>()
  for (const [, name = '', double, single, bare] of text.matchAll(attribute)) found.set(name.toLowerCase(), decoded(double ?? single ?? bare ?? ''))
  return found
}

const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  ensp: '\u2002',
  emsp: '\u2003',
  hellip: '…',
  mdash: '—',
  ndash: '–',
  middot: '·',
  ldquo: '“',
  rdquo: '”',
  lsquo: '‘',
  rsquo: '’',
  times: '×',
  copy: '©',
}

function decoded(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]+));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return named[name] ?? whole
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
    return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : '\ufffd'
  })
}

/** A value within double quotes: no character of it ends the quotes, the tag or the line. */
export function attributeText(value: string): string {
  return value.replace(/[&<>"\r\n\t]/g, (character) => `&#${character.charCodeAt(0)};`)
}
