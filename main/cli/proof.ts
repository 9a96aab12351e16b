/** `moke proof` by works of an archive, as the studio learns them, beside works of files. */
import { defineCommand } from '#engine/cli/command.ts'
import { proof as ofFiles, PROOF_OPTIONS, proveWorks } from '#engine/cli/proof.ts'
import { maskedWorks, readWork, withLearntWorks, WORKS_OPTIONS } from './learnt-works.ts'

const { data: _data, ...settings } = PROOF_OPTIONS

export const proof = defineCommand({
  ...(ofFiles.details !== undefined && { details: ofFiles.details }),
  options: { ...settings, ...WORKS_OPTIONS },
  run: async (context) => {
    const { dividedFiles, divided } = await import('#engine/cli/proof-works.ts')
    const { options, signal } = context
    if (options.data.length > 0 && options.archive.length === 0) return proveWorks(context, maskedWorks(await dividedFiles(options, signal)))
    await withLearntWorks(context, async (works) => {
      const all = works.map((work) => ({ ...readWork(work), isHeldOut: work.split === 'held-out' })).filter(({ text }) => text !== '')
      const asSplit = { learnt: all.filter(({ isHeldOut }) => !isHeldOut), heldOut: all.filter(({ isHeldOut }) => isHeldOut) }
      await proveWorks(context, await divided(all, () => asSplit, options, signal))
    })
  },
})
