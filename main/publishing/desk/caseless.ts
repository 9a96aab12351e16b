/**
 * File systems whose names have no case, as Windows and macOS have them: two ways that differ only there lead to one file. Told by the files
 * themselves, for a folder may lie on a disk of another kind.
 */
import { lstat, rename } from 'node:fs/promises'
import { join } from 'node:path'

/** Ways that such a file system may hold for one have the same. */
export function foldedWay(path: string): string {
  return path.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC')
}

/** Whether two ways lead to one file. */
export async function isOneFile(folder: string, one: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all([one, other].map((path) => lstat(join(folder, path), { bigint: true }).catch(() => null)))
  return !!a && !!b && a.ino === b.ino && a.dev === b.dev
}

/** Gives a file, and the folders on the way to it, the names by which it is called now: where a title changed only its case, it is seen. */
export async function recased(folder: string, before: string, now: string): Promise<void> {
  const [old, wanted] = [before.split('/'), now.split('/')]
  for (const [index, name] of wanted.entries()) {
    const was = old[index]
    if (was === undefined || was === name) continue
    const above = wanted.slice(0, index)
    await rename(join(folder, ...above, was), join(folder, ...above, name))
  }
}
