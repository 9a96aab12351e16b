/**
 * What llama.cpp does not forgive: it ends the process by an assertion, or reads beyond its memory, where the header of
 * a model contradicts itself. Each rule here was seen to save the process (engine/LOG.md); what llama.cpp refuses by
 * itself is left to it.
 */
import { type GgufValue, shown } from '#engine/formats/index.ts'
import { CompletionError } from './completion-error.ts'
import type { ModelHeader } from './model-parts.ts'

/** The families that the studio also trains; their sizes are known to mean what they say. */
const familiar: ReadonlySet<string> = new Set(['llama', 'qwen2', 'qwen3'])
/** LLAMA_MAX_EXPERTS */
const mostExperts = 512
const ropeScalings: ReadonlySet<unknown> = new Set(['none', 'linear', 'yarn', 'longrope'])
/** Types that ggml has for what it computes in between; no matrix can be multiplied in them. */
const betweenTypes: ReadonlySet<string> = new Set(['I8', 'I16', 'I32', 'I64', 'F64', 'Q8_1', 'Q8_K'])

/** Throws CompletionError (`model-broken`) for a model that would end llama.cpp. */
export function checkModel(path: string, file: ModelHeader, architecture: string): void {
  checkKind(path, file, architecture)
  checkVocabulary(path, file)
  checkCounts(path, file, architecture)
  checkNorms(path, file)
  if (familiar.has(architecture)) checkSizes(path, file, architecture)
}

/** A CompletionError (`model-broken`) that says why a file cannot be used. */
export function broken(path: string, reason: string): never {
  throw new CompletionError('model-broken', `${path}: ${reason}. It is no model that can complete text; choose another one.`)
}

/** A number of the metadata; undefined where there is none, or a list or text. */
export function numberValue(value: GgufValue | undefined): number | undefined {
  if (value?.type === 'uint64' || value?.type === 'int64') return Number(value.value)
  return typeof value?.value === 'number' ? value.value : undefined
}

/** Families that read text and don't write it, or write it in another way than one token after another. */
const otherKinds: ReadonlySet<string> = new Set(
  'clip bert nomic-bert nomic-bert-moe jina-bert-v2 jina-bert-v3 modern-bert neo-bert eurobert gemma-embedding llama-embed t5 t5encoder wavtokenizer-dec dream llada llada-moe rnd1'.split(
    ' ',
  ),
)

/** Embeddings, parts that see pictures, adapters: llama.cpp loads some of them, and none goes on with a text. */
function checkKind(path: string, { metadata }: ModelHeader, architecture: string): void {
  const type = metadata.get('general.type')?.value
  const pooling = numberValue(metadata.get(`${architecture}.pooling_type`)) ?? 0
  const isCausal = metadata.get(`${architecture}.attention.causal`)?.value !== false
  if ((typeof type !== 'string' || type === 'model') && !otherKinds.has(architecture) && pooling <= 0 && isCausal) return
  const what = typeof type === 'string' && type !== 'model' ? type : architecture
  throw new CompletionError('model-kind', `${path}: this is no model that writes text (${shown(what)}). Choose a language model.`)
}

/** llama.cpp indexes the embedding, scores and types by the vocabulary's ids without a look at their lengths. */
function checkVocabulary(path: string, { metadata, tensors }: ModelHeader): void {
  const entry = (key: string) => metadata.get(`tokenizer.ggml.${key}`)
  const tokens = entry('tokens')
  const model = entry('model')?.value
  const embedding = tensors.get('token_embd.weight')?.shape
  if (tokens?.type !== 'array' || tokens.of !== 'string' || tokens.value.length === 0 || model === 'none' || model === 'no_vocab')
    return broken(path, 'it holds no vocabulary')
  if (!embedding) return broken(path, 'it holds no token embedding')
  const count = tokens.value.length
  if (embedding.length !== 2 || embedding[0] !== count) broken(path, `its embedding has the shape [${embedding.join(', ')}] for ${count} tokens`)
  for (const [key, types] of [
    ['scores', ['float32']],
    ['token_type', ['int32', 'uint32']],
  ] as const) {
    const list = entry(key)
    const fits = list?.type === 'array' && types.some((type) => type === list.of) && list.value.length >= count
    if (list && !fits) broken(path, `tokenizer.ggml.${key} is no list of ${count} numbers`)
  }
  checkTokens(path, tokens.value, model)
}

function checkTokens(path: string, tokens: readonly string[], model: unknown): void {
  const known = new Set<string>()
  for (const token of tokens) {
    if (token !== '' && known.has(token)) broken(path, `the token ${shown(token)} occurs twice in its vocabulary`)
    known.add(token)
  }
  if (model !== 'llama') return
  // What is in no token is read byte by byte.
  for (let byte = 0; byte < 256; byte++) {
    const name = `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`
    if (!known.has(name) && !(byte < 128 && known.has(String.fromCharCode(byte)))) broken(path, `its vocabulary has no token for the byte ${byte}`)
  }
}

/** Counts that llama.cpp asserts for every family. */
function checkCounts(path: string, { metadata }: ModelHeader, architecture: string): void {
  const entry = (key: string) => metadata.get(`${architecture}.${key}`)
  const scaling = entry('rope.scaling.type')
  if (scaling?.type === 'string' && !ropeScalings.has(scaling.value)) broken(path, `it scales positions by ${shown(scaling.value)}, which is not known`)
  const experts = largest(entry('expert_count')) ?? 0
  const used = largest(entry('expert_used_count')) ?? 0
  if (experts > mostExperts || used > experts || (experts > 0 && used < 1)) broken(path, `it uses ${used} of ${experts} experts`)
  const ahead = numberValue(entry('nextn_predict_layers')) ?? 0
  const layers = numberValue(entry('block_count')) ?? 0
  if (ahead > layers) broken(path, `it predicts with ${ahead} layers of ${layers}`)
}

/** llama.cpp multiplies by norms and adds biases in single precision only. */
function checkNorms(path: string, { tensors }: ModelHeader): void {
  for (const { name, shape, type } of tensors.values())
    if (shape.length === 1 && type !== 'F32' && /(norm\.weight|\.bias)$/.test(name)) broken(path, `the tensor ${shown(name)} is of the type ${type}, not F32`)
}

/** Sizes that are 0 or contradict the tensors. Other families may leave these out or mean something else by them. */
function checkSizes(path: string, { metadata, tensors }: ModelHeader, architecture: string): void {
  const size = (key: string, missing?: number) => {
    const value = metadata.get(`${architecture}.${key}`)
    const number = value ? (least(value) ?? Number.NaN) : missing
    return number !== undefined && number >= 1 ? number : broken(path, `${architecture}.${key} is ${value ? (number ?? 'no number') : 'missing'}`)
  }
  const heads = size('attention.head_count')
  const width = size('embedding_length')
  const layers = size('block_count')
  size('feed_forward_length')
  for (const key of ['attention.head_count_kv', 'attention.value_length']) size(key, 1)
  const headWidth = size('attention.key_length', Math.floor(width / heads))
  const turned = size('rope.dimension_count', headWidth)
  if (turned !== headWidth) broken(path, `it turns ${turned} numbers of heads that are ${headWidth} wide`)
  const epsilon = numberValue(metadata.get(`${architecture}.attention.layer_norm_rms_epsilon`)) ?? 0
  if (!(epsilon >= 0)) broken(path, `${architecture}.attention.layer_norm_rms_epsilon is ${epsilon}`)
  const embedding = tensors.get('token_embd.weight')?.shape[1]
  if (embedding !== width) broken(path, `its embedding is ${embedding} wide, not ${width}`)
  const present = new Set([...tensors.keys()].flatMap((name) => name.match(/^blk\.(\d+)\./)?.[1] ?? [])).size
  if (present < layers) broken(path, `it has ${present} layers of ${layers}`)
  for (const { name, shape, type } of tensors.values())
    if (shape.length > 1 && betweenTypes.has(type)) broken(path, `the tensor ${shown(name)} is of the type ${type}, in which nothing is computed`)
}

/** A number, or the least of a list with one for each layer. */
function least(value: GgufValue | undefined): number | undefined {
  return value?.type === 'array' ? numbersOf(value)?.reduce((a, b) => Math.min(a, b), Infinity) : numberValue(value)
}

function largest(value: GgufValue | undefined): number | undefined {
  return value?.type === 'array' ? numbersOf(value)?.reduce((a, b) => Math.max(a, b), 0) : numberValue(value)
}

function numbersOf({ value }: Extract<GgufValue, { type: 'array' }>): number[] | undefined {
  const numbers = value.flatMap((item) => (typeof item === 'number' ? [item] : []))
  return numbers.length === value.length && numbers.length > 0 ? numbers : undefined
}
