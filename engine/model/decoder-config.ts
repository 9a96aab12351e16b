/** The sizes of a decoder, and the parameters that follow from them and from its family. */
import type { Shape } from '#engine/graph/index.ts'
import { biasName, FAMILIES, type Family, type SlidingWindow, traitsOf } from './family.ts'

/** The sizes of a decoder. Everything else about it is fixed by its family. */
export interface DecoderConfig {
  /** qwen3 where none is named, as in the models trained here. */
  readonly family?: Family
  readonly vocabulary: number
  readonly width: number
  readonly layers: number
  readonly heads: number
  /** Heads of keys and values; each serves `heads / keyHeads` query heads. */
  readonly keyHeads: number
  readonly headWidth: number
  readonly feedForward: number
  /** Whether the output projection is the embedding itself. */
  readonly tied: boolean
  readonly ropeTheta: number
  readonly normEpsilon: number
  /** The longest text it was trained on, in tokens. */
  readonly contextLength: number
  /** What the frequency of each rotary pair (headWidth / 2) is divided by, for texts longer than a model was first trained on; 1 where missing. */
  readonly ropeDivisors?: readonly number[]
  /** What scores of attention are multiplied by; 1 / √headWidth where missing. */
  readonly attentionScale?: number
  readonly slidingWindow?: SlidingWindow
}

/** Sizes that don't make a decoder; the message names the field and the value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly expected = true
}

/** Throws a `ConfigError` unless the sizes fit one another. */
export function checkConfig(config: DecoderConfig): DecoderConfig {
  const sizes = ['vocabulary', 'width', 'layers', 'heads', 'keyHeads', 'headWidth', 'feedForward', 'contextLength'] as const
  for (const name of sizes) {
    if (!Number.isSafeInteger(config[name]) || config[name] < 1) {
      throw new ConfigError(`${name} must be a whole number above 0, not ${config[name]}`)
    }
  }
  if (config.heads % config.keyHeads !== 0) {
    throw new ConfigError(`${config.heads} query heads can't share ${config.keyHeads} key heads evenly`)
  }
  if (config.headWidth % 2 !== 0) throw new ConfigError(`the head width must be even for RoPE, not ${config.headWidth}`)
  for (const name of ['ropeTheta', 'normEpsilon'] as const) {
    if (!(config[name] > 0)) throw new ConfigError(`${name} must be above 0, not ${config[name]}`)
  }
  checkBeyondSizes(config)
  return config
}

function checkBeyondSizes({ family, headWidth, layers, ropeDivisors, attentionScale, slidingWindow }: DecoderConfig): void {
  if (family !== undefined && !FAMILIES.includes(family)) throw new ConfigError(`${family} is none of the known families, ${FAMILIES.join(', ')}`)
  if (ropeDivisors && (ropeDivisors.length !== headWidth / 2 || !ropeDivisors.every((divisor) => divisor > 0 && divisor < Infinity)))
    throw new ConfigError(`ropeDivisors must be ${headWidth / 2} numbers above 0`)
  if (attentionScale !== undefined && !(attentionScale > 0)) throw new ConfigError(`attentionScale must be above 0, not ${attentionScale}`)
  if (!slidingWindow) return
  const { tokens, ropeTheta } = slidingWindow
  if (!Number.isSafeInteger(tokens) || tokens < 1) throw new ConfigError(`a sliding window must be of a whole number of tokens above 0, not ${tokens}`)
  if (!(ropeTheta > 0)) throw new ConfigError(`ropeTheta of the sliding window must be above 0, not ${ropeTheta}`)
  if (slidingWindow.layers.length !== layers)
    throw new ConfigError(`the sliding window speaks of ${slidingWindow.layers.length} layers, the decoder has ${layers}`)
}

/** What a parameter is for: decides how it begins and which optimiser moves it. */
export type ParameterRole = 'embedding' | 'norm' | 'bias' | 'matrix' | 'residual-matrix'

/** One parameter of a decoder. */
export interface ParameterSpec {
  /** Its name in a Hugging Face checkpoint. */
  readonly name: string
  /** Matrices are (out, in). */
  readonly shape: Shape
  readonly role: ParameterRole
}

/** The names of the parameters outside the layers, as Hugging Face checkpoints have them. */
export const EMBEDDING = 'model.embed_tokens.weight'
export const FINAL_NORM = 'model.norm.weight'
export const HEAD = 'lm_head.weight'

/** The Hugging Face name of a layer's parameter, e.g. `layerName(0, 'mlp.up_proj')`. */
export function layerName(layer: number, part: string): string {
  return `model.layers.${layer}.${part}.weight`
}

function layerSpecs(config: DecoderConfig, layer: number): ParameterSpec[] {
  const { width, heads, keyHeads, headWidth, feedForward } = config
  const { biases, headNorms, resultNorms } = traitsOf(config)
  const spec = (part: string, shape: Shape, role: ParameterRole): ParameterSpec => ({ name: layerName(layer, part), shape, role })
  const norm = (part: string, size = width): ParameterSpec => spec(part, [size], 'norm')
  const bias = (part: string, size: number): ParameterSpec => ({ name: biasName(layer, part), shape: [size], role: 'bias' })
  return [
    norm('input_layernorm'),
    spec('self_attn.q_proj', [heads * headWidth, width], 'matrix'),
    spec('self_attn.k_proj', [keyHeads * headWidth, width], 'matrix'),
    spec('self_attn.v_proj', [keyHeads * headWidth, width], 'matrix'),
    ...(biases
      ? [bias('self_attn.q_proj', heads * headWidth), bias('self_attn.k_proj', keyHeads * headWidth), bias('self_attn.v_proj', keyHeads * headWidth)]
      : []),
    ...(headNorms ? [norm('self_attn.q_norm', headWidth), norm('self_attn.k_norm', headWidth)] : []),
    spec('self_attn.o_proj', [width, heads * headWidth], 'residual-matrix'),
    norm('post_attention_layernorm'),
    ...(resultNorms ? [norm('pre_feedforward_layernorm')] : []),
    spec('mlp.gate_proj', [feedForward, width], 'matrix'),
    spec('mlp.up_proj', [feedForward, width], 'matrix'),
    spec('mlp.down_proj', [width, feedForward], 'residual-matrix'),
    ...(resultNorms ? [norm('post_feedforward_layernorm')] : []),
  ]
}

/** Every parameter of a decoder. Norms are kept as what is multiplied by: gemma’s checkpoints have them less one. */
export function parameterSpecs(config: DecoderConfig): ParameterSpec[] {
  const { vocabulary, width, layers, tied } = config
  return [
    { name: EMBEDDING, shape: [vocabulary, width], role: 'embedding' },
    ...Array.from({ length: layers }, (_, layer) => layerSpecs(config, layer)).flat(),
    { name: FINAL_NORM, shape: [width], role: 'norm' },
    ...(tied ? [] : [{ name: HEAD, shape: [vocabulary, width], role: 'embedding' } as const]),
  ]
}
