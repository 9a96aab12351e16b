/**
 * A lesson as plain text, in the form in which models have read their training texts: `# ` before a heading
 * whatever its level, `- ` before an item, `1. ` before a numbered one, `> ` before each line of a quote,
 * three dashes for a divider, a blank line between blocks. Items of one list follow each other without one.
 */
import { blockText } from './blocks.ts'
import type { Block, Doc } from './schema.ts'

/** A place in a lesson, as Slate writes it: the path of a run and an offset in its text. */
export interface Point {
  readonly path: readonly number[]
  readonly offset: number
}

/** Text from one point to another; from the beginning, to the end when absent. A block entered midway has no prefix. */
export function plainText(doc: Doc, from?: Point, to?: Point): string {
  const first = from?.path[0] ?? 0
  const last = Math.min(to?.path[0] ?? doc.length - 1, doc.length - 1)
  let written = ''
  for (let index = first; index <= last; index += 1) {
    const block = doc[index]
    if (!block) break
    const start = index === first && from ? offsetInBlock(block, from) : 0
    const end = index === last && to ? offsetInBlock(block, to) : undefined
    if (index > first) written += isSameList(doc[index - 1], block) ? '\n' : '\n\n'
    written += line(doc, index, block, start, end)
  }
  return written
}

/** Offset in the block's whole text of a point in one of its runs. */
export function offsetInBlock(block: Block, point: Point): number {
  const before = block.children.slice(0, point.path[1] ?? 0)
  return before.reduce((sum, run) => sum + run.text.length, 0) + point.offset
}

function line(doc: Doc, index: number, block: Block, start: number, end: number | undefined): string {
  const text = blockText(block).slice(start, end)
  if (block.type === 'divider') return '---'
  if (block.type === 'code') return text
  const prefix = start === 0 ? prefixOf(doc, index, block) : ''
  return prefix + (block.type === 'quote' ? text.replaceAll('\n', '\n> ') : text)
}

function prefixOf(doc: Doc, index: number, block: Block): string {
  switch (block.type) {
    case 'heading':
      return '# '
    case 'quote':
      return '> '
    case 'item':
      return '  '.repeat(block.depth) + (block.kind === 'bullet' ? '- ' : `${numberOf(doc, index)}. `)
    default:
      return ''
  }
}

function isSameList(previous: Block | undefined, block: Block): boolean {
  return previous?.type === 'item' && block.type === 'item'
}

/** The number that a reader sees before a numbered item: one more than its predecessor of the same depth in the same list. */
export function numberOf(doc: Doc, index: number): number {
  const block = doc[index]
  if (block?.type !== 'item') return 0
  let number = 1
  for (let at = index - 1; at >= 0; at -= 1) {
    const before = doc[at]
    if (before?.type !== 'item' || before.depth < block.depth) break
    if (before.depth > block.depth) continue
    if (before.kind !== block.kind) break
    number += 1
  }
  return number
}
