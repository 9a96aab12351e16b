/** The door of this folder: from bytes to what they show, or to why they can't be kept. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { isAvif, readAvif } from './avif.ts'
import { readGif, readJpeg, readPng, readWebp, startsWith } from './raster.ts'
import { isSvg, readSvg } from './svg.ts'

export type ImageType = 'png' | 'jpeg' | 'gif' | 'webp' | 'avif' | 'svg'

/** Width and height in pixels, as they are shown. */
export interface ImageSize {
  readonly width: number
  readonly height: number
}

/** Why a file is refused. `foreign`: of no type that is kept. `broken`: cut short or damaged. `unsafe`: a drawing that can't be made safe. */
export type Refusal = 'empty' | 'foreign' | 'broken' | 'unsafe' | 'too-many-pixels'

export type Examined =
  | ({
      readonly ok: true
      readonly type: ImageType
      /** What is to be kept: of a drawing only what is safe. */ readonly bytes: Buffer
      readonly isCleaned: boolean
    } & ImageSize)
  | ({ readonly ok: false; readonly why: Refusal } & Partial<ImageSize>)

/** Width times height of the largest picture: four times that of a good camera. */
export const mostPixels = 100_000_000

type Reader = (bytes: Buffer) => ImageSize | null

const rasters: readonly { readonly type: ImageType; readonly isOne: (bytes: Buffer) => boolean; readonly read: Reader }[] = [
  { type: 'png', isOne: (bytes) => startsWith(bytes, '\x89PNG\r\n\x1a\n'), read: readPng },
  { type: 'jpeg', isOne: (bytes) => startsWith(bytes, '\xff\xd8\xff'), read: readJpeg },
  { type: 'gif', isOne: (bytes) => startsWith(bytes, 'GIF87a') || startsWith(bytes, 'GIF89a'), read: readGif },
  { type: 'webp', isOne: (bytes) => startsWith(bytes, 'RIFF') && startsWith(bytes, 'WEBP', 8), read: readWebp },
  { type: 'avif', isOne: isAvif, read: readAvif },
]

/** Reads a file whole, and lets others have their turn while it reads a large drawing. */
export async function examine(bytes: Buffer): Promise<Examined> {
  const steps = examining(bytes)
  for (let since = performance.now(); ;) {
    const { done, value } = steps.next()
    if (done) return value
    if (performance.now() - since < sliceMs) continue
    await nextTurn()
    since = performance.now()
  }
}

const sliceMs = 8

function* examining(bytes: Buffer): Generator<void, Examined> {
  if (bytes.length === 0) return { ok: false, why: 'empty' }
  const raster = rasters.find(({ isOne }) => isOne(bytes))
  if (raster) return withSize(raster.type, bytes, raster.read(bytes))
  if (!isSvg(bytes)) return { ok: false, why: 'foreign' }
  const drawing = yield* readSvg(bytes)
  return drawing ? withSize('svg', Buffer.from(drawing.text), drawing, drawing.isCleaned) : { ok: false, why: 'unsafe' }
}

/** Whether bytes are a picture of that type exactly as it is kept: of a drawing nothing would have to be left out. */
export async function isAsKept(bytes: Buffer, type: ImageType): Promise<boolean> {
  const found = await examine(bytes)
  return found.ok && found.type === type && found.bytes.equals(bytes)
}

function withSize(type: ImageType, bytes: Buffer, size: ImageSize | null, isCleaned = false): Examined {
  if (!size || size.width < 1 || size.height < 1) return { ok: false, why: 'broken' }
  const { width, height } = size
  if (width * height > mostPixels) return { ok: false, why: 'too-many-pixels', width, height }
  return { ok: true, type, bytes, isCleaned, width, height }
}
