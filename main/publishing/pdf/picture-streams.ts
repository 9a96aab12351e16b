/** Pictures as objects of a PDF, with what belongs to them. */
import { createHash } from 'node:crypto'
import { type PDFContext, PDFDocument, PDFHexString, PDFName, PDFObjectCopier, PDFRawStream, type PDFRef } from '@cantoo/pdf-lib'
import type { PdfPicture } from './pdf-picture.ts'

type Colours = PdfPicture['colours']

/** For a picture, or a PDF in which it is the only one: its stream in this PDF, which has each profile once. */
export function streamsIn(context: PDFContext): (picture: PdfPicture | Uint8Array) => Promise<PDFRawStream> {
  const profiles = new Map<string, PDFRef>()
  const spaceOf = (colours: Colours, profile: Buffer): [string, PDFRef] => {
    const key = createHash('sha256').update(profile).digest('hex')
    const ref = profiles.get(key) ?? context.register(context.flateStream(profile, { N: numbersOf(colours), Alternate: colours }))
    profiles.set(key, ref)
    return ['ICCBased', ref]
  }
  return async (picture) => {
    if (picture instanceof Uint8Array) return streamIn(picture, context)
    const { colours, profile } = picture
    return streamOf(picture, profile === null ? colours : spaceOf(colours, profile), context)
  }
}

function numbersOf(colours: Colours): number {
  return colours === 'DeviceRGB' ? 3 : 1
}

/** The only picture of another PDF, with what makes it transparent and says its colours. */
async function streamIn(pdf: Uint8Array, to: PDFContext): Promise<PDFRawStream> {
  const { context } = await PDFDocument.load(pdf, { updateMetadata: false })
  const found = context.enumerateIndirectObjects().flatMap(([ref, object]) => (object instanceof PDFRawStream && isImage(object) ? [{ ref, object }] : []))
  const masks = new Set(found.map(({ object }) => object.dict.get(PDFName.of('SMask'))))
  const [own, ...others] = found.filter(({ ref }) => !masks.has(ref))
  if (own === undefined || others.length > 0) throw new Error(`${others.length + (own ? 1 : 0)} pictures where there is one`)
  return PDFObjectCopier.for(context, to).copy(own.object)
}

export function isImage({ dict }: PDFRawStream): boolean {
  return dict.get(PDFName.of('Subtype')) === PDFName.of('Image')
}

function streamOf(picture: PdfPicture, space: Colours | [string, PDFRef], context: PDFContext): PDFRawStream {
  const { width, height, bits, colours, palette, filter, bytes, mask } = picture
  const look = { Type: 'XObject', Subtype: 'Image', Filter: filter, Width: width, Height: height }
  const spaces = palette === null ? space : ['Indexed', space, Math.floor(palette.length / 3) - 1, PDFHexString.of(palette.toString('hex'))]
  const own = { ...look, ColorSpace: spaces, BitsPerComponent: bits }
  // Rows of a PNG are told by their difference from what is beside and above, each in its own way.
  const rows = (numbers: number) => ({ Predictor: 15, Colors: numbers, BitsPerComponent: bits, Columns: width })
  const packed = filter === 'FlateDecode' ? { DecodeParms: rows(palette === null ? numbersOf(colours) : 1) } : {}
  if (mask === null) return PDFRawStream.of(context.obj({ ...own, ...packed }), bytes)
  const shows = { ...look, ColorSpace: 'DeviceGray', BitsPerComponent: bits, DecodeParms: rows(1) }
  const ref = context.register(PDFRawStream.of(context.obj(shows), mask))
  return PDFRawStream.of(context.obj({ ...own, ...packed, SMask: ref }), bytes)
}
