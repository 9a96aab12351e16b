/**
 * A lesson as plain text, in the form in which models have read their training texts: `# ` before a heading
 * whatever its level, `- ` before an item, `1. ` before a numbered one, `> ` before each line of a quote,
 * three dashes for a divider, a blank line between blocks. Items of one list follow each other without one. A callout is
 * written as a quote, a table with bars between its cells, a formula as its source between dollar signs.
 */
import { blockText, isRun, lineText } from './lines.ts'
import { numbersOf } from './numbering.ts'
import { inlinesBetween, offsetInBlock, type Point } from './places.ts'
import type { Block, Doc, Inline, Line, Table } from './schema.ts'

/** Text from one point to another; from the beginning, to the end when absent. A block entered midway has no prefix. */
export function plainText(doc: Doc, from?: Point, to?: Point): string {
  const first = from?.path[0] ?? 0
  const last = Math.min(to?.path[0] ?? doc.length - 1, doc.length - 1)
  let written = ''
  for (let index = first; index <= last; index += 1) {
    const block = doc[index]
    if (!block) break
    const start = index === first && from ? offsetInBlock(block, from) : 0
    const end = index === last && to ? offsetInBlock(block, to) : Infinity
    if (index > first) written += isSameList(doc[index - 1], block) ? '\n' : '\n\n'
    written += writtenBlock(doc, index, block, start, end)
  }
  return written
}

function writtenBlock(doc: Doc, index: number, block: Block, start: number, end: number): string {
  switch (block.type) {
    case 'divider':
      return '---'
    case 'code':
      return blockText(block).slice(start, end)
    case 'table':
      return writtenTable(block, start, end)
    case 'formula-block':
      return `${start === 0 ? '$$\n' : ''}${blockText(block).slice(start, end)}${end === Infinity ? '\n$$' : ''}`
    default: {
      const text = writtenLine(block, start, end)
      const prefix = start === 0 ? prefixOf(doc, index, block) : ''
      return prefix + (block.type === 'quote' || block.type === 'callout' ? text.replaceAll('\n', '\n> ') : text)
    }
  }
}

/** A row is a line, a bar before each cell and behind the last: as far as the table is asked for. */
function writtenTable(table: Table, start: number, end: number): string {
  let [written, at] = ['', 0]
  for (const { children } of table.children) {
    const before = at
    const cells = children.flatMap((cell) => {
      const from = at
      at += lineText(cell).length + 1
      return from <= end && at > start ? [writtenLine(cell, start - from, end - from).replaceAll('\n', ' ')] : []
    })
    if (cells.length === 0) continue
    if (written !== '') written += '\n'
    // Where it breaks off within a row, the next thing to come is more of that cell.
    written += `${before >= start ? '| ' : ''}${cells.join(' | ')}${at <= end ? ' |' : ''}`
  }
  return written
}

/** What is no run, as text: a formula's source; nothing for a footnote's mark. */
function writtenLine(line: Line, start: number, end: number): string {
  const write = (child: Inline) => (isRun(child) ? child.text : child.type === 'formula' ? `$${child.tex}$` : '')
  return inlinesBetween(line, start, end).map(write).join('')
}

function prefixOf(doc: Doc, index: number, block: Block): string {
  switch (block.type) {
    case 'heading':
      return '# '
    case 'quote':
    case 'callout':
      return '> '
    case 'item':
      return '  '.repeat(block.depth) + markerOf(doc, index, block)
    default:
      return ''
  }
}

function markerOf(doc: Doc, index: number, item: Extract<Block, { type: 'item' }>): string {
  if (item.kind === 'number') return `${numbersOf(doc)[index]}. `
  return item.kind === 'task' ? `- [${item.done ? 'x' : ' '}] ` : '- '
}

function isSameList(previous: Block | undefined, block: Block): boolean {
  return previous?.type === 'item' && block.type === 'item'
}
