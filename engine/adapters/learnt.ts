/** What a run learnt of thin matrices, as an adapter. */
import { type BaseIdentity } from '#engine/bases/index.ts'
import { adapterFrom, type DecoderConfig, loraFactor, type LoraOptions, loraSpecs } from '#engine/model/index.ts'
import type { Adapter } from './adapter.ts'

export interface Learnt {
  readonly name: string
  readonly base: { readonly name: string; readonly config: DecoderConfig; readonly identity: BaseIdentity }
  readonly lora: LoraOptions
  /** The parameters that were best on held-out works. */
  readonly best: Parameters<typeof adapterFrom>[1]
}

export function learntAdapter({ name, base, lora, best }: Learnt): Adapter {
  const matrices = [...adapterFrom(loraSpecs(base.config, lora), best)].map(
    ([matrix, { a, b }]) => [matrix, { rank: lora.rank, a, b, factor: loraFactor(lora) }] as const,
  )
  return { name, base: base.identity, baseName: base.name, notes: {}, matrices: new Map(matrices) }
}
