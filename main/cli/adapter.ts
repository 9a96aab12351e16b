/** `moke adapter list`, `export` and `import` with what the studio has: the adapters beside a workspace. */
import { existsSync, rmSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { ADAPTER_OPERAND, EXPORT_OPTIONS, IMPORT_OPTIONS, LIST_OPTIONS } from '#engine/cli/adapter-arguments.ts'
import { adapterExport as ofFile, adapterImport as intoFolder, giveAdapter, isSameAdapter, listAdaptersIn, takeAdapter } from '#engine/cli/adapter.ts'
import { type CommandContext, CommandError, defineCommand } from '#engine/cli/command.ts'
import { authorsAdapters, starterModel } from '#engine/cli/model-folders.ts'
import { starterId } from '#main/compute/model-files.ts'
import { Archive } from '#main/services/archive-keep.ts'
import { ArchiveLearning, type KnownWork } from '#main/services/archive-learning.ts'
import { bundleOf, keepBrought } from '#main/services/brought-adapter.ts'
import { noteGiven } from '#main/services/given-voices.ts'
import { knownAgain, worksOf } from '#main/services/known-again.ts'
import type { Workspace } from '#main/services/open-workspace.ts'
import { defaultWorkspaceFolder } from '#main/services/places.ts'
import { asTold } from '#main/services/store-problem.ts'
import { markOfVoice } from '#main/services/voice-mark.ts'
import { type AdapterRecord, VoiceFolder } from '#main/services/voice-records.ts'
import { mustBeWritable } from '#main/services/workspace-options.ts'
import { makeScratch } from '#main/store/scratch.ts'
import { AdapterId } from '#preload/contract/adapters.ts'
import { asCommandError, places, withWorkspace } from './opened.ts'

const { workspace } = places

export const adapterList = defineCommand({
  details: 'Those of the studio’s list, and those in the author’s own adapters folder, unless --folder names others.',
  options: { ...LIST_OPTIONS, workspace },
  async run(context) {
    const { options, progress, output } = context
    if (options.folder.length > 0) return listAdaptersIn(options.folder, context)
    const place = options.workspace ?? defaultWorkspaceFolder()
    if (options.workspace !== undefined && !existsSync(join(place, 'workspace.sqlite'))) throw new CommandError(`There is no library in ${resolve(place)}.`)
    const kept = new VoiceFolder(place).adapters()
    for (const { path, bytes, record } of kept) {
      const { id, name, base, madeAt } = record
      output({ path, id, name, base: base.name, madeAt, bytes }, `${path}\n  ${name}: for ${base.name}, in the studio’s list`)
    }
    if (kept.length === 0) progress.note(`No adapters in the studio’s list of ${resolve(place)}.`)
    await listAdaptersIn([authorsAdapters()], context)
  },
})

export const adapterExport = defineCommand({
  details: `${ofFile.details}
One of the studio’s list says in its file which it is: what it is called, when and how it was made, its figures, and a hash of each work’s id and
of what it says, by which an archive that has these works knows them again. No titles, no texts; whoever has one of the texts can tell by its hash
that it was learnt from.`,
  operands: ADAPTER_OPERAND,
  options: EXPORT_OPTIONS,
  async run(context) {
    const own = ownAt(resolve(context.operands[0] ?? ''))
    await giveAdapter(context, own && { name: own.record.name, mark: await markIn(own, context) })
    if (own) noteGiven(own.folder, own.record)
  },
})

/** An adapter of a studio's list. */
interface Own {
  readonly record: AdapterRecord
  /** The author's. */
  readonly folder: string
}

/** What a studio knows of an adapter at a path, where that lies in its list. */
function ownAt(path: string): Own | null {
  const folder = dirname(dirname(dirname(path)))
  const files = new VoiceFolder(folder)
  const id = AdapterId.safeParse(basename(dirname(path))).data
  const record = id !== undefined && files.fileOf(id) === path ? files.record(id) : null
  return record && { record, folder }
}

/** By what the studio knows it again, as its own exports say it; without what the works say where the library can't be read. */
async function markIn({ record, folder }: Own, { signal, progress }: Pick<CommandContext, 'signal' | 'progress'>): Promise<string> {
  let known: readonly KnownWork[] = []
  if (!existsSync(join(folder, 'workspace.sqlite'))) return markOfVoice(record, known)
  try {
    await withWorkspace({ workspace: folder, backups: undefined }, ({ workspace: held }) =>
      withArchive(held, folder, async (learning) => {
        known = await worksOf(learning, signal)
      }),
    )
  } catch (error) {
    const told = asCommandError(asTold(error, folder), folder)
    if (!(told instanceof CommandError)) throw error
    progress.note(`The library could not be read: ${told.message} The adapter is written all the same.`)
  }
  return markOfVoice(record, known)
}

/** That an adapter's own file was damaged or gone, and is whole again. */
function restored(files: VoiceFolder, id: AdapterId): [record: object, text: string] {
  const { name = id, base } = files.record(id) ?? {}
  return [{ id, name, base: base?.name }, `${name}: its file is whole again in the studio’s list`]
}

async function withArchive<T>(held: Workspace, folder: string, work: (learning: ArchiveLearning) => Promise<T>): Promise<T> {
  const archive = new Archive({ workspace: held, folder })
  try {
    return await work(new ArchiveLearning(archive))
  } finally {
    archive.close()
  }
}

export const adapterImport = defineCommand({
  details: `Takes an adapter from elsewhere, holds it against its base, and puts it among the author’s own or, with --studio, into the studio’s list.
One that a studio wrote comes back there as what it was: its name, its date, its figures, and those of its works that the archive has.`,
  operands: ADAPTER_OPERAND,
  options: { ...IMPORT_OPTIONS, studio: { type: 'boolean', help: 'Put it into the studio’s list. The studio must be closed.' }, workspace },
  async run(context) {
    const { options, operands, output, signal } = context
    if (!options.studio) return intoFolder.run(context)
    if (options.folder !== undefined) throw new CommandError('--folder and --studio are two places: name one.')
    const [path = ''] = operands
    await withWorkspace({ workspace: options.workspace, backups: undefined }, async ({ workspace: held, folder }) => {
      mustBeWritable(held)
      const scratch = makeScratch(join(folder, 'incoming', 'adapters'))
      try {
        const file = join(scratch, 'taken.gguf')
        const taken = await takeAdapter({ path, base: options.base, name: options.name, keepsMark: false }, () => file)
        // The studio finds its base by what that is, wherever it lies; by its name it tells of one that is missing.
        const base = { id: options.base === starterModel ? starterId : basename(options.base), name: taken.base }
        const files = new VoiceFolder(folder)
        const again = await withArchive(held, folder, (learning) => knownAgain(file, taken, { files, learning, isSame: isSameAdapter, signal }))
        if (again.kind === 'restored') return output(...restored(files, again.id))
        const { returned } = again
        const name = options.name ?? returned?.name ?? taken.name
        const id = keepBrought(files, { ...taken, name }, base, { file, bundle: bundleOf(path), returned })
        output({ id, name, base: taken.base }, `${name}, for ${taken.base}: in the studio’s list`)
      } finally {
        rmSync(scratch, { recursive: true, force: true })
      }
    })
  },
})
