/**
 * Looks at a model's file before llama.cpp does: llama.cpp ends the process on some damaged files, and this
 * tells people what to do instead. Reads the header only.
 */
import { basename } from 'node:path'
import { FormatError, openGguf, type GgufFile, type GgufValue } from '#engine/formats/index.ts'
import { type Calibration, calibrationFrom, calibrationKey } from './calibration.ts'
import { CompletionError } from './completion-error.ts'

/** What a model's file says about itself. */
export interface ModelDescription {
  readonly name: string
  readonly architecture: string
  readonly bytes: number
  readonly parameters: number
  /** The longest text that it was trained on. */
  readonly contextTokens: number
  /** The element type of most of its numbers, such as Q8_0. */
  readonly quantisation: string
  readonly licence: string | null
}

/** The families that the studio also trains; their sizes are known to mean what they say. */
const familiar: ReadonlySet<string> = new Set(['llama', 'qwen2', 'qwen3'])
/** Less holds no suggestion and what it would be about. */
const leastContextTokens = 64

/** What is read from a model's file before it is loaded. */
export interface InspectedModel {
  readonly description: ModelDescription
  readonly calibration: Calibration | null
  /** Why the file's calibration is not used, where it has one. */
  readonly calibrationProblem: string | null
}

/** Describes a GGUF. Throws as `inspectModel` does. */
export async function describeModel(path: string): Promise<ModelDescription> {
  return (await inspectModel(path)).description
}

/** Reads a GGUF's header. Throws CompletionError: `model-missing` without a readable file, `model-broken` where it cannot be run. */
export async function inspectModel(path: string): Promise<InspectedModel> {
  try {
    await using file = await openGguf(path)
    const { calibration, problem } = calibrationFrom(file.metadata.get(calibrationKey))
    return { description: description(path, file), calibration, calibrationProblem: problem }
  } catch (error) {
    if (error instanceof FormatError)
      throw new CompletionError('model-broken', `${error.message} Fetch or copy the file again, or choose another model.`, error)
    if (isSystemError(error))
      throw new CompletionError('model-missing', `${path} cannot be opened (${error.code}). Put the file back, or choose another model.`, error)
    throw error
  }
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && 'syscall' in error
}

function description(path: string, file: GgufFile): ModelDescription {
  const text = (key: string) => stringValue(file.metadata.get(key))
  const architecture = text('general.architecture') ?? broken(path, 'it names no architecture')
  const contextTokens = numberValue(file.metadata.get(`${architecture}.context_length`)) ?? broken(path, 'it says no context length')
  if (contextTokens < leastContextTokens) broken(path, `it reads ${contextTokens} tokens only`)
  const tensors = [...file.tensors.values()]
  checkVocabulary(path, file)
  checkSizes(path, file, architecture)
  return {
    name: text('general.name') ?? basename(path, '.gguf'),
    architecture,
    bytes: Math.max(0, ...tensors.map((tensor) => tensor.offset + tensor.sizeBytes)),
    parameters: tensors.reduce((sum, { shape }) => sum + elements(shape), 0),
    contextTokens,
    quantisation: commonestType(file),
    licence: text('general.license') ?? null,
  }
}

/** llama.cpp indexes the embedding by the vocabulary's ids without a look at the embedding's size. */
function checkVocabulary(path: string, file: GgufFile): void {
  const tokens = file.metadata.get('tokenizer.ggml.tokens')
  const embedding = file.tensors.get('token_embd.weight')
  if (tokens?.type !== 'array' || tokens.value.length === 0) broken(path, 'it holds no vocabulary')
  if (!embedding) broken(path, 'it holds no token embedding')
  if (embedding.shape[0] !== tokens.value.length) broken(path, `its embedding has ${embedding.shape[0]} rows for ${tokens.value.length} tokens`)
}

/** Sizes that are 0 or contradict the tensors end llama.cpp by an assertion. Other families may leave these out or mean something else by them. */
function checkSizes(path: string, file: GgufFile, architecture: string): void {
  if (!familiar.has(architecture)) return
  const size = (key: string, missing?: number) => {
    const value = file.metadata.get(`${architecture}.${key}`)
    const number = value ? numberValue(value) : missing
    return number !== undefined && number >= 1 ? number : broken(path, `${architecture}.${key} is ${number ?? 'missing'}`)
  }
  size('attention.head_count')
  for (const key of ['feed_forward_length', 'attention.head_count_kv', 'attention.key_length', 'attention.value_length']) size(key, 1)
  const width = size('embedding_length')
  const embedding = file.tensors.get('token_embd.weight')?.shape[1]
  if (embedding !== width) broken(path, `its embedding is ${embedding} wide, not ${width}`)
  const layers = size('block_count')
  const present = new Set([...file.tensors.keys()].flatMap((name) => name.match(/^blk\.(\d+)\./)?.[1] ?? [])).size
  if (present < layers) broken(path, `it has ${present} layers of ${layers}`)
}

function broken(path: string, reason: string): never {
  throw new CompletionError('model-broken', `${path}: ${reason}. It is no model that can complete text; choose another one.`)
}

function commonestType(file: GgufFile): string {
  const counts = new Map<string, number>()
  for (const { type, shape } of file.tensors.values()) counts.set(type, (counts.get(type) ?? 0) + elements(shape))
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 'F32'
}

function elements(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1)
}

function stringValue(value: GgufValue | undefined): string | undefined {
  return value?.type === 'string' ? value.value : undefined
}

function numberValue(value: GgufValue | undefined): number | undefined {
  if (value?.type === 'uint64' || value?.type === 'int64') return Number(value.value)
  return typeof value?.value === 'number' ? value.value : undefined
}
