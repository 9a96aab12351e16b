/**
 * What is written, so that it is there after a computer was without power. Files are brought to the disk at the end, many at once: each by
 * itself as it is written takes several times as long as the writing.
 */
import { open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { PARTS, placed } from './placing.ts'

/** As the list of files was when an export began: that one is written over and over meanwhile, and without power it may be empty. */
const BEFORE = `${PARTS}/before.json`

const WEIGHTY = new Set(['EIO', 'ENOSPC', 'EDQUOT'])
const atOnce = 16

/** Throws only what says that they can't be kept there. */
export async function lasting(folder: string, paths: Iterable<string>): Promise<void> {
  const left = [...new Set(paths)]
  const some = async () => {
    for (let path = left.pop(); path !== undefined; path = left.pop()) await synced(join(folder, path), 'r+')
  }
  await Promise.all(Array.from({ length: atOnce }, some))
  await synced(folder, 'r')
}

async function synced(at: string, flags: 'r' | 'r+'): Promise<void> {
  try {
    const file = await open(at, flags)
    await file.sync().finally(() => file.close())
  } catch (error) {
    // Taken away meanwhile, or a system that lets nobody do it: it is written all the same.
    if (error instanceof Error && 'code' in error && WEIGHTY.has(String(error.code))) throw error
  }
}

export async function keepBefore(folder: string, list: Uint8Array): Promise<void> {
  await placed(folder, BEFORE, list)
  await lasting(folder, [BEFORE])
}

/** The list, or where it was emptied the one from before. */
export async function listFrom(folder: string, list: string): Promise<string> {
  if (!isEmptied(list)) return list
  return readFile(join(folder, BEFORE), 'utf8').catch(() => list)
}

export async function forgetBefore(folder: string): Promise<void> {
  await rm(join(folder, BEFORE), { force: true }).catch(() => undefined)
}

/** As some file systems leave one whose bytes did not get there. */
function isEmptied(text: string): boolean {
  return /^\0*$/.test(text)
}
