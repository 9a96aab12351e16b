/**
 * Where blocks go that come from outside: the first paragraph goes on with the text before the caret, the last with the text
 * behind it, and what holds a line alone (a cell, a caption, a footnote's text) takes all of it as lines.
 */
import { newBlockId } from '#preload/document/identity.ts'
import { tidy } from '#preload/document/inlines.ts'
import { inlinesOf, isRun, linesOf, lineText } from '#preload/document/lines.ts'
import type { Block, Inline, Line } from '#preload/document/schema.ts'
import { blocksOf, paragraph } from './schema-rules.ts'
import { currentBlock, currentLine } from './selected.ts'
import type { StudioEditor } from './slate-shape.ts'
import { Editor, type PathRef, Range, Transforms } from 'slate'

/** What of a paste is still to be put in, all of it before one block. */
export interface Rest {
  readonly blocks: readonly Block[]
  /** The block before which it goes. */
  readonly before: PathRef | null
}

const nothing: Rest = { blocks: [], before: null }

/** Puts in the ends of what comes, with the caret behind it, and answers what goes between them. `places`: paragraphs that are joined to nothing. */
export function beginInsertion(editor: StudioEditor, coming: readonly Block[], places: ReadonlySet<string> = new Set()): Rest {
  if (editor.selection && Range.isExpanded(editor.selection)) editor.deleteFragment()
  const current = currentBlock(editor)
  if (!current || coming.length === 0) return nothing
  const { notes, blocks } = apart(coming)
  let rest = nothing
  Editor.withoutNormalizing(editor, () => {
    rest = inOne(editor, { blocks, notes, places }, current.block)
  })
  return rest
}

function apart(coming: readonly Block[]): { notes: Block[]; blocks: Block[] } {
  return { notes: coming.filter(({ type }) => type === 'note'), blocks: coming.filter(({ type }) => type !== 'note') }
}

const holdsBlocks: ReadonlySet<Block['type']> = new Set(['paragraph', 'heading', 'item', 'quote', 'callout', 'divider'])

/** What is put in: text, notes for the end, and which paragraphs are joined to no text. */
interface Coming {
  readonly blocks: Block[]
  readonly notes: Block[]
  readonly places: ReadonlySet<string>
}

function inOne(editor: StudioEditor, coming: Coming, target: Block): Rest {
  const { blocks, notes, places } = coming
  // Text of a note where nothing else came is text.
  if (blocks.length === 0) return inOne(editor, { blocks: notes.map((note) => paragraph([...lineOf(note)])), notes: [], places }, target)
  if (notes.length > 0) Transforms.insertNodes(editor, notes, { at: [blocksOf(editor).length] })
  const [only] = blocks
  if (!holdsBlocks.has(target.type)) insertInlines(editor, linesAsOne(blocks.filter(({ id }) => !places.has(id))))
  else if (target.type === 'divider') return between(editor, blocks, (currentBlock(editor)?.index ?? 0) + 1, places)
  else if (only && blocks.length === 1 && !places.has(only.id) && continues(only, target, isEmpty(target))) insertInlines(editor, lineOf(only))
  else return around(editor, coming, target)
  return nothing
}

/** Whether a single block is text that goes on where the caret is, rather than a block of its own. */
function continues(block: Block, target: Block, isTargetEmpty: boolean): boolean {
  if (block.type === 'paragraph') return true
  return /^(heading|item|quote|callout)$/.test(block.type) && !(isTargetEmpty && target.type === 'paragraph')
}

const isEmpty = (block: Block) => linesOf(block).every(({ line }) => inlinesOf(line).every((child) => isRun(child) && child.text === ''))

/** Parts the current block at the caret and puts blocks between. */
function around(editor: StudioEditor, { blocks: coming, places }: Coming, target: Block): Rest {
  const { selection } = editor
  const line = currentLine(editor)
  const index = currentBlock(editor)?.index ?? 0
  if (!selection || !line) return nothing
  const [isStart, isEnd] = [Editor.isStart(editor, selection.focus, [index]), Editor.isEnd(editor, selection.focus, [index])]
  const [first, ...others] = coming
  const goesOn = first?.type === 'paragraph' && !places.has(first.id) && (!isStart || target.type !== 'paragraph')
  const blocks = goesOn ? others : [...coming]
  if (goesOn) insertInlines(editor, lineOf(first))
  if (isEnd) {
    // An empty paragraph makes room.
    const isReplaced = isStart && !goesOn && target.type === 'paragraph'
    if (isReplaced) Transforms.removeNodes(editor, { at: [index] })
    return between(editor, blocks, isReplaced ? index : index + 1, places)
  }
  const isParted = !isStart || goesOn
  const tail = isParted ? index + 1 : index
  if (isParted) Transforms.splitNodes(editor, { always: true })
  Transforms.select(editor, Editor.start(editor, [tail]))
  const last = blocks.at(-1)
  if (last?.type !== 'paragraph' || places.has(last.id)) return between(editor, blocks, tail, places)
  insertInlines(editor, lineOf(last))
  return { blocks: blocks.slice(0, -1), before: Editor.pathRef(editor, [tail]) }
}

/** Behind which one goes on writing in another. */
const closed: ReadonlySet<Block['type']> = new Set(['table', 'divider', 'image', 'formula-block'])

/** Puts the last of some blocks at a place, with the caret at its end; the others go before it. */
function between(editor: StudioEditor, blocks: readonly Block[], at: number, places: ReadonlySet<string>): Rest {
  const last = blocks.at(-1)
  if (!last) return nothing
  Transforms.insertNodes(editor, last, { at: [at] })
  const isClosed = places.has(last.id) || closed.has(last.type)
  const follows = blocksOf(editor)[at + 1]
  // There is always a place to go on writing.
  if (isClosed && (!follows || follows.type === 'note')) Transforms.insertNodes(editor, paragraph(), { at: [at + 1] })
  Transforms.select(editor, isClosed && blocksOf(editor)[at + 1]?.type === 'paragraph' ? Editor.start(editor, [at + 1]) : Editor.end(editor, [at]))
  return { blocks: blocks.slice(0, -1), before: Editor.pathRef(editor, [at]) }
}

function lineOf(block: Block): readonly Inline[] {
  return block.type === 'table' ? linesAsOne([block]) : inlinesOf(block)
}

/** Lines below each other in one. */
function linesAsOne(blocks: readonly Block[]): Inline[] {
  const lines: Line[] = blocks.flatMap((block) => linesOf(block).map(({ line }) => line)).filter((line) => line.type !== 'divider')
  return lines.flatMap((line, at): Inline[] => [...(at > 0 ? [{ text: '\n' }] : []), ...asInlines(line)])
}

/** The source of a formula that stands alone is a formula within a line. */
function asInlines(line: Line): readonly Inline[] {
  return line.type === 'formula-block' ? tidy([{ type: 'formula', tex: lineText(line), children: [{ text: '' }] }]) : inlinesOf(line)
}

/** Puts what a line is made of at the caret, and the caret behind it. */
function insertInlines(editor: StudioEditor, inlines: readonly Inline[]): void {
  const nodes = tidy(inlines).filter((each) => !isRun(each) || each.text !== '')
  if (nodes.length > 0) Transforms.insertNodes(editor, nodes.map(copied), { select: true })
}

const copied = (node: Inline): Inline => (isRun(node) ? { ...node } : { ...node, children: [{ text: '' }] })

/** A block for each line of a text, as it is. */
export function paragraphsFrom(text: string): Block[] {
  return text.split(/\r\n|\r|\n/).map((line) => ({ type: 'paragraph', id: newBlockId(), children: [{ text: line }] }))
}
