/** A base as a GGUF of its own, parameter after parameter: what llama.cpp completes with. */
import { FormatError, type GgufTensor, type GgufValue, writeGguf } from '#engine/formats/index.ts'
import { type DecoderConfig, familyOf, type ParameterSpec, parameterSpecs } from '#engine/model/index.ts'
import type { Base } from './base.ts'
import { everyButLast } from './folder-config.ts'
import { gemmaScale, ROPE_DIVISORS } from './gguf-config.ts'
import { ggufNames, interleavedHeads, interleaveRows } from './gguf-names.ts'

/** How the matrices are kept; norms and biases stay float32 in all. */
export type ExportPrecision = 'f32' | 'f16' | 'q8_0'

const TYPE = { f32: 'F32', f16: 'F16', q8_0: 'Q8_0' } as const
/** llama.cpp's `general.file_type`. */
const FILE_TYPE: Readonly<Record<ExportPrecision, number>> = { f32: 0, f16: 1, q8_0: 7 }
const Q8_BLOCK = 32

/** What becomes of a base when it is written. */
export interface BaseExport {
  readonly name: string
  readonly precision: ExportPrecision
  /** The `tokenizer.` entries, for a base that is no GGUF; whatever else is to stand in the metadata. */
  readonly metadata?: Readonly<Record<string, GgufValue>>
  /** What a parameter's numbers are changed into, by its Hugging Face name. */
  readonly change?: (name: string, numbers: Float32Array) => Float32Array
}

/** Writes a base as GGUF, one parameter in memory at a time. Metadata of a GGUF are kept. A matrix whose rows are no multiple of 32 is kept as F16 where Q8_0 is asked for. */
export async function exportBase(path: string, base: Base, { name, precision, metadata = {}, change }: BaseExport, signal?: AbortSignal): Promise<void> {
  const { config } = base
  refuseUnsaid(base)
  const names = ggufNames(config)
  const load = async (parameter: string): Promise<Float32Array> => {
    const numbers = await base.read(parameter)
    return inGgufOrder(config, parameter, change ? change(parameter, numbers) : numbers)
  }
  const tensors = parameterSpecs(config).map((spec): GgufTensor => ({
    name: names.get(spec.name) ?? spec.name,
    shape: spec.shape,
    type: typeFor(spec, precision),
    load: () => load(spec.name),
  }))
  const said = Object.fromEntries([...base.metadata].filter(([key]) => !key.startsWith('split.')))
  const own = { 'general.name': { type: 'string', value: name }, 'general.file_type': { type: 'uint32', value: FILE_TYPE[precision] } } as const
  await writeGguf(path, { metadata: { ...said, ...sizesOf(config), ...metadata, ...own }, tensors: [...divisorTensor(config), ...tensors] }, signal)
}

/** Throws FormatError where llama.cpp would compute something else, because it takes a number from the sizes that this base has otherwise. */
function refuseUnsaid({ path, config }: Base): void {
  const { attentionScale = config.headWidth ** -0.5, layers, width, heads, headWidth } = config
  const taken = familyOf(config) === 'gemma3' ? gemmaScale(layers, width / heads, headWidth) : headWidth ** -0.5
  if (Math.abs(attentionScale / taken - 1) > 1e-3)
    throw new FormatError(
      path,
      `its attention is scaled by ${attentionScale.toPrecision(4)}, which cannot be said in a GGUF: llama.cpp takes ${taken.toPrecision(4)}.`,
    )
}

function inGgufOrder(config: DecoderConfig, name: string, numbers: Float32Array): Float32Array {
  const heads = interleavedHeads(config, name)
  return heads > 0 ? interleaveRows(numbers, heads, config.width) : numbers
}

function typeFor({ role, shape }: ParameterSpec, precision: ExportPrecision): GgufTensor['type'] {
  if (role === 'norm' || role === 'bias') return 'F32'
  return precision === 'q8_0' && (shape.at(-1) ?? 0) % Q8_BLOCK !== 0 ? 'F16' : TYPE[precision]
}

/** Stretched positions as llama.cpp has them: one factor for all pairs in the metadata, several in a tensor. */
function divisorTensor({ ropeDivisors }: DecoderConfig): GgufTensor[] {
  if (!ropeDivisors || new Set(ropeDivisors).size === 1) return []
  return [{ name: ROPE_DIVISORS, shape: [ropeDivisors.length], type: 'F32', load: () => Float32Array.from(ropeDivisors) }]
}

/** The sizes of a decoder as the metadata of a GGUF. */
export function sizesOf(config: DecoderConfig): Record<string, GgufValue> {
  const family = familyOf(config)
  const count = (value: number): GgufValue => ({ type: 'uint32', value })
  const real = (value: number): GgufValue => ({ type: 'float32', value })
  const under = (entries: Readonly<Record<string, GgufValue>>): Record<string, GgufValue> =>
    Object.fromEntries(Object.entries(entries).map(([key, value]) => [`${family}.${key}`, value]))
  const { ropeDivisors, slidingWindow } = config
  const factor = ropeDivisors && new Set(ropeDivisors).size === 1 ? ropeDivisors[0] : undefined
  return {
    'general.architecture': { type: 'string', value: family },
    ...under({
      block_count: count(config.layers),
      context_length: count(config.contextLength),
      embedding_length: count(config.width),
      feed_forward_length: count(config.feedForward),
      'attention.head_count': count(config.heads),
      'attention.head_count_kv': count(config.keyHeads),
      'attention.key_length': count(config.headWidth),
      'attention.value_length': count(config.headWidth),
      'attention.layer_norm_rms_epsilon': real(config.normEpsilon),
      'rope.dimension_count': count(config.headWidth),
      'rope.freq_base': real(config.ropeTheta),
      vocab_size: count(config.vocabulary),
      ...(factor === undefined ? {} : { 'rope.scaling.type': { type: 'string', value: 'linear' } as const, 'rope.scaling.factor': real(factor) }),
      ...(slidingWindow
        ? {
            'attention.sliding_window': count(slidingWindow.tokens),
            'attention.sliding_window_pattern': patternOf(slidingWindow.layers),
            'rope.freq_base_swa': real(slidingWindow.ropeTheta),
          }
        : {}),
    }),
  }
}

/** Which layers slide: as the length of a group of which the last does not, where it is so. */
function patternOf(layers: readonly boolean[]): GgufValue {
  const group = layers.indexOf(false) + 1 || layers.length + 1
  if (everyButLast(layers.length, group).join() === layers.join()) return { type: 'uint32', value: group }
  return { type: 'array', of: 'bool', value: layers }
}
