/**
 * A checkpoint: everything a run needs to go on exactly where it was, in one safetensors file (the
 * weights under their Hugging Face names, the optimiser's averages under `optimiser.…`, what a blend needs under `begun.…`, the rest as
 * JSON in the metadata). The old one is replaced only when the new one is safely on disk, and the one
 * before it stays as `checkpoint.previous.safetensors`.
 */
import { createHash } from 'node:crypto'
import { copyFile, link, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { FormatError, openSafetensors, type SafetensorsTensor, writeSafetensors } from '#engine/formats/index.ts'
import { parameterSpecs, type Weights } from '#engine/model/index.ts'
import type { OptimiserState } from './optimiser.ts'
import { parseRunRecord } from './parse-run-record.ts'
import type { RunRecord } from './run-record.ts'

/** A run between two steps. */
export interface Checkpoint extends RunRecord {
  readonly weights: Weights
  readonly optimiserState: OptimiserState
  /** What the run began with, where it ends with a blend of that and what it has learnt; gone once it has. */
  readonly begun?: Weights | undefined
}

/** A checkpoint that can't be written or read; the message says which file, why, and what is left. */
export class CheckpointError extends Error {
  override readonly name = 'CheckpointError'
  readonly expected = true
}

const FORMAT = 'moke-checkpoint-2'
/** Its checksum is over the numbers only. Still read; a run that goes on from it writes the present format. */
const FORMAT_1 = 'moke-checkpoint-1'
const CURRENT = 'checkpoint.safetensors'
const NEW = 'checkpoint.new.safetensors'
const PREVIOUS = 'checkpoint.previous.safetensors'
const OPTIMISER = 'optimiser.'
const BEGUN = 'begun.'

/** Writes a checkpoint into a folder; answers its file. Throws CheckpointError, the earlier ones left as they were. */
export async function writeCheckpoint(folder: string, checkpoint: Checkpoint): Promise<string> {
  const file = join(folder, CURRENT)
  const written = join(folder, NEW)
  try {
    await writeSafetensors(written, encodeCheckpoint(checkpoint))
    await keepAsPrevious(file, join(folder, PREVIOUS))
    await rename(written, file)
  } catch (error) {
    await rm(written, { force: true })
    const left = (await exists(file)) ? `the last one in ${folder} is untouched` : `there is no earlier one in ${folder}`
    throw new CheckpointError(`the checkpoint of step ${checkpoint.step} can't be written: ${reasonOf(error)}; ${left}`)
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

/** Reads a checkpoint file, or the newest one in a folder. */
export async function readCheckpoint(path: string): Promise<Checkpoint> {
  const file = (await isFolder(path)) ? join(path, CURRENT) : path
  try {
    return await decodeCheckpoint(file)
  } catch (error) {
    if (!(error instanceof FormatError || isMissing(error))) throw error
    const previous = join(dirname(file), PREVIOUS)
    const hint = file !== previous && (await exists(previous)) ? `; the one before is kept as ${previous}` : ''
    throw new CheckpointError(isMissing(error) ? `there is no checkpoint ${file}${hint}` : `${reasonOf(error)}${hint}`)
  }
}

function encodeCheckpoint({ weights, optimiserState, begun, ...run }: Checkpoint): Parameters<typeof writeSafetensors>[1] {
  const shapes = new Map(parameterSpecs(run.settings.config).map(({ name, shape }) => [name, shape]))
  const tensors = [
    ...[...weights].map(([name, elements]) => tensorOf(name, elements, shapes.get(name))),
    ...[...(begun ?? [])].map(([name, elements]) => tensorOf(BEGUN + name, elements, shapes.get(name))),
    ...[...optimiserState].map(([key, elements]) => tensorOf(OPTIMISER + key, elements, shapes.get(key.slice(key.indexOf('.') + 1)))),
  ].sort((a, b) => (a.name < b.name ? -1 : 1))
  const record = JSON.stringify(run)
  const checksum = new Checksum(FORMAT, record)
  for (const { name, shape, elements } of tensors) checksum.add(name, shape, elements)
  return { metadata: { format: FORMAT, run: record, checksum: checksum.value() }, tensors }
}

/** Over everything in a file: the record, and every tensor in the order of names with its name, shape and numbers. */
class Checksum {
  readonly #hash = createHash('sha256')
  readonly #isWhole: boolean

  constructor(format: string, record: string) {
    this.#isWhole = format !== FORMAT_1
    if (this.#isWhole) this.#hash.update(`${record}\n`)
  }

  add(name: string, shape: readonly number[], elements: Float32Array): void {
    if (this.#isWhole) this.#hash.update(`${JSON.stringify([name, shape])}\n`)
    this.#hash.update(bytesOf(elements))
  }

  value(): string {
    return this.#hash.digest('hex')
  }
}

function tensorOf(name: string, elements: Float32Array, shape: readonly number[] = [elements.length]): SafetensorsTensor & { elements: Float32Array } {
  return { name, shape, type: 'F32', elements, load: () => elements }
}

async function decodeCheckpoint(path: string): Promise<Checkpoint> {
  await using file = await openSafetensors(path)
  const format = file.metadata.get('format') ?? 'not given'
  if (format !== FORMAT && format !== FORMAT_1) throw new FormatError(path, `this is no checkpoint of a training run: its format is ${format}.`)
  const record = file.metadata.get('run') ?? ''
  const [weights, begun] = [new Map<string, Float32Array>(), new Map<string, Float32Array>()]
  const optimiserState: OptimiserState = new Map()
  const checksum = new Checksum(format, record)
  for (const [name, { shape }] of [...file.tensors].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const elements = await file.read(name)
    checksum.add(name, shape, elements)
    if (name.startsWith(OPTIMISER)) optimiserState.set(name.slice(OPTIMISER.length), elements)
    else if (name.startsWith(BEGUN)) begun.set(name.slice(BEGUN.length), elements)
    else weights.set(name, elements)
  }
  if (file.metadata.get('checksum') !== checksum.value()) throw new FormatError(path, 'this checkpoint is damaged: its checksum is wrong.')
  return { ...recordOf(path, record), weights, optimiserState, ...(begun.size > 0 && { begun }) }
}

function recordOf(path: string, json: string): RunRecord {
  try {
    return parseRunRecord(json)
  } catch (error) {
    throw new FormatError(path, `this checkpoint does not say how its run goes on: ${reasonOf(error)}.`)
  }
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength)
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
