/** `moke proof` by works of an archive, as the studio learns them, beside works of files. */
import { existsSync } from 'node:fs'
import { defineCommand } from '#engine/cli/command.ts'
import type { RecordedWork } from '#engine/cli/proof-works.ts'
import { proof as ofFiles, PROOF_OPTIONS, proveWorks } from '#engine/cli/proof.ts'
import { maskedBy } from '#main/archive/masking.ts'
import { bundleOf } from '#main/services/brought-adapter.ts'
import { defaultWorkspaceFolder } from '#main/services/places.ts'
import type { SidedWork } from '#main/services/divided-works.ts'
import { voiceOf, worksKnownOf } from '#main/services/voice-mark.ts'
import { VoiceFolder } from '#main/services/voice-records.ts'
import { listedMasking } from './listed-names.ts'
import { maskedWorks, mustChooseOnce, readWork, type Work, withLearntWorks, WORKS_OPTIONS } from './learnt-works.ts'

const { data: _data, ...settings } = PROOF_OPTIONS

export const proof = defineCommand({
  ...(ofFiles.details !== undefined && { details: ofFiles.details }),
  options: { ...settings, ...WORKS_OPTIONS },
  run: async (context) => {
    const { dividedFiles, divided } = await import('#engine/cli/proof-works.ts')
    const { signal } = context
    mustChooseOnce(context.options)
    const masking = await listedMasking(context.options.workspace)
    const options = { ...context.options, titleIn: (title: string) => maskedBy(masking, title), remembered: rememberedOf(context.options) }
    if (options.data.length > 0 && options.archive.length === 0) return proveWorks(context, maskedWorks(await dividedFiles(options, signal), masking))
    await withLearntWorks(context, async (works, library) => {
      const all = works.map((work) => ({ ...readWork(work), isHeldOut: work.split === 'held-out' })).filter(({ text }) => text !== '')
      const asSplit = { learnt: all.filter(({ isHeldOut }) => !isHeldOut), heldOut: all.filter(({ isHeldOut }) => isHeldOut) }
      const remembered = options.remembered ?? (library === null ? null : await markedIn(options.adapter, works))
      await proveWorks(context, await divided(all, () => asSplit, { ...options, remembered }, signal))
    })
  },
})

/** The works of the bundle that an adapter comes of, as the library remembers them; null where it comes of no bundle, or of one that is not remembered. */
export function rememberedOf({ adapter, workspace }: { readonly adapter: string; readonly workspace: string | undefined }): Remembered | null {
  const id = existsSync(adapter) ? bundleOf(adapter) : null
  const works = id === null ? [] : new VoiceFolder(workspace ?? defaultWorkspaceFolder()).bundled(id)
  return works.length === 0 ? null : { by: 'bundle', works: works.map(recorded) }
}

/** Works of the library that the mark in an adapter's file names; null where it has none, as a folder of PEFT, whose numbers no mark is bound to. */
export async function markedIn(adapter: string, works: readonly Pick<Work, 'id' | 'title' | 'words'>[]): Promise<Remembered | null> {
  const { noteIn } = await import('#engine/cli/proof-works.ts')
  const note = await noteIn(adapter)
  const voice = note && voiceOf(note.mark, note.base)
  if (voice === null) return null
  const known = works.flatMap(({ id, title, words }) => (id === null ? [] : [{ id, title, words, hash: null }]))
  return { by: 'mark', works: worksKnownOf(voice, known).map(recorded) }
}

interface Remembered {
  readonly by: 'bundle' | 'mark'
  readonly works: readonly RecordedWork[]
}

const recorded = ({ id, title, heldOut: isHeldOut }: SidedWork): RecordedWork => ({ id, title, isHeldOut })
