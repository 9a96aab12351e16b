/**
 * Pictures on the disk: `images/ab/<SHA-256>.<type>` in a workspace or a folder of backups. A file is written under
 * another name, flushed and renamed before any text can name it, and is never altered: what has its name has its content.
 */
import { createHash } from 'node:crypto'
import { rmSync, statSync } from 'node:fs'
import { open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { makeFolders } from '#engine/computer/index.ts'
import { flushFolder } from './aside.ts'
import { type ImageFile, type ImageKind, imagePath, listImages, partSuffix } from './image-places.ts'

export function imageId(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Whether a picture's file has the content that its name says; one that the disk can't read has not. */
export async function isImageWhole(path: string, { id, bytes }: Pick<ImageFile, 'id' | 'bytes'>): Promise<boolean> {
  if (statSync(path, { throwIfNoEntry: false })?.size !== bytes) return false
  try {
    return imageId(await readFile(path)) === id
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EIO') return false
    throw error
  }
}

/** Puts a picture on the disk unless it is there whole; answers once it would survive a power cut. */
export async function writeImage(images: string, bytes: Buffer, type: ImageKind): Promise<string> {
  const id = imageId(bytes)
  const path = imagePath(images, { id, type })
  if (await isImageWhole(path, { id, bytes: bytes.length })) return id
  const part = beginImage(images, id)
  try {
    const file = await open(part, 'w', 0o600)
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await settleImage(images, part, { id, type })
  } finally {
    await rm(part, { force: true })
  }
  return id
}

let parts = 0

/** Makes a picture's folder, and answers where its file is to be written first. */
export function beginImage(images: string, id: string): string {
  makeFolders(join(images, id.slice(0, 2)), 0o700)
  parts += 1
  return join(images, id.slice(0, 2), `${process.pid}-${parts}${partSuffix}`)
}

/** Gives a flushed file its name, with every folder on the way to it. */
export async function settleImage(images: string, part: string, file: Pick<ImageFile, 'id' | 'type'>): Promise<void> {
  await rename(part, imagePath(images, file))
  for (const folder of [join(images, file.id.slice(0, 2)), images, join(images, '..')]) flushFolder(folder)
}

/** Takes away what a death left of pictures that were on their way. Only for who holds the workspace. */
export function tidyImages(images: string): void {
  for (const part of listImages(images).unfinished) rmSync(part, { force: true })
}
