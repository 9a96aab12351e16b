/** The pictures of a course as it is published. */
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Examined, examine } from '#main/images/examine.ts'
import type { PublishedCourse, PublishedImage } from '#main/publishing/desk/course.ts'
import { stampOf } from '#main/publishing/desk/file-stamp.ts'
import type { Absence, Materials } from '#main/publishing/desk/target.ts'
import { PictureGoneError } from '#main/publishing/pictures/absent.ts'
import { canBeBare } from '#main/publishing/pictures/bare-picture.ts'
import { KEPT_PICTURES } from '#main/publishing/pictures/kept-pictures.ts'
import { KnownImages } from '#main/publishing/pictures/known-images.ts'
import { findImage, imageFolder } from '#main/store/image-places.ts'
import { ImageId } from '#preload/document/schema.ts'

/** Pictures that are read side by side. */
const ABREAST = 4

/** The pictures that a course shows, examined before anything is made of them. What goes out is what was found good, never the file as it lies there. `before`: what is known of files that nothing touched since. */
export async function publishedImages(
  { chapters }: PublishedCourse,
  bytesOf: (id: string) => Promise<Buffer | null>,
  signal?: AbortSignal,
  before?: KnownImages,
): Promise<Materials> {
  const shown = new Set(chapters.flatMap(({ lessons }) => lessons.flatMap(({ doc }) => doc.flatMap((block) => (block.type === 'image' ? [block.image] : [])))))
  const known = new Map<string, PublishedImage>()
  const absent = new Map<string, Absence>()
  const waiting = shown.values()
  const work = async (): Promise<void> => {
    for (const id of waiting) {
      signal?.throwIfAborted()
      const looked = before?.look(id)
      if (typeof looked === 'object') {
        known.set(id, looked)
        continue
      }
      const found = await fit(bytesOf(id))
      if (typeof found === 'string') absent.set(id, found)
      else {
        const image = { id: ImageId.parse(id), type: found.type, width: found.width, height: found.height, bytes: found.bytes.length }
        known.set(id, image)
        looked?.(image)
      }
    }
  }
  await Promise.all(Array.from({ length: ABREAST }, work))
  before?.save()
  return {
    image: (id) => known.get(id) ?? null,
    imageBytes: async (id) => {
      // Once more: a drawing is not held meanwhile, and its file may be another by now.
      const found = await fit(bytesOf(id))
      if (typeof found !== 'string') return found.bytes
      known.delete(id)
      absent.set(id, found)
      throw new PictureGoneError(id)
    },
    absence: (id) => absent.get(id) ?? 'gone',
  }
}

/** A picture as a library keeps it, or why there is none to show. */
async function fit(reading: Promise<Buffer | null>): Promise<Extract<Examined, { ok: true }> | Absence> {
  try {
    const bytes = await reading
    if (bytes === null) return 'gone'
    const found = await examine(bytes)
    // What a camera noted may not go out, and of such a file nobody knows where it is.
    return found.ok && canBeBare(found.bytes) ? found : 'broken'
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error && 'code' in error)) throw error
    return error.code === 'ENOENT' || error.code === 'ENOTDIR' ? 'gone' : 'unread'
  }
}

/** How the disk stamps the files of pictures: whether one of them is another than it was, at the price of no reading. */
export async function picturesStamp(paths: readonly string[]): Promise<string> {
  const stamps = paths.map((path) =>
    stat(path, { bigint: true }).then(stampOf, (error: unknown) => {
      if (error instanceof Error && 'code' in error) return String(error.code)
      throw error
    }),
  )
  return (await Promise.all(stamps)).join(' ')
}

/** What a library would keep of a file: a drawing may bring scripts and addresses of its own. Null: it holds no picture. */
export async function safeBytes(bytes: Buffer): Promise<Buffer | null> {
  const found = await examine(bytes)
  return found.ok ? found.bytes : null
}

/** The bytes of the workspace's pictures. */
export function imageBytesIn(folder: string): (id: string) => Promise<Buffer | null> {
  return async (id) => {
    const found = findImage(imageFolder(folder), id)
    return found && readFile(found.path)
  }
}

/** What is known of these. */
export function knownImagesIn(folder: string): KnownImages {
  return new KnownImages(join(folder, KEPT_PICTURES), (id) => findImage(imageFolder(folder), id)?.path ?? null)
}
