/** What was measured on this computer (threads by model and device), kept beside the workspace so that the next start need not measure. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { EngineThreads } from '#preload/contract/engine.ts'
import { z } from '#preload/document/zod.ts'
import { readKept } from './kept-file.ts'

const Measured = z.record(z.string(), EngineThreads)

/** Reads and writes the measurements of a folder. Losing them costs a second at the next start, so a write that fails is let go. */
export function measuredThreads(folder: string): { get(key: string): EngineThreads | undefined; set(key: string, threads: EngineThreads): void } {
  const file = join(folder, 'engine-threads.json')
  const read = (): Record<string, EngineThreads> => readKept(file, Measured) ?? {}
  return {
    get: (key) => read()[key],
    set: (key, threads) => {
      try {
        writeFileSync(file, JSON.stringify({ ...read(), [key]: threads }))
      } catch {
        return // a full disk must not stop a suggestion
      }
    },
  }
}
