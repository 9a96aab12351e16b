/** What is kept of the run under way, beside the workspace. */
import { BaseIdentity, TuningChoice } from '#preload/contract/runs.ts'
import { VoiceRun } from '#preload/contract/voice.ts'
import { z } from '#preload/document/zod.ts'
import { SidedWork } from './divided-works.ts'
import { readRecord } from './record-file.ts'

const texts = z.array(z.string())
const Then = z.strictObject({ words: texts, released: texts.nullable() })

/** Masks as they were at one time. `released`: null where that was not kept, as in the record of an earlier version, which has a list of the words. */
export const MasksThen = z.union([Then, texts.transform((words): z.infer<typeof Then> => ({ words, released: null }))])
export type MasksThen = z.infer<typeof MasksThen>

/** A run, as another studio goes on with it. */
export const RunRecord = z.strictObject({
  version: z.literal(1),
  run: VoiceRun,
  choice: TuningChoice,
  works: z.array(SidedWork),
  /** What its author had masked when it was begun. */
  masks: MasksThen.optional(),
  /** Whether it is to go on by itself, waits for the author, or only finishes. */
  phase: z.enum(['running', 'paused', 'finishing']),
  /** Seconds that it took so far. */
  seconds: z.number(),
  /** Known once the base was read. */
  identity: BaseIdentity.nullable(),
})
export type RunRecord = z.infer<typeof RunRecord>

/** As much as runs of every version are expected to say. */
const AnyRun = z.object({ works: z.array(z.object({ id: z.string(), hash: z.string().optional() })) })

/** The works of a run that another version began; none where they can't be told. */
export function worksOfAnyRun(file: string): readonly Pick<SidedWork, 'id' | 'hash'>[] {
  return readRecord(file, AnyRun)?.works ?? []
}
