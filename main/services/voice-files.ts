/** Adapters that come in from elsewhere, go out for others, and become models of their own. */
import { createReadStream, rmSync, statSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { safeName } from '#main/interchange/file-names.ts'
import { ZipWriter } from '#main/package/zip-writer.ts'
import { makeScratch, tidyScratch } from '#main/store/scratch.ts'
import type { Compute } from '#main/compute/compute.ts'
import type { AdapterId } from '#preload/contract/adapters.ts'
import type { Emit, Handlers } from '#preload/contract/member.ts'
import { Problem, type ProblemCode } from '#preload/contract/problem.ts'
import type { voice } from '#preload/contract/voice.ts'
import type { ArchiveLearning } from './archive-learning.ts'
import { type BroughtFile, bundleOf, keepBrought, putTogether } from './brought-adapter.ts'
import { filePieces } from './file-pieces.ts'
import { noteGiven } from './given-voices.ts'
import { knownAgain, worksOf } from './known-again.ts'
import type { Workspace } from './open-workspace.ts'
import { guarded } from './store-problem.ts'
import { Turns } from './told-work.ts'
import { Uploads } from './uploads.ts'
import { homeOf } from './voice-bases.ts'
import { markOfVoice } from './voice-mark.ts'
import type { AdapterRecord, VoiceFolder } from './voice-records.ts'
import type { VoiceUse } from './voice-use.ts'
import { whenWritable } from './when-writable.ts'
import { mustBeWritable } from './workspace-options.ts'

export interface VoiceFilesOptions {
  readonly workspace: Workspace
  /** The author's folder. */
  readonly folder: string
  readonly files: VoiceFolder
  /** The model in use, by id. */
  readonly model: () => string
  readonly place: (model: string) => { readonly name: string }
  readonly emit: Emit<typeof voice>
  /** The works of the archive. */
  readonly learning: Pick<ArchiveLearning, 'known'>
  /** Which of them are at work. */
  readonly use: Pick<VoiceUse, 'restored'>
  readonly compute: Pick<Compute, 'adapt'> & { readonly shelf: Pick<Compute['shelf'], 'identities' | 'adapters'> }
}

type Members = 'begin' | 'piece' | 'drop' | 'importAdapter' | 'exportAdapter' | 'merge'

export interface VoiceFiles {
  readonly handlers: Pick<Handlers<typeof voice>, Members>
  clientGone(client: string): void
  dispose(): void
}

export function voiceFiles(options: VoiceFilesOptions): VoiceFiles {
  const { workspace, folder, files, emit } = options
  const uploads = new Uploads(join(folder, 'incoming'), workspace)
  const aside = join(folder, 'incoming', 'adapters')
  whenWritable(workspace, folder, () => tidyScratch(aside))
  const mustWrite = () => mustBeWritable(workspace)
  // The same one twice at once comes in once.
  const imports = new Turns()
  const recordOf = (id: AdapterId): AdapterRecord => {
    const record = guarded(folder, () => files.record(id))
    if (record === null) throw new Problem('not-found', `there is no adapter ${id}`)
    return record
  }
  return {
    clientGone: (client) => uploads.clientGone(client),
    dispose: () => uploads.close(),
    handlers: {
      ...uploads.handlers(mustWrite),
      importAdapter: async ({ uploads: ids, name }, { client, signal }) => {
        mustWrite()
        const take = (scratch: string) => held(uploads, client, ids, [], (brought) => takeIn(options, { brought, scratch, name, signal }))
        try {
          const { id, isRestored } = await imports.take(signal, () => inScratch(aside, folder, take))
          if (isRestored && options.use.restored(id)) await options.compute.adapt()
          return { id }
        } finally {
          // Also where it is here already: works of it may have been found.
          emit('adaptersChanged', {})
        }
      },
      exportAdapter: async function* ({ id, format }, { signal }) {
        const record = recordOf(id)
        const model = format === 'peft' ? await modelOf(options, record) : null
        const name = `${safeName(record.name)}.${model === null ? 'gguf' : 'zip'}`
        const made = await marked(options, { record, model, aside, signal })
        try {
          const isKnownAgain = made !== null
          for await (const piece of filePieces(made?.path ?? files.fileOf(id))) yield { name, isKnownAgain, ...piece }
        } finally {
          made?.drop()
        }
      },
      merge: async function* ({ id, strength, precision, name }, { signal }) {
        const model = await modelOf(options, recordOf(id))
        yield* options.compute.shelf.adapters.merge({ path: files.fileOf(id), strength, model, precision, name: safeName(name) }, signal)
      },
    },
  }
}

/** Hands over all uploads together; they are gone afterwards. */
async function held<T>(
  uploads: Uploads,
  client: string,
  ids: readonly string[],
  before: readonly BroughtFile[],
  work: (files: readonly BroughtFile[]) => Promise<T>,
): Promise<T> {
  const [id, ...others] = ids
  return id === undefined ? work(before) : uploads.take(client, id, (file) => held(uploads, client, others, [...before, file], work))
}

async function inScratch<T>(aside: string, folder: string, work: (scratch: string) => Promise<T>): Promise<T> {
  const scratch = guarded(folder, () => makeScratch(aside))
  try {
    return await guarded(folder, () => work(scratch))
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

interface Export {
  readonly record: AdapterRecord
  /** As a ZIP of a PEFT folder for this model; null as a GGUF. */
  readonly model: string | null
  readonly aside: string
  readonly signal: AbortSignal
}

interface Made {
  readonly path: string
  drop(): void
}

/** A copy of an adapter for others that says which one it is; null where the disk has no place for it, or nothing can be started, but the file is there that is kept of it. */
async function marked(options: VoiceFilesOptions, asked: Export): Promise<Made | null> {
  const { folder, workspace } = options
  let scratch: string | null = null
  const drop = () => scratch === null || rmSync(scratch, { recursive: true, force: true })
  try {
    scratch = guarded(folder, () => makeScratch(asked.aside))
    const path = await written(options, asked, scratch)
    if (workspace.isWritable()) noteGiven(folder, asked.record)
    return { path, drop }
  } catch (error) {
    drop()
    // What an author keeps of a voice can be had when it is needed most.
    if (asked.model === null && error instanceof Problem && canDoWithout.has(error.code)) return null
    throw error
  }
}

/** What keeps a copy from being made, and nobody from what is there. */
const canDoWithout: ReadonlySet<string> = new Set(['disk-full', 'disk-error', 'engine-down', 'unavailable'] satisfies ProblemCode[])

async function written({ folder, files, learning, compute }: VoiceFilesOptions, { record, model, signal }: Export, scratch: string): Promise<string> {
  const { name } = record
  const given = { path: files.fileOf(record.id), name, mark: markOfVoice(record, await worksOf(learning, signal)) }
  const [gguf, peft, zip] = [join(scratch, 'adapter.gguf'), join(scratch, 'peft'), join(scratch, 'peft.zip')]
  if (model === null) {
    await compute.shelf.adapters.label({ ...given, to: gguf })
    return gguf
  }
  await compute.shelf.adapters.give({ ...given, model, folder: peft })
  await guarded(folder, () => pack(peft, zip))
  return zip
}

interface Import {
  readonly brought: readonly BroughtFile[]
  readonly scratch: string
  readonly name: string | null
  readonly signal: AbortSignal
}

async function takeIn(
  { files, model, place, compute, learning }: VoiceFilesOptions,
  { brought, scratch, name, signal }: Import,
): Promise<{ readonly id: AdapterId; readonly isRestored: boolean }> {
  const from = await putTogether(brought, scratch)
  const to = join(scratch, 'taken.gguf')
  const inUse = model()
  const others = [...(await compute.shelf.identities()).keys()].filter((id) => id !== inUse)
  const taken = await compute.shelf.adapters.take(from, to, [inUse, ...others])
  const base = taken.base ?? inUse
  const again = await knownAgain(to, taken, { files, learning, isSame: compute.shelf.adapters.isSame, signal })
  if (again.kind === 'restored') return { id: again.id, isRestored: true }
  const { returned } = again
  const called = name ?? returned?.name ?? taken.name
  const id = keepBrought(files, { ...taken, name: called }, { id: base, name: place(base).name }, { file: to, bundle: bundleOf(scratch), returned })
  return { id, isRestored: false }
}

/** The model on this computer that an adapter belongs to. Throws `adapter-base-missing`. */
async function modelOf({ model, compute }: VoiceFilesOptions, record: AdapterRecord): Promise<string> {
  const home = homeOf(record, await compute.shelf.identities(), model())
  if (home.model === null) throw new Problem('adapter-base-missing', `${record.name} wants ${record.base.name}`, { name: record.name, base: record.base.name })
  return home.model
}

/** A folder's files as a ZIP. */
async function pack(folder: string, path: string): Promise<void> {
  const writer = await ZipWriter.create(path)
  try {
    for (const name of (await readdir(folder)).sort()) {
      const file = join(folder, name)
      await writer.add(name, createReadStream(file), { bytes: statSync(file).size, deflate: name.endsWith('.json') })
    }
    await writer.finish()
  } finally {
    await writer.close()
  }
}
