/** Adapters as all sides speak of them: what a base was taught, kept in a file of its own. */
import { z } from '#preload/document/zod.ts'
import { Mark } from './marks.ts'
import { ProblemReport } from './problem.ts'
import { BaseIdentity } from './runs.ts'

export const AdapterId = z.uuid().brand('AdapterId')
export type AdapterId = z.infer<typeof AdapterId>

export const AdapterName = z.string().trim().min(1).max(100)

/** How much of an adapter is added to its base: 0 is the base itself, 1 the adapter as it was learnt. */
export const Strength = z.number().min(0).max(1.5)

/** What a model had on when it wrote something: what it was called, and how strongly it worked. */
export const WornAdapter = z.strictObject({ name: AdapterName, strength: Strength })
export type WornAdapter = z.infer<typeof WornAdapter>

/** An adapter at work, by its file. */
export const AdapterAtWork = WornAdapter.extend({ path: z.string() })
export type AdapterAtWork = z.infer<typeof AdapterAtWork>

/** The adapter that the model in use completes with; every model has its own. */
export const ActiveAdapter = z.strictObject({
  id: AdapterId,
  name: AdapterName,
  strength: Strength,
  /** Why it has no effect, and the base completes instead: its file is gone or damaged. Told until another is chosen, or none. */
  problem: ProblemReport.nullable(),
})
export type ActiveAdapter = z.infer<typeof ActiveAdapter>

/**
 * An adapter from elsewhere, as it was taken in. `base`: the model among those that were offered that it belongs to; null where none of them
 * is, and it says itself which one. `mark`: what whoever wrote it noted to know it again, where its numbers are still those.
 */
export const TakenAdapter = z.strictObject({
  ...{ name: z.string(), rank: z.number().int(), base: z.string().nullable(), identity: BaseIdentity },
  mark: Mark.optional(),
})
export type TakenAdapter = z.infer<typeof TakenAdapter>

/** How a model's matrices are kept. */
export const Precision = z.enum(['f16', 'q8_0'])
