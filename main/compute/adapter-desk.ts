/** What can be done with adapters' files besides completing with them, each by a process that does nothing else and is ended where it gets no further. */
import type { TakenAdapter } from '#preload/contract/adapters.ts'
import type { CopyProgress } from '#preload/contract/models.ts'
import { Problem } from '#preload/contract/problem.ts'
import { engineDown } from './compute-problems.ts'
import type { EngineProcess } from './engine-process.ts'
import { type ModelPlaces, placeOf } from './model-files.ts'
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
  /** Writes one as PEFT has it into a folder. */
  give(asked: { readonly path: string; readonly model: string; readonly folder: string; readonly name: string }): Promise<void>
  /** Makes a model of its own in the models folder, one after another. The last item names it. */
  merge(request: MergeRequest, signal: AbortSignal): AsyncIterable<CopyProgress>
}

/** Until something is heard: a large base on a slow drive takes long to be read. */
const patienceMs = 600_000

export function adapterDesk(places: ModelPlaces, start: () => EngineProcess): AdapterDesk {
  const pathOf = (model: string) => placeOf(model, places).path
  const merges = new Turns()
  return {
    take: (from, to, models) => once(start, ({ engine }) => engine.takeAdapter({ from, to, bases: models.map((id) => ({ id, path: pathOf(id) })) })),
    give: async ({ path, model, folder, name }) => {
      await once(start, ({ engine }) => engine.giveAdapter({ path, base: pathOf(model), folder, name }))
    },
    merge: ({ model, ...request }, signal) => merges.inTurn(signal, () => merged(start, { ...request, base: pathOf(model), folder: places.folder }, signal)),
  }
}

async function* merged(
  start: () => EngineProcess,
  asked: Omit<MergeRequest, 'model'> & { readonly base: string; readonly folder: string },
  signal: AbortSignal,
): AsyncGenerator<CopyProgress> {
  const running = start()
  let timer = setTimeout(running.kill, patienceMs)
  try {
    for await (const progress of running.engine.merge(asked, signal)) {
      clearTimeout(timer)
      timer = setTimeout(running.kill, patienceMs)
      yield progress
    }
  } catch (error) {
    throw signal.aborted ? error : told(error)
  } finally {
    // Given up it takes away what it wrote, between two matrices.
    await running.engine.merged({}).catch(() => undefined)
    clearTimeout(timer)
    await running.stop()
  }
}

async function once<T>(start: () => EngineProcess, work: (running: EngineProcess) => Promise<T>): Promise<T> {
  const running = start()
  const timer = setTimeout(running.kill, patienceMs)
  try {
    return await work(running)
  } catch (error) {
    throw told(error)
  } finally {
    clearTimeout(timer)
    await running.stop()
  }
}

function told(error: unknown): unknown {
  const isGone = error instanceof Problem && error.code === 'unavailable'
  return isGone ? engineDown('the process ended over an adapter') : error
}
