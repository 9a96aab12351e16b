/** Plain facts of blocks. */
import { newBlockId } from './identity.ts'
import type { Block, Doc } from './schema.ts'

/** Stands for a formula or a footnote's mark where a line is read as text: OBJECT REPLACEMENT CHARACTER. */
export const objectSign = '\ufffc'

/** A table of more cells is told to be too large: a key in it would be felt. */
export const mostCells = 5000

/** The text of an untouched lesson: one empty paragraph. */
export function emptyDoc(): Doc {
  return [{ type: 'paragraph', id: newBlockId(), children: [{ text: '' }] }]
}

/** Remembers what was computed of a block for as long as the block lives: after a keystroke only one block is new. */
export function perBlock<T>(compute: (block: Block) => T): (block: Block) => T {
  const known = new WeakMap<Block, T>()
  return (block) => {
    const remembered = known.get(block)
    if (remembered !== undefined) return remembered
    const value = compute(block)
    known.set(block, value)
    return value
  }
}
