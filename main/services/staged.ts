/**
 * Workspaces that were read whole and wait beside the present one for the author's word: from a backup, from what was
 * replaced before, or from a file. Nothing of the author's has been touched until one is taken.
 */
import { copyFileSync, existsSync, rmSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { largestImage } from '#preload/contract/images.ts'
import { databaseName } from '#main/package/manifest.ts'
import { isAsKept } from '#main/images/examine.ts'
import { countsOf, differingLessons, type DifferingLesson } from '#main/store/compare.ts'
import { examineWhole } from '#main/store/examine.ts'
import { failureFrom, StoreFailure } from '#main/store/failure.ts'
import { isImageWhole, writeImage } from '#main/store/image-files.ts'
import { imageFolder, imagePath, type ImageFile } from '#main/store/image-places.ts'
import { readImages } from '#main/store/images.ts'
import { readIdentity } from '#main/store/identity.ts'
import { onCopy, type Work } from '#main/store/pack.ts'
import type { Places } from '#main/store/places.ts'
import { bringImages, readyForPlace } from '#main/store/replace.ts'
import { makeScratch } from '#main/store/scratch.ts'
import { unpack, withArchive } from '#main/store/unpack.ts'
import { problemFrom } from './store-problem.ts'
import type { Workspace } from './open-workspace.ts'

/** What a workspace is taken from: a packed file, with pictures that lie beside it, or a database. */
export type Source = { readonly file: string; readonly images: string | null } | { readonly database: string; readonly at: number }

export interface Staged {
  readonly database: string
  readonly at: number
  readonly images: number
  readonly lostImages: number
  /** Pictures that are there and can't be kept: no pictures, unsafe drawings, too large. */
  readonly refusedImages: number
  readonly counts: ReturnType<typeof countsOf>
  readonly library: string | null
  readonly differing: readonly DifferingLesson[]
  /** What the open workspace has; null where it can't be read. */
  readonly present: ReturnType<typeof countsOf> | null
  /** Puts its pictures where the workspace finds them. */
  bringImages(): Promise<void>
  discard(): void
}

type Telling = Pick<Work, 'signal' | 'progress'>

/** Reads a source whole into a folder of its own. Throws an `archive-…` problem with the file's name, or `workspace-newer`. */
export async function stage(workspace: Workspace, places: Places, source: Source, name: string, work: Telling): Promise<Staged> {
  const scratch = makeScratch(places.folder)
  let isReady = false
  try {
    const taken = 'file' in source ? await fromArchive(places, source, scratch, work) : await fromDatabase(places, source, scratch, work)
    readyForPlace(taken.database)
    const db = workspace.isReadable() ? await workspace.lend(async (open) => open) : null
    const staged = onCopy(taken.database, (there) => ({
      counts: countsOf(there),
      library: readIdentity(there)?.id ?? null,
      differing: db ? differingLessons(db, there) : [],
    }))
    isReady = true
    return { ...taken, ...staged, present: db && countsOf(db), discard: () => rmSync(scratch, { recursive: true, force: true }) }
  } catch (error) {
    throw named(error, places.folder, name)
  } finally {
    if (!isReady) rmSync(scratch, { recursive: true, force: true })
  }
}

type Taken = Pick<Staged, 'database' | 'at' | 'images' | 'lostImages' | 'refusedImages' | 'bringImages'>

async function fromArchive(places: Places, { file, images }: Extract<Source, { file: string }>, scratch: string, work: Telling): Promise<Taken> {
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) throw new StoreFailure('not-found', `${file} is not there`)
  return withArchive(file, async (reader, manifest) => {
    const database = await unpack(reader, manifest, scratch, work)
    const beside = manifest.imagesInside ? [] : manifest.images
    const missing = await damagedAmong(beside, imageFolder(places.folder), work)
    const lost = images === null ? missing : await damagedAmong(missing, images, work)
    const found = missing.filter((image) => !lost.includes(image))
    const inside = manifest.imagesInside ? manifest.images : []
    const refused = await refusedAmong(inside, imageFolder(scratch), work)
    for (const image of refused) rmSync(imagePath(imageFolder(scratch), image))
    const refusedBeside = await refusedAmong(found, images ?? '', work)
    const counts = { images: manifest.images.length, lostImages: manifest.lostImages + lost.length, refusedImages: refused.length + refusedBeside.length }
    const bring = async () => {
      await bringImages(scratch, places)
      for (const image of found) await bringOne(places, image, imagePath(images ?? '', image))
    }
    return { database, at: manifest.at, ...counts, bringImages: bring }
  })
}

/** Those of some pictures that a folder has not, or not as their names say: each is read. */
async function damagedAmong(files: readonly ImageFile[], images: string, { signal, progress }: Telling): Promise<ImageFile[]> {
  const damaged: ImageFile[] = []
  for (const [index, file] of files.entries()) {
    signal.throwIfAborted()
    progress('images', index, files.length)
    if (!(await isImageWhole(imagePath(images, file), file))) damaged.push(file)
  }
  return damaged
}

/** Those of some whole pictures that would not have been taken in one by one: a file's hash says nothing of what is in it. */
async function refusedAmong(files: readonly ImageFile[], images: string, { signal, progress }: Telling): Promise<ImageFile[]> {
  const refused: ImageFile[] = []
  for (const [index, file] of files.entries()) {
    signal.throwIfAborted()
    progress('images', index, files.length)
    if (!(await isKeepable(imagePath(images, file), file))) refused.push(file)
  }
  return refused
}

async function isKeepable(path: string, { bytes, type }: ImageFile): Promise<boolean> {
  return bytes <= largestImage && (await isAsKept(await readFile(path), type))
}

/** One that was damaged since it was looked at is left out, as is one that was refused: the texts are worth having without it. */
async function bringOne({ folder }: Places, file: ImageFile, path: string): Promise<void> {
  if ((await isImageWhole(path, file)) && (await isKeepable(path, file))) await writeImage(imageFolder(folder), await readFile(path), file.type)
}

/** The pictures of what was replaced lie where the present one's do. */
async function fromDatabase(places: Places, { database: from, at }: Extract<Source, { database: string }>, scratch: string, work: Telling): Promise<Taken> {
  if (!existsSync(from)) throw new StoreFailure('not-found', `${from} is not there`)
  const database = join(scratch, databaseName)
  copyFileSync(from, database)
  await examineWhole(database)
  const images = onCopy(database, (db) =>
    db.prepare<[], number>("SELECT count(*) FROM sqlite_schema WHERE name = 'image'").pluck().get() ? readImages(db) : [],
  )
  const lost = await damagedAmong(images, imageFolder(places.folder), work)
  return { database, at, images: images.length, lostImages: lost.length, refusedImages: 0, bringImages: async () => undefined }
}

/** What a file is refused with says which file; damage in one of the author's own is told the same way. */
function named(error: unknown, folder: string, name: string): unknown {
  const failure = failureFrom(error, folder)
  if (!failure) return error
  const code = failure.code === 'corrupt' ? 'archive-broken' : failure.code
  return problemFrom(new StoreFailure(code, failure.message, { ...failure.detail, name: basename(name) }, error))
}
