/**
 * What can be done with models' files without loading one: list them, read what one says, see what memory there is, copy
 * and delete them. Each is the work of processes that do nothing else and are ended where a file does not answer.
 */
import { homedir } from 'node:os'
import { basename } from 'node:path'
import type { CopyProgress, Memory, ModelEntry } from '#preload/contract/models.ts'
import { Problem } from '#preload/contract/problem.ts'
import type { BaseIdentity } from '#preload/contract/runs.ts'
import type { EngineProcess } from './engine-process.ts'
import { type AdapterDesk, adapterDesk } from './adapter-desk.ts'
import { type ModelPlaces, placeAt, placeOf } from './model-files.ts'
import { entryOf, type Inspectors } from './model-list.ts'
import { itemsOf } from './one-task.ts'
import { Turns } from './turns.ts'
import { wholePath } from './typed-path.ts'

export interface ModelShelf {
  /** All models, the starter first. Throws `engine-down` where no process can be started to read them. */
  list(): Promise<ModelEntry[]>
  /** What the file at a path as people write it says; `isPicked` where the system's window gave it. Throws a Problem where it can't be used. */
  look(typed: string, isPicked?: boolean): Promise<ModelEntry>
  memory(): Promise<Memory>
  /** Which bases the models are, by id; without those that can't be taught. */
  identities(): Promise<ReadonlyMap<string, BaseIdentity>>
  /** Copies a model into the models folder, one after another. The last item names the copy. */
  copy(id: string, signal: AbortSignal): AsyncIterable<CopyProgress>
  /** Adapters of these models, as files. */
  readonly adapters: AdapterDesk
  /** Deletes the files of a model in the models folder. Throws `invalid` for any other. */
  remove(id: string): Promise<void>
}

/** Of each piece of a copy: a drive may take long to wake. */
const pieceMs = 60_000

/** The shelf over the places, read by `inspectors`; `start` starts a process for a copy. */
export function modelShelf(places: ModelPlaces, inspectors: Inspectors, start: () => EngineProcess): ModelShelf {
  const copies = new Turns()
  return {
    list: () => inspectors.list(places),
    look: async (typed, isPicked) => {
      const path = wholePath(typed, process.platform, homedir(), isPicked)
      const file = await inspectors.inspect(path).catch(withoutContent(path))
      return entryOf(placeAt(file.path, places), file.facts)
    },
    memory: () => inspectors.memory(),
    adapters: adapterDesk(places, start),
    identities: () => inspectors.identities(places),
    copy: (id, signal) =>
      copies.inTurn(signal, () => {
        const asked = { path: placeOf(id, places).path, folder: places.folder }
        const ended = (error: Problem) => new Problem('model-timeout', 'the copy got no further', { file: basename(asked.path) }, error)
        return itemsOf({ start, silenceMs: pieceMs, ended, signal }, ({ engine }) => engine.copy(asked, signal))
      }),
    remove: async (id) => {
      const { place, path } = placeOf(id, places)
      if (place !== 'folder') throw new Problem('invalid', 'only files in the models folder are deleted')
      await inspectors.remove(path)
    },
  }
}

/** Why a file is no model may quote how it begins, and a page that asks about any file is not to read it so. */
function withoutContent(path: string): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof Problem)) throw error
    const detail = error.code === 'model-missing' ? { ...error.detail, path } : error.detail
    throw new Problem(error.code, `${basename(path)} can't be used: ${error.code}`, detail)
  }
}
