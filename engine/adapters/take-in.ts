/** Adapters from elsewhere that fit their base, written as they are completed with. */
import { type Base, type BaseIdentity, identify } from '#engine/bases/index.ts'
import type { Adapter } from './adapter.ts'
import { writeGgufAdapter } from './gguf-adapter.ts'
import { markOf, withoutMark } from './mark.ts'

/** What is known of an adapter that was taken in. */
export interface TakenIn {
  readonly identity: BaseIdentity
  /** The largest of its ranks. */
  readonly rank: number
  /** By what it is known again; null where nothing is, or where that speaks of other numbers. */
  readonly mark: string | null
}

/** Writes an adapter as it is completed with. `keepsMark`: for others, who may know it again by that; who keeps a record of it needs none in its file. */
export async function writeTaken(file: string, adapter: Adapter, base: Base, { keepsMark }: { readonly keepsMark: boolean }): Promise<TakenIn> {
  const identity = await identify(base)
  const notes = keepsMark ? adapter.notes : withoutMark(adapter.notes)
  await writeGgufAdapter(file, { ...adapter, notes, base: identity, baseName: base.name }, base.config)
  const rank = Math.max(0, ...[...adapter.matrices.values()].map((matrix) => matrix.rank))
  return { identity, rank, mark: await markOf(adapter.notes, file) }
}
