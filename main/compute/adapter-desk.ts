/** What can be done with adapters' files besides completing with them, each by a process that does nothing else and is ended where it gets no further. */
import type { TakenAdapter } from '#preload/contract/adapters.ts'
import type { CopyProgress } from '#preload/contract/models.ts'
import { engineDown } from './compute-problems.ts'
import type { EngineProcess } from './engine-process.ts'
import { type ModelPlaces, placeOf } from './model-files.ts'
import { answerOf, itemsOf, type OneTask } from './one-task.ts'
import { Turns } from './turns.ts'

export interface MergeRequest {
  readonly path: string
  readonly strength: number
  /** The model that it belongs to, by id. */
  readonly model: string
  readonly precision: 'f16' | 'q8_0'
  readonly name: string
}

export interface AdapterDesk {
  /** Takes one in from a file or folder, for the first of these models that it belongs to. */
  take(from: string, to: string, models: readonly string[]): Promise<TakenAdapter>
  /** Writes one as PEFT has it into a folder, which needs its model. `mark`: by which it is known again. */
  give(asked: { readonly path: string; readonly model: string; readonly folder: string; readonly name: string; readonly mark?: string }): Promise<void>
  /** Writes one as a GGUF, under its name and with a mark. */
  label(asked: { readonly path: string; readonly to: string; readonly name: string; readonly mark: string }): Promise<void>
  /** Whether two files are one adapter, whatever they call it; null where the one that is kept is damaged or gone. */
  isSame(kept: string, other: string): Promise<boolean | null>
  /** Makes a model of its own in the models folder, one after another. The last item names it. */
  merge(request: MergeRequest, signal: AbortSignal): AsyncIterable<CopyProgress>
}

/** Until something is heard: a large base on a slow drive takes long to be read. */
const patienceMs = 600_000

export function adapterDesk(places: ModelPlaces, start: () => EngineProcess): AdapterDesk {
  const pathOf = (model: string) => placeOf(model, places).path
  const merges = new Turns()
  const task: OneTask = { start, silenceMs: patienceMs, ended: () => engineDown('the process ended over an adapter') }
  return {
    take: (from, to, models) => answerOf(task, ({ engine }) => engine.takeAdapter({ from, to, bases: models.map((id) => ({ id, path: pathOf(id) })) })),
    give: async ({ path, model, folder, name, mark = null }) => {
      await answerOf(task, ({ engine }) => engine.giveAdapter({ path, base: pathOf(model), to: folder, name, mark }))
    },
    label: async (asked) => {
      await answerOf(task, ({ engine }) => engine.giveAdapter({ ...asked, base: null }))
    },
    isSame: async (kept, other) => (await answerOf(task, ({ engine }) => engine.sameAdapter({ kept, other }))).isSame,
    merge: ({ model, ...request }, signal) => {
      // Given up it takes away what it wrote, between two matrices.
      const leave = ({ engine }: EngineProcess) => engine.merged({}).catch(() => undefined)
      const asked = { ...request, base: pathOf(model), folder: places.folder }
      return merges.inTurn(signal, () => itemsOf({ ...task, signal, leave }, ({ engine }) => engine.merge(asked, signal)))
    },
  }
}
