/** `moke adapter list` and `import` with what the studio has: the adapters beside a workspace. */
import { existsSync, rmSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { ADAPTER_OPERAND, IMPORT_OPTIONS, LIST_OPTIONS } from '#engine/cli/adapter-arguments.ts'
import { adapterImport as intoFolder, listAdaptersIn, takeAdapter } from '#engine/cli/adapter.ts'
import { CommandError, defineCommand } from '#engine/cli/command.ts'
import { authorsAdapters, starterModel } from '#engine/cli/model-folders.ts'
import { starterId } from '#main/compute/model-files.ts'
import { bundleOf, keepBrought } from '#main/services/brought-adapter.ts'
import { defaultWorkspaceFolder } from '#main/services/places.ts'
import { VoiceFolder } from '#main/services/voice-records.ts'
import { mustBeWritable } from '#main/services/workspace-options.ts'
import { makeScratch } from '#main/store/scratch.ts'
import { places, withWorkspace } from './opened.ts'

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

export const adapterImport = defineCommand({
  details: 'Takes an adapter from elsewhere, holds it against its base, and puts it among the author’s own or, with --studio, into the studio’s list.',
  operands: ADAPTER_OPERAND,
  options: { ...IMPORT_OPTIONS, studio: { type: 'boolean', help: 'Put it into the studio’s list. The studio must be closed.' }, workspace },
  async run(context) {
    const { options, operands, output } = context
    if (!options.studio) return intoFolder.run(context)
    if (options.folder !== undefined) throw new CommandError('--folder and --studio are two places: name one.')
    const [path = ''] = operands
    await withWorkspace({ workspace: options.workspace, backups: undefined }, async ({ workspace: held, folder }) => {
      mustBeWritable(held)
      const scratch = makeScratch(join(folder, 'incoming', 'adapters'))
      try {
        const file = join(scratch, 'taken.gguf')
        const taken = await takeAdapter({ path, base: options.base, name: options.name }, () => file)
        // The studio finds its base by what that is, wherever it lies; by its name it tells of one that is missing.
        const base = { id: options.base === starterModel ? starterId : basename(options.base), name: taken.base }
        const id = keepBrought(new VoiceFolder(folder), taken, base, { file, bundle: bundleOf(path) })
        output({ id, name: taken.name, base: taken.base }, `${taken.name}, for ${taken.base}: in the studio’s list`)
      } finally {
        rmSync(scratch, { recursive: true, force: true })
      }
    })
  },
})
