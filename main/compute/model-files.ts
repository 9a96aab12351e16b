/**
 * The models that the author can choose from: the one that ships, the files in the author's own folder, and files that
 * lie elsewhere. Pure: they may lie where nothing answers, so only an engine, which can be ended, ever touches them.
 */
import { createHash } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { basename, dirname, join } from 'node:path'
import type { ModelEntry } from '#preload/contract/models.ts'

/** The id of the model that ships with the studio. */
export const starterId = 'starter'

/** A model that the author brought and that stays where it lies. */
export interface BroughtModel {
  readonly id: string
  readonly path: string
}

export interface ModelPlaces {
  /** The starter's file. */
  readonly starter: string
  /** The author's models folder; need not exist. */
  readonly folder: string
  /** Those that lie elsewhere, as it is now. */
  readonly brought?: () => readonly BroughtModel[]
}

export interface ModelPlace {
  readonly id: string
  readonly path: string
  readonly place: ModelEntry['place']
}

/** The model with an id. An id is the name of a file in the folder or of one that was brought, so it leads nowhere else. */
export function placeOf(id: string, { starter, folder, brought }: ModelPlaces): ModelPlace {
  if (id === starterId) return { id, path: starter, place: 'shipped' }
  const elsewhere = brought?.().find((model) => model.id === id)
  if (elsewhere) return { ...elsewhere, place: 'brought' }
  return { id, path: join(folder, id.replace(/[/\\]/g, '_').replace(/^\.+$/, '_')), place: 'folder' }
}

/** The place of a file, wherever it lies. One in the folder that its list leaves out is kept as any that lies elsewhere. */
export function placeAt(path: string, { starter, folder }: ModelPlaces): ModelPlace {
  if (path === starter) return { id: starterId, path, place: 'shipped' }
  if (dirname(path) === folder && isListed(basename(path))) return { id: basename(path), path, place: 'folder' }
  return { id: `brought-${createHash('sha256').update(path).digest('hex').slice(0, 16)}`, path, place: 'brought' }
}

/** Every model, the starter first, where the author's folder holds files of these names. Of a model in several files the first one stands for all. */
export function modelPlaces(places: ModelPlaces, names: readonly string[]): ModelPlace[] {
  const own = names.filter((name) => isListed(name) && !isLaterPart(name, names)).sort((a, b) => a.localeCompare(b))
  const brought = places.brought?.() ?? []
  return [starterId, ...own, ...brought.map(({ id }) => id)].map((id) => placeOf(id, places))
}

/** Whether a file in the folder is taken for a model. */
function isListed(name: string): boolean {
  return /\.gguf$/i.test(name)
}

/** A part whose first one is there. */
function isLaterPart(name: string, names: readonly string[]): boolean {
  const [, stem, number, count] = /^(.*)-(\d{5})-of-(\d{5})\.gguf$/.exec(name) ?? []
  return number !== undefined && number !== '00001' && names.includes(`${stem}-00001-of-${count}.gguf`)
}

/** Names what was measured: it holds for one file, one device and one computer. */
export function measuredKey(id: string, bytes: number, device: string): string {
  return `${id} ${bytes} ${device} ${availableParallelism()}`
}
