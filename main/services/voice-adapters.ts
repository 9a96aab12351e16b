/** The adapters on the disk and the one that is at work, as pages ask for them. */
import type { Compute } from '#main/compute/compute.ts'
import type { Emit, Handlers } from '#preload/contract/member.ts'
import { Problem } from '#preload/contract/problem.ts'
import type { AdapterId } from '#preload/contract/adapters.ts'
import type { Adapter, voice } from '#preload/contract/voice.ts'
import type { ArchiveLearning } from './archive-learning.ts'
import { amountOf, type Divided } from './divided-works.ts'
import type { Workspace } from './open-workspace.ts'
import { broughtVoices } from './given-voices.ts'
import { guarded } from './store-problem.ts'
import { type Home, homeOf } from './voice-bases.ts'
import type { AdapterRecord, KeptAdapter, VoiceFolder } from './voice-records.ts'
import { type VoiceFiles, voiceFiles } from './voice-files.ts'
import { type LeftOut, leftOutOf, shownProof } from './voice-left-out.ts'
import type { VoiceUse } from './voice-use.ts'
import { whenWritable } from './when-writable.ts'
import { mustBeWritable } from './workspace-options.ts'

export interface AdaptersOptions {
  readonly workspace: Workspace
  /** The author's folder. */
  readonly folder: string
  readonly files: VoiceFolder
  readonly use: VoiceUse
  /** The model in use, by id. */
  readonly model: () => string
  readonly place: (model: string) => { readonly name: string }
  /** The engine that they work in, and the models that they may belong to. */
  readonly compute: Pick<Compute, 'adapt' | 'listen'> & { readonly shelf: Pick<Compute['shelf'], 'identities' | 'adapters'> }
  /** Which works are there. */
  readonly leftOut: Pick<LeftOut, 'known' | 'maskedSince' | 'readAhead'>
  readonly learning: Pick<ArchiveLearning, 'known'>
  /** Gives up what is done with an adapter that is to be deleted. */
  readonly forget: (id: AdapterId) => Promise<void>
  readonly emit: Emit<typeof voice>
}

type Members = 'adapters' | 'rename' | 'remove' | 'active' | 'activate' | 'deactivate' | 'strengthen'

export type AdapterHandlers = Pick<Handlers<typeof voice>, Members> & VoiceFiles['handlers']

export interface VoiceAdapters {
  readonly handlers: AdapterHandlers
  clientGone(client: string): void
  dispose(): void
}

export function voiceAdapters(options: AdaptersOptions): VoiceAdapters {
  const files = voiceFiles(options)
  const { workspace, folder, use, compute, emit } = options
  const takeOver = () => {
    use.takeOver()
    emit('adaptersChanged', {})
    compute.adapt().catch((error: unknown) => {
      if (!(error instanceof Problem)) throw error // why it has no effect is told with what is at work
    })
  }
  if (!workspace.isWritable()) whenWritable(workspace, folder, takeOver)
  const dispose = () => {
    options.use.dispose()
    files.dispose()
  }
  return { handlers: { ...adapterHandlers(options), ...files.handlers }, clientGone: files.clientGone, dispose }
}

function adapterHandlers(options: AdaptersOptions): Pick<Handlers<typeof voice>, Members> {
  const { folder, files, use, model, compute, emit } = options
  const mustWrite = () => mustBeWritable(options.workspace)
  tellActive(options)
  return {
    adapters: () => listed(options),
    rename: async ({ id, name }) => {
      mustWrite()
      if (!guarded(folder, () => files.rename(id, name))) throw noAdapter(id)
      emit('adaptersChanged', {})
      use.renamed()
      // What is written with it from now on says what it is called now.
      if (use.active(model())?.id === id) await compute.adapt()
      return {}
    },
    remove: async ({ id }) => {
      mustWrite()
      await options.forget(id)
      // The engine lets go of its file before that goes.
      if (use.forget(id)) await compute.adapt()
      if (!guarded(folder, () => files.remove(id))) throw noAdapter(id)
      use.hasRoom()
      emit('adaptersChanged', {})
      return {}
    },
    active: () => use.active(model()),
    activate: async ({ id, strength }) => {
      mustWrite()
      const record = guarded(folder, () => files.record(id))
      if (record === null) throw noAdapter(id)
      await activate(options, record, strength)
      return {}
    },
    deactivate: async () => {
      mustWrite()
      use.takeOff(model())
      await compute.adapt()
      return {}
    },
    strengthen: async ({ id, strength }) => {
      mustWrite()
      if (guarded(folder, () => files.record(id)) === null) throw noAdapter(id)
      use.strengthen(id, strength)
      if (use.active(model())?.id === id) await compute.adapt()
      return {}
    },
  }
}

/** Tells of the adapter of the model in use whenever it is another one. */
function tellActive({ use, compute, model, emit }: AdaptersOptions): void {
  let last = JSON.stringify(use.active(model()))
  const tell = () => {
    const active = use.active(model())
    if (last === JSON.stringify(active)) return
    last = JSON.stringify(active)
    emit('activeChanged', active)
  }
  use.listen(tell)
  compute.listen(tell)
}

function noAdapter(id: AdapterId): Problem {
  return new Problem('not-found', `there is no adapter ${id}`)
}

async function listed({ folder, files, model, place, compute, leftOut }: AdaptersOptions): Promise<Adapter[]> {
  const kept = guarded(folder, () => files.adapters())
  if (kept.length === 0) return []
  const models = await compute.shelf.identities()
  await leftOut.readAhead(kept.map(({ record }) => record))
  const works = leftOut.known()
  const isBrought = guarded(folder, () => broughtVoices(folder))
  return kept.map((one) => {
    const home = homeOf(one.record, models, model())
    const quoted = { leftOut: leftOutOf(one.record, works), maskedSince: leftOut.maskedSince(one.record), proof: shownProof(one.record, works) }
    const told = { ...quoted, isBrought: isBrought(one.record) }
    return asPagesSee(one, told, home, home.model === null ? one.record.base : { id: home.model, name: place(home.model).name })
  })
}

function asPagesSee(
  { record, bytes }: KeptAdapter,
  told: Pick<Adapter, 'leftOut' | 'maskedSince' | 'proof' | 'isBrought'>,
  { presence }: Home,
  base: Adapter['base'],
): Adapter {
  const { id, name, madeAt, setup, rank, works, among, divided, before, after, seconds } = record
  // Of another author's nothing is known here but what its file says.
  const isStrange = setup === null || (divided !== undefined && works.length === 0)
  return {
    ...{ id, name, source: isStrange ? 'imported' : 'made', base, presence, madeAt, setup, seconds, bytes },
    rank: rank ?? setup?.rank ?? 0,
    learning: divided ? amountIn(divided.learning) : amountOf(works, false),
    heldOut: divided ? amountIn(divided.heldOut) : amountOf(works, true),
    ...(among !== undefined && { among }),
    before: before?.bitsPerCharacter ?? null,
    after: after?.bitsPerCharacter ?? null,
    steps: after?.step ?? null,
    ...told,
  }
}

function amountIn({ keys, words, works }: Divided['learning']): Adapter['learning'] {
  return { works: works ?? keys.length, words }
}

/** What was at work before stays so where the new one is refused; of several the newest counts. */
async function activate({ use, model, place, compute }: AdaptersOptions, record: AdapterRecord, strength: number | null): Promise<void> {
  const { id, name } = record
  const inUse = model()
  const { presence, model: home } = homeOf(record, await compute.shelf.identities(), inUse)
  if (home === null) throw new Problem('adapter-base-missing', `${name} wants ${record.base.name}`, { name, base: record.base.name })
  const base = place(home).name
  if (presence === 'here') throw new Problem('adapter-base-other', `${name} wants ${base}`, { name, base, model: home })
  const trial = use.try(inUse, { id, name, strength })
  try {
    await compute.adapt()
    trial.hold()
  } catch (error) {
    trial.undo()
    // The engine has on what it had before; that may be deleted since.
    if (use.active(inUse) === null) await compute.adapt()
    throw error instanceof Problem ? new Problem(error.code, error.message, { ...error.detail, name }, error) : error
  }
}
