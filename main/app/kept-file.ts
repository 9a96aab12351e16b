/** Small files that the studio keeps for its own comfort (a port, a window's place, a measurement). Losing one loses nothing of the author's. */
import { existsSync, readFileSync } from 'node:fs'
import type { z } from '#preload/document/zod.ts'

/** What a file holds; null where there is none, or none that can be read. */
export function readKept<S extends z.ZodType>(file: string, schema: S): z.output<S> | null {
  if (!existsSync(file)) return null
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return null // made anew when it is needed
  }
}
