/**
 * The memory that a model takes while it completes, worked out from its header before it is loaded: its numbers, what
 * llama.cpp keeps of the text, and the buffers of one step. Pure. Held against what real models took by
 * `tests/models/memory.test.ts`.
 */
import { numberValue } from './model-checks.ts'
import type { ModelHeader } from './model-parts.ts'

export interface ModelMemory {
  /** Bytes of the weights. */
  readonly weights: number
  /** Bytes of keys and values for all tokens of the texts that are kept. */
  readonly cache: number
  /** Bytes of what is computed in between. */
  readonly compute: number
  /** Bytes of the program around it. */
  readonly program: number
  /** Bytes of weights that one token goes through; fewer than all where a model picks among experts. */
  readonly readPerToken: number
}

/** Tokens that llama.cpp reads at once. */
export const batchTokens = 512
/** Node and llama.cpp without a model. */
const programBytes = 150e6
/** A second text is kept where it takes no more memory than this: little for most models, a lot for a few. */
const mostSecondBytes = 128 * 2 ** 20
const bytesPerCached = 2 // F16
const bytesPerComputed = 4 // F32

/** How many texts are kept: the one that is written on and, where it takes only so many bytes, one that is prepared. */
export function keptTexts(secondBytes: number): number {
  return secondBytes <= mostSecondBytes ? 2 : 1
}

/** What a model of this header takes with a context of so many tokens. */
export function memoryOf(header: ModelHeader, architecture: string, contextTokens: number): ModelMemory {
  const sizes = [...header.tensors.values()]
  const weights = sizes.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  const textBytes = cacheBytes(header, architecture, contextTokens)
  return {
    weights,
    cache: keptTexts(textBytes) * textBytes,
    compute: computeBytes(header, contextTokens),
    program: programBytes,
    readPerToken: readBytes(header, architecture),
  }
}

/** A number for each layer; one number stands for all. */
function perLayer({ metadata }: ModelHeader, key: string, layers: number): number[] | undefined {
  const value = metadata.get(key)
  if (value?.type === 'array') return value.value.flatMap((item) => (typeof item === 'number' ? [item] : [])).slice(0, layers)
  const number = numberValue(value)
  return number === undefined ? undefined : Array.from({ length: layers }, () => number)
}

/** More layers than any model has: a header that says more is not to cost time. */
const mostLayers = 4096

function cacheBytes(header: ModelHeader, architecture: string, contextTokens: number): number {
  const number = (key: string) => numberValue(header.metadata.get(`${architecture}.${key}`))
  const layers = Math.min(number('block_count') ?? 0, mostLayers)
  const heads = perLayer(header, `${architecture}.attention.head_count`, layers)
  const width = number('embedding_length') ?? 0
  const headWidth = width / Math.max(1, heads?.[0] ?? 1)
  const rows = perLayer(header, `${architecture}.attention.head_count_kv`, layers) ?? heads ?? []
  const each = (number('attention.key_length') ?? headWidth) + (number('attention.value_length') ?? headWidth)
  const cached = rows.reduce((sum, count) => sum + count * each, 0) * contextTokens * bytesPerCached
  return Number.isFinite(cached) ? cached : 0
}

/** The largest things of a step: a number for each token of the vocabulary, and the widest layer with what goes in and out of it. */
function computeBytes({ tensors }: ModelHeader, contextTokens: number): number {
  const batch = Math.min(batchTokens, contextTokens)
  const [vocabulary = 0, width = 0] = tensors.get('token_embd.weight')?.shape ?? []
  const feedForward = [...tensors.values()].find(({ name }) => /^blk\.\d+\.ffn_up\.weight$/.test(name))?.shape[0] ?? 4 * width
  return batch * (vocabulary + 2 * feedForward + 4 * width) * bytesPerComputed
}

function readBytes({ metadata, tensors }: ModelHeader, architecture: string): number {
  const experts = numberValue(metadata.get(`${architecture}.expert_count`)) ?? 0
  const used = numberValue(metadata.get(`${architecture}.expert_used_count`)) ?? experts
  const share = experts > 0 ? Math.min(1, used / experts) : 1
  let bytes = 0
  for (const { name, sizeBytes } of tensors.values()) bytes += /_exps\./.test(name) ? sizeBytes * share : sizeBytes
  return bytes
}

/** Bytes of memory that a computer must have in all for a file of so many: a larger model would only make it crawl. */
export function leastMemory(bytes: number): number {
  return bytes * 1.1 + 256e6
}

/**
 * Below this size of file a card gains nothing: starting its work for one token takes as long as the
 * processor takes for the token (1.7 ms at 22 MB with one thread, so about 25 ms here).
 */
export const worthACard = 300e6
