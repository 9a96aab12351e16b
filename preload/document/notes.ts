/** Footnotes: a mark in a line, and a block of its own that holds what it says. */
import { perBlock } from './blocks.ts'
import { inlinesOf, isRun, linesOf } from './lines.ts'
import type { Block, BlockId, Doc } from './schema.ts'

export type Note = Extract<Block, { type: 'note' }>

export function isNote(block: Block): block is Note {
  return block.type === 'note'
}

/** The notes that a block's marks name, in reading order. */
export const notesMarkedIn: (block: Block) => readonly BlockId[] = perBlock((block) =>
  linesOf(block).flatMap(({ line }) => inlinesOf(line).flatMap((child) => (!isRun(child) && child.type === 'note-mark' ? [child.note] : []))),
)

/** The notes of a text that the marks of some blocks name and that are not among these blocks. */
export function notesMissing(blocks: Doc, doc: Doc): Note[] {
  const there = new Set<string>(blocks.map(({ id }) => id))
  const marked = new Set<string>(blocks.flatMap((block) => notesMarkedIn(block)))
  return doc.filter(isNote).filter(({ id }) => marked.has(id) && !there.has(id))
}
