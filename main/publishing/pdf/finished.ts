/** What a PDF gets once Typst has set it: the pictures whose places stand-ins keep, and the label of what a model wrote. */
import { inflateSync } from 'node:zlib'
import {
  PDFArray,
  type PDFContext,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  type PDFObject,
  PDFRawStream,
  PDFRef,
  PDFStream,
} from '@cantoo/pdf-lib'
import type { Later } from './looked-at.ts'
import { isImage, streamsIn } from './picture-streams.ts'
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
  if (pictures.size > 0) await putIn(context, pictures, signal)
  if (label !== null) context.lookup(context.trailerInfo.Info, PDFDict).set(PDFName.of('AIGC'), PDFHexString.fromText(label))
  return document.save({ useObjectStreams: false, updateFieldAppearances: false })
}

/** Pictures that are made side by side: unpacked, each is tens of megabytes. */
const TOGETHER = 2

/** Each picture once, in its first place, to which the others lead then. */
async function putIn(context: PDFContext, pictures: ReadonlyMap<string, Later>, signal: AbortSignal): Promise<void> {
  const places = new Map<Later, PDFRef>()
  const same = new Map<PDFRef, PDFRef>()
  for (const [ref, object] of context.enumerateIndirectObjects()) {
    const picture = pictures.get(standsFor(object) ?? '')
    const first = picture && places.get(picture)
    if (first !== undefined) same.set(ref, first)
    else if (picture !== undefined) places.set(picture, ref)
  }
  const streamOf = streamsIn(context)
  const left = [...places]
  const begun = () => left.splice(0, 1).map(([picture, place]) => ({ place, made: begin(picture, signal) }))
  const making = Array.from({ length: TOGETHER }, begun).flat()
  // In their order, whichever is made first: what a PDF has gets its number as it comes.
  for (let next = making.shift(); next !== undefined; next = making.shift()) {
    const { picture, label } = await next.made
    signal.throwIfAborted()
    making.push(...begun())
    const stream = await streamOf(picture)
    if (label !== null) stream.dict.set(PDFName.of('Metadata'), context.register(context.stream(Buffer.from(label), { Type: 'Metadata', Subtype: 'XML' })))
    context.assign(next.place, stream)
  }
  if (same.size > 0) for (const [, object] of context.enumerateIndirectObjects()) redirect(object, same)
  for (const ref of same.keys()) context.delete(ref)
}

function begin(picture: Later, signal: AbortSignal): ReturnType<Later> {
  const made = picture(signal)
  // Where one before it fails nobody waits for it any more.
  made.catch(() => {})
  return made
}

/** What refers to one of these refers to its other then. */
function redirect(object: PDFObject, same: ReadonlyMap<PDFRef, PDFRef>): void {
  const other = (value: PDFObject) => (value instanceof PDFRef ? same.get(value) : redirect(value, same))
  if (object instanceof PDFStream) redirect(object.dict, same)
  else if (object instanceof PDFDict) {
    for (const [name, value] of object.entries()) object.set(name, other(value) ?? value)
  } else if (object instanceof PDFArray) {
    for (const [at, value] of object.asArray().entries()) object.set(at, other(value) ?? value)
  }
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
