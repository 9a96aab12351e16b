/** The pictures of a book before it is set: those that Typst can't draw are left out, and only those that it has to draw itself are held. */
import type { Materials } from '../desk/target.ts'
import { readGif, readJpeg, readPng, startsWith } from '#main/images/raster.ts'
import { typstString } from '../formulas/typst-math.ts'
import { labelOfPicture } from '../pictures/picture-label.ts'
import { type PdfPicture, pdfPictureOf } from './pdf-picture.ts'
import { standInOf } from './stand-in.ts'
import { typesetting } from './typesetter.ts'

export type Later = (signal: AbortSignal) => Promise<LaterPicture>

interface LaterPicture {
  /** As its file is; or, where Typst has to draw it, a PDF in which it is the only picture. */
  readonly picture: PdfPicture | Uint8Array
  /** That a model made it, as XMP: of its file the pixels alone go into the PDF. */
  readonly label: string | null
}

interface LookedAt {
  /** By which the source shows them, by their id. */
  readonly paths: ReadonlyMap<string, string>
  readonly files: Map<string, Uint8Array>
  /** Those that the PDF gets once it is set, by the keys of what stands for them. */
  readonly later: ReadonlyMap<string, Later>
}

/** Pictures that are held side by side. */
const TOGETHER = 8

/** For a whole book. `all`: their paths, by their id. Drawings are Typst's, and so is what notes which way is up, which it heeds. */
export function lookedAt(all: ReadonlyMap<string, string>, materials: Materials): Promise<LookedAt> {
  return looked(all, materials, (path, bytes) => {
    const size = bytes.subarray(0, NOTED_WITHIN).includes('Exif') ? null : sizeOf(bytes)
    if (size === null) return { path, file: bytes, key: null }
    const { key, svg } = standInOf(bytes, size)
    return { path: `${path}.svg`, file: svg, key }
  })
}

/** Cameras note what they do in front of the pixels. */
const NOTED_WITHIN = 2 ** 16

function sizeOf(bytes: Buffer) {
  if (startsWith(bytes, '\x89PNG')) return readPng(bytes)
  if (startsWith(bytes, 'GIF8')) return readGif(bytes)
  return startsWith(bytes, '\xff\xd8') ? readJpeg(bytes) : null
}

/** For a page that is drawn: it shows pictures by themselves sooner. */
export function lookedAtAsTheyAre(all: ReadonlyMap<string, string>, materials: Materials): Promise<LookedAt> {
  return looked(all, materials, (path, bytes) => ({ path, file: bytes, key: null }))
}

type Shown = (path: string, bytes: Buffer) => { readonly path: string; readonly file: Buffer; readonly key: string | null }

async function looked(all: ReadonlyMap<string, string>, materials: Materials, shownAs: Shown): Promise<LookedAt> {
  const [paths, files, later] = [new Map<string, string>(), new Map<string, Uint8Array>(), new Map<string, Later>()]
  const read = async (id: string): Promise<Buffer> => {
    const { buffer, byteOffset, byteLength } = await materials.imageBytes(id)
    return Buffer.from(buffer, byteOffset, byteLength)
  }
  const left = [...all]
  while (left.length > 0) {
    const some = await Promise.all(left.splice(0, TOGETHER).map(async ([id, path]) => ({ id, path, bytes: await read(id) })))
    const broken = new Set(await typesetting.undrawable(new Map(some.map(({ path, bytes }) => [path, bytes]))))
    for (const { id, path, bytes } of some.filter((one) => !broken.has(one.path))) {
      const shown = shownAs(path, bytes)
      paths.set(id, shown.path)
      files.set(shown.path, shown.file)
      if (shown.key !== null) later.set(shown.key, async (signal) => laterOf(path, await read(id), signal))
    }
  }
  return { paths, files, later }
}

async function laterOf(path: string, bytes: Buffer, signal: AbortSignal): Promise<LaterPicture> {
  signal.throwIfAborted()
  const source = `#set page(width: auto, height: auto, margin: 0pt)\n#image(${typstString(`/${path}`)}, width: 1pt)`
  const picture = (await pdfPictureOf(bytes)) ?? (await typesetting.typeset(source, new Map([[path, bytes]]), signal))
  return { picture, label: labelOfPicture(bytes) }
}
