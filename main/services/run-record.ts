/** What is kept of the run under way, beside the workspace. */
import { BaseIdentity, TuningChoice } from '#preload/contract/runs.ts'
import { VoiceRun } from '#preload/contract/voice.ts'
import { z } from '#preload/document/zod.ts'
import { SidedWork } from './divided-works.ts'

/** A run, as another studio goes on with it. */
export const RunRecord = z.strictObject({
  version: z.literal(1),
  run: VoiceRun,
  choice: TuningChoice,
  works: z.array(SidedWork),
  /** Whether it is to go on by itself, waits for the author, or only finishes. */
  phase: z.enum(['running', 'paused', 'finishing']),
  /** Seconds that it took so far. */
  seconds: z.number(),
  /** Known once the base was read. */
  identity: BaseIdentity.nullable(),
})
export type RunRecord = z.infer<typeof RunRecord>
