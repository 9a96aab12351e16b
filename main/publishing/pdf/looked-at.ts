/** The pictures of a book before it is set: those that Typst can't draw are left out, and only those that it has to draw itself are held. */
import type { Materials } from '../desk/target.ts'
import { framedPath } from './framed-picture.ts'
import { type PdfPicture, pdfPictureOf } from './pdf-picture.ts'
import { standInOf } from './stand-in.ts'
import { typesetting } from './typesetter.ts'

interface LookedAt {
  /** By which the source shows them, by their id. */
  readonly paths: ReadonlyMap<string, string>
  readonly files: Map<string, Uint8Array>
  /** Those that the PDF gets once it is set, by the keys of what stands for them. */
  readonly later: ReadonlyMap<string, () => Promise<PdfPicture>>
}

/** Pictures that are held side by side. */
const TOGETHER = 8

/** For a whole book. `all`: their paths, by their id. */
export function lookedAt(all: ReadonlyMap<string, string>, materials: Materials): Promise<LookedAt> {
  return looked(all, materials, (path, bytes) => {
    const picture = pdfPictureOf(bytes)
    if (picture === null) return { path: framedPath(path, bytes), file: bytes, key: null }
    const { key, svg } = standInOf(bytes, picture)
    return { path: `${path}.svg`, file: svg, key }
  })
}

/** For a page that is drawn: it shows pictures by themselves sooner. */
export function lookedAtAsTheyAre(all: ReadonlyMap<string, string>, materials: Materials): Promise<LookedAt> {
  return looked(all, materials, (path, bytes) => ({ path, file: bytes, key: null }))
}

type Shown = (path: string, bytes: Buffer) => { readonly path: string; readonly file: Buffer; readonly key: string | null }

async function looked(all: ReadonlyMap<string, string>, materials: Materials, shownAs: Shown): Promise<LookedAt> {
  const [paths, files, later] = [new Map<string, string>(), new Map<string, Uint8Array>(), new Map<string, () => Promise<PdfPicture>>()]
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
      if (shown.key !== null) later.set(shown.key, async () => again(pdfPictureOf(await read(id)), id))
    }
  }
  return { paths, files, later }
}

/** The same bytes were one before. */
function again(picture: PdfPicture | null, id: string): PdfPicture {
  if (picture === null) throw new Error(`the picture ${id} changed while its book was made`)
  return picture
}
