/**
 * The models that the author can choose from: the one that ships, and the files in the author's own folder. Pure:
 * the files may lie where nothing answers, so only an engine, which can be ended, ever touches them.
 */
import { availableParallelism } from 'node:os'
import { join } from 'node:path'

/** The id of the model that ships with the studio. */
export const starterId = 'starter'

export interface ModelPlaces {
  /** The starter's file. */
  readonly starter: string
  /** The author's models folder; need not exist. */
  readonly folder: string
}

export interface ModelPlace {
  readonly id: string
  readonly path: string
}

/** The model with an id. An id is a file's name, so it never leaves the folder. */
export function placeOf(id: string, { starter, folder }: ModelPlaces): ModelPlace {
  if (id === starterId) return { id, path: starter }
  return { id, path: join(folder, id.replace(/[/\\]/g, '_').replace(/^\.+$/, '_')) }
}

/** Every model, the starter first, where the author's folder holds files of these names. */
export function modelPlaces(places: ModelPlaces, names: readonly string[]): ModelPlace[] {
  const own = names.filter((name) => /\.gguf$/i.test(name)).sort((a, b) => a.localeCompare(b))
  return [placeOf(starterId, places), ...own.map((id) => placeOf(id, places))]
}

/** Names a measurement of threads: it holds for one file, one device and one computer. */
export function threadsKey(id: string, bytes: number, device: string): string {
  return `${id} ${bytes} ${device} ${availableParallelism()}`
}
