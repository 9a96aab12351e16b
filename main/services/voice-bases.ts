/** Which models on this computer an adapter belongs to. */
import type { Compute } from '#main/compute/compute.ts'
import { Problem } from '#preload/contract/problem.ts'
import type { BaseIdentity } from '#preload/contract/runs.ts'
import type { Adapter } from '#preload/contract/voice.ts'
import type { AdapterRecord } from './voice-records.ts'

/** Which bases the models on this computer are, by id. */
export type Identities = ReadonlyMap<string, BaseIdentity>

/** Where an adapter's base is, and which model that is; none where it is missing. */
export interface Home {
  readonly presence: Adapter['presence']
  readonly model: string | null
}

/**
 * The very model that it was made for, wherever it lies now; where that is gone, the one of its name, then any of its sizes: another
 * precision will do. Not the other way round: what was merged or taught as a whole has the sizes of its base, and has the voice already.
 */
export function homeOf({ identity, base }: Pick<AdapterRecord, 'identity' | 'base'>, identities: Identities, inUse: string): Home {
  const alike = [...identities].filter(([, one]) => one.family === identity.family && one.sizes === identity.sizes)
  const same = alike.filter(([, one]) => one.numbers === identity.numbers)
  const named = alike.filter(([id]) => id === base.id)
  const homes = ([same, named].find((some) => some.length > 0) ?? alike).map(([id]) => id)
  if (homes.includes(inUse)) return { presence: 'in-use', model: inUse }
  const model = homes[0]
  return model === undefined ? { presence: 'missing', model: null } : { presence: 'here', model }
}

export interface BaseFileOptions {
  readonly compute: { readonly shelf: Pick<Compute['shelf'], 'identities'> }
  readonly model: () => string
  readonly place: (model: string) => { readonly path: string }
}

/** Where the model lies that an adapter belongs to. Throws `adapter-base-missing`. */
export async function baseFileOf(record: AdapterRecord, { compute, model, place }: BaseFileOptions): Promise<string> {
  const { name, base } = record
  const home = homeOf(record, await compute.shelf.identities(), model()).model
  if (home === null) throw new Problem('adapter-base-missing', `${name} wants ${base.name}`, { name, base: base.name })
  return place(home).path
}
