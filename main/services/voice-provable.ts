/** What can be proved: an adapter on the disk, or the model that a run has left. */
import type { ProofRequest } from '#main/compute/proving.ts'
import type { AdapterId } from '#preload/contract/adapters.ts'
import type { Proof } from '#preload/contract/proofs.ts'
import { baseFileOf, type BaseFileOptions } from './voice-bases.ts'
import type { AdapterRecord, RunRecord, VoiceFolder } from './voice-records.ts'

export interface Provable extends Pick<ProofRequest['input'], 'taught' | 'bits'> {
  /** The adapter's, or of a model its run's. */
  readonly id: AdapterId
  readonly works: AdapterRecord['works']
  /** The base's file. Throws `adapter-base-missing`. */
  base(): Promise<string>
  /** Keeps what came of it. */
  keep(proof: Proof): void
}

/** Adapters of a base in few bits were learnt on it so; what is from elsewhere is measured on the numbers as they are. */
const bitsByDefault = 32

export function adapterToProve(record: AdapterRecord, options: BaseFileOptions & { readonly files: VoiceFolder }): Provable {
  const { id, works, setup } = record
  const { files } = options
  return {
    ...{ id, works, bits: setup?.bits ?? bitsByDefault, taught: { form: 'adapter', path: files.fileOf(id) } },
    base: () => baseFileOf(record, options),
    keep: (proof) => files.keepProof(id, proof),
  }
}

/** What a run leaves that teaches a base as a whole. Its proof is told with the run's result, and kept nowhere. */
export function modelToProve({ run, works }: RunRecord, model: string, place: BaseFileOptions['place']): Provable {
  return {
    ...{ id: run.id, works, bits: bitsByDefault, taught: { form: 'model', path: place(model).path } },
    base: () => Promise.resolve(place(run.base.id).path),
    keep: () => undefined,
  }
}
