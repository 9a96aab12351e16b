/** Settings that need no author to choose a number; each was measured (engine/LOG.md). */
import { type DecoderConfig, loraTargets } from '#engine/model/index.ts'
import { DataError, DEFAULT_OPTIMISER, type OptimiserOptions } from '#engine/training/index.ts'
import { softTargetBytes, type SoftOptions } from './soft-targets.ts'
import type { Method, TuningSettings } from './settings.ts'

/** What there is to learn from. */
export interface Amount {
  readonly tokens: number
  readonly characters: number
}

const LENGTH = 512
const SHORTEST = 64
/** Windows of one step, and fewer where that would be too few steps to learn in. */
const BATCH = 4
const ENOUGH_STEPS = 110
/** How often every text is seen, at most: where held-out works get harder the run ends sooner. */
const EPOCHS: Readonly<Record<Method, number>> = { lora: 3, qlora: 3, full: 2, continue: 1 }
/** From so many tokens on twice is enough: what is read a third time is learnt by heart. */
const MUCH = 100_000
const EPOCHS_OF_MUCH = 2
const HELD_OUT_FIGURES = 10
const FEWEST_STEPS = 20
const RANK = 32

/**
 * How much a run listens to its base, in how many tokens, and the memory that this may take: an archive that needs more is so large that hardly
 * anything of it is learnt by heart. Continued pretraining does not: it is to leave its base behind, and reads much text once.
 */
export const SOFT_TARGETS: SoftOptions = { weight: 0.3, tokens: 32 }
const LISTENS: Readonly<Record<Method, boolean>> = { lora: true, qlora: true, full: true, continue: false }
const MOST_EXPECTED = 512e6

/** Muon for what multiplies, whether thin or whole; AdamW for embeddings and norms. */
const OPTIMISER: Readonly<Record<Method, OptimiserOptions>> = {
  lora: { ...DEFAULT_OPTIMISER, muonRate: 0.005, adamRate: 6e-4 },
  qlora: { ...DEFAULT_OPTIMISER, muonRate: 0.005, adamRate: 6e-4 },
  full: { ...DEFAULT_OPTIMISER, muonRate: 0.004, adamRate: 6e-4 },
  continue: { ...DEFAULT_OPTIMISER, muonRate: 0.004, adamRate: 6e-4 },
}

/**
 * The settings of a run that learns so much text. Throws a DataError where that is too little to learn anything from, which says how
 * much is needed.
 */
export function defaultSettings(
  method: Method,
  config: Pick<DecoderConfig, 'contextLength' | 'tied' | 'vocabulary'>,
  { tokens, characters }: Amount,
): TuningSettings {
  const length = lengthFor(tokens, config.contextLength)
  if (tokens < FEWEST_STEPS * SHORTEST) {
    const needed = Math.ceil((FEWEST_STEPS * SHORTEST * characters) / Math.max(1, tokens) / 100) * 100
    throw new DataError(
      `there are ${characters} characters to learn from, which is too little; about ${Math.max(needed, 1000)} are needed at least, many times as many are better`,
    )
  }
  const windows = (epochsFor(method, tokens) * tokens) / length
  const batch = windows / BATCH >= ENOUGH_STEPS ? BATCH : Math.max(1, Math.min(BATCH, Math.round(windows / ENOUGH_STEPS)))
  const steps = Math.max(FEWEST_STEPS, Math.round(windows / batch))
  return {
    method,
    ...(isLora(method) && { lora: { rank: RANK, alpha: alphaFor(RANK), stabilised: false, targets: loraTargets(config) } }),
    bits: method === 'qlora' ? 8 : 32,
    ...(LISTENS[method] && softTargetBytes(tokens, config.vocabulary, SOFT_TARGETS) <= MOST_EXPECTED && { soft: SOFT_TARGETS }),
    optimiser: OPTIMISER[method],
    schedule: { steps, warmupSteps: Math.min(20, Math.ceil(steps / 10)), decayShare: 1 },
    length,
    batch,
    accumulate: 1,
    recompute: false,
    heldOutSteps: Math.max(1, Math.ceil(steps / HELD_OUT_FIGURES)),
    patience: 3,
    seed: 1,
  }
}

function epochsFor(method: Method, tokens: number): number {
  return tokens < MUCH ? EPOCHS[method] : Math.min(EPOCHS_OF_MUCH, EPOCHS[method])
}

/** What is learnt counts twice, whatever the rank. */
export function alphaFor(rank: number): number {
  return 2 * rank
}

/** Whether a method trains thin matrices beside the base's own. */
export function isLora(method: Method): boolean {
  return method === 'lora' || method === 'qlora'
}

/** As long as the base reads and the texts allow, so that an epoch has several windows. */
function lengthFor(tokens: number, contextLength: number): number {
  let length = Math.min(LENGTH, contextLength)
  while (length > SHORTEST && tokens < 16 * length) length /= 2
  return Math.floor(length)
}
