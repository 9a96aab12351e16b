/** Footnotes in what is copied and pasted: a mark takes its note along. Pure, but for new ids. */
import { newBlockId } from '#preload/document/identity.ts'
import { inlinesOf, isRun, lineText } from '#preload/document/lines.ts'
import type { Block, BlockId, Cell, Doc, Inline } from '#preload/document/schema.ts'
import { isNote, type Note, notesMarkedIn, notesMissing } from '#preload/document/notes.ts'
import { noteNumbers } from '#renderer/editor/note/notes.ts'

/** What was cut out of a document, and behind it the notes that its marks name. */
export function withMarkedNotes(blocks: Doc, doc: Doc): Doc {
  const missing = notesMissing(blocks, doc)
  return missing.length > 0 ? [...blocks, ...missing] : blocks
}

/** What is put into a document: the blocks of its text, and the notes that go to the end. */
export interface PartedNotes {
  readonly text: Block[]
  readonly notes: Note[]
}

/**
 * Blocks made fit for a document. A note that is there already, the same and named by nothing, is named again: what was cut
 * comes back. Any other note is a new one. A mark whose note is nowhere is left out.
 */
export function partNotes(blocks: Doc, doc: Doc): PartedNotes {
  const numbers = noteNumbers(doc)
  const there = new Map<string, Note>(doc.filter(isNote).map((note) => [note.id, note]))
  const marked = new Set<string>(blocks.flatMap((block) => notesMarkedIn(block)))
  const renamed = new Map<string, BlockId>()
  const notes: Note[] = []
  for (const note of blocks.filter(isNote)) {
    const own = there.get(note.id)
    const isBack = own !== undefined && !numbers.has(note.id) && marked.has(note.id) && lineText(own) === lineText(note)
    const id = isBack ? note.id : own || numbers.has(note.id) ? newBlockId() : note.id
    renamed.set(note.id, id)
    if (!isBack) notes.push({ ...note, id })
  }
  const rename = (note: BlockId) => renamed.get(note) ?? null
  return { text: blocks.filter((block) => !isNote(block)).map((block) => withNotesNamed(block, rename)), notes }
}

function withNotesNamed(block: Block, rename: (note: BlockId) => BlockId | null): Block {
  if (notesMarkedIn(block).length === 0) return block
  const line = (children: readonly Inline[]): Inline[] =>
    children.flatMap((child): Inline[] => {
      if (isRun(child) || child.type === 'formula') return [child]
      const note = rename(child.note)
      return note ? [{ ...child, note }] : [{ text: '' }]
    })
  if (block.type === 'table') {
    const cell = (each: Cell): Cell => ({ ...each, children: line(each.children) })
    return { ...block, children: block.children.map((row) => ({ ...row, children: row.children.map(cell) })) }
  }
  // Only lines that may hold marks hold any.
  return block.type === 'code' || block.type === 'formula-block' || block.type === 'divider' ? block : { ...block, children: line(inlinesOf(block)) }
}
