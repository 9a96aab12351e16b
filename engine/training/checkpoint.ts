/**
 * A checkpoint: everything a run needs to go on exactly where it was, in one safetensors file (the
 * weights under their Hugging Face names, the optimiser's averages under `optimiser.…`, the rest as
 * JSON in the metadata). It is written beside the old one and renamed over it when it is safely on
 * disk; the one before stays as `checkpoint.previous.safetensors`.
 */
import {createHash} from 'node:crypto'
import {open, readFile, rename, rm, stat} from 'node:fs/promises'
import {dirname, join} from 'node:path'
import {type DecoderConfig, parameterSpecs, type Weights} from '#engine/model/index.ts'
import type {OptimiserOptions, OptimiserState} from './optimiser.ts'
import {decodeSafetensors, encodeSafetensors} from './safetensors.ts'
import type {Schedule} from './schedule.ts'
import type {ClassWeights, SamplerPosition} from './token-corpus.ts'

/** What was decided before the run; only `schedule` may change when it is resumed. */
export interface RunSettings {
  readonly config: DecoderConfig
  readonly batch: number
  readonly length: number
  readonly seed: number
  readonly classWeights: ClassWeights
  readonly optimiser: OptimiserOptions
  readonly schedule: Schedule
  /** `corpusFingerprint` of the training data. */
  readonly data: string
}

export interface HeldOutRecord {
  readonly step: number
  readonly bitsPerCharacter: number
}

export interface Checkpoint {
  readonly settings: RunSettings
  /** Steps done. */
  readonly step: number
  readonly position: SamplerPosition
  readonly heldOut: readonly HeldOutRecord[]
  /** Schedules the run had before its steps were changed, each with the step from which it no longer held. */
  readonly earlierSchedules: readonly {readonly until: number; readonly schedule: Schedule}[]
  /** The text of the tokenizer file. */
  readonly tokenizer: string
  readonly weights: Weights
  readonly optimiserState: OptimiserState
}

/** A checkpoint that can't be written or read; the message says which file, why, and what is left. */
export class CheckpointError extends Error {
  override readonly name = 'CheckpointError'
  readonly expected = true
}

const FORMAT = 'moke-checkpoint-1'
const CURRENT = 'checkpoint.safetensors'
const PREVIOUS = 'checkpoint.previous.safetensors'
const OPTIMISER = 'optimiser.'

/** Writes a checkpoint into a folder; answers its file. */
export async function writeCheckpoint(folder: string, checkpoint: Checkpoint): Promise<string> {
  const file = join(folder, CURRENT)
  const temporary = join(folder, `checkpoint.${process.pid}.tmp`)
  try {
    await writeDurably(temporary, encodeCheckpoint(checkpoint))
    if (await exists(file)) await rename(file, join(folder, PREVIOUS))
    await rename(temporary, file)
    await syncFolder(folder)
  } catch (error) {
    await rm(temporary, {force: true})
    const reason = error instanceof Error ? error.message : String(error)
    throw new CheckpointError(`the checkpoint of step ${checkpoint.step} can't be written (${reason}); earlier checkpoints in ${folder} are untouched`)
  }
  return file
}

/** Reads a checkpoint file, or the newest in a folder. */
export async function readCheckpoint(path: string): Promise<Checkpoint> {
  const file = (await isFolder(path)) ? await newestIn(path) : path
  try {
    return decodeCheckpoint(await readFile(file))
  } catch (error) {
    const previous = join(dirname(file), PREVIOUS)
    const hint = file !== previous && (await exists(previous)) ? `; the one before is ${previous}` : ''
    throw new CheckpointError(`${file} is no readable checkpoint (${error instanceof Error ? error.message : String(error)})${hint}`)
  }
}

/** The current checkpoint, or the previous one where a crash fell between the two renames. */
async function newestIn(folder: string): Promise<string> {
  for (const name of [CURRENT, PREVIOUS]) if (await exists(join(folder, name))) return join(folder, name)
  throw new CheckpointError(`there is no checkpoint in ${folder}`)
}

function encodeCheckpoint({weights, optimiserState, ...rest}: Checkpoint): readonly Uint8Array[] {
  const specs = parameterSpecs(rest.settings.config)
  const shapes = new Map(specs.map(({name, shape}) => [name, shape]))
  const tensors = new Map([...weights].map(([name, elements]) => [name, {elements, shape: shapes.get(name) ?? [elements.length]}]))
  for (const [key, elements] of optimiserState) {
    const shape = shapes.get(key.slice(key.indexOf('.') + 1)) ?? [elements.length]
    tensors.set(OPTIMISER + key, {elements, shape})
  }
  const checksum = digest([...tensors.values()].map(({elements}) => elements))
  return encodeSafetensors(tensors, {format: FORMAT, run: JSON.stringify(rest), checksum})
}

function decodeCheckpoint(bytes: Uint8Array): Checkpoint {
  const {tensors, metadata} = decodeSafetensors(bytes)
  if (metadata['format'] !== FORMAT) throw new Error(`its format is ${metadata['format'] ?? 'not given'}, not ${FORMAT}`)
  if (metadata['checksum'] !== digest([...tensors.values()].map(({elements}) => elements))) throw new Error('its checksum is wrong')
  const weights = new Map<string, Float32Array>()
  const optimiserState: OptimiserState = new Map()
  for (const [name, {elements}] of tensors) {
    if (name.startsWith(OPTIMISER)) optimiserState.set(name.slice(OPTIMISER.length), elements)
    else weights.set(name, elements)
  }
  // The checksum and the format's name vouch for the shape of what we wrote ourselves.
  const run = JSON.parse(metadata['run'] ?? '') as Omit<Checkpoint, 'weights' | 'optimiserState'>
  return {...run, weights, optimiserState}
}

function digest(arrays: readonly Float32Array[]): string {
  const hash = createHash('sha256')
  for (const {buffer, byteOffset, byteLength} of arrays) hash.update(new Uint8Array(buffer, byteOffset, byteLength))
  return hash.digest('hex')
}

async function writeDurably(file: string, pieces: readonly Uint8Array[]): Promise<void> {
  await using handle = await open(file, 'w')
  for (const piece of pieces) await handle.writeFile(piece)
  await handle.sync()
}

/** Makes the renames themselves durable. Windows can't open a folder, and doesn't need to. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  await using handle = await open(folder, 'r')
  await handle.sync()
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false
}
