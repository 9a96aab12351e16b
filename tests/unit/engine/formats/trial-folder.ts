import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

/** A folder for the tests of one file, gone after them. */
export function trialFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'moke-formats-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  return folder
}
