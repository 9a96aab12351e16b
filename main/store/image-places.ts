/** Where pictures lie: `images/ab/<SHA-256>.<type>` in a workspace or a folder of backups. */
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

export const imageKinds = ['png', 'jpeg', 'gif', 'webp', 'avif', 'svg'] as const
export type ImageKind = (typeof imageKinds)[number]

export interface ImageFile {
  readonly id: string
  readonly type: ImageKind
  readonly bytes: number
}

const idForm = /^[0-9a-f]{64}$/

/** Where pictures lie in a workspace's folder. */
export function imageFolder(folder: string): string {
  return join(folder, 'images')
}

/** Where a picture lies below the folder of images. */
export function imagePath(images: string, { id, type }: Pick<ImageFile, 'id' | 'type'>): string {
  return join(images, id.slice(0, 2), `${id}.${type}`)
}

/** Ends the name of one that is still being written. */
export const partSuffix = '.part'

/** A picture's file, or null. Its type is told by its name, which only `writeImage` gives. */
export function findImage(images: string, id: string): (ImageFile & { readonly path: string }) | null {
  if (!idForm.test(id)) return null
  for (const type of imageKinds) {
    const path = imagePath(images, { id, type })
    const stat = statSync(path, { throwIfNoEntry: false })
    if (stat?.isFile()) return { id, type, path, bytes: stat.size }
  }
  return null
}

/** Every picture there is, and what was left of some that were never finished. */
export function listImages(images: string): { files: ImageFile[]; unfinished: string[] } {
  const files: ImageFile[] = []
  const unfinished: string[] = []
  for (const entry of statSync(images, { throwIfNoEntry: false }) ? readdirSync(images, { recursive: true, withFileTypes: true }) : []) {
    const [id = '', suffix = ''] = entry.name.split('.')
    const type = imageKinds.find((kind) => kind === suffix)
    const path = join(entry.parentPath, entry.name)
    if (!entry.isFile()) continue
    if (entry.name.endsWith(partSuffix)) unfinished.push(path)
    else if (type && idForm.test(id)) files.push({ id, type, bytes: statSync(path).size })
  }
  return { files, unfinished }
}
