/** What can be proved: an adapter on the disk, or a model that a base became as a whole. */
import type { ProofRequest } from '#main/compute/proving.ts'
import type { AdapterId } from '#preload/contract/adapters.ts'
import { Problem } from '#preload/contract/problem.ts'
import { baseFileOf, type BaseFileOptions } from './voice-bases.ts'
import type { AdapterRecord, ModelRecord, VoiceFolder } from './voice-records.ts'

export interface Provable extends Pick<ProofRequest['input'], 'taught' | 'bits'> {
  /** The adapter's, or of a model its run's. */
  readonly id: AdapterId
  readonly works: AdapterRecord['works']
  /** They were chosen: the archive has others that it could have learnt from. */
  readonly isChosen: boolean
  /** The base's file. Throws `adapter-base-missing`. */
  base(): Promise<string>
}

/** Adapters of a base in few bits were learnt on it so; what is from elsewhere is measured on the numbers as they are. */
const bitsByDefault = 32

export function adapterToProve(record: AdapterRecord, options: BaseFileOptions & { readonly files: VoiceFolder }): Provable {
  const { id, works, among, setup } = record
  return {
    ...{ id, works, isChosen: among !== undefined, bits: setup?.bits ?? bitsByDefault, taught: { form: 'adapter', path: options.files.fileOf(id) } },
    base: () => baseFileOf(record, options),
  }
}

export function modelToProve({ id, name, works, among, base, model }: ModelRecord, { place, compute }: BaseFileOptions): Provable {
  return {
    ...{ id, works, isChosen: among !== undefined, bits: bitsByDefault, taught: { form: 'model', path: place(model).path } },
    base: async () => {
      if ((await compute.shelf.identities()).has(base.id)) return place(base.id).path
      throw new Problem('adapter-base-missing', `${name} was ${base.name}`, { name, base: base.name })
    },
  }
}
