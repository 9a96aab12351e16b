/**
 * A PDF whose bytes are of its content alone. Where a book has colour emoji, Typst lists the patterns that they are drawn with in an order of
 * chance, and names the file after it.
 */
import { createHash } from 'node:crypto'

/** 22 signs of Base64 and their end, in the metadata and in the trailer. */
const NAME = /(?<=(?:DocumentID|InstanceID)>|\/ID \[\(|==\) \()[\w+/]{22}==/g
/** What a page or a drawing uses, by name: a dictionary, in which order means nothing. */
const RESOURCES = /(?<=\/(?:Pattern|XObject|ExtGState|ColorSpace|Shading|Font) <<\n)(?:[ \t]+\/\w+ \d+ 0 R\n){2,}/g

/** Bytes of a stream that is a picture or a font, in which nothing is looked for: as texts the pictures of a book would be held five times. */
const LARGE = 2 ** 16

/** The same bytes, changed where they are: nothing of it makes a text longer or shorter. */
export function settled(pdf: Uint8Array): Uint8Array {
  const bytes = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength)
  const texts = textsIn(bytes)
  const hash = createHash('sha256')
  let at = 0
  for (const { from, to } of texts) {
    const text = bytes.toString('latin1', from, to).replaceAll(RESOURCES, (lines) => lines.split('\n').slice(0, -1).toSorted().join('\n') + '\n')
    const blank = text.replaceAll(NAME, `${'0'.repeat(22)}==`)
    bytes.write(blank, from, 'latin1')
    hash.update(bytes.subarray(at, to))
    at = to
  }
  hash.update(bytes.subarray(at))
  const name = `${hash.digest('base64').slice(0, 22)}==`
  for (const { from, to } of texts) bytes.write(bytes.toString('latin1', from, to).replaceAll(NAME, name), from, 'latin1')
  return bytes
}

/** What is not within a large stream. */
function textsIn(bytes: Buffer): { readonly from: number; readonly to: number }[] {
  const found: { readonly from: number; readonly to: number }[] = []
  let from = 0
  for (let start = bytes.indexOf('stream\n'); start !== -1;) {
    const end = bytes.indexOf('endstream', start)
    if (end === -1) break
    if (end - start > LARGE) {
      found.push({ from, to: start })
      from = end
    }
    start = bytes.indexOf('stream\n', end + 'endstream'.length)
  }
  return [...found, { from, to: bytes.length }]
}
