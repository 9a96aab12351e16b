/**
 * A checkpoint: everything a run needs to go on exactly where it was, in one file (`run-file.ts`): the weights under their Hugging Face
 * names, the optimiser's averages under `optimiser.…`, what a blend needs under `begun.…`, the rest in words.
 */
import { parameterSpecs, type Weights } from '#engine/model/index.ts'
import type { OptimiserState } from './optimiser.ts'
import { parseRunRecord } from './parse-run-record.ts'
import { readRunFile, type RunFile, writeRunFile } from './run-file.ts'
import type { RunRecord } from './run-record.ts'

/** A run between two steps. */
export interface Checkpoint extends RunRecord {
  readonly weights: Weights
  readonly optimiserState: OptimiserState
  /** What the run began with, where it ends with a blend of that and what it has learnt; gone once it has. */
  readonly begun?: Weights | undefined
}

const FORMAT = 'moke-checkpoint-2'
/** Still read; a run that goes on from it writes the present format. */
const FORMAT_1 = 'moke-checkpoint-1'
const OPTIMISER = 'optimiser.'
const BEGUN = 'begun.'

/** Writes a checkpoint into a folder; answers its file. Throws CheckpointError, the earlier ones left as they were. */
export async function writeCheckpoint(folder: string, checkpoint: Checkpoint): Promise<string> {
  return writeRunFile(folder, checkpoint.step, encode(checkpoint))
}

/** Reads a checkpoint file, or the newest one in a folder. */
export async function readCheckpoint(path: string): Promise<Checkpoint> {
  return readRunFile(path, [FORMAT, FORMAT_1], decode)
}

function encode({ weights, optimiserState, begun, ...run }: Checkpoint): RunFile {
  const shapes = new Map(parameterSpecs(run.settings.config).map(({ name, shape }) => [name, shape]))
  const under = (prefix: string, arrays: Iterable<readonly [string, Float32Array]>, parameterOf = (key: string) => key) =>
    [...arrays].map(([key, elements]) => [prefix + key, { shape: shapes.get(parameterOf(key)) ?? [elements.length], elements }] as const)
  const arrays = new Map([...under('', weights), ...under(BEGUN, begun ?? []), ...under(OPTIMISER, optimiserState, (key) => key.slice(key.indexOf('.') + 1))])
  return { format: FORMAT, record: JSON.stringify(run), arrays }
}

function decode({ record, arrays }: RunFile): Checkpoint {
  const run = parseRunRecord(record)
  const [weights, begun] = [new Map<string, Float32Array>(), new Map<string, Float32Array>()]
  const optimiserState: OptimiserState = new Map()
  for (const [name, { elements }] of arrays) {
    if (name.startsWith(OPTIMISER)) optimiserState.set(name.slice(OPTIMISER.length), elements)
    else if (name.startsWith(BEGUN)) begun.set(name.slice(BEGUN.length), elements)
    else weights.set(name, elements)
  }
  return { ...run, weights, optimiserState, ...(begun.size > 0 && { begun }) }
}
