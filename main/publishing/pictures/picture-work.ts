/**
 * A picture made anew for a target, by libvips. The same file is the same bytes each time: no dates, no names, one decoder, one encoder.
 * It is done in a process of its own (`picture-desk.ts`): a drawing can keep a renderer busy for hours, and no thread can be stopped at that.
 */
import sharp, { type Metadata, type Sharp } from 'sharp'
import { type Accepted, type PictureType, type Unfit, unfitFor } from './accepted.ts'

export interface PictureTask {
  readonly type: PictureType
  readonly accepted: Accepted
  readonly bytes: Uint8Array
}

export type PictureAnswer =
  | { readonly kind: 'fits' }
  | { readonly kind: 'made'; readonly type: 'png' | 'jpeg'; readonly bytes: Uint8Array; readonly why: readonly Unfit[] }
  | { readonly kind: 'broken' }
  /** Nothing was learnt of the picture; another time it may be made. */
  | { readonly kind: 'unmade' }

/** As many as a library keeps (main/images). */
const MOST_PIXELS = 100_000_000
/** Pixels of a drawing's longer side: enough for print, and no drawing is enlarged beyond four times or made larger than this. */
const [DRAWN, MOST_ENLARGED, MOST_DRAWN] = [1600, 4, 4000]
/** Of JPEG, the first for whatever has no limit. */
const QUALITIES = [90, 82, 74]
const [SHRINK, SMALLEST] = [0.8, 64]

// One picture after another: whoever wants more at once starts another process.
sharp.concurrency(1)
sharp.cache(false)

export async function workedOn({ type, accepted, bytes }: PictureTask): Promise<PictureAnswer> {
  try {
    const meta = await sharp(bytes, { failOn: 'error', limitInputPixels: MOST_PIXELS, pages: 1 }).metadata()
    const { pages } = type === 'gif' || type === 'webp' ? await sharp(bytes, { failOn: 'error', limitInputPixels: MOST_PIXELS }).metadata() : meta
    const { width, height } = meta.autoOrient
    const facts = { type, pages: pages ?? 1, isCmyk: meta.space === 'cmyk', isTurned: (meta.orientation ?? 1) > 1, width, height, bytes: bytes.length }
    const why = unfitFor(facts, accepted)
    if (why.length > 0) return { kind: 'made', why, ...(await madeAnew(bytes, type, meta, accepted)) }
    // Decoded to its end: a file that looks whole can still hold no picture.
    await opened(bytes, type, meta).resize(8, 8, { fit: 'fill' }).raw().toBuffer()
    return { kind: 'fits' }
  } catch (error) {
    return { kind: PASSING.test(String(error)) ? 'unmade' : 'broken' }
  }
}

/** What libvips, its decoders and the system say where the computer ran short of something: that is no fault of the file's. */
const PASSING = /memory|alloc|unable to create thread|(?:unix|system) error|no space left|too many open files/i

function opened(bytes: Uint8Array, type: PictureType, meta: Metadata): Sharp {
  const longer = Math.max(meta.width, meta.height)
  const scale = Math.min(MOST_ENLARGED, Math.max(1, DRAWN / longer), MOST_DRAWN / longer)
  return sharp(bytes, {
    failOn: 'error',
    limitInputPixels: MOST_PIXELS,
    ...(type === 'svg' ? { density: Math.max(1, 72 * scale) } : {}),
  })
}

async function madeAnew(bytes: Uint8Array, type: PictureType, meta: Metadata, accepted: Accepted): Promise<{ type: 'png' | 'jpeg'; bytes: Uint8Array }> {
  const upright = labelKept(opened(bytes, type, meta).autoOrient().toColourspace('srgb'), meta)
  // What is see-through or drawn in plain colours would be spoilt by JPEG, photographs would be huge as PNG.
  const isPlain = type === 'svg' || type === 'gif' || (meta.hasAlpha && !(await sharp(bytes, { limitInputPixels: MOST_PIXELS }).stats()).isOpaque)
  const first = isPlain && accepted.types.includes('png') ? 'png' : accepted.types.includes('jpeg') ? 'jpeg' : 'png'
  const longer = Math.max(meta.width, meta.height)
  for (let side = accepted.longest ?? Infinity, isFirst = true; ; isFirst = false) {
    const sized = Number.isFinite(side) ? upright.clone().resize(side, side, { fit: 'inside', withoutEnlargement: true }) : upright.clone()
    const forms = isFirst && first === 'png' ? (['png', 'jpeg'] as const) : ([first === 'png' && !accepted.types.includes('jpeg') ? 'png' : 'jpeg'] as const)
    for (const form of forms) {
      for (const quality of form === 'png' ? [0] : QUALITIES) {
        const made = await encoded(sized, form, quality)
        if (accepted.mostBytes === null || made.length <= accepted.mostBytes) return { type: form, bytes: made }
      }
    }
    side = Math.round(Math.min(side, longer) * SHRINK)
    if (side < SMALLEST) throw new RangeError(`no picture is of ${accepted.mostBytes} bytes`)
  }
}

function encoded(picture: Sharp, form: 'png' | 'jpeg', quality: number): Promise<Buffer> {
  return form === 'png'
    ? picture.clone().png({ compressionLevel: 9 }).toBuffer()
    : picture.clone().flatten({ background: '#ffffff' }).jpeg({ quality, chromaSubsampling: '4:4:4' }).toBuffer()
}

/** Nobody may take the label of a model's work off a file (《人工智能生成合成内容标识办法》 §10); all else that cameras and programs noted stays behind. */
function labelKept(picture: Sharp, { xmpAsString }: Metadata): Sharp {
  return xmpAsString?.includes('http://www.tc260.org.cn/ns/AIGC/') ? picture.withXmp(xmpAsString) : picture
}
