/** A run of tuning as a file: what is trained, its best so far under `best.…`, the optimiser's averages under `optimiser.…`, the rest in words. */
import { type OptimiserState, parseOptimiser, parseSchedule, readRunFile, RecordFields, type RunFile, writeRunFile } from '#engine/training/index.ts'
import { METHODS, type TuningRecord, type TuningSettings } from './settings.ts'

/** A run between two steps. The base is not in it: only what is trained. */
export interface TuningCheckpoint extends TuningRecord {
  readonly trained: ReadonlyMap<string, Float32Array>
  /** What was trained when the held-out figure was lowest. */
  readonly best: ReadonlyMap<string, Float32Array>
  readonly optimiserState: OptimiserState
}

const FORMAT = 'moke-tuning-1'
const BEST = 'best.'
const OPTIMISER = 'optimiser.'

/** Writes a checkpoint into a folder, the one before it kept; answers its file. Throws CheckpointError, the earlier ones left as they were. */
export async function writeTuning(folder: string, { trained, best, optimiserState, ...record }: TuningCheckpoint): Promise<string> {
  const under = (prefix: string, arrays: Iterable<readonly [string, Float32Array]>) =>
    [...arrays].map(([name, elements]) => [prefix + name, { shape: [elements.length], elements }] as const)
  const arrays = new Map([...under('', trained), ...under(BEST, best), ...under(OPTIMISER, optimiserState)])
  return writeRunFile(folder, record.step, { format: FORMAT, record: JSON.stringify(record), arrays })
}

/** Reads a checkpoint file, or the newest one in a folder. Throws CheckpointError. */
export async function readTuning(path: string): Promise<TuningCheckpoint> {
  return readRunFile(path, [FORMAT], decode)
}

function decode({ record, arrays }: RunFile): TuningCheckpoint {
  const [trained, best] = [new Map<string, Float32Array>(), new Map<string, Float32Array>()]
  const optimiserState: OptimiserState = new Map()
  for (const [name, { elements }] of arrays) {
    if (name.startsWith(OPTIMISER)) optimiserState.set(name.slice(OPTIMISER.length), elements)
    else if (name.startsWith(BEST)) best.set(name.slice(BEST.length), elements)
    else trained.set(name, elements)
  }
  return { ...parseTuningRecord(record), trained, best, optimiserState }
}

/** Reads a record from its JSON. Throws an Error that names the field which is not what it should be. */
function parseTuningRecord(json: string): TuningRecord {
  const run = new RecordFields(JSON.parse(json), '')
  const [position, sources] = [run.fields('position'), run.fields('sources')]
  return {
    settings: parseSettings(run.fields('settings')),
    sources: { base: sources.text('base'), learning: sources.text('learning'), heldOut: sources.text('heldOut') },
    step: run.count('step'),
    position: { epoch: position.count('epoch'), window: position.count('window') },
    heldOut: run.list('heldOut').map((figure) => ({ step: figure.count('step'), bitsPerCharacter: figure.number('bitsPerCharacter') })),
    restarts: run.counts('restarts'),
  }
}

function parseSettings(settings: RecordFields): TuningSettings {
  const count = (name: 'length' | 'batch' | 'accumulate' | 'heldOutSteps' | 'patience' | 'seed'): number => settings.count(name)
  return {
    method: settings.choice('method', METHODS),
    ...(settings.has('lora') && { lora: parseLora(settings.fields('lora')) }),
    bits: settings.choice('bits', [32, 8, 4]),
    ...(settings.has('soft') && { soft: parseSoft(settings.fields('soft')) }),
    optimiser: parseOptimiser(settings.fields('optimiser')),
    schedule: parseSchedule(settings.fields('schedule')),
    length: count('length'),
    batch: count('batch'),
    accumulate: count('accumulate'),
    recompute: settings.flag('recompute'),
    ...(settings.has('lightened') && { lightened: settings.count('lightened') }),
    heldOutSteps: count('heldOutSteps'),
    patience: count('patience'),
    seed: count('seed'),
  }
}

function parseSoft(soft: RecordFields): NonNullable<TuningSettings['soft']> {
  return { weight: soft.number('weight'), tokens: soft.count('tokens') }
}

function parseLora(lora: RecordFields): NonNullable<TuningSettings['lora']> {
  return { rank: lora.count('rank'), alpha: lora.number('alpha'), stabilised: lora.flag('stabilised'), targets: lora.texts('targets') }
}
