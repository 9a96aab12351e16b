/** `moke proof` by works of an archive, as the studio learns them, beside works of files. */
import { existsSync } from 'node:fs'
import { defineCommand } from '#engine/cli/command.ts'
import type { RecordedWork } from '#engine/cli/proof-works.ts'
import { proof as ofFiles, PROOF_OPTIONS, proveWorks } from '#engine/cli/proof.ts'
import { masked } from '#main/archive/personal.ts'
import { bundleOf } from '#main/services/brought-adapter.ts'
import { defaultWorkspaceFolder } from '#main/services/places.ts'
import { VoiceFolder } from '#main/services/voice-records.ts'
import { maskedWorks, readWork, withLearntWorks, WORKS_OPTIONS } from './learnt-works.ts'

const { data: _data, ...settings } = PROOF_OPTIONS

export const proof = defineCommand({
  ...(ofFiles.details !== undefined && { details: ofFiles.details }),
  options: { ...settings, ...WORKS_OPTIONS },
  run: async (context) => {
    const { dividedFiles, divided } = await import('#engine/cli/proof-works.ts')
    const { signal } = context
    const options = { ...context.options, titleIn: masked, remembered: rememberedOf(context.options) }
    if (options.data.length > 0 && options.archive.length === 0) return proveWorks(context, maskedWorks(await dividedFiles(options, signal)))
    await withLearntWorks(context, async (works) => {
      const all = works.map((work) => ({ ...readWork(work), isHeldOut: work.split === 'held-out' })).filter(({ text }) => text !== '')
      const asSplit = { learnt: all.filter(({ isHeldOut }) => !isHeldOut), heldOut: all.filter(({ isHeldOut }) => isHeldOut) }
      await proveWorks(context, await divided(all, () => asSplit, options, signal))
    })
  },
})

/** The works of the bundle that an adapter comes of, as the library remembers them; none where it comes of no bundle, or of one that is not remembered. */
export function rememberedOf({ adapter, workspace }: { readonly adapter: string; readonly workspace: string | undefined }): readonly RecordedWork[] {
  const id = existsSync(adapter) ? bundleOf(adapter) : null
  if (id === null) return []
  const works = new VoiceFolder(workspace ?? defaultWorkspaceFolder()).bundled(id)
  return works.map(({ heldOut: isHeldOut, ...work }) => ({ ...work, isHeldOut }))
}
