/**
 * A model that is published in several files, `name-00001-of-00003.gguf` and so on: llama.cpp finds the others by the
 * name of the first, so that all must lie beside it under their own names.
 */
import { stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { type GgufFile, openGguf } from '#engine/formats/index.ts'
import { CompletionError } from './completion-error.ts'
import { broken, numberValue } from './model-checks.ts'

/** The header of a model, of all of its files together. */
export type ModelHeader = Pick<GgufFile, 'metadata' | 'tensors'>

export interface ModelFiles {
  /** What llama.cpp is given: the first file. */
  readonly path: string
  /** All of them, the first one first. */
  readonly paths: readonly string[]
  readonly header: ModelHeader
  /** Where the tensors of all files end, added up. */
  readonly bytes: number
}

/** More than any model has; a name that says more is not believed. */
const mostParts = 1000

/** The paths of all parts where a file's name says that it is one of several; the file alone where it does not. */
export function partPaths(path: string): readonly string[] {
  const [, stem, , count] = /^(.*)-(\d{5})-of-(\d{5})\.gguf$/.exec(basename(path)) ?? []
  const parts = Number(count)
  if (stem === undefined || count === undefined || !(parts > 1 && parts <= mostParts)) return [path]
  return Array.from({ length: parts }, (_, at) => join(dirname(path), `${stem}-${String(at + 1).padStart(5, '0')}-of-${count}.gguf`))
}

/** Reads the headers of a model's files, whichever of them is named. Throws FormatError, a system's error, or CompletionError where parts are missing or don't belong together. */
export async function openModelFiles(path: string): Promise<ModelFiles> {
  const named = await headerOf(path)
  const count = partCount(path, named.header)
  if (count <= 1) return { path, paths: [path], ...named }
  const paths = partPaths(path)
  if (paths.length !== count) throw missingParts(path, count, `…-00001-of-${String(count).padStart(5, '0')}.gguf`)
  const absent: string[] = []
  for (const part of paths) if (!(await stat(part).catch(() => null))?.isFile()) absent.push(basename(part))
  if (absent.length > 0) throw missingParts(path, count, absent.slice(0, 3).join(', '), absent.length)
  const parts = await Promise.all(paths.map(async (part) => (part === path ? named : headerOf(part))))
  return { path: paths[0] ?? path, paths, ...joined(path, parts) }
}

type Header = Pick<ModelFiles, 'header' | 'bytes'>

async function headerOf(path: string): Promise<Header> {
  await using file = await openGguf(path)
  const header = { metadata: file.metadata, tensors: file.tensors }
  return { header, bytes: [...file.tensors.values()].reduce((end, { offset, sizeBytes }) => Math.max(end, offset + sizeBytes), 0) }
}

/** llama.cpp asserts the type. */
function partCount(path: string, { metadata }: ModelHeader): number {
  const count = metadata.get('split.count')
  if (count && count.type !== 'uint16') return broken(path, 'it says in a wrong way how many parts it has')
  return count?.value ?? 1
}

function joined(path: string, parts: readonly Header[]): Header {
  const tensors: [string, NonNullable<ReturnType<ModelHeader['tensors']['get']>>][] = []
  for (const [at, { header }] of parts.entries()) {
    const number = header.metadata.get('split.no')
    const isOurs = partCount(path, header) === parts.length && number?.type === 'uint16' && number.value === at
    if (!isOurs) broken(path, `the file named as part ${at + 1} of ${parts.length} is another one`)
    tensors.push(...header.tensors)
  }
  const all = new Map(tensors)
  const metadata = parts[0]?.header.metadata ?? new Map()
  const told = numberValue(metadata.get('split.tensors.count')) ?? tensors.length
  if (all.size !== tensors.length || told !== tensors.length) broken(path, 'its parts do not belong together')
  return { header: { metadata, tensors: all }, bytes: parts.reduce((sum, { bytes }) => sum + bytes, 0) }
}

function missingParts(path: string, count: number, missing: string, absent = count - 1): CompletionError {
  const message = `${path}: this is one of ${count} parts of a model, and ${absent} are missing (${missing}). Put all of them into one folder, under the names they were published with.`
  return new CompletionError('model-part-missing', message, undefined, { count, absent, missing })
}
