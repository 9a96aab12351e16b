/**
 * A PDF whose bytes are of its content alone. Where a book has colour emoji, Typst lists the patterns that they are drawn with in an order of
 * chance, and names the file after it.
 */
import { sha256 } from '../desk/hashes.ts'

/** 22 signs of Base64 and their end, in the metadata and in the trailer. */
const NAME = /(?<=(?:DocumentID|InstanceID)>|\/ID \[\(|==\) \()[\w+/]{22}==/g
/** What a page or a drawing uses, by name: a dictionary, in which order means nothing. */
const RESOURCES = /(?<=\/(?:Pattern|XObject|ExtGState|ColorSpace|Shading|Font) <<\n)(?:[ \t]+\/\w+ \d+ 0 R\n){2,}/g

export function settled(pdf: Uint8Array): Uint8Array {
  const text = Buffer.from(pdf)
    .toString('latin1')
    .replaceAll(RESOURCES, (lines) => lines.split('\n').slice(0, -1).toSorted().join('\n') + '\n')
  const blank = text.replaceAll(NAME, `${'0'.repeat(22)}==`)
  const name = `${Buffer.from(sha256(Buffer.from(blank, 'latin1')), 'hex')
    .toString('base64')
    .slice(0, 22)}==`
  return Buffer.from(text.replaceAll(NAME, name), 'latin1')
}
