/** What the author wishes of the next run, kept while another view is looked at: they go and choose works, and come back. */
import type { ModelEntry } from '#preload/contract/models.ts'
import type { Host } from '#renderer/host/host.ts'
import { createValue, type Value } from '#renderer/host/value.ts'
import type { Wanted } from './use-plan.ts'

export interface Wishes {
  readonly wanted: Wanted
  /** '': the name that it gets by itself. */
  readonly name: string
}

const asIsBest: Wanted = { base: null, choice: { method: null, rank: null, passes: null } }

const wishes = new WeakMap<Host, Value<Wishes>>()

/** The wishes of this window. */
export function wishesOf(host: Host): Value<Wishes> {
  const known = wishes.get(host)
  if (known) return known
  const made = createValue<Wishes>({ wanted: asIsBest, name: '' })
  wishes.set(host, made)
  return made
}

/** The models that can be chosen to learn. */
export const basesAmong = (entries: readonly ModelEntry[]): ModelEntry[] => entries.filter(({ facts }) => facts !== null)

/** What is wished as far as it is there: a base that was deleted since is none. `bases`: null until they are known. */
export function stillThere(wanted: Wanted, bases: readonly Pick<ModelEntry, 'id'>[] | null): Wanted {
  return bases === null || bases.some(({ id }) => id === wanted.base) ? wanted : { ...wanted, base: null }
}
