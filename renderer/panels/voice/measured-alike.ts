/** Whether figures of two voices may be held against each other. Pure. */
import type { Adapter } from '#preload/contract/voice.ts'

interface Measured {
  readonly adapter: Pick<Adapter, 'proof' | 'base'>
  /** Those that it did not learn. */
  readonly works: readonly { readonly id: string }[]
}

/** Both were proved on the very same works, as many of their characters, and of the same base. False where that is not known. */
export function measuredAlike(first: Measured, second: Measured): boolean {
  const [one, other] = [first.adapter.proof?.heldOut, second.adapter.proof?.heldOut]
  if (!one || !other || first.works.length === 0 || second.works.length === 0) return false
  const ids = new Set(first.works.map(({ id }) => id))
  const areSame = first.works.length === second.works.length && second.works.every(({ id }) => ids.has(id))
  return areSame && one.read === other.read && one.written === other.written && one.seed === other.seed && first.adapter.base.id === second.adapter.base.id
}
