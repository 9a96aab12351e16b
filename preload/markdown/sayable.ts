/**
 * A lesson as Markdown can say it, and what cannot be said. All that is lost on the way to Markdown is lost here, in
 * the open: what this answers is written and read back without any difference (but for ids).
 */
import { emptyDoc } from '#preload/document/blocks.ts'
import { joined } from '#preload/document/inlines.ts'
import { isRun } from '#preload/document/lines.ts'
import { numbersOf, withNumbers } from '#preload/document/numbering.ts'
import type { Block, BlockId, Cell, Doc, Inline, Row, Run, Table } from '#preload/document/schema.ts'
import { displayTex } from './display-tex.ts'
import { type Loss, lossOf, type LossKind } from './losses.ts'
import { isEmpty, textOf } from './runs.ts'
import { withoutComments } from './tex-comments.ts'
import { wholeTex } from './whole-tex.ts'

type Lose = (kind: LossKind, text: string) => void

/** What is left of a lesson, and what went. */
export interface Said {
  readonly doc: Doc
  readonly losses: Loss[]
}

/** Takes out of a lesson what Markdown cannot say. */
export function sayable(doc: Doc): Said {
  const losses: Loss[] = []
  const lose: Lose = (kind, text) => losses.push(lossOf(kind, text))
  const notes = new Set(doc.flatMap((block) => (block.type === 'note' ? [block.id] : [])))
  const clean = doc.map((block) => cleanBlock(block, notes, lose))
  const stepped = withSteps(clean, lose)
  const kept = withoutEmptyLines(stepped, lose)
  const ordered = withNotesLast(kept, lose)
  // What is taken out may have stood between two lists.
  const numbers = new Map(stepped.map(({ id }, at) => [id, numbersOf(stepped)[at] ?? 1]))
  return { doc: ordered.length > 0 ? withNumbers(ordered, ({ id }) => numbers.get(id) ?? 1) : emptyDoc(), losses }
}

function cleanBlock(block: Block, notes: ReadonlySet<BlockId>, lose: Lose): Block {
  switch (block.type) {
    case 'divider':
      return block
    case 'table':
      return cleanTable(block, notes, lose)
    case 'code':
    case 'formula-block': {
      const text = block.children.map((run) => run.text).join('')
      noteProvenance(block.children, lose)
      const { language, ...rest } = block.type === 'code' ? block : { ...block, language: undefined }
      const named = cleaned(language ?? '').trim()
      // A fence's first line begins and ends with no space.
      if (named !== (language ?? '')) lose('characters', language ?? '')
      const clean = cleanText(text, lose)
      return { ...rest, ...(named === '' ? {} : { language: named }), children: [{ text: block.type === 'code' ? clean : wholeTex(displayTex(clean)) }] }
    }
    case 'image':
      return { ...block, alt: cleanText(block.alt, lose), children: cleanInlines(block.children, notes, lose) }
    case 'item': {
      const children = cleanInlines(block.children, notes, lose)
      // The box of a task needs something behind it: one space is how an empty one is written.
      return { ...block, children: block.kind === 'task' && textOf(children) === ' ' && children.every(isRun) ? [{ text: '' }] : children }
    }
    default:
      return { ...block, children: cleanInlines(block.children, notes, lose) }
  }
}

function cleanInlines(inlines: readonly Inline[], notes: ReadonlySet<BlockId>, lose: Lose): Inline[] {
  noteProvenance(inlines, lose)
  return joined(inlines.flatMap((each): Inline[] => (isRun(each) ? cleanRun(each, lose) : cleanObject(each, notes, lose))))
}

/** A line break in code of a line ends it: Markdown would read a space. */
function cleanRun({ ai: _ai, ...run }: Run, lose: Lose): Run[] {
  const text = cleanText(run.text, lose)
  if (!run.code || !text.includes('\n')) return [{ ...run, text }]
  const { code: _code, ...bare } = run
  return text.split(/(\n)/).map((part) => (part === '\n' ? { ...bare, text: part } : { ...run, text: part }))
}

function cleanObject(object: Exclude<Inline, Run>, notes: ReadonlySet<BlockId>, lose: Lose): Inline[] {
  if (object.type === 'note-mark') {
    if (notes.has(object.note)) return [object]
    lose('note-orphan', '')
    return []
  }
  // TeX reads a line break as a space, and none at the ends; a space behind a backslash is one that shows.
  const lines = cleanText(object.tex, lose)
  const flat = (lines.includes('\n') ? withoutComments(lines) : lines).replace(/\s+/g, ' ').trim()
  const tex = /(?:^|[^\\])(?:\\\\)*\\$/.test(flat) ? `${flat} {}` : flat
  if (tex !== '') return [{ ...object, tex }]
  lose('formula-empty', '')
  return []
}

function noteProvenance(inlines: readonly Inline[], lose: Lose): void {
  const written = inlines.filter((each): each is Run => isRun(each) && each.ai !== undefined && each.text !== '')
  if (written.length > 0) lose('provenance', textOf(written))
}

function cleanText(text: string, lose: Lose): string {
  const clean = cleaned(text)
  if (clean !== text) lose('characters', clean)
  return clean
}

function cleaned(text: string): string {
  return text.replaceAll('\0', '\ufffd').replace(/\r\n?/g, '\n').toWellFormed()
}

function cleanTable(table: Table, notes: ReadonlySet<BlockId>, lose: Lose): Table {
  const rows = table.children.map((row): Row => ({
    ...row,
    children: row.children.map((cell): Cell => ({ ...cell, children: cleanInlines(cell.children, notes, lose) })),
  }))
  return { ...table, children: rows }
}

/** An item lies one step deeper than the nearest one before it that is less deep, and at the margin of its list where there is none. */
function withSteps(blocks: readonly Block[], lose: Lose): Block[] {
  let around: number[] = []
  return blocks.map((block) => {
    if (block.type !== 'item') {
      around = []
      return block
    }
    around = [...around.filter((each) => each < block.depth), block.depth]
    const depth = around.length - 1
    if (depth === block.depth) return block
    lose('depth', textOf(block.children))
    return { ...block, depth }
  })
}

/** Where nothing is said, Markdown has nothing: only a box that holds no more than this keeps one empty line. */
function withoutEmptyLines(blocks: readonly Block[], lose: Lose): Block[] {
  const said = blocks.filter((block) => block.type !== 'paragraph' || !isEmpty(block.children))
  const kept = said.filter((block, index) => {
    if ((block.type !== 'quote' && block.type !== 'callout') || !isEmpty(block.children)) return true
    const box = boxAround(said, index)
    return box[0] === block && box.every((line) => line.type !== 'table' && isEmpty(line.children))
  })
  // A lesson in which nothing is said comes back with one line.
  for (let left = Math.max(1, kept.length); left < blocks.length; left += 1) lose('empty-line', '')
  return kept
}

/** All lines of the box that a line belongs to. */
function boxAround(blocks: readonly Block[], index: number): readonly Block[] {
  let [from, to] = [index, index + 1]
  while (isSameBox(blocks[from - 1], blocks[from])) from -= 1
  while (isSameBox(blocks[to - 1], blocks[to])) to += 1
  return blocks.slice(from, to)
}

function isSameBox(a: Block | undefined, b: Block | undefined): boolean {
  if (!a || !b) return false
  return (a.type === 'quote' && b.type === 'quote') || (a.type === 'callout' && b.type === 'callout' && a.tone === b.tone)
}

function withNotesLast(blocks: readonly Block[], lose: Lose): Block[] {
  const isNote = (block: Block) => block.type === 'note'
  const lastOther = blocks.findLastIndex((block) => !isNote(block))
  for (const [index, block] of blocks.entries()) if (block.type === 'note' && index < lastOther) lose('note-moved', textOf(block.children))
  return [...blocks.filter((block) => !isNote(block)), ...blocks.filter(isNote)]
}
