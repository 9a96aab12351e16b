/** The models that a base became as a whole, as pages ask for them. */
import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { ifDiskAllows } from '#main/store/failure.ts'
import type { Handlers } from '#preload/contract/member.ts'
import type { TaughtModel, voice } from '#preload/contract/voice.ts'
import { amountOf } from './divided-works.ts'
import type { Workspace } from './open-workspace.ts'
import { guarded } from './store-problem.ts'
import type { BaseFileOptions, Identities } from './voice-bases.ts'
import { type LeftOut, leftOutOf, shownProof } from './voice-left-out.ts'
import type { ModelRecord, VoiceFolder } from './voice-records.ts'
import { whenWritable } from './when-writable.ts'

export interface VoiceModelsOptions extends BaseFileOptions {
  readonly workspace: Workspace
  /** The author's folder. */
  readonly folder: string
  readonly files: VoiceFolder
  /** Which works are there. */
  readonly leftOut: Pick<LeftOut, 'known' | 'maskedSince' | 'readAhead'>
}

export function voiceModels(options: VoiceModelsOptions): Pick<Handlers<typeof voice>, 'models'> {
  const { workspace, folder, files, compute, leftOut } = options
  whenWritable(workspace, folder, () => void ifDiskAllows(folder, () => tidy(options)))
  return {
    models: async () => {
      const kept = guarded(folder, () => files.models()).filter((record) => isThere(options, record))
      if (kept.length === 0) return []
      const bases = await compute.shelf.identities()
      await leftOut.readAhead(kept)
      const known = leftOut.known()
      return kept.map((record) => ({ ...asPagesSee(record, bases, known), maskedSince: leftOut.maskedSince(record) }))
    },
  }
}

function asPagesSee(record: ModelRecord, bases: Identities, known: ReturnType<LeftOut['known']>): Omit<TaughtModel, 'maskedSince'> {
  const { id, name, model, base, madeAt, works, among } = record
  return {
    ...{ id, name, model, base, madeAt, presence: bases.has(base.id) ? 'here' : 'missing' },
    learning: amountOf(works, false),
    heldOut: amountOf(works, true),
    ...(among !== undefined && { among }),
    leftOut: leftOutOf(record, known),
    proof: shownProof(record, known),
  }
}

function isThere({ place }: BaseFileOptions, { model }: ModelRecord): boolean {
  return existsSync(place(model).path)
}

/** What is known of models that were deleted goes; not where all of their folder is gone, which may be back. */
function tidy(options: VoiceModelsOptions): void {
  const { files, place } = options
  for (const record of files.models()) if (!isThere(options, record) && existsSync(dirname(place(record.model).path))) files.removeModel(record.id)
}
