/** The course that an empty workspace begins with. */
import { readFileSync } from 'node:fs'
import { Doc } from '#preload/document/schema.ts'
import { z } from '#preload/document/zod.ts'

export type SampleLanguage = 'zh-CN' | 'en'

const Sample = z.strictObject({
  title: z.string(),
  chapters: z.array(z.strictObject({ title: z.string(), lessons: z.array(z.strictObject({ title: z.string(), doc: Doc })) })),
})
export type Sample = z.infer<typeof Sample>

/** Reads a sample course. It ships with the studio, so that one which cannot be read is a fault of the program. */
export function readSample(file: string): Sample {
  return Sample.parse(JSON.parse(readFileSync(file, 'utf8')))
}
