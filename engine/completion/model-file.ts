/**
 * Looks at a model's file before llama.cpp does: llama.cpp ends the process on some damaged files, and this
 * tells people what to do instead. Reads the header only.
 */
import { basename } from 'node:path'
import { FormatError, type FormatFault, shown, type GgufValue } from '#engine/formats/index.ts'
import { type Calibration, calibrationFrom, calibrationKey } from './calibration.ts'
import { CompletionError, type CompletionErrorCode } from './completion-error.ts'
import { broken, checkModel, numberValue } from './model-checks.ts'
import { memoryOf, type ModelMemory } from './model-memory.ts'
import { type ModelFiles, type ModelHeader, openModelFiles } from './model-parts.ts'

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
  /** Languages that it names, as `zh` or `en`. */
  readonly languages: readonly string[]
  /** Whether it was taught to answer: its file holds a template of a conversation. */
  readonly isInstruct: boolean
  /** How many files it consists of. */
  readonly files: number
  /** What it takes while it completes. */
  readonly memory: ModelMemory
}

/** More context costs memory and time at the first keystroke; a lesson's last 1,500 characters fit. */
export const mostContextTokens = 1024
/** Less holds no suggestion and what it would be about. */
const leastContextTokens = 64

/** What is read from a model's file before it is loaded. */
export interface InspectedModel {
  /** What llama.cpp is given: the first of its files. */
  readonly path: string
  /** All of its files. */
  readonly paths: readonly string[]
  readonly description: ModelDescription
  readonly calibration: Calibration | null
  /** Why the file's calibration is not used, where it has one. */
  readonly calibrationProblem: string | null
}

/** Describes a GGUF. Throws as `inspectModel` does. */
export async function describeModel(path: string): Promise<ModelDescription> {
  return (await inspectModel(path)).description
}

/** Reads a GGUF's header. Throws CompletionError, whose code says what is wrong with the file. */
export async function inspectModel(path: string): Promise<InspectedModel> {
  try {
    const files = await openModelFiles(path)
    const { calibration, problem } = calibrationFrom(files.header.metadata.get(calibrationKey))
    return { path: files.path, paths: files.paths, description: description(files), calibration, calibrationProblem: problem }
  } catch (error) {
    if (error instanceof FormatError)
      throw new CompletionError(formatCodes[error.kind], `${error.message} Fetch or copy the file again, or choose another model.`, error)
    if (isSystemError(error)) {
      const code = isAbsence(error) ? 'model-missing' : 'model-unreadable'
      throw new CompletionError(code, `${path} cannot be opened (${error.code}). Put the file back, or choose another model.`, error)
    }
    throw error
  }
}

const formatCodes: Readonly<Record<FormatFault, CompletionErrorCode>> = {
  foreign: 'model-foreign',
  cut: 'model-cut',
  folder: 'model-folder',
  damaged: 'model-broken',
}

function isAbsence({ code = '' }: NodeJS.ErrnoException): boolean {
  return ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ELOOP', 'EINVAL'].includes(code)
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && 'syscall' in error
}

function description({ path, paths, header, bytes }: ModelFiles): ModelDescription {
  const { metadata } = header
  const text = (key: string) => stringValue(metadata.get(key))
  const architecture = text('general.architecture') || broken(path, 'it names no architecture')
  checkModel(path, header, architecture)
  const contextTokens = numberValue(metadata.get(`${architecture}.context_length`)) ?? broken(path, 'it says no context length')
  if (!Number.isSafeInteger(contextTokens) || contextTokens < leastContextTokens) broken(path, `it reads ${contextTokens} tokens`)
  return {
    name: shown(text('general.name') || basename(path, '.gguf')),
    architecture: shown(architecture),
    bytes,
    parameters: [...header.tensors.values()].reduce((sum, { shape }) => sum + elements(shape), 0),
    contextTokens,
    quantisation: commonestType(header),
    licence: licenceOf(text('general.license.name') || text('general.license')),
    languages: languagesOf(metadata.get('general.languages')),
    isInstruct: Boolean(text('tokenizer.chat_template')) || /^(instruct|chat|it)$/i.test(text('general.finetune') ?? ''),
    files: paths.length,
    memory: memoryOf(header, architecture, Math.min(contextTokens, mostContextTokens)),
  }
}

function licenceOf(text: string | undefined): string | null {
  return text ? shown(text) : null
}

/** More would fill a page. */
const mostLanguages = 12

function languagesOf(value: GgufValue | undefined): string[] {
  if (value?.type !== 'array') return []
  return value.value.flatMap((item) => (typeof item === 'string' && item !== '' ? [shown(item, 20)] : [])).slice(0, mostLanguages)
}

function commonestType(file: ModelHeader): string {
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
