/**
 * Backups of a workspace in another folder: `<library>/<time>.moke`, with the pictures of all of them once, in `images/`.
 * Each is read back from there and opened before it counts. Nothing here is needed for writing: whatever is wrong with
 * the folder is told as `backup-…`.
 */
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { makeFolders } from '#engine/computer/index.ts'
import type { Manifest } from '#main/package/manifest.ts'
import { fingerprint } from './copies.ts'
import { settle } from './aside.ts'
import type { Database } from './database.ts'
import { backupsToKeep } from './backup-rotation.ts'
import { failureFrom, StoreFailure } from './failure.ts'
import { isImageWhole, writeImage } from './image-files.ts'
import { imageFolder, imagePath, type ImageFile } from './image-places.ts'
import { readIdentity } from './identity.ts'
import { type CarryImage, carryImages, packWorkspace, type Work } from './pack.ts'
import { type Places, stampFromTime, timeFromStamp } from './places.ts'
import { isAlive, withScratch } from './scratch.ts'
import { SeenFiles } from './seen-files.ts'
import { unpack, withArchive } from './unpack.ts'

export interface Backup {
  /** Library and time: `<library>/<stamp>`. */
  readonly id: string
  readonly library: string
  readonly at: number
  readonly path: string
  readonly bytes: number
  readonly holds: Holdings
}

/** What a backup holds, as its manifest says. */
interface Holdings extends Pick<Manifest, 'courses' | 'lessons' | 'words' | 'titles' | 'fingerprint'> {
  readonly images: number
}

/** What ends the name of a packed workspace. */
export const packedSuffix = '.moke'

const libraryForm = /^[\w-]{1,60}$/

/** Of backups that were read in this run. */
const known = new SeenFiles<Holdings>()

/** The backups in a folder, newest first, of whichever library. One that can't be read is left out. Throws `backup-gone` where there is no folder. */
export async function listBackups(root: string): Promise<Backup[]> {
  return inFolder(root, async () => {
    const backups: Backup[] = []
    for (const library of readdirSync(root, { withFileTypes: true })) {
      if (!library.isDirectory() || !libraryForm.test(library.name)) continue
      for (const name of readdirSync(join(root, library.name))) backups.push(...(await backupAt(root, library.name, name)))
    }
    known.keepOnly(
      root,
      backups.map(({ path }) => path),
    )
    return backups.sort((a, b) => b.at - a.at)
  })
}

/** The newest backup of a library that can be read: by the names, and one manifest. Null where there is none. Throws `backup-gone` where there is no folder. */
export async function newestBackup(root: string, library: string): Promise<Backup | null> {
  return inFolder(root, async () => {
    const folder = join(root, library)
    if (!libraryForm.test(library) || !existsSync(folder)) return null
    for (const name of (await readdir(folder)).sort().reverse()) {
      const [found] = await backupAt(root, library, name)
      if (found) return found
    }
    return null
  })
}

/** Where a backup of that id would lie. Throws `not-found` for what is no id. */
export function backupPath(root: string, id: string): string {
  const [library = '', stamp = ''] = id.split('/')
  if (!libraryForm.test(library) || timeFromStamp(stamp) === null) throw new StoreFailure('not-found', `${JSON.stringify(id)} is no backup`)
  return join(root, library, stamp + packedSuffix)
}

async function backupAt(root: string, library: string, name: string): Promise<Backup[]> {
  const stamp = name.endsWith(packedSuffix) ? name.slice(0, -packedSuffix.length) : ''
  const at = timeFromStamp(stamp)
  if (at === null) return []
  const path = join(root, library, name)
  const now = await stat(path)
  const holds = known.find(path, now) ?? (await holdingsOf(path, root))
  if (!holds) return []
  known.note(path, now, holds)
  return [{ id: `${library}/${stamp}`, library, at, path, bytes: now.size, holds }]
}

async function holdingsOf(path: string, root: string): Promise<Holdings | null> {
  try {
    return await withArchive(path, async (_, { courses, lessons, words, titles, fingerprint: print, images }) => {
      return { courses, lessons, words, titles, fingerprint: print, images: images.length }
    })
  } catch (error) {
    if (failureFrom(error, root)) return null
    throw error
  }
}

/**
 * Makes a backup unless the newest one of this library holds the same; answers whether it did. Throws `backup-…` for
 * what is wrong with the folder, and what the workspace itself fails with.
 */
export async function makeBackup(db: Database, places: Places, root: string, work: Work): Promise<boolean> {
  const library = readIdentity(db)?.id ?? 'library'
  const newest = await newestBackup(root, library)
  if (newest?.holds.fingerprint === fingerprint(db)) {
    // What it holds is there already; its pictures may have been lost or damaged since.
    const { images } = await inFolder(root, () => carryImages(places, work, copyTo(imageFolder(root))))
    rememberOnly(root, images)
    return false
  }
  await inFolder(root, async () => {
    makeFolders(join(root, library), 0o700)
    tidy(join(root, library))
    await explain(root)
    // Under a name that no list shows, until it was read back.
    const unfinished = join(root, library, unfinishedName())
    try {
      const { images } = await packWorkspace(db, places, unfinished, work, copyTo(imageFolder(root)))
      rememberOnly(root, images)
      await readBack(unfinished, places, root, work)
      settle(unfinished, join(root, library, stampFromTime(work.now) + packedSuffix))
    } finally {
      await rm(unfinished, { force: true })
    }
  })
  await thin(root, library, stampFromTime(work.now))
  return true
}

const unfinishedForm = /^unfinished-(\w*)-(\d+)-\d+\./
let begun = 0

/** Says which process of which computer writes it: the folder may be one that several share. */
function unfinishedName(): string {
  begun += 1
  return `unfinished-${computer()}-${process.pid}-${begun}${packedSuffix}`
}

function computer(): string {
  return hostname().replaceAll(/\W/g, '')
}

/** Longer than any backup takes: what another computer left so long ago is nobody's. */
const forsakenMs = 24 * 3600_000

/** Takes away what a death left, and nothing that another process is writing. */
function tidy(folder: string): void {
  for (const name of readdirSync(folder)) {
    const [, on, pid] = unfinishedForm.exec(name) ?? []
    if (on === undefined) continue
    const path = join(folder, name)
    const { mtimeMs = 0 } = statSync(path, { throwIfNoEntry: false }) ?? {}
    const isForsaken = on === computer() ? !isAlive(Number(pid)) : mtimeMs < Date.now() - forsakenMs
    if (isForsaken) rmSync(path, { force: true })
  }
}

/** Pictures that were read and found whole in this run. */
const whole = new SeenFiles<true>()

/**
 * A picture once, read back. One that is there already is read once in a run and again when its file changes, not every
 * hour: there may be gigabytes of them on a slow drive. What is not what its name says is made anew from the author's own.
 */
function copyTo(images: string): CarryImage {
  return async (file, path) => {
    const there = imagePath(images, file)
    if (await isThere(there, file)) return true
    if (!(await isImageWhole(path, file))) return false
    await writeImage(images, await readFile(path), file.type)
    if (!(await isThere(there, file))) throw new StoreFailure('backup-unsound', `${file.id} reads back as something else`)
    return true
  }
}

function rememberOnly(root: string, images: readonly ImageFile[]): void {
  const folder = imageFolder(root)
  whole.keepOnly(
    folder,
    images.map((file) => imagePath(folder, file)),
  )
}

async function isThere(path: string, file: ImageFile): Promise<boolean> {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat?.size !== file.bytes) return false
  if (whole.find(path, stat)) return true
  if (!(await isImageWhole(path, file))) return false
  whole.note(path, stat, true)
  return true
}

/** Opens what was written, from where it was written. */
async function readBack(file: string, { folder }: Places, root: string, work: Work): Promise<void> {
  try {
    await withScratch(folder, (scratch) => withArchive(file, (reader, manifest) => unpack(reader, manifest, scratch, work)))
  } catch (error) {
    const code = failureFrom(error, root)?.code
    if (code === 'archive-broken' || code === 'archive-foreign') throw new StoreFailure('backup-unsound', 'the backup reads back wrong', {}, error)
    throw error
  }
}

/** The one that was made just now stays, also where a clock that was wrong left newer ones. */
async function thin(root: string, library: string, made: string): Promise<void> {
  const backups = (await listBackups(root)).filter((backup) => backup.library === library)
  const kept = new Set(backupsToKeep(backups))
  for (const backup of backups) if (!kept.has(backup) && backup.id !== `${library}/${made}`) await rm(backup.path, { force: true })
}

const explanation = `墨课的备份。每个 .moke 文件是某一时刻的整个资料库，图片在 images 里，各备份共用。
在墨课里打开“备份与搬家”，或在终端运行 npx moke backup list，就能恢复。请不要改动里面的文件。

Backups of Moke. Each .moke file is the whole library at one moment; the pictures are in images, shared by all of them.
Restore one in Moke under “Backups and moving”, or run npx moke backup list in a terminal. Please leave the files as they are.
`

async function explain(root: string): Promise<void> {
  const file = join(root, 'README.txt')
  if (!existsSync(file)) await writeFile(file, explanation)
}

/** Tells what is wrong with the folder of backups apart from what is wrong with the workspace. */
async function inFolder<T>(root: string, work: () => Promise<T>): Promise<T> {
  try {
    if (!statSync(root, { throwIfNoEntry: false })?.isDirectory()) throw new StoreFailure('backup-gone', `${root} is not there`, { folder: root })
    return await work()
  } catch (error) {
    throw folderFailure(error, root) ?? error
  }
}

/** Null for what the workspace itself fails with. */
function folderFailure(error: unknown, root: string): StoreFailure | null {
  const failure = failureFrom(error, root)
  const as = (code: StoreFailure['code']) => new StoreFailure(code, failure?.message ?? '', { folder: root }, error)
  if (failure?.code === 'backup-unsound' || failure?.code === 'backup-gone') return as(failure.code)
  // A write names no path: where the workspace's own disk is full, its author hears of that anyway.
  if (failure?.code === 'disk-full') return as('backup-full')
  if (failure?.code !== 'disk-error' || !(error instanceof Error) || !('code' in error)) return null
  if ('path' in error && typeof error.path === 'string' && !error.path.startsWith(root)) return null
  return as(['EACCES', 'EPERM', 'EROFS'].includes(String(error.code)) ? 'backup-denied' : 'backup-gone')
}
