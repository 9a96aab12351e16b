/**
 * HTML from other programs reduced to the blocks that a lesson knows. It is parsed into a document of its
 * own that runs no script and loads nothing; only its text and the meaning of its elements come over.
 */
import { newBlockId } from '#preload/document/identity.ts'
import { mostCells } from '#preload/document/blocks.ts'
import { gridOf } from '#preload/document/table-grid.ts'
import { appendInline, isBlank, tidy, trimmed } from '#preload/document/inlines.ts'
import type { Align, Block, Cell, Inline, Row } from '#preload/document/schema.ts'
import { withNumbers } from '#preload/document/numbering.ts'
import { raisedSigns } from '#preload/document/raised-signs.ts'
import { type HtmlMarks, marksIn } from './html-marks.ts'
import { type HtmlNotes, notesOf } from './html-notes.ts'
import { formulaOf, type HtmlImage, imageOf, languageOf, taskOf, toneOf } from './html-objects.ts'
import { alignOf, isDataTable, isHeaderRow, mostOf, rowsOf, spanOf } from './html-tables.ts'
import { isHidden, outlineLevel } from './office-html.ts'
import { fallbackNodes, formulasIn } from './office-math.ts'
import { ListNumbers } from './html-numbers.ts'
import { isMarker, isNumber, listKinds, type ListKinds, markerNodes, officeItem } from './office-lists.ts'
import { raisedIn, raisedTex, saysItself } from './raised-text.ts'
import { isComment, isElement, isText } from './nodes.ts'

/** A picture where it stands among blocks; its bytes are not in the lesson yet. */
export interface PastedImage extends HtmlImage {
  readonly type: 'pasted-image'
}
export type PastedBlock = Block | PastedImage

/** Stretches of text above or below the line: how many are signs of their own now, and how many are plain text, which is to be told. */
export interface RaisedCounts {
  asSigns: number
  asText: number
}

type Shape =
  | { readonly type: 'paragraph' | 'quote' }
  | { readonly type: 'heading'; readonly level: 1 | 2 | 3 | 4 | 5 | 6 }
  | { readonly type: 'item'; readonly kind: 'bullet' | 'number' | 'task'; readonly done?: true; readonly number: number | null }
  | { readonly type: 'callout'; readonly tone: Extract<Block, { type: 'callout' }>['tone'] }
  | { readonly type: 'code'; readonly language?: string }
  | { readonly type: 'note'; readonly id: Block['id'] }

/** Where the walk is: the block that text would go into, and at which level of lists, 0 outside of them. */
interface Surroundings {
  readonly shape: Shape
  readonly level: number
  readonly marks: HtmlMarks
  readonly isVerbatim: boolean
  /** In a cell of a table, where a block is a line. */
  readonly isCell: boolean
  /** The item that text would belong to; `isBegun` once it has a block. */
  readonly item: { isBegun: boolean } | null
}

/** A walk that can be stopped for a while, so that the page lives on. */
type Walk = Generator<void, void, void>

const ignored = new Set(
  ['SCRIPT', 'STYLE', 'HEAD', 'TITLE', 'TEMPLATE', 'NOSCRIPT', 'IFRAME', 'OBJECT', 'EMBED', 'SVG', 'MATH', 'BUTTON', 'SELECT', 'TEXTAREA', 'INPUT'].concat([
    'META',
    'LINK',
    'AUDIO',
    'VIDEO',
    'CANVAS',
    'DATALIST',
  ]),
)
const breaking = new Set(
  ['P', 'DIV', 'SECTION', 'ARTICLE', 'MAIN', 'HEADER', 'FOOTER', 'ASIDE', 'NAV', 'FIGURE', 'FIGCAPTION', 'TABLE', 'TR', 'DL', 'DT', 'DD'].concat([
    'ADDRESS',
    'FIELDSET',
    'FORM',
    'UL',
    'OL',
    'DETAILS',
    'SUMMARY',
  ]),
)

/** Elements between two places at which the walk can be stopped. */
const stride = 400

/** Reads the blocks of a parsed document into a list, stopping now and then; none when it holds nothing to see. */
export function* readBlocks(document: Document, blocks: PastedBlock[], counts: RaisedCounts): Walk {
  const reader = new BlockReader(blocks, counts, listKinds(document), notesOf(document))
  yield* reader.children(document.body, { shape: { type: 'paragraph' }, level: 0, marks: {}, isVerbatim: false, isCell: false, item: null })
  reader.finish()
}

class BlockReader {
  private readonly blocks: PastedBlock[]
  private readonly counts: RaisedCounts
  private inlines: Inline[] = []
  private open: Pick<Surroundings, 'shape' | 'level' | 'item'> | null = null
  /** Levels of the items that the newest item lies in, and its own. */
  private levels: number[] = []
  private readonly kinds: ListKinds
  private readonly notes: HtmlNotes
  /** Texts of footnotes, which lie at the end. */
  private readonly noteTexts = new Map<string, Extract<Block, { type: 'note' }>>()
  /** What items are called there, and what the next of a list is. */
  private readonly numbers = new Map<Block['id'], number | null>()
  private readonly lists = new ListNumbers()
  private steps = 0

  constructor(blocks: PastedBlock[], counts: RaisedCounts, kinds: ListKinds, notes: HtmlNotes) {
    this.blocks = blocks
    this.counts = counts
    this.kinds = kinds
    this.notes = notes
  }

  *children(parent: Node, around: Surroundings): Walk {
    const markers = markerNodes(parent)
    const passed = fallbackNodes(parent)
    for (const child of parent.childNodes) {
      if (passed.has(child)) continue
      if (markers.has(child)) this.marker(child, around)
      else if (isComment(child)) this.comment(child, around)
      else if (isElement(child)) yield* this.element(child, around)
      else if (isText(child)) this.text(child.nodeValue ?? '', around)
    }
  }

  /** Word's formulas lie in comments. */
  private comment(comment: Node, around: Surroundings): void {
    if (around.shape.type === 'code') return
    for (const { tex, isBlock } of formulasIn(comment)) this.formula(tex, isBlock, around)
  }

  /** Ends the text, with the notes behind it. */
  finish(): void {
    this.close()
    this.blocks.push(...this.noteTexts.values())
    withNumbers(this.blocks, ({ id }) => this.numbers.get(id) ?? null).forEach((block, at) => {
      this.blocks[at] = block
    })
  }

  /** Ends the block that is being filled. */
  private close(): void {
    const { open } = this
    const children = tidy(open?.shape.type === 'code' ? this.inlines : trimmed(this.inlines))
    this.inlines = []
    this.open = null
    if (!open || isBlank(children)) return
    if (open.shape.type === 'note') return this.note(open.shape.id, children)
    if (open.shape.type === 'item' && open.item?.isBegun) return this.goOn(children)
    if (open.shape.type !== 'item') this.levels = []
    else if (open.item) open.item.isBegun = true
    const block = blockOf(open.shape, open.shape.type === 'item' ? this.depthAt(open.level) : 0, children)
    if (open.shape.type === 'item') this.numbers.set(block.id, open.shape.number)
    this.blocks.push(block)
  }

  /** More of an item is a line of what stands before it: an item of its own would be counted. */
  private goOn(children: readonly Inline[]): void {
    const last = this.blocks.at(-1)
    if (last?.type === 'item') {
      for (const each of [{ text: '\n' }, ...children]) appendInline(last.children, each)
      return
    }
    this.levels = []
    this.blocks.push(blockOf({ type: 'paragraph' }, 0, [...children]))
  }

  private note(id: Block['id'], children: Inline[]): void {
    const known = this.noteTexts.get(id)
    if (known) for (const each of [{ text: '\n' }, ...children]) appendInline(known.children, each)
    else this.noteTexts.set(id, { type: 'note', id, children })
  }

  /** Levels that nothing stands on, as in a piece of a list, make no depth. */
  private depthAt(level: number): number {
    this.levels = [...this.levels.filter((outer) => outer < level), level]
    return this.levels.length - 1
  }

  private *element(element: Element, around: Surroundings): Walk {
    this.steps += 1
    if (this.steps % stride === 0) yield
    const tag = element.tagName.toUpperCase()
    const note = this.notes.marks.get(element)
    if (note) return this.object({ type: 'note-mark', note, children: [{ text: '' }] }, around)
    if (this.notes.idle.has(element)) return
    const formula = around.shape.type === 'code' ? null : formulaOf(element, tag)
    if (formula) return this.formula(formula.tex, formula.isBlock, around)
    if (ignored.has(tag) || isHidden(element)) return
    if (tag === 'IMG') return this.image(element, around)
    if (this.raised(element, tag, around)) return
    if (isMarker(element)) this.marker(element, around)
    else if (around.isCell && (isBlockTag(tag) || tag === 'BR' || tag === 'HR')) yield* this.apart(element, around)
    else if (tag === 'BR') this.text('\n', { ...around, isVerbatim: true })
    else if (tag === 'HR') this.divider(around)
    else if (around.shape.type === 'code' && (isBlockTag(tag) || tag === 'CODE')) yield* this.line(element, around)
    else if (tag === 'TD' || tag === 'TH') yield* this.cell(element, around)
    else if (tag === 'TABLE' && around.shape.type !== 'note') yield* this.table(element, around)
    else if (isBlockTag(tag)) yield* this.inBlock(element, this.inside(element, tag, around))
    else yield* this.children(element, { ...around, marks: marksIn(element, tag, around.marks) })
  }

  private *inBlock(element: Element, around: Surroundings): Walk {
    this.close()
    yield* this.children(element, around)
    this.close()
  }

  /** What stands on lines of its own inside code is no other block. */
  private *line(element: Element, around: Surroundings): Walk {
    const last = this.inlines.at(-1)
    const isLine = element.tagName !== 'CODE' || (isElement(element.previousSibling) && element.previousSibling.tagName === 'CODE')
    if (isLine && last && 'text' in last && !last.text.endsWith('\n')) this.text('\n', around)
    yield* this.children(element, around)
  }

  /** A list writes its markers itself; the number of a heading, or in a cell, is text, or it would be lost. */
  private marker(node: Node, around: Surroundings): void {
    const marker = (node.textContent ?? '').trim()
    if ((around.shape.type === 'heading' || around.isCell) && isNumber(marker)) this.text(`${marker} `, around)
  }

  private divider(around: Surroundings): void {
    if (around.shape.type === 'note') return
    this.close()
    this.levels = []
    this.blocks.push({ type: 'divider', id: newBlockId(), children: [{ text: '' }] })
  }

  /** A formula on a line of its own is a block, unless it stands in what can hold none. */
  private formula(tex: string, isBlock: boolean, around: Surroundings): void {
    if (!isBlock || around.isCell || around.shape.type !== 'paragraph') return this.object({ type: 'formula', tex, children: [{ text: '' }] }, around)
    this.close()
    this.levels = []
    this.blocks.push({ type: 'formula-block', id: newBlockId(), children: [{ text: tex }] })
  }

  /** Text above or below the line; what can be said neither in signs nor as a formula comes as text, and is counted. False: there is none such. */
  private raised(element: Element, tag: string, around: Surroundings): boolean {
    const where = around.shape.type === 'code' ? null : raisedIn(element, tag)
    if (!where || element.textContent.trim() === '' || saysItself(element)) return false
    const signs = element.querySelector('sup, sub') ? null : raisedSigns(element.textContent, where)
    const tex = signs === null ? raisedTex(element, where) : null
    if (signs !== null) this.counts.asSigns += 1
    if (signs !== null) this.text(signs, { ...around, marks: marksIn(element, tag, around.marks) })
    else if (tex !== null) this.object({ type: 'formula', tex, children: [{ text: '' }] }, around)
    else this.counts.asText += 1
    return signs !== null || tex !== null
  }

  private object(inline: Inline, around: Surroundings): void {
    this.open ??= around
    this.inlines.push(inline)
  }

  private image(element: Element, around: Surroundings): void {
    const image = imageOf(element)
    if (!image) return this.text(element.getAttribute('alt') ?? '', around)
    // Where no picture can stand, what it shows is said.
    if (around.isCell || around.shape.type === 'code' || around.shape.type === 'note') return this.text(image.alt, around)
    const { open } = this
    this.close()
    if (open?.shape.type !== 'item') this.levels = []
    this.blocks.push({ type: 'pasted-image', ...image })
  }

  /** A row of a table in what can hold none is a line; its cells are set apart by tabs. */
  private *cell(element: Element, around: Surroundings): Walk {
    const isApart = around.shape.type === 'code' || around.isCell
    if (isApart && element.previousElementSibling) this.text('\t', { ...around, isVerbatim: true })
    if (!isApart) this.close()
    yield* this.children(element, around)
    if (!isApart) this.close()
  }

  private *table(element: Element, around: Surroundings): Walk {
    const rows = rowsOf(element)
    if (!isDataTable(element, rows)) return yield* this.inBlock(element, around)
    this.close()
    this.levels = []
    const caption = element.querySelector(':scope > caption')
    if (caption) yield* this.inBlock(caption, around)
    const read: Row[] = []
    const aligns: Align[] = []
    // What reaches over more than a page could show reaches nowhere.
    const hasSpans = rows.flat().reduce((sum, each) => sum + spanOf(each, 'colspan') * spanOf(each, 'rowspan'), 0) <= 4 * mostCells
    for (const cells of rows) {
      const children: Cell[] = []
      for (const each of cells) {
        yield* this.children(each, { ...around, shape: { type: 'paragraph' }, marks: each.tagName === 'TH' ? {} : around.marks, isCell: true, item: null })
        const [colspan, rowspan] = hasSpans ? [spanOf(each, 'colspan'), spanOf(each, 'rowspan')] : [1, 1]
        children.push({
          type: 'cell',
          id: newBlockId(),
          ...(colspan > 1 && { colspan }),
          ...(rowspan > 1 && { rowspan }),
          children: tidy(trimmed(this.inlines)),
        })
        this.inlines = []
        this.open = null
      }
      read.push({ type: 'row', children })
      aligns.push(...cells.map(alignOf))
    }
    const grid = gridOf({ children: read })
    const body = grid.cells.map(({ top, left }, at) => ({ top, left, align: aligns[at] ?? null })).filter(({ top }) => top > 0 || grid.rows === 1)
    const columns = Map.groupBy(body, ({ left }) => left)
    const align = Array.from({ length: grid.columns }, (_, column) => mostOf((columns.get(column) ?? []).map((cell) => cell.align)))
    this.blocks.push({ type: 'table', id: newBlockId(), align, hasHeader: isHeaderRow(rows[0] ?? []), children: read })
  }

  /** What would be a block elsewhere is a line of its own in a cell. */
  private *apart(element: Element, around: Surroundings): Walk {
    const number = this.lists.of(element)
    this.lineBreak(around, element.tagName === 'BR')
    if (element.tagName === 'LI') this.text(number === null ? '• ' : `${number}. `, around)
    yield* this.children(element, around)
    this.lineBreak(around, false)
  }

  private lineBreak(around: Surroundings, isOwn: boolean): void {
    const last = this.inlines.at(-1)
    if (!last || (!isOwn && 'text' in last && last.text.endsWith('\n'))) return
    this.text('\n', { ...around, isVerbatim: true })
  }

  private text(text: string, around: Surroundings): void {
    const last = this.inlines.at(-1)
    const end = last === undefined ? '' : 'text' in last ? last.text : '\ufffc'
    let clean = around.isVerbatim ? text.replaceAll('\u00a0', ' ').replace(/\r\n?/g, '\n') : collapsed(text)
    if (!around.isVerbatim && (end === '' || /\s$/.test(end))) clean = clean.replace(/^ /, '')
    if (clean === '') return
    this.open ??= around
    this.inlines.push({ text: clean, ...(around.shape.type === 'code' ? {} : around.marks) })
  }

  private inside(element: Element, tag: string, around: Surroundings): Surroundings {
    const note = this.notes.texts.get(element)
    if (note) return { ...around, shape: { type: 'note', id: note }, marks: {} }
    if (around.shape.type === 'note') return around
    return inside(element, tag, around, { kinds: this.kinds, lists: this.lists })
  }
}

const wide = String.raw`[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\u3001-\u303f\uff01-\uffee]`
/** A line break of the source between characters that no space belongs between: https://www.w3.org/TR/css-text-3/#line-break-transform */
const breakInWide = new RegExp(String.raw`(?<=${wide})[ \t]*[\r\n][ \t\r\n]*(?=${wide})`, 'gu')

/** Text as it would be shown: one space for any of them, and nothing for signs without width that other editors leave. */
function collapsed(text: string): string {
  return text
    .replace(/[\u200b\ufeff]/g, '')
    .replace(breakInWide, '')
    .replace(/[ \t\r\n\u00a0]+/g, ' ')
}

function isBlockTag(tag: string): boolean {
  return breaking.has(tag) || /^(H[1-6]|LI|BLOCKQUOTE|PRE)$/.test(tag)
}

function inside(
  element: Element,
  tag: string,
  around: Surroundings,
  { kinds, lists }: { readonly kinds: ListKinds; readonly lists: ListNumbers },
): Surroundings {
  const heading = levelOf(Number(/^H([1-6])$/.exec(tag)?.[1] ?? outlineLevel(element) ?? 0))
  if (heading) return { ...around, shape: { type: 'heading', level: heading } }
  const item = tag === 'UL' || tag === 'OL' ? null : officeItem(element, kinds)
  if (item) return { ...around, shape: { type: 'item', kind: item.kind, number: item.number }, level: item.level, item: { isBegun: false } }
  const tone = tag === 'DIV' || tag === 'BLOCKQUOTE' || tag === 'ASIDE' || tag === 'SECTION' ? toneOf(element) : null
  if (tone) return { ...around, shape: { type: 'callout', tone } }
  switch (tag) {
    case 'BLOCKQUOTE':
      return { ...around, shape: { type: 'quote' } }
    case 'PRE': {
      const language = languageOf(element)
      return { ...around, shape: { type: 'code', ...(language !== undefined && { language }) }, isVerbatim: true }
    }
    case 'LI':
      return { ...around, shape: itemShape(element, lists), level: statedLevel(element) ?? Math.max(1, around.level), item: { isBegun: false } }
    case 'UL':
    case 'OL':
      return { ...around, level: statedLevel(element) ?? around.level + 1 }
    default:
      return around
  }
}

const headingLevels = [1, 2, 3, 4, 5, 6] as const
/** Deeper outlines than a lesson has end at its deepest. */
function levelOf(level: number): (typeof headingLevels)[number] | undefined {
  return level > 0 ? headingLevels[Math.min(level, 6) - 1] : undefined
}

function itemShape(item: Element, lists: ListNumbers): Shape {
  const isDone = taskOf(item)
  const number = lists.of(item)
  if (isDone !== null) return { type: 'item', kind: 'task', number: null, ...(isDone && { done: true }) }
  return { type: 'item', kind: number === null ? 'bullet' : 'number', number }
}

/** The level that an editor writes beside a list which does not lie in the one above it: Google Docs and Word on the web, Feishu. */
function statedLevel(element: Element): number | undefined {
  const level =
    element.getAttribute('aria-level') ?? element.getAttribute('data-aria-level') ?? /(?:^|\s)list-(?:bullet|number)(\d)/.exec(element.className)?.[1]
  return level !== undefined && /^[1-9]$/.test(level) ? Number(level) : undefined
}

function blockOf(shape: Exclude<Shape, { type: 'note' }>, depth: number, children: Inline[]): Block {
  const id = newBlockId()
  switch (shape.type) {
    case 'item': {
      const { number: _number, ...item } = shape
      return { ...item, id, depth: Math.min(8, depth), children }
    }
    case 'code':
      return { ...shape, id, children: children.flatMap((child) => ('text' in child ? [{ text: child.text }] : [])) }
    default:
      return { ...shape, id, children }
  }
}
