/** The models that the author can choose from: the one that ships, and the files in the author's own folder. */
import { readdir, stat } from 'node:fs/promises'
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

/** Every model, the starter first. */
export async function modelPlaces(places: ModelPlaces): Promise<ModelPlace[]> {
  const names = await namesIn(places.folder)
  const own = names.filter((name) => /\.gguf$/i.test(name)).sort((a, b) => a.localeCompare(b))
  return [placeOf(starterId, places), ...own.map((id) => placeOf(id, places))]
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [] // made when the first model is put there
    throw error
  }
}

/** The size of a model's file; 0 where there is none, which the engine will say better. */
export function bytesOf({ path }: ModelPlace): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  )
}

/** Names a measurement of threads: it holds for one file, one device and one computer. */
export function threadsKey(id: string, bytes: number, device: string): string {
  return `${id} ${bytes} ${device} ${availableParallelism()}`
}
