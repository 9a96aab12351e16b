/** A run of tuning small enough for a unit test. */
import { initialWeights, LORA_TARGETS } from '#engine/model/index.ts'
import { DEFAULT_OPTIMISER } from '#engine/training/index.ts'
import { baseOf, encodeTexts, type LearningText, type TuningMaterial, type TuningReport, type TuningSettings, type Tuner } from '#engine/tuning/index.ts'
import { bytes, TINY } from '../training/tiny-run.ts'

export const texts: readonly LearningText[] = ['the cat sat on the mat. ', 'a dog ran in the fog. ', 'the cat ran in the fog. '].map((text, i) => ({
  work: `work ${i}`,
  text: text.repeat(6),
}))

export async function tinyMaterial(): Promise<TuningMaterial> {
  const [learning, heldOut] = await Promise.all([encodeTexts(texts.slice(0, 2), bytes), encodeTexts(texts.slice(2), bytes)])
  return { base: baseOf('tiny', TINY, initialWeights(TINY, 4)), learning, heldOut }
}

export const tinySettings: TuningSettings = {
  method: 'lora',
  lora: { rank: 4, alpha: 8, stabilised: false, targets: LORA_TARGETS },
  bits: 32,
  optimiser: { ...DEFAULT_OPTIMISER, kind: 'adamw', adamRate: 0.01 },
  schedule: { steps: 8, warmupSteps: 2, decayShare: 1 },
  length: 16,
  batch: 2,
  accumulate: 1,
  recompute: false,
  heldOutSteps: 4,
  patience: 3,
  seed: 3,
}

export const full: TuningSettings = (({ lora: _, ...others }) => ({ ...others, method: 'full', optimiser: DEFAULT_OPTIMISER }))(tinySettings)

/** Everything that is left to do, or so many things of it. */
export async function follow(tuner: Tuner, most = Infinity): Promise<TuningReport[]> {
  const reports: TuningReport[] = []
  while (!tuner.done && reports.length < most) reports.push(await tuner.advance())
  return reports
}
