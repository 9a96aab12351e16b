/** The pictures of a course as it is published. */
import { readFile } from 'node:fs/promises'
import { examine } from '#main/images/examine.ts'
import type { PublishedCourse, PublishedImage } from '#main/publishing/desk/course.ts'
import type { Materials } from '#main/publishing/desk/target.ts'
import { PictureGoneError } from '#main/publishing/pictures/absent.ts'
import { canBeBare } from '#main/publishing/pictures/bare-picture.ts'
import { findImage, imageFolder } from '#main/store/image-places.ts'
import { ImageId } from '#preload/document/schema.ts'

/** The pictures that a course shows, examined before anything is made of them. */
export async function publishedImages({ chapters }: PublishedCourse, bytesOf: (id: string) => Promise<Buffer | null>): Promise<Materials> {
  const shown = new Set(chapters.flatMap(({ lessons }) => lessons.flatMap(({ doc }) => doc.flatMap((block) => (block.type === 'image' ? [block.image] : [])))))
  const known = new Map<string, PublishedImage>()
  const broken = new Set<string>()
  for (const id of shown) {
    const bytes = await bytesOf(id)
    const found = bytes === null ? null : await examine(bytes)
    // What a camera noted may not go out, and of such a file nobody knows where it is.
    const isFit = found?.ok === true && canBeBare(found.bytes)
    if (found !== null && !isFit) broken.add(id)
    if (found?.ok && isFit) known.set(id, { id: ImageId.parse(id), type: found.type, width: found.width, height: found.height, bytes: found.bytes.length })
  }
  return {
    image: (id) => known.get(id) ?? null,
    imageBytes: async (id) => {
      const bytes = await bytesOf(id)
      if (bytes !== null) return bytes
      known.delete(id)
      throw new PictureGoneError(id)
    },
    absence: (id) => (broken.has(id) ? 'broken' : 'gone'),
  }
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
