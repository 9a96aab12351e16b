/** Markdown that was left in a line, read: its words get the marks that it says, and its signs go. */
import { joined, tidy } from './inlines.ts'
import { leftovers, type Leftover, type Meant } from './leftovers.ts'
import { inlinesOf, isRun, lineText } from './lines.ts'
import type { Block, Inline, Line } from './schema.ts'

/** A line's children with what stands in them read; null where there is nothing to read. */
export function readInline(line: Line): readonly Inline[] | null {
  let children = inlinesOf(line)
  // What was read may hold more.
  for (;;) {
    const next = readOnce(children)
    if (next === null) return children === inlinesOf(line) ? null : children
    children = next
  }
}

/** A paragraph that begins as a heading or a task of Markdown as one; any other block as it is. */
export function readBlock(block: Block): Block {
  if (block.type !== 'paragraph' || lineText(block).includes('\n')) return block
  const [first] = leftovers(block.children, 'markdown-left')
  if (first?.meant?.as === 'task' && first.from === 0) {
    const { id } = block
    return { type: 'item', id, kind: 'task', depth: 0, ...(first.meant.isDone && { done: true }), children: rest(block, first.to) }
  }
  if (first?.meant?.as !== 'heading' || first.from !== 0) return block
  return { type: 'heading', id: block.id, level: first.meant.level, children: rest(block, /^#+ +/.exec(lineText(block))?.[0].length ?? 0) }
}

function rest(block: Extract<Block, { type: 'paragraph' }>, from: number): Inline[] {
  const children = cut(block.children, from, lineText(block).length)
  return children.every(isRun) ? joined(children) : tidy(children)
}

function readOnce(children: readonly Inline[]): readonly Inline[] | null {
  for (const found of leftovers(children, 'markdown-left')) {
    const meant = found.meant && asInlines(children, found, found.meant)
    if (!meant) continue
    const after = [...cut(children, 0, found.from), ...meant, ...cut(children, found.to, Infinity)]
    return after.every(isRun) ? joined(after) : tidy(after)
  }
  return null
}

/** Null where it can't be: a link within a link, code with a formula in it, a formula that would no longer tell who wrote it. */
function asInlines(children: readonly Inline[], { from, to }: Leftover, meant: Meant): Inline[] | null {
  if (meant.as === 'formula') {
    const runs = cut(children, from, to)
    return runs.every((each) => isRun(each) && each.ai === undefined) ? [{ type: 'formula', tex: meant.tex, children: [{ text: '' }] }] : null
  }
  if (meant.as !== 'marked') return null
  const inner = cut(children, ...meant.inner)
  if (meant.marks.code && !inner.every(isRun)) return null
  if (meant.marks.link !== undefined && cut(children, from, to).some((each) => isRun(each) && each.link !== undefined)) return null
  return inner.map((each) => (isRun(each) ? { ...each, ...meant.marks } : each))
}

/** What stands between two places of a line. */
function cut(children: readonly Inline[], from: number, to: number): Inline[] {
  let at = 0
  return children.flatMap((each): Inline[] => {
    const [start, length] = [at, isRun(each) ? each.text.length : 1]
    at += length
    if (!isRun(each)) return start >= from && start < to ? [each] : []
    const text = each.text.slice(Math.max(0, from - start), Math.max(0, to - start))
    return text === '' ? [] : [{ ...each, text }]
  })
}
