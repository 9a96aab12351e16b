/** The sizes of a qwen3-family decoder, and the parameters that follow from them. */
import type { Shape } from '#engine/graph/index.ts'

/** The sizes of a decoder. Everything else about it is fixed by its family. */
export interface DecoderConfig {
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
  return config
}

/** What a parameter is for: decides how it begins and which optimiser moves it. */
export type ParameterRole = 'embedding' | 'norm' | 'matrix' | 'residual-matrix'

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
  const spec = (part: string, shape: Shape, role: ParameterRole): ParameterSpec => ({ name: layerName(layer, part), shape, role })
  return [
    spec('input_layernorm', [width], 'norm'),
    spec('self_attn.q_proj', [heads * headWidth, width], 'matrix'),
    spec('self_attn.k_proj', [keyHeads * headWidth, width], 'matrix'),
    spec('self_attn.v_proj', [keyHeads * headWidth, width], 'matrix'),
    spec('self_attn.q_norm', [headWidth], 'norm'),
    spec('self_attn.k_norm', [headWidth], 'norm'),
    spec('self_attn.o_proj', [width, heads * headWidth], 'residual-matrix'),
    spec('post_attention_layernorm', [width], 'norm'),
    spec('mlp.gate_proj', [feedForward, width], 'matrix'),
    spec('mlp.up_proj', [feedForward, width], 'matrix'),
    spec('mlp.down_proj', [width, feedForward], 'residual-matrix'),
  ]
}

/** Every parameter of a decoder, in the order of Hugging Face checkpoints. */
export function parameterSpecs(config: DecoderConfig): ParameterSpec[] {
  const { vocabulary, width, layers, tied } = config
  return [
    { name: EMBEDDING, shape: [vocabulary, width], role: 'embedding' },
    ...Array.from({ length: layers }, (_, layer) => layerSpecs(config, layer)).flat(),
    { name: FINAL_NORM, shape: [width], role: 'norm' },
    ...(tied ? [] : [{ name: HEAD, shape: [vocabulary, width], role: 'embedding' } as const]),
  ]
}
