/** What the author wishes of the next run, kept while another view is looked at: they go and choose works, and come back. */
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
