/** The processes that compute for the studio, on plain Node: the engine with the model and device that the author chose, and the trainer. */
import { basename, join, resolve } from 'node:path'
import type { Choices } from '#main/services/choices.ts'
import { KeptServer } from '#main/services/server.ts'
import { type Completing, completing } from '#main/compute/completing.ts'
import { type Compute, startCompute } from '#main/compute/compute.ts'
import { engineLog } from '#main/compute/engine-log.ts'
import type { EngineCommand } from '#main/compute/engine-process.ts'
import { type ModelPlaces, placeOf, starterId } from '#main/compute/model-files.ts'
import type { PhraseSources } from '#main/compute/remembering.ts'
import { ServerDesk } from '#main/compute/server-desk.ts'
import { keepTrainer, type Trainer } from '#main/compute/trainer.ts'
import { VoiceFolder } from '#main/services/voice-records.ts'
import { VoiceUse } from '#main/services/voice-use.ts'
import { modelTitle } from '#preload/contract/models.ts'
import { keepMeasured } from './measured.ts'

export interface ProcessesOptions {
  /** The author's folder. */
  readonly folder: string
  /** Holds `resources/` and `dist/`. */
  readonly root: string
  readonly nodePath: string
  readonly reportBug: (error: unknown, where: string) => string
}

export interface Processes {
  readonly compute: Compute
  /** The engine, or the server that the author named. */
  readonly completing: Completing
  readonly servers: { readonly kept: KeptServer; readonly desk: ServerDesk }
  readonly trainer: Trainer
  /** Which adapters the models complete with. */
  readonly use: VoiceUse
  /** The author's models; need not exist. */
  readonly modelsFolder: string
  /** The model that serves or, where none does, the one that the author chose. */
  model(): string
  /** Where a model lies, and what it is called. */
  place(model: string): { readonly path: string; readonly name: string }
  /** The file of general text, by which the trainer tells what was forgotten. */
  readonly generalText: string
}

/** Starts the engine, which is to remember `sources`. The trainer starts when something is to be learnt. */
export function startProcesses(
  { folder, root, nodePath, reportBug }: ProcessesOptions,
  { settings: keeper, brought }: Choices,
  sources: PhraseSources,
): Processes {
  const places: ModelPlaces = {
    starter: join(root, 'resources', 'models', 'moke-starter-q8_0.gguf'),
    folder: join(resolve(folder), 'models'),
    brought: () => brought.list(),
  }
  const command = (name: string, log: string): EngineCommand => ({
    nodePath,
    entry: join(root, 'dist', 'engine', `${name}.js`),
    cacheFolder: join(folder, 'compiled'),
    log: engineLog(join(folder, log)),
  })
  const { model, device } = keeper.get()
  const use = new VoiceUse(new VoiceFolder(folder), folder)
  const compute = startCompute({
    ...command('worker', 'engine.log'),
    places,
    choice: { model, device },
    measured: keepMeasured(folder),
    onRefused: (refused) => keeper.set({ model: refused }),
    sources,
    adapters: use,
    reportBug,
  })
  keeper.listen((choice) => compute.use({ model: choice.model, device: choice.device }))
  const kept = new KeptServer(folder)
  const desk = new ServerDesk(command('worker', 'engine.log'))
  const trainer = keepTrainer({ ...command('trainer', 'trainer.log'), reportBug })
  return {
    compute,
    use,
    completing: completing({ compute, desk, choice: kept, givingWay: (work) => trainer.givingWay(work) }),
    servers: { kept, desk },
    modelsFolder: places.folder,
    trainer,
    model: () => compute.state().model?.id ?? keeper.get().model ?? starterId,
    generalText: join(root, 'resources', 'general-text', 'general-text.jsonl'),
    place: (id) => {
      const { path } = placeOf(id, places)
      return { path, name: modelTitle(basename(path)) }
    },
  }
}
