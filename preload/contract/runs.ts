/** Runs of the trainer as all sides speak of them: from which works, what is chosen, how one is set up, what it takes, what it is measured by. */
import { z } from '#preload/document/zod.ts'
import { WorkId, WorkKind } from './works.ts'

const count = z.number().int().min(0)

/**
 * How a model learns. `lora`: an adapter beside it; `qlora`: the same, with the model kept in few bits for less memory; `full`: its own
 * numbers, so that another model comes of it; `continue`: the same on much text, read once.
 */
export const TuningMethod = z.enum(['lora', 'qlora', 'full', 'continue'])
export type TuningMethod = z.infer<typeof TuningMethod>

/** Whether a run leaves an adapter; otherwise it leaves a model of its own. */
export function leavesAdapter(method: TuningMethod): boolean {
  return method === 'lora' || method === 'qlora'
}

/** What an author may choose of a run; null: what is best where nobody chooses. */
export const TuningChoice = z.strictObject({
  method: TuningMethod.nullable(),
  /** How much an adapter can hold. */
  rank: z.number().int().min(1).max(256).nullable(),
  /** How often every text is seen. */
  passes: z.number().int().min(1).max(20).nullable(),
})
export type TuningChoice = z.infer<typeof TuningChoice>

/** A held-out figure: bits per character of works of which nothing is learnt. Step 0 is the base itself. */
export const HeldOutFigure = z.strictObject({ step: count, bitsPerCharacter: z.number() })
export type HeldOutFigure = z.infer<typeof HeldOutFigure>

/** How a run is set up, in the words that an author may look up. */
export const RunSetup = z.strictObject({
  method: TuningMethod,
  /** In how many bits a number of the base is kept. */
  bits: z.union([z.literal(32), z.literal(8), z.literal(4)]),
  /** 0 where there is no adapter. */
  rank: count,
  steps: count,
  /** Tokens of one window, and windows that are computed together. */
  length: count,
  batch: count,
})
export type RunSetup = z.infer<typeof RunSetup>

/** What a run takes, in bytes and seconds. */
const Cost = z.strictObject({ setup: RunSetup, memory: z.number(), seconds: z.number() })

/** Known before a run starts. `remedy`: where it does not fit, the setup nearest to it that would; it is what runs where nobody chooses. */
export const RunPlan = z.strictObject({
  base: z.strictObject({ name: z.string(), family: z.string() }),
  ...Cost.shape,
  fits: z.boolean(),
  /** Bytes that are free on this computer. */
  free: z.number(),
  /** What its seconds are told by: how fast this device is by a short product. `sizes`: the base's, as its identity has them. */
  speed: z.strictObject({ device: z.string(), sizes: z.string(), operationsPerSecond: z.number().positive() }),
  remedy: Cost.nullable(),
})
export type RunPlan = z.infer<typeof RunPlan>

/** Which model an adapter was made for, by two hashes: of what its numbers mean and of the numbers. */
export const BaseIdentity = z.strictObject({ name: z.string(), family: z.string(), sizes: z.string(), numbers: z.string() })
export type BaseIdentity = z.infer<typeof BaseIdentity>

/** A work that can be learnt. `words`: 字 that are learnt of it; `written`: as of a work; `isChosen`: the next run learns from it, or is measured by it. */
export const SourceWork = z.strictObject({
  ...{ id: WorkId, title: z.string(), group: z.string(), kind: WorkKind, words: count },
  written: z.string().nullable(),
  isChosen: z.boolean(),
})
export type SourceWork = z.infer<typeof SourceWork>
