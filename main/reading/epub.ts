/** A book as one work: its chapters in the order in which they are read. https://www.w3.org/TR/epub-33/ */
import type { PastedBlock } from '#preload/html/html-blocks.ts'
import { dayIn } from './days.ts'
import type { Draft } from './draft.ts'
import { statedTitle } from './names.ts'
import { blocksOf, documentOf, withEnds, withoutPercents } from './parsed-html.ts'
import { partsOf, partText } from './unzip.ts'
import type { ReadingLimits } from './limits.ts'
import { ReadingError } from './work.ts'

export function epubDraft(bytes: Uint8Array, limits: ReadingLimits): Draft {
  const parts = partsOf(bytes, (name) => /\.(?:x?html?|xml|opf)$/i.test(name), limits)
  refuseProtected(partText(parts.get('META-INF/encryption.xml')))
  const opf = elementOf(partText(parts.get('META-INF/container.xml')), 'rootfile')?.getAttribute('full-path') ?? ''
  const book = documentOf(withEnds(partText(parts.get(opf))))
  const chapters = chaptersOf(book, opf)
  if (chapters.length === 0) throw new ReadingError('broken', 'the book names no chapters')
  const read = chapters.map((name) => parts.get(name)).map((part) => (part ? chapterBlocks(partText(part)) : null))
  return {
    title: statedTitle(textOf(book, 'dc:title')),
    blocks: read.flatMap((blocks) => blocks ?? []),
    written: dayIn(textOf(book, 'dc:date')),
    losses: [{ kind: 'chapters', count: read.filter((blocks) => blocks === null).length }],
  }
}

/** Fonts are often veiled, which keeps no one from reading. */
const veils = /^http:\/\/(?:www\.idpf\.org\/2008\/embedding|ns\.adobe\.com\/pdf\/enc#RC)$/

function refuseProtected(encryption: string): void {
  const ways = Array.from(encryption.matchAll(/EncryptionMethod[^>]*Algorithm\s*=\s*["']([^"']+)["']/g), ([, way = '']) => way)
  if (ways.some((way) => !veils.test(way))) throw new ReadingError('encrypted')
}

/** Where the chapters lie, from the book's own list; its contents and its cover are none. */
function chaptersOf(book: Document, opf: string): string[] {
  const items = new Map([...book.querySelectorAll('manifest > item, opf\\:manifest > opf\\:item')].map((item) => [item.getAttribute('id') ?? '', item]))
  return [...book.querySelectorAll('spine > itemref, opf\\:spine > opf\\:itemref')].flatMap((reference) => {
    const item = items.get(reference.getAttribute('idref') ?? '')
    const address = item?.getAttribute('href')
    const isText = /html|^$/i.test(item?.getAttribute('media-type') ?? '')
    const isIdle = /(?:^|\s)nav(?:\s|$)/.test(item?.getAttribute('properties') ?? '')
    return address && isText && !isIdle ? [placeOf(address, opf)] : []
  })
}

/** A part's name in the archive, as an address from another one leads to it. */
function placeOf(address: string, from: string): string {
  const url = URL.parse(address, `epub://book/${from.toWellFormed().split('/').map(encodeURIComponent).join('/')}`)
  return withoutPercents(url?.pathname ?? '').replace(/^\/+/, '')
}

const idle = /(?:^|\s)(?:titlepage|halftitlepage|cover|toc|landmarks|copyright-page|page-list)(?:\s|$)/

function chapterBlocks(xhtml: string): PastedBlock[] {
  const document = documentOf(withEnds(xhtml))
  // Lists of chapters, where a book has them among its chapters too; and its title.
  for (const each of document.querySelectorAll('nav, [epub\\:type]'))
    if (each.tagName === 'NAV' || idle.test(each.getAttribute('epub:type') ?? '')) each.remove()
  if (idle.test(document.body.getAttribute('epub:type') ?? '')) return []
  return blocksOf(document)
}

function elementOf(xml: string, name: string): Element | null {
  return documentOf(withEnds(xml)).querySelector(name)
}

function textOf(book: Document, name: string): string {
  return [...book.getElementsByTagName(name)][0]?.textContent ?? ''
}
