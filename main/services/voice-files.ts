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
import { Problem } from '#preload/contract/problem.ts'
import type { voice } from '#preload/contract/voice.ts'
import type { ArchiveLearning } from './archive-learning.ts'
import { type BroughtFile, bundleOf, keepBrought, putTogether } from './brought-adapter.ts'
import { filePieces } from './file-pieces.ts'
import { knownAgain, worksOf } from './known-again.ts'
import type { Workspace } from './open-workspace.ts'
import { guarded } from './store-problem.ts'
import { Uploads } from './uploads.ts'
import { homeOf } from './voice-bases.ts'
import { markOfVoice } from './voice-mark.ts'
import type { AdapterRecord, VoiceFolder } from './voice-records.ts'
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
  readonly compute: { readonly shelf: Pick<Compute['shelf'], 'identities' | 'adapters'> }
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
      importAdapter: async ({ uploads: ids, name }, { client }) => {
        mustWrite()
        const id = await inScratch(aside, folder, (scratch) => held(uploads, client, ids, [], (brought) => takeIn(options, brought, scratch, name)))
        emit('adaptersChanged', {})
        return { id }
      },
      exportAdapter: async function* ({ id, format }) {
        const record = recordOf(id)
        const model = format === 'peft' ? await modelOf(options, record) : null
        const scratch = guarded(folder, () => makeScratch(aside))
        try {
          yield* named(`${safeName(record.name)}.${model === null ? 'gguf' : 'zip'}`, filePieces(await written(options, record, model, scratch)))
        } finally {
          rmSync(scratch, { recursive: true, force: true })
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

/** Writes an adapter for others: as a GGUF or, with its model, as a ZIP of a PEFT folder. Either tells the studio which one it is. */
async function written({ folder, files, learning, compute }: VoiceFilesOptions, record: AdapterRecord, model: string | null, scratch: string): Promise<string> {
  const { name } = record
  const given = { path: files.fileOf(record.id), name, mark: markOfVoice(record, await worksOf(learning)) }
  const [gguf, peft, zip] = [join(scratch, 'adapter.gguf'), join(scratch, 'peft'), join(scratch, 'peft.zip')]
  if (model === null) {
    await compute.shelf.adapters.label({ ...given, to: gguf })
    return gguf
  }
  await compute.shelf.adapters.give({ ...given, model, folder: peft })
  await guarded(folder, () => pack(peft, zip))
  return zip
}

async function takeIn(
  { files, model, place, compute, learning }: VoiceFilesOptions,
  brought: readonly BroughtFile[],
  scratch: string,
  name: string | null,
): Promise<AdapterId> {
  const from = await putTogether(brought, scratch)
  const to = join(scratch, 'taken.gguf')
  const inUse = model()
  const others = [...(await compute.shelf.identities()).keys()].filter((id) => id !== inUse)
  const taken = await compute.shelf.adapters.take(from, to, [inUse, ...others])
  const base = taken.base ?? inUse
  const returned = await knownAgain(to, taken, { files, learning, isSame: compute.shelf.adapters.isSame })
  const called = name ?? returned?.name ?? taken.name
  return keepBrought(files, { ...taken, name: called }, { id: base, name: place(base).name }, { file: to, bundle: bundleOf(scratch), returned })
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

async function* named<T>(name: string, pieces: AsyncIterable<T>): AsyncGenerator<T & { name: string }> {
  for await (const piece of pieces) yield { name, ...piece }
}
