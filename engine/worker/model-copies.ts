/**
 * Copies a model's files into a folder, so that either all of them are there or none. What is unfinished has another
 * ending, so that nobody takes it for a model.
 */
import { type FileHandle, open, readdir, rename, rm, stat, statfs } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { makeFolders } from '#engine/computer/index.ts'
import type { CopyProgress } from '#preload/contract/models.ts'
import { Problem } from '#preload/contract/problem.ts'

const unfinished = '.copying'
const chunkBytes = 8 << 20

/** Copies the files of one model. Throws `disk-full`, `disk-error` or `model-unreadable`; a broken-off copy takes itself away. */
export async function* copyFiles(paths: readonly string[], folder: string): AsyncGenerator<CopyProgress> {
  await told('disk-error', (async () => makeFolders(folder))())
  // Of a copy that was ended by force. The studio runs one at a time.
  for (const name of await readdir(folder)) if (name.endsWith(unfinished)) await rm(join(folder, name), { force: true })
  const sizes = await Promise.all(paths.map((path) => told('model-unreadable', stat(path))))
  const total = sizes.reduce((sum, { size }) => sum + size, 0)
  await checkRoom(folder, total)
  const begun: string[] = []
  try {
    let bytes = 0
    for (const from of paths) {
      const to = join(folder, basename(from) + unfinished)
      begun.push(to)
      for await (const written of copied(from, to)) {
        bytes += written
        yield { bytes, total, id: null }
      }
    }
    // Only now, because others may have come meanwhile, and a file in the way would be replaced.
    const names = freeNames(paths.map(listedName), await told('disk-error', readdir(folder)))
    await renameAll(
      begun,
      names.map((name) => join(folder, name)),
    )
    yield { bytes, total, id: names[0] ?? '' }
  } finally {
    for (const path of begun) await rm(path, { force: true })
  }
}

/** Gives all files their names, or none. */
async function renameAll(from: readonly string[], to: readonly string[]): Promise<void> {
  const done: string[] = []
  try {
    for (const [at, path] of from.entries()) {
      const target = to[at] ?? path
      await told('disk-error', rename(path, target))
      done.push(target)
    }
  } catch (error) {
    for (const path of done) await rm(path, { force: true })
    throw error
  }
}

/** Names that no file of the folder has; the parts of one model keep what tells them apart. */
export function freeNames(wanted: readonly string[], present: readonly string[]): readonly string[] {
  const taken = new Set(present.map(folded))
  for (let number = 1; ; number += 1) {
    const names = number === 1 ? wanted : wanted.map((name) => numbered(name, number))
    if (names.every((name) => !taken.has(folded(name)))) return names
  }
}

/** Alike for names that some disks hold for the same. */
function folded(name: string): string {
  return name.normalize('NFC').toUpperCase().toLowerCase()
}

/** The name under which the folder's list takes a file for a model. */
function listedName(path: string): string {
  const name = basename(path)
  return /\.gguf$/i.test(name) ? name : `${name}.gguf`
}

function numbered(name: string, number: number): string {
  const [, stem = '', rest = ''] = /^(.*?)((?:-\d{5}-of-\d{5})?\.gguf)$/i.exec(name) ?? ['', name, '']
  return `${stem}-${number}${rest}`
}

/** Room that is left to the rest of the studio. */
export const spareBytes = 64e6

async function checkRoom(folder: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await told('disk-error', statfs(folder))
  if (bavail * bsize < bytes + spareBytes) throw new Problem('disk-full', `the copy takes ${bytes} bytes, and ${bavail * bsize} are free`)
}

/** Copies one file; says after each piece how long it was. */
async function* copied(from: string, to: string): AsyncGenerator<number> {
  const source = await told('model-unreadable', open(from, 'r'))
  let target: FileHandle | null = null
  try {
    target = await told('disk-error', open(to, 'wx'))
    const chunk = new Uint8Array(chunkBytes)
    for (;;) {
      const { bytesRead } = await told('model-unreadable', source.read(chunk))
      if (bytesRead === 0) break
      await told('disk-error', target.writeFile(chunk.subarray(0, bytesRead)))
      yield bytesRead
    }
    await told('disk-error', target.sync())
  } finally {
    await source.close()
    await target?.close()
  }
}

/** What the system refuses, as a problem that the author can act upon. */
async function told<T>(code: 'disk-error' | 'model-unreadable', work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    const isFull = error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')
    throw new Problem(isFull ? 'disk-full' : code, error instanceof Error ? error.message : String(error), {}, error)
  }
}
