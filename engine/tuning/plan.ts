/**
 * What a run will take, told before it starts: memory, time, and where it does not fit, the settings that would make it fit. Pure: the
 * machine's numbers are given. The factors are those that were measured (engine/LOG.md).
 */
import { bitsOf, type DecoderConfig, loraSpecs, type ParameterSpec, parameterSpecs } from '#engine/model/index.ts'
import { READ_AGAIN } from './teacher.ts'
import { softTargetBytes } from './soft-targets.ts'
import { halved } from './micro-batches.ts'
import type { TuningSettings } from './settings.ts'

/** What a computer has to offer. */
export interface Machine {
  readonly freeBytes: number
  /** Useful operations a second of matrix products: of a short measured step, or what is known of the processor. */
  readonly operationsPerSecond: number
}

/** What a run with these settings takes. */
export interface Plan {
  readonly settings: TuningSettings
  /** At its peak. */
  readonly memoryBytes: number
  readonly seconds: number
  readonly fits: boolean
  /** Where it does not fit: the settings nearest to these that would, and what they take. */
  readonly remedy?: Plan
}

/** The program itself with its runtime. */
const PROGRAM = 140e6
const FLOAT = 4
/** Of each number that is trained: itself, its best, its gradient, the optimiser's averages and what it works with. */
const PER_TRAINED = 9
/** What a layer takes while it is computed again, over what it would keep. */
const AGAIN = 1.5
/** Copies of the largest logits that are held at once, and how many of them there are at most. */
const LOGITS = 2
const LARGEST_LOGITS = 2 ** 26
/** What is unpacked at once of a rounded matrix, at most. */
const LARGEST_PIECE = 2 ** 25
/** Some of the memory that is free is better left to others. */
const USABLE = 0.85
/** A layer that is computed again costs a third more; rounded weights are unpacked twice a batch. */
const [RECOMPUTED, UNPACKED] = [1.25, 1.2]

/** Tokens of a run's texts. */
export interface Extent {
  readonly learning: number
  readonly heldOut: number
}

/** What a run over such texts takes on a machine. */
export function planOf(config: DecoderConfig, settings: TuningSettings, extent: Extent, machine: Machine): Plan {
  const plan = own(config, settings, extent, machine)
  if (plan.fits) return plan
  for (const smaller of smallerThan(settings)) {
    const remedy = own(config, smaller, extent, machine)
    if (remedy.fits) return { ...plan, remedy }
  }
  return plan
}

function own(config: DecoderConfig, settings: TuningSettings, extent: Extent, { freeBytes, operationsPerSecond }: Machine): Plan {
  const memoryBytes = memoryOf(config, settings, extent.learning)
  const { step, figure, reading } = workOf(config, settings, extent)
  const { schedule, heldOutSteps } = settings
  const seconds = (reading + schedule.steps * step + (Math.ceil(schedule.steps / heldOutSteps) + 1) * figure) / operationsPerSecond
  return { settings, memoryBytes, seconds, fits: memoryBytes <= freeBytes * USABLE }
}

/** Bytes that a run over so many tokens has at its peak. */
export function memoryOf(config: DecoderConfig, settings: TuningSettings, learningTokens = 0): number {
  const { lora, bits, batch, length, recompute, soft } = settings
  const all = parameterSpecs(config)
  const trained = lora === undefined ? all : loraSpecs(config, lora).flatMap(({ a, b }) => [a, b])
  const frozen = lora === undefined ? 0 : sum(all.map((spec) => frozenBytes(spec, bitsOf(spec, bits))))
  const tokens = batch * length
  const layer = tokens * layerNumbers(config, settings) * FLOAT
  const layers = recompute ? layer * AGAIN + config.layers * tokens * config.width * FLOAT : layer * config.layers
  const logits = LOGITS * Math.min(tokens * config.vocabulary, LARGEST_LOGITS) * FLOAT
  const unpacked = frozen > 0 && bits < 32 ? Math.min(LARGEST_PIECE, Math.max(...all.map(sizeOfSpec))) * FLOAT : 0
  const expected = soft ? softTargetBytes(learningTokens, config.vocabulary, soft) : 0
  return PROGRAM + expected + frozen + sum(trained.map(sizeOfSpec)) * FLOAT * PER_TRAINED + layers + logits + unpacked
}

function frozenBytes(spec: ParameterSpec, bits: number): number {
  const scales = bits < 32 ? FLOAT / 32 : 0
  return sizeOfSpec(spec) * (bits / 8 + scales)
}

/** Numbers that one layer keeps of one token for the way back. */
function layerNumbers({ width, heads, keyHeads, headWidth, feedForward }: DecoderConfig, { length, lora }: TuningSettings): number {
  const seen = Math.min(length, (length + 256) / 2)
  return 4 * width + (5 * heads + 4 * keyHeads) * headWidth + heads * seen + 5 * feedForward + 7 * (lora?.rank ?? 0)
}

/** Operations of a run. */
export interface Work {
  readonly step: number
  /** One measuring of all held-out text. */
  readonly figure: number
  /** The base's own reading of all that is learnt, where a run listens to it. */
  readonly reading: number
}

/** Operations: 2 a parameter and token forward, as many for the way back, and as many again for gradients of what is trained. */
export function workOf(config: DecoderConfig, { lora, bits, recompute, batch, accumulate, length, soft }: TuningSettings, extent: Extent): Work {
  const multiplied = sum(parameterSpecs(config).map((spec) => (spec.role === 'embedding' ? 0 : sizeOfSpec(spec)))) + config.vocabulary * config.width
  const slower = (recompute ? RECOMPUTED : 1) * (bits < 32 ? UNPACKED : 1)
  const thin = lora === undefined ? 0 : sum(loraSpecs(config, lora).flatMap(({ a, b }) => [sizeOfSpec(a), sizeOfSpec(b)]))
  const ofToken = lora === undefined ? 6 * multiplied : 4 * multiplied + 6 * thin
  const reading = soft ? extent.learning * READ_AGAIN * multiplied * 2 * (bits < 32 ? UNPACKED : 1) : 0
  return { step: batch * accumulate * length * ofToken * slower, figure: extent.heldOut * multiplied * 2 * slower, reading }
}

/** What takes less and learns the very same: smaller batches cost nothing, computing again a quarter of the time. */
export function* lighterThan(settings: TuningSettings): Generator<TuningSettings> {
  let now = settings
  for (let cut = halved(now); cut !== undefined; cut = halved(now)) yield (now = { ...now, ...cut })
  if (!now.recompute) yield { ...now, recompute: true }
}

/** What takes less, the most like it first: what learns the same, then fewer bits, which cost some precision, then short windows, which cost sight. */
function* smallerThan(settings: TuningSettings): Generator<TuningSettings> {
  let now = settings
  for (const lighter of lighterThan(settings)) yield (now = lighter)
  if (now.lora !== undefined && now.bits > 8) yield (now = { ...now, method: 'qlora', bits: 8 })
  if (now.lora !== undefined && now.bits > 4) yield (now = { ...now, bits: 4 })
  while (now.length > 128) yield (now = { ...now, length: Math.floor(now.length / 2), accumulate: now.accumulate * 2 })
}

function sizeOfSpec({ shape }: ParameterSpec): number {
  return shape.reduce((product, size) => product * size, 1)
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
