/** Exports as their tests make them: units of one file each, into a folder of each test's own. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import { exportFolder } from '#main/publishing/desk/export-folder.ts'
import type { FolderOutcome } from '#main/publishing/desk/folder-outcome.ts'
import { keepKnownFilesIn } from '#main/publishing/desk/known-files.ts'
import { MANIFEST } from '#main/publishing/desk/manifest.ts'
import type { Unit } from '#main/publishing/desk/target.ts'

/** The folder that exports go into, and one above it that nothing else is in. */
export let above = ''
export let folder = ''
/** What is kept of exports, which is no part of them. */
export let keptIn = ''

/** For another course or target. */
export const goInto = (path: string): void => void (folder = path)

/** Each test of the file has a folder of its own. */
export function foldersForEach(): void {
  beforeEach(async () => {
    above = await mkdtemp(join(tmpdir(), 'moke-export-'))
    folder = join(above, 'out', 'zhihu')
    await mkdir(folder, { recursive: true })
    keptIn = await mkdtemp(join(tmpdir(), 'moke-kept-'))
    keepKnownFilesIn(keptIn)
  })
  afterEach(async () => {
    keepKnownFilesIn(null)
    for (const each of [above, keptIn]) await rm(each, { recursive: true, force: true })
  })
}

const { signal } = new AbortController()

export const unit = (id: string, text: string, path = `${id}.md`): Unit => ({
  id,
  input: { text, path },
  make: () => Promise.resolve({ files: [{ path, text }], findings: [] }),
})

export function write(units: readonly Unit[], wishes: object = {}): Promise<FolderOutcome> {
  const imageBytes = (id: string): Promise<Uint8Array> => Promise.resolve(Buffer.from(id))
  return exportFolder({ folder, target: { id: 'zhihu', version: 1 }, units, imageBytes, signal, onProgress: () => {}, ...wishes })
}

export async function changeManifest(change: (manifest: never) => object): Promise<void> {
  const at = join(folder, MANIFEST)
  await writeFile(at, JSON.stringify(change(JSON.parse(await readFile(at, 'utf8')) as never)))
}

export const row = () => ({
  id: 1,
  at: 0,
  course: 'c',
  title: '课',
  target: 'zhihu',
  folder,
  isWhole: true,
  lessons: 1,
  written: 1,
  kept: 0,
  removed: 0,
  findings: {},
})
