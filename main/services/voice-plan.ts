/** What a run would be: the works that it learns from, and what it takes. */
import type { Trainer } from '#main/compute/trainer.ts'
import type { Enough } from '#preload/contract/archive.ts'
import type { TuningChoice } from '#preload/contract/runs.ts'
import type { ArchiveLearning } from './archive-learning.ts'
import { amountOf, sidesOf } from './divided-works.ts'
import { heldOutOf } from './voice-held-out.ts'
import type { VoiceSpeeds } from './voice-speeds.ts'
import { type Chosen, worksOfRun } from './run-works.ts'
import { sampledWorks } from './voice-texts.ts'

export interface PlanOptions {
  readonly learning: Pick<ArchiveLearning, 'works'>
  /** Which of the works the author chose; null for all. */
  readonly chosen?: () => Chosen | null
  /** Whether there is enough to learn from. */
  readonly enough: () => Enough
  readonly trainer: Pick<Trainer, 'plan'>
  /** The model in use, by id. */
  readonly model: () => string
  /** Where a model lies, and what it is called. */
  readonly place: (model: string) => { readonly path: string; readonly name: string }
}

/** What a run would take, of the model in use where none is named. Throws `works-few`, and what the trainer says of the model. */
export async function planOfRun(
  options: PlanOptions & { readonly speeds: Pick<VoiceSpeeds, 'timeOf'> },
  model: string | null,
  choice: TuningChoice,
  signal: AbortSignal,
) {
  const { works, among } = await worksOfRun(options, options.chosen?.() ?? null, signal)
  const sides = sidesOf(works)
  const { place, trainer } = options
  const id = model ?? options.model()
  const { path, name } = place(id)
  const [learning, heldOut] = [amountOf(sides, false), amountOf(sides, true)]
  const plan = await trainer.plan({ base: path, choice, ...(await sampledWorks(works)) }, signal)
  const time = options.speeds.timeOf(plan, JSON.stringify([id, choice, learning, heldOut]))
  return { base: { id, name }, learning, heldOut, ...(among !== undefined && { among }), heldOutWorks: heldOutOf(sides, () => 'here'), plan, time }
}
