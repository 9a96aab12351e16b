/** Voices that are shown no more because they are deleted. Pure. */
import type { AdapterId } from '#preload/contract/adapters.ts'
import type { Adapter } from '#preload/contract/voice.ts'

/** Those of `leaving` that are still listed. One that is gone may come back under its own name, from a file, and is shown then. */
export function stillLeaving(leaving: readonly AdapterId[], listed: readonly Pick<Adapter, 'id'>[]): readonly AdapterId[] {
  const left = leaving.filter((id) => listed.some((adapter) => adapter.id === id))
  return left.length === leaving.length ? leaving : left
}
