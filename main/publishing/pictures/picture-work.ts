/**
 * A picture made anew for a target, by libvips. The same file is the same bytes each time: no dates, no names, one decoder, one encoder.
 * It is done in a process of its own (`picture-desk.ts`): a drawing can keep a renderer busy for hours, and no thread can be stopped at that.
 */
import sharp, { type Metadata, type Sharp } from 'sharp'
import { type Accepted, type PictureType, type Unfit, unfitFor } from './accepted.ts'
import { labelOfPicture } from './picture-label.ts'
import { withoutTails } from './png-rows.ts'
import { hasSharpEdges } from './sharp-edges.ts'

export interface PictureTask {
  readonly type: PictureType
  readonly accepted: Accepted
  readonly bytes: Uint8Array
}

export type PictureAnswer =
  | { readonly kind: 'fits' }
  /** Without a reason it is the same picture, and only what nobody sees was left out of its file. */
  | ({ readonly kind: 'made'; readonly why: readonly Unfit[] } & MadePicture)
  | { readonly kind: 'broken' }
  /** Nothing was learnt of the picture; another time it may be made. */
  | { readonly kind: 'unmade' }

interface MadePicture {
  readonly type: 'png' | 'jpeg'
  readonly bytes: Uint8Array
  /** It was see-through, and is white there now. */
  readonly isFlat?: true
}

/** As many as a library keeps (main/images). */
const MOST_PIXELS = 100_000_000
/** Pixels of a drawing's longer side: enough for print, and no drawing is enlarged beyond four times or made larger than this. */
const [DRAWN, MOST_ENLARGED, MOST_DRAWN] = [1600, 4, 4000]
/** Of JPEG, the first for whatever has no limit: of photographs, which were such already, and of what has sharp edges. Ours, as nobody names one. */
const QUALITIES = { photograph: [85, 78, 72], other: [90, 82, 74] } as const
/** How much larger a picture may be than its bound for a lower quality to help. */
const NEARLY = 1.4
/** Of sides, from one try to the next; a first guess is rather too large, for a photograph has fewer bytes for a pixel than its camera gave it. */
const [MOST_SHRUNK, LEAST_SHRUNK, GUESSED, SMALLEST] = [0.25, 0.92, 1.15, 64]

/** Which part of the bytes something has to come to, to be worth its loss of pixels or colours; and how much larger a PNG is at most that is packed in haste. */
const [MUCH_SMALLER, HASTE] = [0.6, 2.2]

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
    const made = why.length > 0 ? await madeAnew(bytes, type, meta, accepted, why) : null
    if (made !== null) return { kind: 'made', why, ...made }
    // Decoded to its end, unless it was on the way: a file that looks whole can still hold no picture.
    if (why.length === 0) await opened(bytes, type, meta).resize(8, 8, { fit: 'fill' }).raw().toBuffer()
    const clean = type === 'png' ? await withoutTails(bytes) : bytes
    return clean === bytes ? { kind: 'fits' } : { kind: 'made', why: [], type: 'png', bytes: clean }
  } catch (error) {
    return { kind: PASSING.test(String(error)) ? 'unmade' : 'broken' }
  }
}

/** What libvips, its decoders and the system say where the computer ran short of something: that is no fault of the file's. */
const PASSING = /memory|alloc|unable to create thread|(?:unix|system) error|no space left|too many open files/i

function opened(bytes: Uint8Array, type: PictureType, meta: Metadata): Sharp {
  return sharp(bytes, {
    failOn: 'error',
    limitInputPixels: MOST_PIXELS,
    ...(type === 'svg' ? { density: Math.max(1, 72 * enlarged(longerOf(meta))) } : {}),
  })
}

function longerOf({ width, height }: Metadata): number {
  return Math.max(width, height)
}

/** How much larger a drawing is made than it says. */
function enlarged(longer: number): number {
  return Math.min(MOST_ENLARGED, Math.max(1, DRAWN / longer), MOST_DRAWN / longer)
}

/** Null: it stays the file that it is, for only our own bound of pixels would have made another of it, which would not be smaller, or hardly. */
async function madeAnew(bytes: Uint8Array, type: PictureType, meta: Metadata, accepted: Accepted, why: readonly Unfit[]): Promise<MadePicture | null> {
  const upright = labelKept(opened(bytes, type, meta).autoOrient().toColourspace('srgb'), bytes, meta)
  const isSeeThrough = async (): Promise<boolean> => meta.hasAlpha && !(await sharp(bytes, { limitInputPixels: MOST_PIXELS }).stats()).isOpaque
  const wish: Wish = {
    upright,
    longer: longerOf(meta) * (type === 'svg' ? enlarged(longerOf(meta)) : 1),
    most: accepted.mostBytes ?? Infinity,
    qualities: QUALITIES[type === 'jpeg' ? 'photograph' : 'other'],
    // Colours that a camera has halved are not there to be kept.
    chroma: type === 'jpeg' && meta.chromaSubsampling?.startsWith('4:2:0') ? '4:2:0' : '4:4:4',
  }
  const [hasPng, hasJpeg] = [accepted.types.includes('png'), accepted.types.includes('jpeg')]
  const own = why.length === 1 && why[0] === 'large' ? bytes.length : null
  let side = accepted.longest ?? Infinity
  // What is see-through or has sharp edges would be spoilt by JPEG, photographs would be huge as PNG.
  const isDrawn = type === 'svg' || type === 'gif' || (await isSeeThrough())
  const isSharp = isDrawn || (type !== 'jpeg' && hasPng && (await hasSharpEdges(upright, meta.autoOrient, type === 'png' ? bytes.length : undefined)))
  if (isSharp && type !== 'svg') side = legibleSide(side, meta)
  if (hasPng && hasJpeg && (isSharp || (type === 'png' && !why.includes('large')))) {
    const made = await packed(wish, side, own, type)
    if (made !== null) return made === 'own' ? null : { type: 'png', bytes: made }
  }
  if (type === 'jpeg') side = Math.min(side, wish.longer * Math.sqrt(wish.most / bytes.length) * GUESSED)
  // The bound of pixels is ours and for photographs: edges that JPEG has to smear are not made smaller as well.
  if (isSharp && !isDrawn) side = Infinity
  for (const form = hasJpeg ? 'jpeg' : 'png'; ;) {
    const { made, fits } = await triedAs(form, side, wish)
    if (fits && own !== null && made.length >= own * (form === type ? 1 : MUCH_SMALLER)) return null
    if (fits) return { type: form, bytes: made, ...(form === 'jpeg' && (await isSeeThrough()) ? { isFlat: true } : {}) }
    side = smallerSide(Math.min(side, wish.longer), made.length, wish.most)
  }
}

/** The longer side of what may have so many pixels there, at least half as many across: letters of a long picture of a screen can be read no more with fewer. */
function legibleSide(side: number, meta: Metadata): number {
  const longer = longerOf(meta)
  return Math.max(side, Math.min(longer, (longer * side) / 2 / Math.min(meta.width, meta.height)))
}

/**
 * As PNG, with all of its pixels or, where that is much smaller, with those that it may have: its file where it may stay one, of `own` bytes. Null
 * where none is of as few bytes as it must be.
 */
async function packed(wish: Wish, side: number, own: number | null, type: PictureType): Promise<Buffer | 'own' | null> {
  const shrunk = side < wish.longer ? await packedWithin(own === null ? wish.most : own * MUCH_SMALLER, side, wish) : null
  if (shrunk === null && own !== null) return 'own'
  // A drawing has no pixels to lose.
  if (shrunk !== null && type === 'svg') return shrunk
  return (await packedWithin(shrunk === null ? wish.most : Math.min(wish.most, shrunk.length / MUCH_SMALLER), Infinity, wish)) ?? shrunk
}

/** It is packed in haste first, which tells what packing it well would come to: that takes seconds for a large one. */
async function packedWithin(most: number, side: number, wish: Wish): Promise<Buffer | null> {
  if (most < Infinity && (await pngOf(wish, side, 1)).length > most * HASTE) return null
  const made = await pngOf(wish, side, 9)
  return made.length <= most ? made : null
}

interface Wish {
  readonly upright: Sharp
  /** Pixels of the longer side before anything is made smaller. */
  readonly longer: number
  readonly most: number
  readonly qualities: readonly number[]
  readonly chroma: '4:2:0' | '4:4:4'
}

/** At most so many pixels at its longer side. */
function sizedTo(side: number, { upright }: Wish): Sharp {
  const whole = Math.round(side)
  return Number.isFinite(side) ? upright.clone().resize(whole, whole, { fit: 'inside', withoutEnlargement: true }) : upright.clone()
}

function pngOf(wish: Wish, side: number, compressionLevel: number): Promise<Buffer> {
  return sizedTo(side, wish).png({ compressionLevel }).toBuffer()
}

async function triedAs(form: 'png' | 'jpeg', side: number, wish: Wish): Promise<{ made: Buffer; fits: boolean }> {
  const { most, qualities, chroma } = wish
  if (form === 'png') {
    const made = await pngOf(wish, side, 9)
    return { made, fits: made.length <= most }
  }
  const flat = sizedTo(side, wish).flatten({ background: '#ffffff' })
  for (const [at, quality] of qualities.entries()) {
    const made = await flat.clone().jpeg({ quality, chromaSubsampling: chroma }).toBuffer()
    if (made.length <= most) return { made, fits: true }
    if (made.length > most * NEARLY || at === qualities.length - 1) return { made, fits: false }
  }
  throw new RangeError('there are no qualities')
}

/** The side at which a picture should have as many bytes as it may, told by how many it has: each try is a second of a large photograph. */
function smallerSide(side: number, bytes: number, most: number): number {
  const smaller = Math.round(side * Math.min(LEAST_SHRUNK, Math.max(MOST_SHRUNK, Math.sqrt(most / bytes))))
  if (smaller < SMALLEST) throw new RangeError(`no picture is of ${most} bytes`)
  return smaller
}

/** Nobody may take the label of a model's work off a file (《人工智能生成合成内容标识办法》 §10); all else that cameras and programs noted stays behind. */
function labelKept(picture: Sharp, bytes: Uint8Array, { xmpAsString }: Metadata): Sharp {
  const label = labelOfPicture(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), xmpAsString)
  return label === null ? picture : picture.withXmp(label)
}
