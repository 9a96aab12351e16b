/** A workspace as one file: a clean copy of its database, its pictures, and a manifest with the hash of each. */
import { createHash } from 'node:crypto'
import { createReadStream, statSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { archiveVersion, type ArchivedImage, databaseName, imageName, type Manifest, manifestName } from '#main/package/manifest.ts'
import { ZipWriter } from '#main/package/zip-writer.ts'
import { flushFolder } from './aside.ts'
import { copyWhole, fingerprint } from './copies.ts'
import { connectToRead, numberPragma, type Database } from './database.ts'
import { isImageWhole } from './image-files.ts'
import { imageFolder, imagePath, type ImageFile, listImages } from './image-places.ts'
import { readImages } from './images.ts'
import { readIdentity } from './identity.ts'
import type { Places } from './places.ts'
import { withScratch } from './scratch.ts'
import { countsOf } from './compare.ts'

/** What is being done, and how far it is, in units of its own. */
export type Phase = 'copying' | 'images' | 'packing' | 'checking'

export interface Work {
  /** Of the studio. */
  readonly version: string
  readonly now: number
  /** Aborted, the work ends with its reason and leaves nothing behind. */
  readonly signal: AbortSignal
  readonly progress: (phase: Phase, done: number, total: number) => void
}

/** Takes a picture's content somewhere; answers whether it is what its name says. */
export type CarryImage = (file: ImageFile, path: string) => Promise<boolean>

/**
 * Writes the workspace into `file`, which is there whole or not at all. Pictures go into it, or where `carry` brings
 * them; one that is damaged is left out and counted.
 */
export async function packWorkspace(db: Database, places: Places, file: string, work: Work, carry?: CarryImage): Promise<Manifest> {
  return withScratch(places.folder, async (scratch) => {
    const copy = join(scratch, databaseName)
    await copyWhole(db, copy, (left, total) => {
      work.signal.throwIfAborted()
      work.progress('copying', total - left, total)
    })
    const { images, lost } = await soundImages(copy, places, work, carry ?? isSound)
    const manifest = describe(copy, { images, lost, isInside: !carry, hash: await hashOf(copy) }, work)
    const part = `${file}.part`
    try {
      await writeArchive(part, copy, manifest, places, work)
      await rename(part, file)
    } finally {
      await rm(part, { force: true })
    }
    flushFolder(dirname(file))
    return manifest
  })
}

const isSound: CarryImage = (file, path) => isImageWhole(path, file)

async function soundImages(copy: string, places: Places, work: Work, carry: CarryImage): Promise<{ images: ArchivedImage[]; lost: number }> {
  const { images, damaged } = await carryImages(places, work, carry)
  const there = new Set([...images, ...damaged].map(({ id }) => id))
  const missing = onCopy(copy, (db) => readImages(db)).filter(({ id }) => !there.has(id))
  return { images, lost: missing.length + damaged.length }
}

/** Carries every picture of a workspace; answers those that came whole, and those that did not. */
export async function carryImages({ folder }: Places, work: Work, carry: CarryImage): Promise<{ images: ArchivedImage[]; damaged: ImageFile[] }> {
  const lying = imageFolder(folder)
  const { files } = listImages(lying)
  const images: ArchivedImage[] = []
  const damaged: ImageFile[] = []
  for (const [index, file] of files.entries()) {
    work.signal.throwIfAborted()
    work.progress('images', index, files.length)
    if (await carry(file, imagePath(lying, file))) images.push(file)
    else damaged.push(file)
  }
  return { images, damaged }
}

interface Found {
  readonly images: ArchivedImage[]
  readonly lost: number
  readonly isInside: boolean
  readonly hash: string
}

function describe(copy: string, { images, lost, isInside, hash }: Found, { version, now }: Work): Manifest {
  return onCopy(copy, (db) => ({
    format: 'moke-workspace',
    version: archiveVersion,
    madeBy: version,
    at: now,
    library: readIdentity(db)?.id ?? '',
    schema: numberPragma(db, 'user_version'),
    ...countsOf(db),
    fingerprint: fingerprint(db),
    database: { bytes: statSync(copy).size, sha256: hash },
    images,
    imagesInside: isInside,
    lostImages: lost,
  }))
}

/** Asks a file of its own. */
export function onCopy<T>(copy: string, ask: (db: Database) => T): T {
  const db = connectToRead(copy)
  try {
    return ask(db)
  } finally {
    db.close()
  }
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(file)) hash.update(piece)
  return hash.digest('hex')
}

async function writeArchive(part: string, copy: string, manifest: Manifest, { folder }: Places, { signal, progress }: Work): Promise<void> {
  await rm(part, { force: true })
  const inside = manifest.imagesInside ? manifest.images : []
  const total = inside.reduce((sum, image) => sum + image.bytes, manifest.database.bytes)
  let done = 0
  const counted = async function* (path: string): AsyncGenerator<Buffer> {
    for await (const piece of createReadStream(path, { highWaterMark: 1 << 18 })) {
      signal.throwIfAborted()
      done += piece.length
      progress('packing', done, total)
      yield piece
    }
  }
  const zip = await ZipWriter.create(part)
  try {
    const text = Buffer.from(JSON.stringify(manifest))
    await zip.add(manifestName, only(text), { bytes: text.length, deflate: true })
    await zip.add(databaseName, counted(copy), { bytes: manifest.database.bytes, deflate: true })
    for (const image of inside) {
      const path = imagePath(imageFolder(folder), image)
      await zip.add(imageName(image), counted(path), { bytes: image.bytes, deflate: image.type === 'svg' })
    }
    await zip.finish()
  } finally {
    await zip.close()
  }
}

async function* only(piece: Buffer): AsyncGenerator<Buffer> {
  yield piece
}
