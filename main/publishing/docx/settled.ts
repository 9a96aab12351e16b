/** A Word document whose bytes are of its content alone: the library that makes it draws names at random and writes the hour. */
import { type Document, Packer } from 'docx'
import { strFromU8, strToU8 } from 'fflate'
import { fixedZip } from '../desk/fixed-zip.ts'

/** What the library's own packer asks, and no type tells: the parts before they are packed, which are to be packed anew here. */
const { compiler } = Packer as unknown as { readonly compiler: { compile(document: Document): ReadonlyMap<string, string | Uint8Array> } }

/** `pictures`: their bytes, by what the document holds for them: of each that is given to it the library computes a hash of its own, for seconds. */
export function settled(document: Document, changedAt: number | null, pictures: ReadonlyMap<string, Uint8Array> = new Map()): Uint8Array {
  const moment = new Date(changedAt ?? Date.UTC(2000, 0, 1)).toISOString().replace(/\.\d+Z$/, 'Z')
  const names = new Map<string, string>()
  const entries = [...compiler.compile(document)].toSorted(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1))
  const settledEntries = entries.map(([name, data]): [string, Uint8Array] => {
    if (!isXml(name)) return [name, pictureFor(data, pictures)]
    const text = withPunctuation(withOwnCounts(withOwnNames(typeof data === 'string' ? data : strFromU8(data), names)))
    return [name, strToU8(name === 'docProps/core.xml' ? text.replaceAll(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${moment}`) : text)]
  })
  return fixedZip(Object.fromEntries(settledEntries))
}

function pictureFor(data: string | Uint8Array, pictures: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const found = pictures.get(typeof data === 'string' ? data : strFromU8(data))
  if (found === undefined) throw new Error('a document holds a picture that was not given to it')
  return found
}

/** A tag as a whole: what is between tags is the author's. */
const TAG = /<[^<>"]*(?:"[^"<]*"[^<>"]*)*>/g

/** Where the library names relations, which it draws, and places in the contents, which it counts through all documents that it ever made. */
const DRAWN = /(?<=(?: Id| r:id| r:embed)=")rId[\w-]{12,}(?=")|(?<= w:(?:name|anchor)=")_Toc\d+(?=")/g

/** The page of such a place, in the field that asks for it. */
const PAGE = /(?<=<w:instrText\b[^<>]*>PAGEREF )_Toc\d+/g

/** Each is called by the order in which it is met, in all parts alike; an author's words and addresses may look like such a name, and stay. */
function withOwnNames(xml: string, names: Map<string, string>): string {
  const own = (drawn: string): string => {
    const name = names.get(drawn) ?? `${drawn.startsWith('_') ? '_Toc' : 'rIdx'}${names.size + 1}`
    names.set(drawn, name)
    return name
  }
  return xml.replaceAll(TAG, (tag) => (/rId|_Toc/.test(tag) ? tag.replaceAll(DRAWN, own) : tag)).replaceAll(PAGE, own)
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
