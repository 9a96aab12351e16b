/** The sizes of a decoder from the metadata of a GGUF. What a file leaves out is what llama.cpp takes for it. */
import { FormatError, type GgufFile, type GgufValue, shown } from '#engine/formats/index.ts'
import { type DecoderConfig, FAMILIES, type Family } from '#engine/model/index.ts'
import { everyButLast } from './folder-config.ts'
import { linearDivisors } from './rope-scaling.ts'

const PATTERN = 6
/** llama.cpp tells Gemma 3 27B, which scales its queries by another width, by its layers. */
const LAYERS_27B = 62

/** What llama.cpp multiplies gemma's scores by. */
export function gemmaScale(layers: number, share: number, headWidth: number): number {
  return (layers === LAYERS_27B ? share : headWidth) ** -0.5
}

/** The name of the tensor that holds what the frequencies are divided by, in models of llama that llama.cpp converted. */
export const ROPE_DIVISORS = 'rope_freqs.weight'

/** What of a GGUF its sizes follow from. */
export type GgufHeader = Pick<GgufFile, 'metadata' | 'tensors'>

/** The decoder that a GGUF holds; `ropeDivisors` are the numbers of its `rope_freqs.weight`, where it has that. Throws FormatError. */
export function ggufConfig(path: string, header: GgufHeader, ropeDivisors?: Float32Array): DecoderConfig {
  const family = familyIn(path, header)
  const fields = new Metadata(path, family, header.metadata)
  refuseUncomputed(path, fields)
  const width = fields.number('embedding_length')
  const heads = fields.number('attention.head_count')
  const headWidth = fields.number('attention.key_length', width / heads)
  for (const key of ['attention.value_length', 'rope.dimension_count'])
    if (fields.number(key, headWidth) !== headWidth) throw new FormatError(path, `its ${key} is another than its heads' width, which is not computed here.`)
  const layers = fields.number('block_count')
  const divisors = ropeDivisors ? Array.from(ropeDivisors) : linearDivisors(headWidth, linearFactor(path, fields))
  return {
    family,
    vocabulary: header.tensors.get('token_embd.weight')?.shape[0] ?? 0,
    width,
    layers,
    heads,
    keyHeads: fields.number('attention.head_count_kv', heads),
    headWidth,
    feedForward: fields.number('feed_forward_length'),
    tied: !header.tensors.has('output.weight'),
    ropeTheta: fields.number('rope.freq_base', 10_000),
    normEpsilon: fields.number('attention.layer_norm_rms_epsilon'),
    contextLength: fields.number('context_length'),
    ...(divisors ? { ropeDivisors: divisors } : {}),
    ...(family === 'gemma3' ? gemmaOf(fields, { width, layers, heads, headWidth }) : {}),
  }
}

function familyIn(path: string, { metadata }: GgufHeader): Family {
  const type = metadata.get('general.type')
  if (type?.type === 'string' && type.value !== 'model') throw new FormatError(path, `this is no model but of the type ${shown(type.value)}.`)
  const named = metadata.get('general.architecture')
  const family = FAMILIES.find((one) => one === named?.value)
  if (family) return family
  throw new FormatError(path, `its architecture is ${named?.type === 'string' ? shown(named.value) : 'not given'}; ${FAMILIES.join(', ')} can be trained here.`)
}

/** Throws FormatError for what would change what the model computes. */
function refuseUncomputed(path: string, fields: Metadata): void {
  const refuse = (what: string): never => {
    throw new FormatError(path, `${what}, which is not computed here.`)
  }
  if (fields.number('expert_count', 0) > 0) refuse(`it is a mixture of experts (${fields.number('expert_count')} of them)`)
  for (const key of ['final_logit_softcapping', 'attn_logit_softcapping']) if (fields.number(key, 0) !== 0) refuse(`its logits are capped (${key})`)
  if (fields.value('attention.causal')?.value === false) refuse('it also looks at what follows (attention.causal): it makes no text')
}

/** By how much positions are stretched; a factor of no stated kind is linear. */
function linearFactor(path: string, fields: Metadata): number {
  const kind = fields.value('rope.scaling.type')?.value ?? 'linear'
  if (kind === 'none') return 1
  if (kind !== 'linear')
    throw new FormatError(
      path,
      `its positions are scaled by ${shown(typeof kind === 'string' ? kind : 'something unnamed')}, which is not computed here; linear is.`,
    )
  return fields.number('rope.scaling.factor', fields.number('rope.scale_linear', 1)) || 1
}

function gemmaOf(fields: Metadata, { width, layers, heads, headWidth }: Pick<DecoderConfig, 'width' | 'layers' | 'heads' | 'headWidth'>) {
  const pattern = fields.value('attention.sliding_window_pattern')
  const listed = pattern?.type === 'array' && pattern.of === 'bool' ? pattern.value : undefined
  return {
    attentionScale: gemmaScale(layers, width / heads, headWidth),
    slidingWindow: {
      tokens: fields.number('attention.sliding_window'),
      ropeTheta: fields.number('rope.freq_base_swa', 10_000),
      layers: listed ?? everyButLast(layers, fields.number('attention.sliding_window_pattern', PATTERN)),
    },
  }
}

/** The metadata under the name of an architecture. */
class Metadata {
  readonly #path: string
  readonly #family: string
  readonly #metadata: ReadonlyMap<string, GgufValue>

  constructor(path: string, family: string, metadata: ReadonlyMap<string, GgufValue>) {
    this.#path = path
    this.#family = family
    this.#metadata = metadata
  }

  value(key: string): GgufValue | undefined {
    return this.#metadata.get(`${this.#family}.${key}`)
  }

  /** A number, also where it is said for each layer and is the same for all. */
  number(key: string, missing?: number): number {
    const found = this.value(key)
    const value = found?.type === 'array' ? this.#same(key, found.value) : (found?.value ?? missing)
    if (typeof value === 'number' || typeof value === 'bigint') return Number(value)
    throw new FormatError(this.#path, `the metadata have no number ${this.#family}.${key}.`)
  }

  #same(key: string, values: readonly unknown[]): unknown {
    if (new Set(values).size > 1) throw new FormatError(this.#path, `${this.#family}.${key} differs from layer to layer, which is not computed here.`)
    return values[0]
  }
}
