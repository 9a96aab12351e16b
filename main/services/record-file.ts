/** Records beside the workspace: JSON for the author alone, of one version. */
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeFolders } from '#engine/computer/index.ts'
import { flushFolder } from '#main/store/aside.ts'
import type { z } from '#preload/document/zod.ts'

/** How a name ends while it is written. */
export const part = '.part'

/** What a file holds; null where there is none, or none that this version can read. */
export function readRecord<S extends z.ZodType>(file: string, schema: S): z.output<S> | null {
  if (!existsSync(file)) return null
  const text = readFileSync(file, 'utf8')
  try {
    return schema.parse(JSON.parse(text))
  } catch {
    return null // a record is written whole or not at all: this one is another version's
  }
}

/** Whole or not at all, into a folder that is made where there is none. */
export function writeRecord(folder: string, name: string, record: object): void {
  makeFolders(folder, 0o700)
  const written = join(folder, name + part)
  writeFileSync(written, JSON.stringify(record, null, 1), { mode: 0o600 })
  const file = openSync(written, 'r+')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(written, join(folder, name))
  flushFolder(folder)
}
