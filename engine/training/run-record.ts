/** What a checkpoint says in words: a run without its numbers. */
import type { DecoderConfig } from '#engine/model/index.ts'
import type { OptimiserOptions } from './optimiser.ts'
import type { Schedule } from './schedule.ts'
import type { ClassWeights, SamplerPosition } from './token-corpus.ts'

/** What may be decided anew when a run is resumed: how long it goes on, how large its steps are, which texts it sees most. */
export interface RunConditions {
  readonly schedule: Schedule
  /** Windows that go through the model together. */
  readonly batch: number
  /** Tokens of one window. */
  readonly length: number
  /** Batches of one step: their gradients are averaged. */
  readonly accumulate: number
  readonly classWeights: ClassWeights
  readonly documents: Packing
}

/** Whether a token sees only its own document, or also what stands before that one in its window. */
type Packing = 'apart' | 'joined'

/** What was decided before the run; only `RunConditions` may differ when it is resumed. */
export interface RunSettings extends RunConditions {
  readonly config: DecoderConfig
  readonly seed: number
  readonly optimiser: OptimiserOptions
  /** Share of what the run has learnt in the weights that it ends with, the rest being those that it began with. */
  readonly blend?: number | undefined
  /** `corpusFingerprint` of the training data. */
  readonly data: string
}

/** What is to be otherwise from now on. */
export type RunChange = Partial<RunConditions>

/** What holds once `after` steps are done. */
export interface Stage {
  readonly after: number
  readonly conditions: RunConditions
}

/** A run that begins with what the one before it has learnt; its rate, its optimiser and its steps begin anew. */
export interface LaterRun {
  /** Its shape may be larger than that of the run before. */
  readonly settings: RunSettings
  readonly stages: readonly Stage[]
  /** Whether it begins with matrices rounded as a Q8_0 file keeps them. */
  readonly isRounded: boolean
}

/** Tokens that one step learns from. */
export function tokensOfStep({ batch, length, accumulate }: Pick<RunConditions, 'batch' | 'length' | 'accumulate'>): number {
  return batch * length * accumulate
}

/** A held-out figure on the way. */
export interface HeldOutRecord {
  readonly step: number
  readonly bitsPerCharacter: number
}

/** A run between two steps, without its numbers. */
export interface RunRecord {
  readonly settings: RunSettings
  /** Steps done. */
  readonly step: number
  readonly position: SamplerPosition
  readonly heldOut: readonly HeldOutRecord[]
  /** What held before each change, with the last step for which it held. */
  readonly changes: readonly { readonly until: number; readonly before: RunConditions }[]
  /** What is to hold later, in the order of `after`. */
  readonly stages: readonly Stage[]
  /** The runs that follow this one. */
  readonly runs: readonly LaterRun[]
  /** The text of the tokenizer file. */
  readonly tokenizer: string
}
