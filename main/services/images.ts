/** Pictures: told by their bytes, kept under their hash before any text can name them. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type ImageFacts, type images, largestImage, type TakenImage } from '#preload/contract/images.ts'
import type { Handlers } from '#preload/contract/member.ts'
import { Problem } from '#preload/contract/problem.ts'
import { ImageId } from '#preload/document/schema.ts'
import { examine, mostPixels, type Examined } from '#main/images/examine.ts'
import { tidyImages, writeImage } from '#main/store/image-files.ts'
import { findImage, imageFolder } from '#main/store/image-places.ts'
import type { ImageRow } from '#main/store/images.ts'
import { filePieces } from './file-pieces.ts'
import type { Workspace } from './open-workspace.ts'
import { guarded } from './store-problem.ts'
import { Uploads, type Upload } from './uploads.ts'
import { whenWritable } from './when-writable.ts'
import { mustBeWritable } from './workspace-options.ts'

export interface ImagesOptions {
  readonly workspace: Workspace
  /** The author's folder. */
  readonly folder: string
  readonly now?: () => number
}

export interface Images {
  readonly handlers: Handlers<typeof images>
  /** Takes a file's bytes as a picture. Throws an `image-…` problem. */
  put(bytes: Buffer, name: string): Promise<TakenImage>
  clientGone(client: string): void
  dispose(): void
}

const megabyte = 1 << 20

export function imagesService({ workspace, folder, now = Date.now }: ImagesOptions): Images {
  const lying = imageFolder(folder)
  const uploads = new Uploads(join(folder, 'incoming'), workspace)
  whenWritable(workspace, folder, () => tidyImages(lying))

  const put = async (bytes: Buffer, name: string): Promise<TakenImage> => {
    const found = await examine(bytes)
    if (!found.ok) throw refusal(found, name)
    mustBeWritable(workspace)
    const { type, width, height } = found
    const id = await guarded(folder, () => writeImage(lying, found.bytes, type))
    const row = { id, type, width, height, bytes: found.bytes.length, name, at: now() }
    workspace.write('none', (store) => store.addImage(row))
    return { image: factsOf(workspace.read((store) => store.image(id)) ?? row), isCleaned: found.isCleaned }
  }

  /** Where a row was lost (an older copy took the workspace's place), what is known of a picture is read from it again. */
  const about = async (id: ImageId): Promise<ImageFacts[]> => {
    const file = findImage(lying, id)
    if (!file) return []
    const row = workspace.read((store) => store.image(id))
    if (row) return [factsOf(row)]
    const found = await guarded(folder, async () => examine(await readFile(file.path)))
    if (!found.ok) return []
    const { type, width, height } = found
    const known = { id, type, width, height, bytes: file.bytes, name: '', at: now() }
    workspace.tryWrite((store) => store.addImage(known))
    return [factsOf(known)]
  }

  return {
    put,
    clientGone: (client) => uploads.clientGone(client),
    dispose: () => uploads.close(),
    handlers: {
      ...uploads.handlers(({ bytes, name }) => {
        mustBeWritable(workspace)
        if (bytes === 0) throw new Problem('image-empty', `${name} is empty`, { name })
        if (bytes > largestImage)
          throw new Problem('image-too-large', `${name} has ${bytes} bytes`, { name, size: Math.ceil(bytes / megabyte), limit: largestImage / megabyte })
      }),
      finish: ({ upload }, { client }) =>
        uploads.take(client, upload, async ({ path, name }: Upload) => put(await guarded(folder, () => readFile(path)), name)),
      about: async ({ ids }) => (await Promise.all(ids.map(about))).flat(),
      read: async function* ({ id }, { signal }) {
        const file = findImage(lying, id)
        if (!file) throw new Problem('image-missing', `there is no picture ${id}`)
        for await (const { data, total } of filePieces(file.path, signal)) yield { data, total }
      },
    },
  }
}

function factsOf({ id, type, width, height, bytes, name }: ImageRow): ImageFacts {
  return { id: ImageId.parse(id), type, width, height, bytes, name }
}

function refusal(found: Extract<Examined, { ok: false }>, name: string): Problem {
  switch (found.why) {
    case 'empty':
      return new Problem('image-empty', `${name} is empty`, { name })
    case 'foreign':
      return new Problem('image-foreign', `${name} is no picture of a known type`, { name })
    case 'broken':
      return new Problem('image-broken', `${name} is cut short or damaged`, { name })
    case 'unsafe':
      return new Problem('image-unsafe', `${name} is a drawing that can't be made safe`, { name })
    case 'too-many-pixels': {
      const { width = 0, height = 0 } = found
      const megapixels = Math.round((width * height) / 1e6)
      return new Problem('image-too-wide', `${name} has ${width} × ${height} pixels`, { name, width, height, megapixels, limit: mostPixels / 1e6 })
    }
    default:
      return found.why satisfies never
  }
}
