/** How a run goes from one stage to the next, and a recipe from one run to the next: the same whether it is resumed by hand or follows a recipe. */
import { isDeepStrictEqual } from 'node:util'
import { checkConfig, grow, initialWeights, type Weights } from '#engine/model/index.ts'
import type { Checkpoint } from './checkpoint.ts'
import { roundedWeights } from './gguf-model.ts'
import type { LaterRun, RunChange, RunConditions, RunSettings, Stage } from './run-record.ts'

/** What a run may begin with besides its settings. */
export interface Beginning {
  /** The run's own from now on; without them they are drawn by the seed. */
  readonly weights?: Weights | undefined
  /** What is to hold later, in the order of `after`. */
  readonly stages?: readonly Stage[] | undefined
  /** What is to follow when it is done. */
  readonly runs?: readonly LaterRun[] | undefined
}

/** A run before its first step. `tokenizer` is the text of its file. */
export function beginning(settings: RunSettings, tokenizer: string, { weights, stages = [], runs = [] }: Beginning = {}): Checkpoint {
  return {
    settings,
    step: 0,
    position: { epoch: 0, window: 0 },
    heldOut: [],
    changes: [],
    stages,
    runs,
    tokenizer,
    weights: weights ?? initialWeights(checkConfig(settings.config), settings.seed),
    optimiserState: new Map(),
    ...(weights && settings.blend !== undefined && { begun: new Map([...weights].map(([name, elements]) => [name, Float32Array.from(elements)])) }),
  }
}

/** What may change, as it is now. */
export function conditionsOf({ schedule, batch, length, accumulate, classWeights, documents }: RunConditions): RunConditions {
  return { schedule, batch, length, accumulate, classWeights, documents }
}

/** The run with what is to be otherwise from now on. Windows of another length and other class weights begin a new epoch. */
export function changed(checkpoint: Checkpoint, change: RunChange): Checkpoint {
  const { settings, step, position, changes } = checkpoint
  const before = conditionsOf(settings)
  const after = { ...before, ...change }
  if (isDeepStrictEqual(before, after)) return checkpoint
  const isSameOrder = after.length === before.length && isDeepStrictEqual(after.classWeights, before.classWeights)
  return {
    ...checkpoint,
    settings: { ...settings, ...after },
    position: isSameOrder ? position : { epoch: position.epoch + 1, window: 0 },
    changes: [...changes, { until: step, before }],
  }
}

/** The run that follows one that is done, before its first step; undefined where none does. */
export function nextRun({ settings: { config }, tokenizer, weights, runs: [next, ...runs] }: Checkpoint): Checkpoint | undefined {
  if (next === undefined) return undefined
  const learnt = next.isRounded ? roundedWeights({ config, weights }, 'q8_0') : weights
  const { settings, stages } = next
  return beginning(settings, tokenizer, { weights: grow({ config, weights: learnt }, settings.config, settings.seed).weights, stages, runs })
}

/** The run in the stage that its step belongs to. */
export function inDueStage(checkpoint: Checkpoint): Checkpoint {
  const [next, ...later] = checkpoint.stages
  if (next === undefined || next.after > checkpoint.step) return checkpoint
  return inDueStage({ ...changed(checkpoint, next.conditions), stages: later })
}
