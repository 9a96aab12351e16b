/** Puts files in their places whole or not at all, and never over what somebody else laid there. */
import { randomUUID } from 'node:crypto'
import { renameSync, writeFileSync } from 'node:fs'
import { lstat, readdir, rm, rmdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { makeFolders } from '#engine/computer/index.ts'

/** Holds files while they are written; below an export's folder, so that each can be moved from there at once. */
export const PARTS = '.moke-export.parts'
const OURS = /^[0-9a-f-]{36}\.moke-part$/

/** Readies the place for parts; what an export left there that was ended is taken away. */
export async function readyParts(folder: string): Promise<void> {
  makeFolders(join(folder, PARTS))
  for (const name of await readdir(join(folder, PARTS))) if (OURS.test(name)) await rm(join(folder, PARTS, name), { force: true })
}

export async function removeParts(folder: string): Promise<void> {
  // What is not ours may lie in it, or the disk be gone: it stays.
  await rmdir(join(folder, PARTS)).catch(() => undefined)
}

/** Whether it could: `isFree` looks at the place once more right before, for somebody may have laid something there while the file was made. */
export async function placed(folder: string, path: string, data: Uint8Array, isFree: () => boolean = () => true): Promise<boolean> {
  const [at, part] = [join(folder, path), join(folder, PARTS, `${randomUUID()}.moke-part`)]
  makeFolders(dirname(at))
  try {
    // At once: a file that Node is just opening for a thread which is ended stays open until the process is over.
    writeFileSync(part, data, { flag: 'wx' })
    const isPlaced = isFree()
    if (isPlaced) renameSync(part, at)
    else await rm(part, { force: true })
    return isPlaced
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
}

/** Whether a path, or a folder on its way, is a link, by which one would write, read or remove elsewhere. */
export async function isLinked(folder: string, path: string): Promise<boolean> {
  const parts = path.split('/')
  for (const index of parts.keys()) {
    const found = await lstat(join(folder, ...parts.slice(0, index + 1))).catch(() => null)
    if (found === null) return false
    if (found.isSymbolicLink()) return true
  }
  return false
}
