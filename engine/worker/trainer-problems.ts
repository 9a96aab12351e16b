/** What can go wrong with a run, as the author is told of it: a file's name, not where it lies. */
import { basename } from 'node:path'
import { CompletionError } from '#engine/completion/index.ts'
import { FormatError, type FormatFault, openGguf, shown } from '#engine/formats/index.ts'
import { DeviceError, MemoryError } from '#engine/graph/index.ts'
import { FAMILIES } from '#engine/model/index.ts'
import { CheckpointError, DataError, DivergedError } from '#engine/training/index.ts'
import { Problem, type ProblemCode } from '#preload/contract/problem.ts'

/** Expected failures of a run as Problems; anything else is a bug and stays what it is. */
export function runProblem(error: unknown): unknown {
  if (error instanceof MemoryError) return new Problem('memory-short', error.message, {}, error)
  if (error instanceof DeviceError) return new Problem('device-missing', error.message, {}, error)
  if (error instanceof DivergedError) return new Problem('run-diverged', error.message, {}, error)
  if (error instanceof DataError) return new Problem('works-few', error.message, {}, error)
  if (error instanceof CheckpointError) return error.cause === undefined ? new Problem('run-damaged', error.message, {}, error) : diskProblem(error)
  return error
}

/** A file that the disk does not take. */
export function diskProblem(error: unknown): Problem {
  const cause = error instanceof CheckpointError ? error.cause : error
  const isFull = cause instanceof Error && 'code' in cause && ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(String(cause.code))
  return new Problem(isFull ? 'disk-full' : 'disk-error', error instanceof Error ? error.message : String(error), {}, error)
}

/** Whether it is the disk that refuses. */
export function isDisks(error: unknown): boolean {
  return error instanceof CheckpointError || (error instanceof Error && 'syscall' in error)
}

const codeOfFault: Readonly<Record<FormatFault, ProblemCode>> = {
  foreign: 'model-foreign',
  empty: 'model-empty',
  cut: 'model-cut',
  folder: 'model-folder',
  damaged: 'base-unusable',
}

/** What is wrong with a base that could not be opened or read. */
export async function baseProblem(error: unknown, path: string): Promise<unknown> {
  const detail = { file: basename(path) }
  if (error instanceof FormatError) {
    const architecture = error.kind === 'damaged' ? await unknownArchitecture(path) : null
    if (architecture !== null) return new Problem('base-unknown', error.message, { ...detail, architecture, known: FAMILIES.join('、') }, error)
    return new Problem(codeOfFault[error.kind], error.message, detail, error)
  }
  if (error instanceof CompletionError) return new Problem(error.code, error.message, { ...error.detail, ...detail }, error)
  if (!(error instanceof Error && 'code' in error)) return error
  if (error.code === 'ENOENT') return new Problem('model-missing', error.message, detail, error)
  return 'syscall' in error ? new Problem('model-unreadable', error.message, detail, error) : error
}

/** What a GGUF calls its architecture, where that is none of those that are computed here. */
async function unknownArchitecture(path: string): Promise<string | null> {
  try {
    await using file = await openGguf(path)
    const named = file.metadata.get('general.architecture')?.value
    return typeof named === 'string' && !FAMILIES.some((family) => family === named) ? shown(named) : null
  } catch (error) {
    if (error instanceof FormatError) return null // no GGUF at all: then it is a folder
    throw error
  }
}
