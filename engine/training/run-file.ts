/**
 * A run's state as a safetensors file: its numbers as tensors, the rest as JSON in the metadata, and a checksum over both. The old
 * file is replaced only when the new one is safely on disk, and the one before it stays as `checkpoint.previous.safetensors`.
 */
import { createHash } from 'node:crypto'
import { copyFile, link, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { FormatError, openSafetensors, writeSafetensors } from '#engine/formats/index.ts'

/** A checkpoint that can't be written or read; the message says which file, why, and what is left. */
export class CheckpointError extends Error {
  override readonly name = 'CheckpointError'
  readonly expected = true
}

/** An array of a run, with the shape that the file gives it. */
interface RunArray {
  readonly shape: readonly number[]
  readonly elements: Float32Array
}

/** What a run's file holds. */
export interface RunFile {
  /** Which kind of run it is of. */
  readonly format: string
  /** What it says in words, as JSON. */
  readonly record: string
  readonly arrays: ReadonlyMap<string, RunArray>
}

/** The first format of pretraining: its checksum is over the numbers only. */
const NUMBERS_ONLY = 'moke-checkpoint-1'
const CURRENT = 'checkpoint.safetensors'
const NEW = 'checkpoint.new.safetensors'
const PREVIOUS = 'checkpoint.previous.safetensors'

/** Writes a run's file into a folder; answers its path. Throws CheckpointError, the earlier ones left as they were. */
export async function writeRunFile(folder: string, step: number, { format, record, arrays }: RunFile): Promise<string> {
  const file = join(folder, CURRENT)
  const written = join(folder, NEW)
  try {
    const sorted = [...arrays].sort(([a], [b]) => (a < b ? -1 : 1))
    const tensors = sorted.map(([name, { shape, elements }]) => ({ name, shape, type: 'F32' as const, load: () => elements }))
    await writeSafetensors(written, { metadata: { format, run: record, checksum: checksumOf(format, record, sorted) }, tensors })
    await keepAsPrevious(file, join(folder, PREVIOUS))
    await rename(written, file)
  } catch (error) {
    await rm(written, { force: true })
    const left = (await exists(file)) ? `the last one in ${folder} is untouched` : `there is no earlier one in ${folder}`
    throw new CheckpointError(`the checkpoint of step ${step} can't be written: ${reasonOf(error)}; ${left}`, { cause: error })
  }
  return file
}

/** A second name for the present checkpoint, so that there is no moment without one. */
async function keepAsPrevious(file: string, previous: string): Promise<void> {
  if (!(await exists(file))) return
  const temporary = `${previous}.tmp`
  await rm(temporary, { force: true })
  // Some file systems (FAT, some network shares) have no second names.
  await link(file, temporary).catch(() => copyFile(file, temporary))
  await rename(temporary, previous)
}

/**
 * Reads a run's file, or the newest one in a folder, of one of these formats, and makes of it what `decode` does; what does not fit
 * there is damage, too. Throws CheckpointError, which names the one before where there is one.
 */
export async function readRunFile<T>(path: string, formats: readonly string[], decode: (file: RunFile) => T): Promise<T> {
  const file = (await isFolder(path)) ? join(path, CURRENT) : path
  try {
    const content = await readArrays(file, formats)
    return decodeRecord(file, () => decode(content))
  } catch (error) {
    if (!(error instanceof FormatError || isMissing(error))) throw error
    const previous = join(dirname(file), PREVIOUS)
    const hint = file !== previous && (await exists(previous)) ? `; the one before is kept as ${previous}` : ''
    throw new CheckpointError(isMissing(error) ? `there is no checkpoint ${file}${hint}` : `${reasonOf(error)}${hint}`)
  }
}

async function readArrays(path: string, formats: readonly string[]): Promise<RunFile> {
  await using file = await openSafetensors(path)
  const format = file.metadata.get('format') ?? 'not given'
  if (!formats.includes(format)) throw new FormatError(path, `this is no checkpoint of a training run: its format is ${format}.`)
  const record = file.metadata.get('run') ?? ''
  const arrays = new Map<string, RunArray>()
  for (const [name, { shape }] of [...file.tensors].sort(([a], [b]) => (a < b ? -1 : 1))) arrays.set(name, { shape, elements: await file.read(name) })
  if (file.metadata.get('checksum') !== checksumOf(format, record, arrays)) throw new FormatError(path, 'this checkpoint is damaged: its checksum is wrong.')
  return { format, record, arrays }
}

function decodeRecord<T>(path: string, decode: () => T): T {
  try {
    return decode()
  } catch (error) {
    throw new FormatError(path, `this checkpoint does not say how its run goes on: ${reasonOf(error)}.`)
  }
}

/** Over everything in a file: the record, and every array in the order of names with its name, shape and numbers. */
function checksumOf(format: string, record: string, sorted: Iterable<readonly [string, RunArray]>): string {
  const hash = createHash('sha256')
  const isWhole = format !== NUMBERS_ONLY
  if (isWhole) hash.update(`${record}\n`)
  for (const [name, { shape, elements }] of sorted) {
    if (isWhole) hash.update(`${JSON.stringify([name, shape])}\n`)
    hash.update(new Uint8Array(elements.buffer, elements.byteOffset, elements.byteLength))
  }
  return hash.digest('hex')
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false
}
