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
  /** How it says that it was made smaller, such as Q4_K_M; null where it says nothing that is known. */
  readonly fileType: string | null
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
  empty: 'model-empty',
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
    fileType: fileTypeOf(numberValue(metadata.get('general.file_type'))),
    licence: licenceOf(text('general.license.name') || text('general.license')),
    languages: languagesOf(metadata.get('general.languages')),
    isInstruct: Boolean(text('tokenizer.chat_template')) || /^(instruct|chat|it)$/i.test(text('general.finetune') ?? ''),
    files: paths.length,
    memory: memoryOf(header, architecture, Math.min(contextTokens, mostContextTokens)),
  }
}

/** llama.cpp's numbers for `general.file_type`, of those that models are published in. */
const fileTypes: ReadonlyMap<number, string> = new Map(
  Object.entries({
    F32: 0,
    F16: 1,
    Q4_0: 2,
    Q4_1: 3,
    Q8_0: 7,
    Q5_0: 8,
    Q5_1: 9,
    Q2_K: 10,
    Q3_K_S: 11,
    Q3_K_M: 12,
    Q3_K_L: 13,
    Q4_K_S: 14,
    Q4_K_M: 15,
    Q5_K_S: 16,
    Q5_K_M: 17,
    Q6_K: 18,
    IQ2_XXS: 19,
    IQ2_XS: 20,
    Q2_K_S: 21,
    IQ3_XS: 22,
    IQ3_XXS: 23,
    IQ1_S: 24,
    IQ4_NL: 25,
    IQ3_S: 26,
    IQ3_M: 27,
    IQ2_S: 28,
    IQ2_M: 29,
    IQ4_XS: 30,
    IQ1_M: 31,
    BF16: 32,
    TQ1_0: 36,
    TQ2_0: 37,
    MXFP4_MOE: 38,
  }).map(([name, number]) => [number, name]),
)
/** Added where llama.cpp only guessed it. */
const guessed = 1024

function fileTypeOf(number: number | undefined): string | null {
  return number === undefined ? null : (fileTypes.get(number % guessed) ?? null)
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
