/**
 * The sizes of a decoder from the `config.json` that Transformers writes, of version 4 or 5. What is left out is what
 * Transformers takes for it; what would change the numbers and is not computed here is refused by name.
 */
import { shown } from '#engine/formats/index.ts'
import { type DecoderConfig, FAMILIES, type Family, type SlidingWindow } from '#engine/model/index.ts'
import type { JsonFields } from './json-fields.ts'
import { linearDivisors, llama3Divisors } from './rope-scaling.ts'

/** What Transformers takes for what a family's file leaves out. */
interface Defaults {
  readonly vocab_size: number
  readonly num_attention_heads?: number
  readonly num_key_value_heads?: number
  readonly head_dim?: number
  readonly max_position_embeddings: number
  readonly rope_theta: number
  readonly tie_word_embeddings: boolean
  readonly hidden_act: string
}

const plain: Defaults = { vocab_size: 151_936, max_position_embeddings: 32_768, rope_theta: 10_000, tie_word_embeddings: false, hidden_act: 'silu' }
const defaults: Readonly<Record<Family, Defaults>> = {
  llama: { ...plain, vocab_size: 32_000, max_position_embeddings: 2048 },
  qwen2: plain,
  qwen3: { ...plain, head_dim: 128 },
  gemma3: {
    vocab_size: 262_208,
    num_attention_heads: 8,
    num_key_value_heads: 4,
    head_dim: 256,
    max_position_embeddings: 131_072,
    rope_theta: 1_000_000,
    tie_word_embeddings: true,
    hidden_act: 'gelu_pytorch_tanh',
  },
}

const familyNames: Readonly<Record<string, Family>> = { llama: 'llama', qwen2: 'qwen2', qwen3: 'qwen3', gemma3_text: 'gemma3' }
const FAR_ROPE = 'full_attention'
const NEAR_ROPE = 'sliding_attention'
const PATTERN = 6

/** The decoder that a `config.json` describes; of a model that also sees pictures, the part that reads text. Throws FormatError. */
export function folderConfig(file: JsonFields): DecoderConfig {
  const text = file.text('model_type') === 'gemma3' ? (file.fields('text_config') ?? file.fail('there is no text_config.')) : file
  const family = familyNames[text.text('model_type') ?? ''] ?? unknownArchitecture(file)
  refuseUncomputed(text, file, family)
  const left = defaults[family]
  const width = text.number('hidden_size')
  const layers = text.number('num_hidden_layers')
  const heads = text.number('num_attention_heads', left.num_attention_heads)
  const headWidth = text.number('head_dim', left.head_dim ?? width / heads)
  return {
    family,
    vocabulary: text.number('vocab_size', left.vocab_size),
    width,
    layers,
    heads,
    keyHeads: text.number('num_key_value_heads', left.num_key_value_heads ?? heads),
    headWidth,
    feedForward: text.number('intermediate_size'),
    tied: text.flag('tie_word_embeddings', file.flag('tie_word_embeddings', left.tie_word_embeddings)),
    normEpsilon: text.number('rms_norm_eps', 1e-6),
    contextLength: text.number('max_position_embeddings', left.max_position_embeddings),
    ...ropeOf(text, headWidth, left.rope_theta),
    ...(family === 'gemma3' ? gemmaOf(text, layers) : {}),
  }
}

function unknownArchitecture(file: JsonFields): never {
  const named = file.text('model_type')
  return file.fail(`its architecture is ${named === undefined ? 'not given (model_type)' : shown(named)}; ${FAMILIES.join(', ')} can be trained here.`)
}

/** Throws FormatError for what would change what the model computes. */
function refuseUncomputed(text: JsonFields, file: JsonFields, family: Family): void {
  const refuse = (what: string): never => file.fail(`${what}, which is not computed here.`)
  for (const key of ['num_local_experts', 'num_experts', 'n_routed_experts'])
    if (Number(text.value(key) ?? 0) > 0) refuse(`it is a mixture of experts (${key}: ${shown(String(text.value(key)))})`)
  for (const key of ['final_logit_softcapping', 'attn_logit_softcapping']) if (text.value(key) !== undefined) refuse(`its logits are capped (${key})`)
  for (const key of ['attention_bias', 'mlp_bias']) if (family !== 'qwen2' && text.flag(key)) refuse(`it has biases (${key})`)
  if (text.flag('use_sliding_window')) refuse('its attention slides (use_sliding_window)')
  if (text.flag('use_bidirectional_attention')) refuse('it also looks at what follows (use_bidirectional_attention): it makes no text')
  const activation = text.text('hidden_activation') ?? text.text('hidden_act') ?? defaults[family].hidden_act
  if (activation !== defaults[family].hidden_act) refuse(`its feed-forward uses ${shown(activation)}`)
  const packed = file.fields('quantization_config') ?? text.fields('quantization_config')
  if (packed)
    file.fail(
      `its numbers are packed by ${shown(packed.text('quant_method') ?? 'quantization_config')}, which is not read here: fetch the model unpacked, or as GGUF.`,
    )
}

/** Version 5 keeps everything about positions in `rope_parameters`, for each kind of layer where there are two; version 4 in keys of the file. */
function ropeOf(text: JsonFields, headWidth: number, missingTheta: number): Pick<DecoderConfig, 'ropeTheta' | 'ropeDivisors'> {
  const parameters = text.fields('rope_parameters')
  const scaling = parameters?.fields(FAR_ROPE) ?? parameters ?? text.fields('rope_scaling')
  const ropeTheta = text.number('rope_theta', parameters ? scaling?.number('rope_theta', missingTheta) : missingTheta)
  if (text.number('partial_rotary_factor', scaling?.number('partial_rotary_factor', 1) ?? 1) !== 1)
    text.fail('only a part of each head is turned by positions (partial_rotary_factor), which is not computed here.')
  const divisors = scaling && divisorsOf(scaling, headWidth, ropeTheta)
  return { ropeTheta, ...(divisors ? { ropeDivisors: divisors } : {}) }
}

function divisorsOf(scaling: JsonFields, headWidth: number, theta: number): readonly number[] | undefined {
  const type = scaling.text('rope_type') ?? scaling.text('type') ?? 'default'
  if (type === 'default') return undefined
  if (type === 'linear') return linearDivisors(headWidth, scaling.number('factor'))
  if (type !== 'llama3') return scaling.fail(`its positions are scaled by ${shown(type)}, which is not computed here; linear and llama3 are.`)
  return llama3Divisors(headWidth, theta, {
    factor: scaling.number('factor'),
    lowFrequency: scaling.number('low_freq_factor'),
    highFrequency: scaling.number('high_freq_factor'),
    contextLength: scaling.number('original_max_position_embeddings'),
  })
}

function gemmaOf(text: JsonFields, layers: number): Pick<DecoderConfig, 'attentionScale' | 'slidingWindow'> {
  const near = text.fields('rope_parameters')?.fields(NEAR_ROPE)
  const slidingWindow: SlidingWindow = {
    tokens: text.number('sliding_window', 4096),
    ropeTheta: near?.number('rope_theta') ?? text.number('rope_local_base_freq', 10_000),
    layers: slidingLayers(text, layers),
  }
  return { attentionScale: text.number('query_pre_attn_scalar', 256) ** -0.5, slidingWindow }
}

function slidingLayers(text: JsonFields, layers: number): boolean[] {
  const types = text.texts('layer_types')
  if (types) return types.map((type) => (type === NEAR_ROPE || type === FAR_ROPE ? type === NEAR_ROPE : text.fail(`a layer is of the type ${shown(type)}.`)))
  const pattern = text.number('sliding_window_pattern', text.number('_sliding_window_pattern', PATTERN))
  return everyButLast(layers, pattern)
}

/** Layers that slide, of which one in `pattern`, the last of each group, does not. At most as many as any decoder has: more is refused elsewhere. */
export function everyButLast(layers: number, pattern: number): boolean[] {
  return Array.from({ length: Number.isSafeInteger(layers) && layers > 0 && layers <= 4096 ? layers : 0 }, (_, layer) => (layer + 1) % pattern !== 0)
}
