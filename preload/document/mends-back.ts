/**
 * The way back of mends, block by block, whatever else was written since: a mend whose blocks are as it left them goes back whole, and one of
 * whose blocks any was changed since stays whole.
 */
import { mended, type Mend } from './mending.ts'
import { isSame } from './node.ts'
import { Block, BlockId, type Doc } from './schema.ts'
import { z } from './zod.ts'

/** A block that a mend changed. `after`: null where it was removed, from `behind` another one; null: from the beginning. */
export const MendedBlock = z.strictObject({ before: Block, after: Block.nullable(), behind: BlockId.nullable() })
export type MendedBlock = Readonly<z.infer<typeof MendedBlock>>

/** What each of several mends did, one after the other; those that did nothing are left out. */
export function mendedInSteps(doc: Doc, mends: readonly Mend[]): { readonly doc: Doc; readonly done: readonly (readonly MendedBlock[])[] } {
  let now = doc
  const done = mends.flatMap((mend) => {
    const [before, after] = [now, mended(now, mend)]
    now = after
    const blocks = before === after ? [] : blocksBetween(before, after)
    return blocks.length === 0 ? [] : [blocks]
  })
  return { doc: now, done }
}

function blocksBetween(before: Doc, after: Doc): MendedBlock[] {
  const now = new Map(after.map((block) => [block.id, block]))
  return before.flatMap((block, index): MendedBlock[] => {
    const next = now.get(block.id) ?? null
    return next !== null && isSame(next, block) ? [] : [{ before: block, after: next, behind: before[index - 1]?.id ?? null }]
  })
}

/** Takes mends back, the last one first: how many, and how many stay, for their places were changed since. */
export function unmended(doc: Doc, done: readonly (readonly MendedBlock[])[]): { readonly doc: Doc; readonly back: number; readonly stayed: number } {
  let [now, back] = [doc, 0]
  for (const blocks of done.toReversed()) {
    const next = withoutMend(now, blocks)
    if (next === null) continue
    now = next
    back += 1
  }
  return { doc: now, back, stayed: done.length - back }
}

function withoutMend(doc: Doc, blocks: readonly MendedBlock[]): Doc | null {
  let now: Doc = doc
  for (const { before, after, behind } of blocks) {
    const at = now.findIndex(({ id }) => id === (after === null ? behind : before.id))
    const isFree = after === null && !now.some(({ id }) => id === before.id) && (behind === null || at >= 0)
    if (after === null ? !isFree : !isSame(now[at], after)) return null
    now = after === null ? now.toSpliced(at + 1, 0, before) : now.with(at, before)
  }
  return now
}
