import type { Host } from './host.ts'
import { createValue, type Value } from './value.ts'

const changes = new WeakMap<Host, Value<number>>()

/** Counts how often this window brought, made or took away models, or read anew which there are: whoever lists them follows it. */
export function modelChanges(host: Host): Value<number> {
  const known = changes.get(host)
  if (known) return known
  const made = createValue(0)
  changes.set(host, made)
  return made
}

/** There may be others now. */
export function modelsChanged(host: Host): void {
  const value = modelChanges(host)
  value.set(value.get() + 1)
}
