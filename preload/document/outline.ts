/** The headings of a lesson. */
import { lineText } from './lines.ts'
import type { Doc } from './schema.ts'

export interface OutlineEntry {
  readonly id: string
  readonly level: 1 | 2 | 3 | 4 | 5 | 6
  readonly text: string
}

/** Headings in order; empty ones are left out. */
export function outline(doc: Doc): OutlineEntry[] {
  return doc.flatMap((block) => {
    const text = block.type === 'heading' ? lineText(block, (object) => (object.type === 'formula' ? object.tex : '')).trim() : ''
    return block.type === 'heading' && text !== '' ? [{ id: block.id, level: block.level, text }] : []
  })
}

/** Headings that the block at `index` stands under, outermost first. */
export function headingsAbove(doc: Doc, index: number): OutlineEntry[] {
  const above: OutlineEntry[] = []
  for (const entry of outline(doc.slice(0, index))) {
    while ((above.at(-1)?.level ?? 0) >= entry.level) above.pop()
    above.push(entry)
  }
  return above
}
