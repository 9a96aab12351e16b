/** Files of an adapter that were brought over, put together so that one path leads to it: a GGUF, or a folder of PEFT. */
import { mkdirSync, renameSync, statfsSync, statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import { bundleIn, markName, mostMarkBytes } from '#main/bundle/mark.ts'
import { safeName } from '#main/interchange/file-names.ts'
import { ArchiveError, ZipReader } from '#main/package/zip-reader.ts'
import type { ZipEntry } from '#main/package/zip-format.ts'
import { AdapterId, AdapterName, type TakenAdapter } from '#preload/contract/adapters.ts'
import { Problem } from '#preload/contract/problem.ts'
import type { Returned } from './known-again.ts'
import { namesIn, ownName } from './voice-names.ts'
import type { AdapterRecord, VoiceFolder } from './voice-records.ts'

/** A file that was brought over: where it lies, and its name, which may begin with its folder's. */
export interface BroughtFile {
  readonly path: string
  readonly name: string
}

/** The files of PEFT that are of use; `adapter_model.bin` only to say that it is of none. */
const peft = /^adapter_(?:config\.json|model\.(?:safetensors|bin))$/
const isGguf = (name: string) => /\.gguf$/i.test(name)
/** Beside what macOS puts into archives. */
const isOfUse = (name: string) => (peft.test(basename(name)) || isGguf(name)) && !/(^|\/)(__MACOSX\/|\._)/.test(name)
/** Of which bundle it comes, in few bytes. */
const isMark = (name: string, bytes: number) => basename(name) === markName && bytes <= mostMarkBytes

/** Of which bundle an adapter comes, by the mark in its folder or beside its file; null where there is none. */
export function bundleOf(path: string): string | null {
  return bundleIn(statSync(path).isDirectory() ? path : dirname(path))
}

/**
 * Puts an adapter from elsewhere, whose file is moved, among those of the studio, under a name that none of them has. `base`: the model that
 * it belongs to; `bundle`: the one that it comes of; `returned`: what is known of one that was here before, or in another studio.
 */
export function keepBrought(
  files: VoiceFolder,
  { name, identity, rank }: Pick<TakenAdapter, 'name' | 'identity' | 'rank'>,
  base: AdapterRecord['base'],
  { file, bundle, returned = null }: { readonly file: string; readonly bundle: string | null; readonly returned?: Returned | null },
): AdapterId {
  const id = returned?.id ?? AdapterId.parse(crypto.randomUUID())
  const own = ownName(AdapterName.parse(name.trim().slice(0, 100) || 'adapter'), namesIn(files))
  const works = bundle === null ? [] : files.bundled(bundle)
  const strange = { identity, madeAt: Date.now(), setup: null, choice: null, works, figures: [], before: null, after: null, seconds: null }
  files.keep({ ...strange, ...returned, ...{ version: 1, id, name: own, base, rank, proof: null } }, file)
  return id
}

/** Moves what is of use into an empty folder; answers the path of the adapter in it. A bundle's mark is put into the folder itself. Throws `adapter-foreign` where there is none, `adapter-unreadable` for a damaged archive. */
export async function putTogether(files: readonly BroughtFile[], into: string): Promise<string> {
  const [only] = files
  if (only && files.length === 1 && /\.zip$/i.test(only.name)) return unpacked(only, into)
  const mark = files.find(({ name, path }) => isMark(name, statSync(path).size))
  if (mark) moved(mark, join(into, markName))
  const wanted = files.filter(({ name }) => isOfUse(name))
  const gguf = wanted.find(({ name }) => isGguf(name))
  if (gguf) return moved(gguf, join(into, `${titleOf(gguf.name)}.gguf`))
  const [first] = wanted
  if (!first) throw foreign(only?.name ?? '')
  const folder = madeFolder(into, first.name.split(/[/\\]/).at(-2) ?? '')
  for (const file of wanted) moved(file, join(folder, basename(file.name)))
  return folder
}

function titleOf(name: string): string {
  return safeName(basename(name.replaceAll('\\', '/'), extname(name)))
}

function madeFolder(into: string, name: string): string {
  const folder = join(into, safeName(name || 'adapter'))
  mkdirSync(folder, { mode: 0o700 })
  return folder
}

function moved({ path }: BroughtFile, to: string): string {
  renameSync(path, to)
  return to
}

function foreign(name: string): Problem {
  const file = basename(name)
  return new Problem('adapter-foreign', `there is no adapter in ${file}`, { file })
}

async function unpacked({ path, name }: BroughtFile, into: string): Promise<string> {
  try {
    const reader = await ZipReader.open(path)
    try {
      return await unpackFrom(reader, name, into)
    } finally {
      await reader.close()
    }
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error
    const file = basename(name)
    throw error.why === 'foreign' ? foreign(name) : new Problem('adapter-unreadable', `${file}: ${error.message}`, { file }, error)
  }
}

async function unpackFrom(reader: ZipReader, name: string, into: string): Promise<string> {
  const wanted = [...reader.entries.values()].filter((entry) => isOfUse(entry.name))
  const gguf = wanted.find((entry) => isGguf(entry.name))
  // Of several adapters in one archive nobody knows which is meant; a folder's own files lie side by side.
  const config = wanted.find((entry) => basename(entry.name) === 'adapter_config.json')
  const beside = config ? wanted.filter((entry) => peft.test(basename(entry.name)) && folderOf(entry) === folderOf(config)) : []
  const taken = config ? beside : gguf ? [gguf] : []
  if (taken.length === 0) throw foreign(name)
  const mark = [...reader.entries.values()].find((entry) => isMark(entry.name, entry.bytes) && folderOf(entry) === folderOf(taken[0] ?? entry))
  const { bavail, bsize } = statfsSync(into)
  const bytes = taken.reduce((sum, entry) => sum + entry.bytes, 0)
  if (bytes > bavail * bsize) throw new Problem('disk-full', `what is in ${basename(name)} takes ${bytes} bytes`)
  if (mark) await extracted(reader, mark, join(into, markName))
  if (!config && gguf) return extracted(reader, gguf, join(into, `${titleOf(gguf.name)}.gguf`))
  const folder = madeFolder(into, titleOf(name))
  for (const entry of taken) await extracted(reader, entry, join(folder, basename(entry.name)))
  return folder
}

function folderOf({ name }: ZipEntry): string {
  return name.split('/').slice(0, -1).join('/')
}

async function extracted(reader: ZipReader, entry: ZipEntry, to: string): Promise<string> {
  const file = await open(to, 'wx', 0o600)
  try {
    for await (const piece of reader.content(entry)) await file.writeFile(piece)
  } finally {
    await file.close()
  }
  return to
}
