/** Files of every format, made here, and what is read of them. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { strToU8, zipSync } from 'fflate'
import { readWork } from '#main/reading/read-work.ts'
import { type ReadingLimits, readingLimits } from '#main/reading/limits.ts'
import { ReadingError, type ReadWork } from '#main/reading/work.ts'

export const cmaps = `${resolve('node_modules', 'pdfjs-dist', 'cmaps')}/`

export const fixture = (name: string): Uint8Array => new Uint8Array(readFileSync(resolve('tests', 'fixtures', 'works', name)))

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

export function read(name: string, bytes: Uint8Array | string, limits: Partial<ReadingLimits> = {}): Promise<ReadWork> {
  return readWork({ name, bytes: typeof bytes === 'string' ? bytesOf(bytes) : bytes }, { cmaps }, { ...readingLimits, ...limits })
}

/** The code that a file is refused with. */
export async function refusal(name: string, bytes: Uint8Array | string, limits: Partial<ReadingLimits> = {}): Promise<string> {
  return read(name, bytes, limits).then(
    (work) => `read: ${work.markdown.slice(0, 60)}`,
    (error: unknown) => (error instanceof ReadingError ? error.code : String(error)),
  )
}

export function zip(parts: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, typeof part === 'string' ? strToU8(part) : part])), {
    level: Object.keys(parts).length > 1000 ? 0 : 6,
  })
}

const types = `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`
const relations = `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`
const spaces = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'

/** A Word document with the XML of a body, and other parts. */
export function docx(body: string, parts: Readonly<Record<string, string | Uint8Array>> = {}): Uint8Array {
  return zip({
    '[Content_Types].xml': types,
    '_rels/.rels': relations,
    'word/document.xml': `<?xml version="1.0"?><w:document ${spaces}><w:body>${body}</w:body></w:document>`,
    ...parts,
  })
}

export const styles = (inner: string): string => `<?xml version="1.0"?><w:styles ${spaces}>${inner}</w:styles>`

/** A paragraph of a style, with a text. */
export const paragraph = (text: string, style = ''): string =>
  `<w:p>${style ? `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>` : ''}<w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`

const container = `<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles><rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>`

/** A book of chapters, which lie in `OEBPS`. */
export function epub(
  chapters: Readonly<Record<string, string>>,
  { metadata = '<dc:title>书</dc:title>', parts = {} }: { metadata?: string; parts?: Record<string, string> } = {},
): Uint8Array {
  const names = Object.keys(chapters)
  const items = names.map((name, at) => `<item id="c${at}" href="${encodeURI(name)}" media-type="application/xhtml+xml"/>`).join('')
  const spine = names.map((_, at) => `<itemref idref="c${at}"/>`).join('')
  return zip({
    mimetype: 'application/epub+zip',
    'META-INF/container.xml': container,
    'OEBPS/book.opf': `<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/" version="3.0"><metadata>${metadata}</metadata><manifest>${items}</manifest><spine>${spine}</spine></package>`,
    ...Object.fromEntries(names.map((name) => [`OEBPS/${name}`, chapters[name] ?? ''])),
    ...parts,
  })
}

/** A PDF whose pages hold these streams; its one font is a Chinese one that no file brings along. */
export function pdf(streams: readonly string[]): Uint8Array {
  const pages = streams.map((_, at) => 6 + 2 * at)
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    `<</Type/Pages/Kids[${pages.map((number) => `${number} 0 R`).join(' ')}]/Count ${pages.length}>>`,
    '<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/GBK-EUC-H/DescendantFonts[4 0 R]>>',
    '<</Type/Font/Subtype/CIDFontType0/BaseFont/SimSun/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000/FontDescriptor 5 0 R>>',
    '<</Type/FontDescriptor/FontName/SimSun/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 859/Descent -141/CapHeight 683/StemV 80>>',
    ...streams.flatMap((stream, at) => [
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 400]/Resources<</Font<</F1 3 0 R>>>>/Contents ${7 + 2 * at} 0 R>>`,
      `<</Length ${stream.length}>>\nstream\n${stream}\nendstream`,
    ]),
  ]
  let text = '%PDF-1.4\n'
  const places = objects.map((object, at) => {
    const place = text.length
    text += `${at + 1} 0 obj\n${object}\nendobj\n`
    return place
  })
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('')
  return Buffer.from(
    `${text}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${text.length}\n%%EOF`,
    'latin1',
  )
}

/** Bytes as they are written in a PDF. */
export const shown = (x: number, y: number, hex: string, size = 12): string => `BT /F1 ${size} Tf ${x} ${y} Td <${hex}> Tj ET`
