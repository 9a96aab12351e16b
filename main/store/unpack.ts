/**
 * Taking a workspace out of a file that may come from anyone. Everything is taken into a folder of its own and checked
 * there, before anything of the author's is touched.
 */
import { createHash } from 'node:crypto'
import { statfsSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { makeFolders } from '#engine/computer/index.ts'
import { archiveVersion, databaseName, imageName, longestManifest, Manifest, manifestName } from '#main/package/manifest.ts'
import type { ZipEntry } from '#main/package/zip-format.ts'
import { ArchiveError, ZipReader } from '#main/package/zip-reader.ts'
import { examineWhole } from './examine.ts'
import { failureFrom, StoreFailure } from './failure.ts'
import { imageFolder, imagePath } from './image-places.ts'
import { newestVersion } from './migrate.ts'
import type { Work } from './pack.ts'

/** Left free besides what is taken. */
const spareBytes = 32 << 20

/** Runs `work` on an archive whose parts are those of its manifest. Throws `archive-foreign`, `archive-broken` or `newer`. */
export async function withArchive<T>(file: string, work: (reader: ZipReader, manifest: Manifest) => Promise<T>): Promise<T> {
  const reader = await ZipReader.open(file)
  try {
    return await work(reader, await readManifest(reader))
  } finally {
    await reader.close()
  }
}

async function readManifest(reader: ZipReader): Promise<Manifest> {
  const entry = reader.entries.get(manifestName)
  if (!entry) throw new ArchiveError('foreign', 'there is no manifest in it')
  const manifest = Manifest.safeParse(parsed(await reader.text(entry, longestManifest)))
  if (!manifest.success) throw new ArchiveError('foreign', 'its manifest is none of a workspace')
  const { version, schema, madeBy } = manifest.data
  if (version > archiveVersion || schema > newestVersion) throw new StoreFailure('newer', `made by a newer version (${madeBy})`, { version: schema })
  const stray = unlisted(reader, manifest.data)
  if (stray !== undefined) throw new ArchiveError('broken', `${JSON.stringify(stray)} does not belong there`)
  return manifest.data
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // no manifest: the schema says so
  }
}

function unlisted({ entries }: ZipReader, { images, imagesInside }: Manifest): string | undefined {
  const listed = new Set([manifestName, databaseName, ...(imagesInside ? images.map(imageName) : [])])
  return [...entries.keys()].find((name) => !listed.has(name))
}

/**
 * Takes the database, and the pictures that are inside, into `folder`, each with the size and hash that the manifest
 * has; reads the database whole. Answers where it lies.
 */
export async function unpack(reader: ZipReader, manifest: Manifest, folder: string, { signal, progress }: Pick<Work, 'signal' | 'progress'>): Promise<string> {
  const images = manifest.imagesInside ? manifest.images : []
  const total = images.reduce((sum, { bytes }) => sum + bytes, manifest.database.bytes)
  const { bavail, bsize } = statfsSync(folder)
  if (total + spareBytes > bavail * bsize) throw new StoreFailure('archive-no-room', `${total} bytes are needed`, { size: Math.ceil(total / 1e6) })
  let done = 0
  const onBytes = (bytes: number) => {
    signal.throwIfAborted()
    done += bytes
    progress('checking', done, total)
  }
  const database = join(folder, databaseName)
  await extract(reader, entryOf(reader, databaseName), database, manifest.database, onBytes)
  for (const image of images) {
    const path = imagePath(imageFolder(folder), image)
    makeFolders(dirname(path), 0o700)
    await extract(reader, entryOf(reader, imageName(image)), path, { bytes: image.bytes, sha256: image.id }, onBytes)
  }
  await examineInside(database, folder)
  signal.throwIfAborted()
  return database
}

/** A database that is not whole is the archive's fault here, not the workspace's. */
async function examineInside(database: string, folder: string): Promise<void> {
  try {
    await examineWhole(database)
  } catch (error) {
    const failure = failureFrom(error, folder)
    throw failure?.code === 'corrupt' ? new ArchiveError('broken', `the workspace in it is damaged: ${failure.message}`, error) : error
  }
}

function entryOf(reader: ZipReader, name: string): ZipEntry {
  const entry = reader.entries.get(name)
  if (!entry) throw new ArchiveError('broken', `${name} is missing`)
  return entry
}

async function extract(
  reader: ZipReader,
  entry: ZipEntry,
  path: string,
  { bytes, sha256 }: Manifest['database'],
  onBytes: (bytes: number) => void,
): Promise<void> {
  if (entry.bytes !== bytes) throw new ArchiveError('broken', `${entry.name} has another size than its manifest says`)
  const hash = createHash('sha256')
  const file = await open(path, 'wx', 0o600)
  try {
    for await (const piece of reader.content(entry)) {
      hash.update(piece)
      onBytes(piece.length)
      await file.writeFile(piece)
    }
    await file.sync()
  } finally {
    await file.close()
  }
  if (hash.digest('hex') !== sha256) throw new ArchiveError('broken', `${entry.name} is damaged`)
}
