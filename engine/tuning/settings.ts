/** What is decided before a run of tuning, and what a run says in words. */
import type { Bits, LoraOptions } from '#engine/model/index.ts'
import type { OptimiserOptions, SamplerPosition, Schedule } from '#engine/training/index.ts'
import type { SoftOptions } from './soft-targets.ts'

/**
 * How a base learns. lora: thin matrices beside its own, which stay as they are; qlora: the same with its own kept in few bits;
 * full: its own matrices; continue: all of it, on much text.
 */
export type Method = 'lora' | 'qlora' | 'full' | 'continue'

export const METHODS: readonly Method[] = ['lora', 'qlora', 'full', 'continue']

/** What a run depends on, besides its texts, its base and the number of threads. */
export interface TuningSettings {
  readonly method: Method
  /** With lora and qlora. */
  readonly lora?: LoraOptions
  /** In how many bits a number of a frozen matrix is kept. */
  readonly bits: Bits
  /** Where a run listens to its base: then it learns less by heart. */
  readonly soft?: SoftOptions
  readonly optimiser: OptimiserOptions
  readonly schedule: Schedule
  /** Tokens of one window. */
  readonly length: number
  /** Windows that go through the base together; halved, and `accumulate` doubled, where memory is too small for them. */
  readonly batch: number
  /** Batches of one step: their gradients are averaged. */
  readonly accumulate: number
  /** Whether layers are computed again on the way back rather than kept: a third more work, for a fraction of the memory. */
  readonly recompute: boolean
  /** How often it was made to take less memory than it was begun with, where it was. */
  readonly lightened?: number
  /** Steps between held-out figures. */
  readonly heldOutSteps: number
  /** Held-out figures without a new best after which the run ends. */
  readonly patience: number
  readonly seed: number
}

/** Which base and which texts a run is of; one that is resumed with others is refused. */
export interface TuningSources {
  /** What the base is told by: a digest of its file. */
  readonly base: string
  /** `corpusFingerprint` of the texts it learns from. */
  readonly learning: string
  /** `corpusFingerprint` of those that are held out. */
  readonly heldOut: string
}

/** A held-out figure. */
export interface HeldOutFigure {
  /** Steps done; 0 is the base itself. */
  readonly step: number
  readonly bitsPerCharacter: number
}

/** A run between two steps, without its numbers. */
export interface TuningRecord {
  readonly settings: TuningSettings
  readonly sources: TuningSources
  /** Steps done. */
  readonly step: number
  readonly position: SamplerPosition
  readonly heldOut: readonly HeldOutFigure[]
  /** Where the run went back to its best weights because it diverged; from there its rates are half of what they were. */
  readonly restarts: readonly number[]
}
