/**
 * Plain text as blocks: a line each. Lines are a list where two or more follow each other whose markers do too;
 * a marker alone, or one out of order, is text that the author may have meant. Pure.
 */
import { newBlockId } from '#preload/document/identity.ts'
import type { Block } from '#preload/document/schema.ts'

/** A line with its marker taken apart; `number` is 0 of a bullet. */
interface MarkedLine {
  readonly indent: number
  readonly sign: string
  readonly number: number
  readonly text: string
}

/** A block for each line that is not blank. */
export function blocksFromPlain(text: string): Block[] {
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '')
  const blocks: Block[] = []
  while (blocks.length < lines.length) {
    const items = itemsAt(lines, blocks.length)
    if (items.length > 1) blocks.push(...items)
    else blocks.push({ type: 'paragraph', id: newBlockId(), children: [{ text: lines[blocks.length] ?? '' }] })
  }
  return blocks
}

/** The items that begin at a line and go on as far as their markers do. */
function itemsAt(lines: readonly string[], start: number): Block[] {
  const items: Block[] = []
  /** The newest line at each depth, outermost first. */
  let open: MarkedLine[] = []
  for (let at = start; at < lines.length; at += 1) {
    const marked = markedLine(lines[at] ?? '')
    if (!marked) break
    const outer = open.filter(({ indent }) => indent < marked.indent)
    const before = open[outer.length]
    // A list begins at one, and what is out of the first line's margin is no part of it.
    const follows = before ? before.sign === marked.sign && (marked.number === 0 || marked.number === before.number + 1) : marked.number <= 1
    if (!follows || (items.length > 0 && outer.length === 0 && !before)) break
    open = [...outer, marked]
    items.push({
      type: 'item',
      kind: marked.number === 0 ? 'bullet' : 'number',
      depth: Math.min(8, outer.length),
      id: newBlockId(),
      children: [{ text: marked.text }],
    })
  }
  return items
}

/** A rule across the page as Markdown writes it: three signs or more, and spaces. */
const rule = /^\s*([-*])(?:\s*\1){2,}\s*$/

function markedLine(line: string): MarkedLine | null {
  if (rule.test(line)) return null
  const [, space = '', mark = '', text = ''] =
    /^(\s*)([-*+•●·▪◦]\s+|[•●▪◦]|\d{1,3}(?:[.)]\s+|[.)](?=\p{sc=Han})|[、．）]\s*))(\S.*)$/u.exec(line.trimEnd()) ?? []
  if (mark === '') return null
  const number = Number(/^\d+/.exec(mark)?.[0] ?? 0)
  const isCounted = /^\d/.test(mark)
  if (isCounted && number === 0) return null
  return {
    indent: [...space].reduce((sum, character) => sum + (character === '\t' ? 4 : character === '\u3000' ? 2 : 1), 0),
    sign: mark.replace(/^\d+/, '').trim(),
    number,
    text,
  }
}
