/**
 * Looks at a model's file before llama.cpp does: llama.cpp ends the process on some damaged files, and this
 * tells people what to do instead. Reads the header only.
 */
import { basename } from 'node:path'
import { FormatError, openGguf, shown, type GgufFile, type GgufValue } from '#engine/formats/index.ts'
import { type Calibration, calibrationFrom, calibrationKey } from './calibration.ts'
import { CompletionError } from './completion-error.ts'
import { broken, checkModel, numberValue } from './model-checks.ts'

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
  const architecture = text('general.architecture') || broken(path, 'it names no architecture')
  const contextTokens = numberValue(file.metadata.get(`${architecture}.context_length`)) ?? broken(path, 'it says no context length')
  if (!Number.isSafeInteger(contextTokens) || contextTokens < leastContextTokens) broken(path, `it reads ${contextTokens} tokens`)
  checkModel(path, file, architecture)
  const tensors = [...file.tensors.values()]
  return {
    name: shown(text('general.name') || basename(path, '.gguf')),
    architecture: shown(architecture),
    bytes: tensors.reduce((end, { offset, sizeBytes }) => Math.max(end, offset + sizeBytes), 0),
    parameters: tensors.reduce((sum, { shape }) => sum + elements(shape), 0),
    contextTokens,
    quantisation: commonestType(file),
    licence: licenceOf(text('general.license')),
  }
}

function licenceOf(text: string | undefined): string | null {
  return text ? shown(text) : null
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
