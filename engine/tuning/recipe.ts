/** The settings of a LoRA run as those who train elsewhere speak of them: passes and shares rather than steps, windows of a step rather than batches. */
import type { Bits } from '#engine/model/index.ts'
import type { TuningSettings } from './settings.ts'

export interface TuningRecipe {
  readonly lora: { readonly rank: number; readonly alpha: number; readonly stabilised: boolean; readonly dropout: number; readonly targets: string[] }
  readonly bits: Bits
  readonly optimiser: {
    readonly kind: 'muon' | 'adamw'
    readonly rate: number
    readonly weightDecay: number
    readonly momentum: number
    readonly clipNorm: number
  }
  readonly passes: number
  readonly warmupShare: number
  readonly heldOutShare: number
  readonly length: number
  readonly batch: number
  readonly patience: number
  readonly seed: number
}

/** What these settings come to where so many tokens are learnt. Only for methods that train thin matrices. */
export function recipeOf(settings: TuningSettings, tokens: number): TuningRecipe {
  const { lora, bits, optimiser, schedule, length, batch, accumulate, heldOutSteps, patience, seed } = settings
  if (lora === undefined) throw new Error('a recipe is of a run that trains thin matrices')
  const { kind, muonRate, adamRate, weightDecay, momentum, clipNorm } = optimiser
  return {
    lora: { rank: lora.rank, alpha: lora.alpha, stabilised: lora.stabilised, dropout: 0, targets: [...lora.targets] },
    bits,
    optimiser: { kind, rate: kind === 'muon' ? muonRate : adamRate, weightDecay, momentum, clipNorm },
    passes: Math.max(1, Math.round((schedule.steps * length * batch * accumulate) / Math.max(1, tokens))),
    warmupShare: shareOf(schedule.warmupSteps, schedule.steps),
    heldOutShare: shareOf(heldOutSteps, schedule.steps),
    length,
    batch: batch * accumulate,
    patience,
    seed,
  }
}

/**
 * Rounded down: who takes so much of as many steps, and rounds up as Transformers does, has the same number of them. Half at most: without
 * a figure before the last step nothing could end early, and a rate that rises to the end would never be what it is to be.
 */
function shareOf(some: number, steps: number): number {
  return Math.min(0.5, Math.floor((1e6 * some) / steps) / 1e6)
}
