/** What was found out of models on this computer, kept beside the workspace so that the next start need not try it again. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Measured } from '#preload/contract/engine.ts'
import { z } from '#preload/document/zod.ts'
import { readKept } from './kept-file.ts'

const All = z.record(z.string(), Measured)

/** Reads and writes the measurements of a folder. Losing them costs the time of measuring at the next start, so a write that fails is let go. */
export function keepMeasured(folder: string): { get(key: string): Measured | undefined; set(key: string, measured: Measured): void } {
  const file = join(folder, 'engine-measured.json')
  const read = (): Record<string, Measured> => readKept(file, All) ?? {}
  return {
    get: (key) => read()[key],
    set: (key, measured) => {
      try {
        writeFileSync(file, JSON.stringify({ ...read(), [key]: measured }))
      } catch {
        return // a full disk must not stop a suggestion
      }
    },
  }
}
