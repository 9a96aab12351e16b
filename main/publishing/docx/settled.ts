/** A Word document whose bytes are of its content alone: the library that makes it draws names at random and writes the hour. */
import { type Document, Packer } from 'docx'
import { strFromU8, strToU8 } from 'fflate'
import { fixedZip } from '../desk/fixed-zip.ts'

/** What the library's own packer asks, and no type tells: the parts before they are packed, which are to be packed anew here. */
const { compiler } = Packer as unknown as { readonly compiler: { compile(document: Document): ReadonlyMap<string, string | Uint8Array> } }

export function settled(document: Document, changedAt: number | null): Uint8Array {
  const moment = new Date(changedAt ?? Date.UTC(2000, 0, 1)).toISOString().replace(/\.\d+Z$/, 'Z')
  const entries = [...compiler.compile(document)].toSorted(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1))
  const texts = new Map(entries.flatMap(([name, data]): [string, string][] => (isXml(name) ? [[name, typeof data === 'string' ? data : strFromU8(data)]] : [])))
  const names = namesOf([...texts.values()])
  const settledEntries = entries.map(([name, data]): [string, Uint8Array] => {
    const xml = texts.get(name)
    const path = names.get(name.replace(/^word\/media\//, '')) ?? null
    if (xml === undefined) return [path === null ? name : `word/media/${path}`, typeof data === 'string' ? strToU8(data) : data]
    const text = withPunctuation(withOwnCounts(xml.replaceAll(RANDOM, (found) => names.get(found) ?? found)))
    return [name, strToU8(name === 'docProps/core.xml' ? text.replaceAll(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${moment}`) : text)]
  })
  return fixedZip(Object.fromEntries(settledEntries))
}

/** Names of relations and pictures, which the library draws, and of places in the contents, which it counts through all documents that it ever made. */
const RANDOM = /rId[a-z0-9_-]{12,}|_Toc\d+|(?<=media\/)[\w-]+\.(?:png|jpg|gif)/gi

/** What each is called instead: numbered in the order in which they are met. */
function namesOf(texts: readonly string[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  for (const [found] of texts.flatMap((text) => [...text.matchAll(RANDOM)])) {
    if (names.has(found)) continue
    const ending = /\.\w+$/.exec(found)?.[0]
    names.set(found, ending === undefined ? `${found.startsWith('_Toc') ? '_Toc' : 'rIdx'}${names.size + 1}` : `image${names.size + 1}${ending}`)
  }
  return names
}

/** Marks that follow each other take the room of one and a half, as Word sets Chinese by itself, and the library has no word for it. Stands where the schema wants it. */
function withPunctuation(xml: string): string {
  return xml.replace(/<w:evenAndOddHeaders [^>]*\/>/, '$&<w:characterSpacingControl w:val="compressPunctuation"/>')
}

/** Bookmarks and pictures are counted through all documents too. */
function withOwnCounts(xml: string): string {
  return [/(<w:bookmark(?:Start|End)\b[^>]*\bw:id=")(\d+)/g, /(<wp:docPr\b[^>]*\bid=")(\d+)/g].reduce((text, pattern) => {
    const ids = new Map<string, number>()
    return text.replaceAll(pattern, (_, before: string, id: string) => {
      const known = ids.get(id) ?? ids.size + 1
      ids.set(id, known)
      return `${before}${known}`
    })
  }, xml)
}

function isXml(name: string): boolean {
  return /\.(?:xml|rels)$/.test(name)
}

/** By their part in it: what a program looks for first comes first. */
function rank(name: string): number {
  return name === '[Content_Types].xml' ? 0 : name.startsWith('_rels/') ? 1 : name === 'word/document.xml' ? 2 : 3
}
