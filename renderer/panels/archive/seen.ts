/** How the list of works was left, for when the author comes back to it: a window has one. */
import type { WorkId } from '#preload/contract/works.ts'
import type { Host } from '#renderer/host/host.ts'
import type { LeftOutBefore } from './use-leaving-out.ts'

class Seen {
  /** Groups that were unfolded, and how many works were drawn of each. */
  readonly unfolded = new Map<string, number>()
  /** What was out of a group before all of it was taken in. */
  readonly leftOut: LeftOutBefore = new Map()
  #left: WorkId | null = null

  /** A work is opened from its row. */
  leaveFor(work: WorkId): void {
    this.#left = work
  }

  /** Whether the author comes back from this work; true once. */
  comesBackFrom(work: WorkId): boolean {
    if (this.#left !== work) return false
    this.#left = null
    return true
  }
}

const seen = new WeakMap<Host, Seen>()

export function seenOf(host: Host): Seen {
  const known = seen.get(host) ?? new Seen()
  seen.set(host, known)
  return known
}
