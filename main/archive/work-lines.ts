/** A work as lines: what is kept of it, searched, shown, and made into what is learnt. */
import type { WorkLine } from '#preload/contract/works.ts'
import { countWords } from '#preload/document/counting.ts'
import { inlinesOf, isRun } from '#preload/document/lines.ts'
import { numbersOf } from '#preload/document/numbering.ts'
import type { Block, Doc, Line } from '#preload/document/schema.ts'

/** The lines of a document, those without text left out. */
export function linesOfDoc(doc: Doc): WorkLine[] {
  return doc.flatMap((block, index) => linesOfBlock(doc, index, block)).filter((line) => line.kind === 'divider' || line.text.trim() !== '')
}

function linesOfBlock(doc: Doc, index: number, block: Block): WorkLine[] {
  switch (block.type) {
    case 'table':
      return block.children.map((row) => joined(row.children.map((cell) => written(cell))))
    case 'divider':
      return [{ kind: 'divider', text: '' }]
    case 'heading':
      return [{ kind: 'heading', level: block.level, ...written(block) }]
    case 'item':
      return [{ kind: 'item', depth: block.depth, mark: markOf(doc, index, block), ...written(block) }]
    case 'image':
      return [{ kind: 'caption', ...written(block) }]
    case 'formula-block':
      return [{ kind: 'formula', ...written(block) }]
    default:
      return [{ kind: block.type, ...written(block) }]
  }
}

function markOf(doc: Doc, index: number, item: Extract<Block, { type: 'item' }>): string {
  if (item.kind === 'number') return `${numbersOf(doc)[index]}. `
  return item.kind === 'task' ? `- [${item.done ? 'x' : ' '}] ` : '- '
}

type Written = Pick<WorkLine, 'text' | 'formulas'>

/** A line's text, and where in it formulas are. */
function written(line: Line): Written {
  let text = ''
  const formulas: [number, number][] = []
  for (const child of inlinesOf(line)) {
    if (isRun(child)) text += child.text
    else if (child.type === 'formula') {
      formulas.push([text.length, text.length + child.tex.length + 2])
      text += `$${child.tex}$`
    }
  }
  return withFormulas(text, formulas)
}

const withFormulas = (text: string, formulas: [number, number][]): Written => (formulas.length > 0 ? { text, formulas } : { text })

const bar = ' | '

/** The cells of a row in one line. */
function joined(cells: readonly Written[]): WorkLine {
  let text = ''
  const formulas: [number, number][] = []
  for (const [index, cell] of cells.entries()) {
    if (index > 0) text += bar
    for (const [from, to] of cell.formulas ?? []) formulas.push([from + text.length, to + text.length])
    text += cell.text.replaceAll('\n', ' ')
  }
  return { kind: 'row', ...withFormulas(text, formulas) }
}

/** 字数 of some lines; formulas are none. */
export function wordsIn(lines: readonly WorkLine[]): number {
  return lines.reduce((sum, line) => sum + (line.kind === 'formula' ? 0 : countWords(withoutSpans(line.text, line.formulas ?? []))), 0)
}

/** A text without some of its places, a space in each. */
export function withoutSpans(text: string, spans: readonly (readonly [number, number])[]): string {
  return spans.toReversed().reduce((left, [from, to]) => `${left.slice(0, from)} ${left.slice(to)}`, text)
}

/** The share of 字 that stand in quotations, 0 to 1. */
export function quotedShare(lines: readonly WorkLine[]): number {
  const all = wordsIn(lines)
  return all === 0 ? 0 : wordsIn(lines.filter(({ kind }) => kind === 'quote')) / all
}

/** Below this share of Chinese characters among the letters a text is of another language. */
const leastChinese = 0.3

/** With more kana than this share of its Chinese characters a text is Japanese. */
const mostKana = 0.1

/** Whether a text is Chinese, names and terms in other letters among it. */
export function isChinese(text: string): boolean {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0
  const kana = text.match(/[\p{Script=Hiragana}\p{Script=Katakana}]/gu)?.length ?? 0
  if (kana > han * mostKana) return false
  // A Chinese character says about as much as a word of three letters.
  const others = (text.match(/(?!\p{Script=Han})\p{L}/gu)?.length ?? 0) / 3
  return han > 0 && han / (han + others) >= leastChinese
}
