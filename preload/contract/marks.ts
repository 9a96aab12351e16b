/** Marks: what whoever writes an adapter notes in its file to know it again. */
import { z } from '#preload/document/zod.ts'

/** A longer one is taken for none. */
export const mostMarkLength = 2_000_000

export const Mark = z.string().max(mostMarkLength)
