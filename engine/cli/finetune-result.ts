/** What `moke finetune` leaves: an adapter for llama.cpp and one for Transformers, or a model of its own, and a record of the run. */
import { join } from 'node:path'
import { learntAdapter, writeGgufAdapter, writePeftAdapter } from '#engine/adapters/index.ts'
import { type Base, type BaseIdentity, exportTuned } from '#engine/bases/index.ts'
import { writeAll, writeFileAtomically } from '#engine/formats/index.ts'
import type { LoraOptions } from '#engine/model/index.ts'
import type { Tuner } from '#engine/tuning/index.ts'
import type { Works } from './finetune-works.ts'

/** Held-out bits per character before and after, and by what share they fell. */
export function gainOf({ heldOut, bestFigure }: Tuner): { before: number; after: number; gain: number } {
  const before = heldOut[0]?.bitsPerCharacter ?? Number.NaN
  const after = bestFigure?.bitsPerCharacter ?? Number.NaN
  return { before, after, gain: 1 - after / before }
}

/** What a run leaves that completes: a model of its own, or an adapter. */
export interface TaughtFile {
  readonly form: 'adapter' | 'model'
  readonly path: string
}

/** Where it lies in a run's folder. `lora`: what the run adapts, if it adapts; a run that is gone on with alone knows. */
export function taughtIn(folder: string, lora: LoraOptions | undefined): TaughtFile {
  return lora === undefined ? { form: 'model', path: join(folder, 'model.gguf') } : { form: 'adapter', path: join(folder, 'adapter.gguf') }
}

/** Writes them into a folder; answers their paths. */
export async function writeResult(folder: string, tuner: Tuner, base: Base, identity: BaseIdentity, works: Works['names']): Promise<object> {
  const { settings, heldOut, best } = tuner
  const paths = settings.lora === undefined ? await writeModel(folder, base, best) : await writeAdapter(folder, base, identity, settings.lora, best)
  const record = { base: { path: base.path, ...identity }, settings, works, heldOut, ...gainOf(tuner), ...paths }
  const bytes = new TextEncoder().encode(`${JSON.stringify(record, null, 2)}\n`)
  await writeFileAtomically(join(folder, 'tuning.json'), (file) => writeAll(file, bytes))
  return paths
}

async function writeAdapter(folder: string, base: Base, identity: BaseIdentity, lora: LoraOptions, best: Tuner['best']): Promise<object> {
  const { name, config } = base
  const adapter = learntAdapter({ name, base: { name, config, identity }, lora, best })
  const paths = { adapter: taughtIn(folder, lora).path, peft: join(folder, 'peft') }
  await writeGgufAdapter(paths.adapter, adapter, config)
  await writePeftAdapter(paths.peft, adapter, config)
  return paths
}

async function writeModel(folder: string, base: Base, best: Tuner['best']): Promise<object> {
  const model = taughtIn(folder, undefined).path
  await exportTuned(model, base, base.name, best)
  return { model }
}
