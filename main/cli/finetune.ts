/** `moke finetune` for works of an archive, as the studio learns them, beside works of files. */
import { defineCommand, UsageError } from '#engine/cli/command.ts'
import { FINETUNE_OPTIONS } from '#engine/cli/finetune-options.ts'
import { finetune as ofFiles, teach } from '#engine/cli/finetune.ts'
import { worksOf } from '#engine/cli/finetune-works.ts'
import { masked } from '#main/archive/personal.ts'
import { listedMasking } from './listed-names.ts'
import { maskedWorks, mustChooseOnce, readWork, withLearntWorks, WORKS_OPTIONS } from './learnt-works.ts'
import { starterModel } from '#engine/cli/model-folders.ts'

const { data: _data, base, valid, ...settings } = FINETUNE_OPTIONS

export const finetune = defineCommand({
  details: `Only --out has to be given: the archive of the author’s library is learnt by the starter then. ${ofFiles.details ?? ''}`,
  options: {
    base: { ...base, required: false, default: starterModel },
    ...WORKS_OPTIONS,
    valid: { ...valid, help: `${valid.help} Only with --data.` },
    ...settings,
  },
  run: async (context) => {
    const { options } = context
    if (options.valid.length > 0 && options.data.length === 0)
      throw new UsageError('--valid goes with --data; what is held out of an archive is chosen by whole works.')
    mustChooseOnce(options)
    if (options.data.length > 0 && options.archive.length === 0) {
      const masking = await listedMasking(options.workspace)
      return teach(context, maskedWorks(await worksOf(options, context.progress), masking))
    }
    await withLearntWorks(context, async (works) => {
      const on = (side: (typeof works)[number]['split']) =>
        works.flatMap((work) => (work.split === side ? [{ ...readWork(work), title: work.maskedTitle?.() ?? masked(work.title) }] : []))
      await teach(context, { learnt: on('train'), heldOut: on('held-out') })
    })
  },
})
