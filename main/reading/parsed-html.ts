/** HTML as a document without a page: it runs nothing and loads nothing. */
import { parseHTML } from 'linkedom'
import type { PastedBlock } from '#preload/html/html-blocks.ts'
import { readBlocks } from '#preload/html/html-blocks.ts'
import { withoutDepths } from '#preload/html/html-depths.ts'
import { withoutPictures } from '#preload/html/html-pictures.ts'

/** Parses HTML, or a piece of it, into a document that has a head and a body. */
export function documentOf(source: string): Document {
  const html = finished(withoutDepths(withoutPictures(source).html))
  if (/<html[\s>]/i.test(html) && /<body[\s>]/i.test(html)) {
    const { document } = parseHTML(html)
    // Neither may be one: they can lie in a comment, or in a broken tag.
    if (document.querySelector('html > body') !== null) return document
  }
  return parseHTML(withBody(html)).document
}

/** COMPAT: linkedom 0.18: without `<html>` the first element is the root, and nothing else is in the page. */
function withBody(html: string): string {
  const head = elementIn(html, /<head[\s>]/i, /<\/head\s*>/i) ?? elementIn(html, /<title[\s>]/i, /<\/title\s*>/i) ?? ''
  const body = html.replace(head, '').replace(/<!doctype[^>]*>|<\?xml[^>]*>|<\/?(?:html|body)(?:\s[^<>]*)?>/gi, '')
  return `<!doctype html><html>${head.startsWith('<title') ? `<head>${head}</head>` : head}<body>${body}</body></html>`
}

/** From where a tag opens first to where it closes next; null where it does not. One expression for both would look for the end from every beginning. */
function elementIn(html: string, open: RegExp, close: RegExp): string | null {
  const from = html.search(open)
  const rest = from < 0 ? '' : html.slice(from)
  const end = close.exec(rest)
  return end ? rest.slice(0, end.index + end[0].length) : null
}

/** Elements of XHTML that close themselves, which HTML knows only of a few. */
export function withEnds(xhtml: string): string {
  return xhtml.replace(/<((?!(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)\b)[a-z][\w:-]*)((?:\s[^<>]*)?)\/>/gi, '<$1$2></$1>')
}

/** An address with its characters as they are read; bytes that mean none are none. */
export function withoutPercents(address: string): string {
  return address.replace(/(?:%[\da-f]{2})+/gi, (codes) => Buffer.from(codes.replaceAll('%', ''), 'hex').toString('utf8'))
}

/** The blocks of a document. */
export function blocksOf(document: Document): PastedBlock[] {
  const blocks: PastedBlock[] = []
  finished(readBlocks(document, blocks, { asSigns: 0, asText: 0 }))
  return blocks.map(withoutLastBreak)
}

/** Code in a page ends with a break that belongs to its last line. */
function withoutLastBreak(block: PastedBlock): PastedBlock {
  if (block.type !== 'code') return block
  const text = block.children.map((run) => run.text).join('')
  return { ...block, children: [{ text: text.replace(/\n+$/, '') }] }
}

/** What a walk answers in the end; here nobody waits for a pause in it. */
function finished<T>(walk: Generator<unknown, T, unknown>): T {
  for (;;) {
    const { done, value } = walk.next()
    if (done === true) return value
  }
}
