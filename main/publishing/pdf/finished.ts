/** What a PDF gets once Typst has set it: the pictures whose places stand-ins keep, and the label of what a model wrote. */
import { inflateSync } from 'node:zlib'
import { type PDFContext, PDFDict, PDFDocument, PDFHexString, PDFName, PDFNumber, type PDFObject, PDFObjectCopier, PDFRawStream } from '@cantoo/pdf-lib'
import type { Later } from './looked-at.ts'
import type { PdfPicture } from './pdf-picture.ts'
import { keyOf, STAND_IN } from './stand-in.ts'

interface Finishing {
  /** By the keys of their stand-ins. */
  readonly pictures: ReadonlyMap<string, Later>
  /** In the information dictionary under `AIGC`, where public readers of such labels look for it. */
  readonly label: string | null
}

/** Nothing changes where there is nothing to add. */
export async function finished(pdf: Uint8Array, { pictures, label }: Finishing, signal: AbortSignal): Promise<Uint8Array> {
  if (pictures.size === 0 && label === null) return pdf
  const document = await PDFDocument.load(pdf, { updateMetadata: false })
  const { context } = document
  for (const [ref, object] of pictures.size === 0 ? [] : context.enumerateIndirectObjects()) {
    const picture = await pictures.get(standsFor(object) ?? '')?.(signal)
    if (picture === undefined) continue
    context.assign(ref, picture instanceof Uint8Array ? await streamIn(picture, context) : streamOf(picture, context))
  }
  if (label !== null) context.lookup(context.trailerInfo.Info, PDFDict).set(PDFName.of('AIGC'), PDFHexString.fromText(label))
  return document.save({ useObjectStreams: false, updateFieldAppearances: false })
}

/** More than so few pixels are packed into. */
const PACKED = 64

function standsFor(object: PDFObject): string | null {
  if (!(object instanceof PDFRawStream)) return null
  const { dict, contents } = object
  const is = (name: string, value: number | string): boolean => {
    const found = dict.get(PDFName.of(name))
    return typeof value === 'number' ? found instanceof PDFNumber && found.asNumber() === value : found === PDFName.of(value)
  }
  const isLike = isImage(object) && is('Width', STAND_IN.width) && is('Height', STAND_IN.height) && is('Filter', 'FlateDecode')
  return isLike && contents.length <= PACKED ? keyOf(inflateSync(contents)) : null
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

function isImage({ dict }: PDFRawStream): boolean {
  return dict.get(PDFName.of('Subtype')) === PDFName.of('Image')
}

function streamOf({ width, height, bits, colours, palette, filter, bytes }: PdfPicture, context: PDFContext): PDFRawStream {
  const numbers = palette === null && colours === 'DeviceRGB' ? 3 : 1
  const spaces = palette === null ? colours : ['Indexed', colours, Math.floor(palette.length / 3) - 1, PDFHexString.of(palette.toString('hex'))]
  const look = { Type: 'XObject', Subtype: 'Image', Filter: filter, Width: width, Height: height, ColorSpace: spaces, BitsPerComponent: bits }
  // Rows of a PNG are told by their difference from what is beside and above, each in its own way.
  const rows = { Predictor: 15, Colors: numbers, BitsPerComponent: bits, Columns: width }
  return PDFRawStream.of(context.obj(filter === 'FlateDecode' ? { ...look, DecodeParms: rows } : look), bytes)
}
