/** Whether two lessons say the same: what the property test and the figure compare. */
import { isRun } from '#preload/document/lines.ts'
import { numbersOf } from '#preload/document/numbering.ts'
import { ImageId, type Block, type Doc, type Inline } from '#preload/document/schema.ts'
import { docFromMarkdown, markdownFromDoc } from '#preload/markdown/markdown.ts'

/** Names in files as an export gives them, and back. */
export const names = { image: (id: string) => `images/${id}.png`, link: (address: string) => address }
export const surroundings = {
  image: (address: string) => ImageId.safeParse(/^images\/([0-9a-f]{64})\.png$/.exec(address)?.[1]).data ?? null,
  link: (address: string) => address,
  softBreaks: 'join' as const,
}

/** Through Markdown, in bytes as a file has it, and back. */
export function throughMarkdown(doc: Doc) {
  const { text, losses } = markdownFromDoc(doc, names)
  const file = new TextDecoder('utf-8', { ignoreBOM: true }).decode(new TextEncoder().encode(text))
  return { text, losses, back: docFromMarkdown(file, surroundings) }
}

/** A lesson as what it says, one letter with its marks after another: how runs are cut, and ids, say nothing. */
export function meaning(doc: Doc): unknown[] {
  const order = new Map(doc.filter((block) => block.type === 'note').map((block, index) => [block.id, index]))
  return doc.map((block, at) => blockMeaning(block.type === 'item' ? numbered(block, numbersOf(doc)[at] ?? 0) : block, order))
}

/** An item with its number, however it comes by it. */
export function numbered({ start: _start, ...item }: Extract<Block, { type: 'item' }>, number: number): Block {
  return item.kind === 'number' ? { ...item, start: number } : item
}

function blockMeaning(block: Block, notes: ReadonlyMap<string, number>): unknown {
  if (block.type === 'table') {
    const rows = block.children.map((row) => row.children.map(({ id: _id, children, ...rest }) => ({ ...rest, line: lineMeaning(children, notes) })))
    return { type: block.type, align: block.align, hasHeader: block.hasHeader, rows }
  }
  const { id: _id, children, ...rest } = block
  return { ...rest, line: lineMeaning(children, notes) }
}

function lineMeaning(inlines: readonly Inline[], notes: ReadonlyMap<string, number>): string[] {
  return inlines.flatMap((each) => {
    if (!isRun(each)) return [each.type === 'formula' ? `formula ${each.tex}` : `note ${notes.get(each.note) ?? 'nowhere'}`]
    const { text, ai, ...marks } = each
    const said = [...Object.keys(marks).sort(), ...(each.link ? [each.link] : []), ...(ai ? ['ai'] : [])].join(' ')
    return [...text].map((character) => `${character} ${said}`)
  })
}
