/** A decoder as a GGUF of llama.cpp's architecture qwen3, and back. */
import { decodeNumbers, encodeNumbers, FormatError, type GgufFile, type GgufTensor, type GgufValue, openGguf, shown, writeGguf } from '#engine/formats/index.ts'
import {
  ConfigError,
  type DecoderConfig,
  EMBEDDING,
  FINAL_NORM,
  HEAD,
  layerName,
  type ParameterSpec,
  parameterSpecs,
  type SizedWeights,
  type Weights,
} from '#engine/model/index.ts'
import { ggufMetadataFromVocabulary, type Vocabulary, vocabularyFromGgufMetadata } from '#engine/tokenizer/index.ts'
import { aboutFile, checkSizes, checkVocabulary, readWeights } from './decoder-file.ts'

/** A decoder that can be run: its sizes, its weights and its vocabulary. */
export interface TrainedModel {
  readonly config: DecoderConfig
  readonly weights: Weights
  readonly vocabulary: Vocabulary
  /** What else is known of the model: in a GGUF the texts under `moke.`, such as its calibration, and whose it is and under which licence. Exports keep them. */
  readonly notes?: Readonly<Record<string, string>>
}

/** How the matrices are kept; norms stay float32 in all. */
export type GgufPrecision = 'f32' | 'f16' | 'q8_0'

const ARCHITECTURE = 'qwen3'
const TYPE = { f32: 'F32', f16: 'F16', q8_0: 'Q8_0' } as const
/** llama.cpp's `general.file_type`. */
const FILE_TYPE: Readonly<Record<GgufPrecision, number>> = { f32: 0, f16: 1, q8_0: 7 }
const Q8_BLOCK = 32

const LAYER_PARTS: readonly (readonly [huggingFace: string, gguf: string])[] = [
  ['input_layernorm', 'attn_norm'],
  ['self_attn.q_proj', 'attn_q'],
  ['self_attn.k_proj', 'attn_k'],
  ['self_attn.v_proj', 'attn_v'],
  ['self_attn.q_norm', 'attn_q_norm'],
  ['self_attn.k_norm', 'attn_k_norm'],
  ['self_attn.o_proj', 'attn_output'],
  ['post_attention_layernorm', 'ffn_norm'],
  ['mlp.gate_proj', 'ffn_gate'],
  ['mlp.up_proj', 'ffn_up'],
  ['mlp.down_proj', 'ffn_down'],
]

/** The GGUF name of each parameter, by its Hugging Face name. */
export function ggufNames({ layers }: Pick<DecoderConfig, 'layers'>): ReadonlyMap<string, string> {
  const perLayer = Array.from({ length: layers }, (_, layer) =>
    LAYER_PARTS.map(([part, name]) => [layerName(layer, part), `blk.${layer}.${name}.weight`] as const),
  )
  return new Map([[EMBEDDING, 'token_embd.weight'], [FINAL_NORM, 'output_norm.weight'], [HEAD, 'output.weight'], ...perLayer.flat()])
}

/** Writes a model as GGUF. A matrix whose rows are no multiple of 32 is kept as F16 where Q8_0 is asked for. */
export async function writeGgufModel(path: string, model: TrainedModel, name: string, precision: GgufPrecision, signal?: AbortSignal): Promise<void> {
  const names = ggufNames(model.config)
  const tensors = parameterSpecs(model.config).map((spec): GgufTensor => {
    const elements = model.weights.get(spec.name)
    if (elements === undefined) throw new ConfigError(`there is no parameter ${spec.name}`)
    return { name: names.get(spec.name) ?? spec.name, shape: spec.shape, type: typeFor(spec, precision), load: () => elements }
  })
  const notes = Object.fromEntries(Object.entries(model.notes ?? {}).map(([key, value]): [string, GgufValue] => [key, { type: 'string', value }]))
  const metadata = { ...notes, ...metadataOf(model.config, name, precision), ...ggufMetadataFromVocabulary(model.vocabulary) }
  await writeGguf(path, { metadata, tensors }, signal)
}

/** Weights as a file of this precision gives them back. */
export function roundedWeights({ config, weights }: SizedWeights, precision: GgufPrecision): Weights {
  return new Map(
    parameterSpecs(config).map((spec) => {
      const elements = weights.get(spec.name)
      if (elements === undefined) throw new ConfigError(`there is no parameter ${spec.name}`)
      const rounded = new Float32Array(elements.length)
      decodeNumbers(typeFor(spec, precision), encodeNumbers(typeFor(spec, precision), elements), rounded, 0)
      return [spec.name, rounded]
    }),
  )
}

function typeFor({ role, shape }: ParameterSpec, precision: GgufPrecision): GgufTensor['type'] {
  if (role === 'norm' || role === 'bias') return 'F32'
  return precision === 'q8_0' && (shape.at(-1) ?? 0) % Q8_BLOCK !== 0 ? 'F16' : TYPE[precision]
}

function metadataOf(config: DecoderConfig, name: string, precision: GgufPrecision): Record<string, GgufValue> {
  const count = (value: number): GgufValue => ({ type: 'uint32', value })
  const real = (value: number): GgufValue => ({ type: 'float32', value })
  return {
    'general.architecture': { type: 'string', value: ARCHITECTURE },
    'general.name': { type: 'string', value: name },
    'general.file_type': count(FILE_TYPE[precision]),
    [`${ARCHITECTURE}.block_count`]: count(config.layers),
    [`${ARCHITECTURE}.context_length`]: count(config.contextLength),
    [`${ARCHITECTURE}.embedding_length`]: count(config.width),
    [`${ARCHITECTURE}.feed_forward_length`]: count(config.feedForward),
    [`${ARCHITECTURE}.attention.head_count`]: count(config.heads),
    [`${ARCHITECTURE}.attention.head_count_kv`]: count(config.keyHeads),
    [`${ARCHITECTURE}.attention.key_length`]: count(config.headWidth),
    [`${ARCHITECTURE}.attention.value_length`]: count(config.headWidth),
    [`${ARCHITECTURE}.attention.layer_norm_rms_epsilon`]: real(config.normEpsilon),
    [`${ARCHITECTURE}.rope.freq_base`]: real(config.ropeTheta),
    [`${ARCHITECTURE}.vocab_size`]: count(config.vocabulary),
  }
}

/** Reads a GGUF, of whatever mix of element types. Throws FormatError for another architecture than qwen3, or sizes that don't fit. */
export async function readGgufModel(path: string): Promise<TrainedModel> {
  await using file = await openGguf(path)
  const config = checkSizes(path, configFrom(file, path), file)
  const vocabulary = aboutFile(path, () => vocabularyFromGgufMetadata(file.metadata))
  checkVocabulary(path, config, vocabulary)
  const names = ggufNames(config)
  const weights = await readWeights(path, config, file, (name) => names.get(name) ?? name)
  return { config, weights, vocabulary, ...notesFrom(new Map([...file.metadata].map(([key, { value }]) => [key, value]))) }
}

const origin = /^general\.(author|license(\.name|\.link)?)$/

/** The notes among the metadata of a file. */
export function notesFrom(metadata: ReadonlyMap<string, unknown>): Pick<TrainedModel, 'notes'> {
  const notes = [...metadata].flatMap(([key, value]): [string, string][] =>
    (key.startsWith('moke.') || origin.test(key)) && typeof value === 'string' ? [[key, value]] : [],
  )
  return notes.length > 0 ? { notes: Object.fromEntries(notes) } : {}
}

/** What a file leaves out is what llama.cpp takes for it. */
function configFrom({ metadata, tensors }: GgufFile, path: string): DecoderConfig {
  const architecture = metadata.get('general.architecture')
  if (architecture?.value !== ARCHITECTURE) {
    const named = architecture?.type === 'string' ? shown(architecture.value) : 'not given'
    throw new FormatError(path, `its architecture is ${named}; only ${ARCHITECTURE} can be read here.`)
  }
  if ((metadata.get(`${ARCHITECTURE}.rope.scaling.type`)?.value ?? 'none') !== 'none')
    throw new FormatError(path, `its positions are scaled (${ARCHITECTURE}.rope.scaling.type), which is not computed here.`)
  const number = (key: string, missing?: number): number => {
    const value = metadata.get(`${ARCHITECTURE}.${key}`)?.value ?? missing
    if (typeof value !== 'number' && typeof value !== 'bigint') throw new FormatError(path, `the metadata have no number ${ARCHITECTURE}.${key}.`)
    return Number(value)
  }
  const width = number('embedding_length')
  const heads = number('attention.head_count')
  return {
    vocabulary: tensors.get('token_embd.weight')?.shape[0] ?? 0,
    width,
    layers: number('block_count'),
    heads,
    keyHeads: number('attention.head_count_kv', heads),
    headWidth: number('attention.key_length', width / heads),
    feedForward: number('feed_forward_length'),
    tied: !tensors.has('output.weight'),
    ropeTheta: number('rope.freq_base', 10_000),
    normEpsilon: number('attention.layer_norm_rms_epsilon'),
    contextLength: number('context_length'),
  }
}
