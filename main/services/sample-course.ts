/** The course that an empty workspace begins with. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Doc } from '#preload/document/schema.ts'
import type { Store } from '#main/store/store.ts'
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

/** Where sample courses lie, and which is meant. */
export interface SamplePlace {
  /** `resources/sample-course`. */
  readonly folder: string
  readonly language: SampleLanguage
}

/** Gives a new workspace the sample course, where there is to be one. */
export function fillWith(store: Pick<Store, 'createCourse'>, sample: SamplePlace | undefined): void {
  if (sample) store.createCourse(readSample(join(sample.folder, `${sample.language}.json`)))
}
