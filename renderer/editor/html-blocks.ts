/**
 * HTML from other programs reduced to the blocks that a lesson knows. It is parsed into a document of its
 * own that runs no script and loads nothing; only its text and the meaning of its elements come over.
 */
import { newBlockId } from '#preload/document/identity.ts'
import { isRun } from '#preload/document/lines.ts'
import type { Block, Inline, Run } from '#preload/document/schema.ts'
import type { Shape } from './shapes.ts'
import { isHidden, outlineLevel, styleOf } from './office-html.ts'
import { isMarker, isNumber, listKinds, type ListKinds, markerNodes, officeItem } from './office-lists.ts'

type Marks = Pick<Run, 'bold' | 'italic' | 'code'>

/** Where the walk is: the block that text would go into, and at which level of lists, 0 outside of them. */
interface Surroundings {
  readonly shape: Shape
  readonly level: number
  readonly marks: Marks
  readonly isVerbatim: boolean
  /** In a cell of a table, where everything stands on one line. */
  readonly isCell: boolean
  /** The item that text would belong to; `isBegun` once it has a block. */
  readonly item: { isBegun: boolean } | null
}

const ignored = new Set([
  'SCRIPT',
  'STYLE',
  'HEAD',
  'TITLE',
  'TEMPLATE',
  'NOSCRIPT',
  'IFRAME',
  'OBJECT',
  'SVG',
  'MATH',
  'BUTTON',
  'SELECT',
  'TEXTAREA',
  'META',
  'LINK',
])
const breaking = new Set([
  'P',
  'DIV',
  'SECTION',
  'ARTICLE',
  'MAIN',
  'HEADER',
  'FOOTER',
  'ASIDE',
  'NAV',
  'FIGURE',
  'FIGCAPTION',
  'TABLE',
  'TR',
  'DL',
  'DT',
  'DD',
  'ADDRESS',
  'FIELDSET',
  'FORM',
  'UL',
  'OL',
])

/** The blocks of a piece of HTML; none when it holds no text. */
export function blocksFromHtml(html: string): Block[] {
  const document = new DOMParser().parseFromString(html, 'text/html')
  const reader = new BlockReader(listKinds(document))
  reader.children(document.body, { shape: { type: 'paragraph' }, level: 0, marks: {}, isVerbatim: false, isCell: false, item: null })
  reader.close()
  return reader.blocks
}

class BlockReader {
  readonly blocks: Block[] = []
  private runs: Run[] = []
  private open: Pick<Surroundings, 'shape' | 'level' | 'item'> | null = null
  /** Levels of the items that the newest item lies in, and its own. */
  private levels: number[] = []
  private readonly kinds: ListKinds

  constructor(kinds: ListKinds) {
    this.kinds = kinds
  }

  children(parent: Node, around: Surroundings): void {
    const markers = markerNodes(parent)
    for (const child of parent.childNodes) {
      if (markers.has(child)) this.marker(child, around)
      else if (child instanceof Element) this.element(child, around)
      else if (child.nodeType === Node.TEXT_NODE) this.text(child.nodeValue ?? '', around)
    }
  }

  /** Ends the block that is being filled. */
  close(): void {
    const { open } = this
    const children = open?.shape.type === 'code' ? this.runs : trimmed(this.runs)
    this.runs = []
    this.open = null
    if (!open || !children.some(({ text }) => text.trim() !== '')) return
    if (open.shape.type === 'item' && open.item?.isBegun) return this.goOn(children)
    if (open.shape.type !== 'item') this.levels = []
    else if (open.item) open.item.isBegun = true
    this.blocks.push(blockOf(open.shape, open.shape.type === 'item' ? this.depthAt(open.level) : 0, children))
  }

  /** More of an item is a line of what stands before it: an item of its own would be counted. */
  private goOn(children: readonly Run[]): void {
    const last = this.blocks.at(-1)
    if (last?.type === 'item') {
      for (const run of [{ text: '\n' }, ...children]) append(last.children, run)
      return
    }
    this.levels = []
    this.blocks.push(blockOf({ type: 'paragraph' }, 0, [...children]))
  }

  /** Levels that nothing stands on, as in a piece of a list, make no depth. */
  private depthAt(level: number): number {
    this.levels = [...this.levels.filter((outer) => outer < level), level]
    return this.levels.length - 1
  }

  private element(element: Element, around: Surroundings): void {
    const tag = element.tagName.toUpperCase()
    if (ignored.has(tag) || isHidden(element)) return
    if (isMarker(element)) this.marker(element, around)
    else if (around.isCell && (isBlockTag(tag) || tag === 'BR' || tag === 'HR')) this.apart(element, around)
    else if (tag === 'BR') this.text('\n', { ...around, isVerbatim: true })
    else if (tag === 'HR') this.divider()
    else if (around.shape.type === 'code' && (isBlockTag(tag) || tag === 'CODE')) this.line(element, around)
    else if (tag === 'TD' || tag === 'TH') this.cell(element, around)
    else if (isBlockTag(tag)) this.inBlock(element, inside(element, tag, around, this.kinds))
    else this.children(element, { ...around, marks: { ...around.marks, ...marksOf(element, tag) } })
  }

  private inBlock(element: Element, around: Surroundings): void {
    this.close()
    this.children(element, around)
    this.close()
  }

  /** What stands on lines of its own inside code is no other block. */
  private line(element: Element, around: Surroundings): void {
    const last = this.runs.at(-1)?.text
    const isLine = element.tagName !== 'CODE' || (element.previousSibling instanceof Element && element.previousSibling.tagName === 'CODE')
    if (isLine && last !== undefined && !last.endsWith('\n')) this.text('\n', around)
    this.children(element, around)
  }

  /** A list writes its markers itself; the number of a heading, or in a cell, is text, or it would be lost. */
  private marker(node: Node, around: Surroundings): void {
    const marker = (node.textContent ?? '').trim()
    if ((around.shape.type === 'heading' || around.isCell) && isNumber(marker)) this.text(`${marker} `, around)
  }

  private divider(): void {
    this.close()
    this.levels = []
    this.blocks.push({ type: 'divider', id: newBlockId(), children: [{ text: '' }] })
  }

  /** A row of a table is a line; its cells are set apart by tabs. */
  private cell(element: Element, around: Surroundings): void {
    if (element.previousElementSibling) this.text('\t', { ...around, isVerbatim: true })
    if (around.shape.type === 'code' || isLayout(element)) return this.children(element, around)
    this.children(element, { ...around, isCell: true })
    const last = this.runs.at(-1)
    if (last && (last.text = last.text.replace(/ $/, '')) === '') this.runs.pop()
  }

  /** What would be a block elsewhere has a space at both ends. */
  private apart(element: Element, around: Surroundings): void {
    this.text(' ', around)
    this.children(element, around)
    this.text(' ', around)
  }

  private text(text: string, around: Surroundings): void {
    const last = this.runs.at(-1)?.text ?? ''
    let clean = around.isVerbatim ? text.replaceAll('\u00a0', ' ').replace(/\r\n?/g, '\n') : collapsed(text)
    if (!around.isVerbatim && (last === '' || /\s$/.test(last))) clean = clean.replace(/^ /, '')
    if (clean === '') return
    this.open ??= around
    this.runs.push({ text: clean, ...(around.shape.type === 'code' ? {} : around.marks) })
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

/** Whether a cell arranges a page: one that is a row of its own, or holds what can't be on a line. */
function isLayout(cell: Element): boolean {
  return cell.parentElement?.childElementCount === 1 || cell.querySelector('table, pre') !== null
}

function inside(element: Element, tag: string, around: Surroundings, kinds: ListKinds): Surroundings {
  const heading = Number(/^H([1-6])$/.exec(tag)?.[1] ?? outlineLevel(element) ?? 0)
  if (heading > 0) return { ...around, shape: { type: 'heading', level: heading === 1 ? 1 : heading === 2 ? 2 : 3 } }
  const item = tag === 'UL' || tag === 'OL' ? null : officeItem(element, kinds)
  if (item) return { ...around, shape: { type: 'item', kind: item.kind }, level: item.level, item: { isBegun: false } }
  switch (tag) {
    case 'BLOCKQUOTE':
      return { ...around, shape: { type: 'quote' } }
    case 'PRE':
      return { ...around, shape: { type: 'code' }, isVerbatim: true }
    case 'LI':
      return {
        ...around,
        shape: { type: 'item', kind: element.parentElement?.tagName === 'OL' ? 'number' : 'bullet' },
        level: statedLevel(element) ?? Math.max(1, around.level),
        item: { isBegun: false },
      }
    case 'UL':
    case 'OL':
      return { ...around, level: statedLevel(element) ?? around.level + 1 }
    default:
      return around
  }
}

/** The level that an editor writes beside a list which does not lie in the one above it: Google Docs and Word on the web, Feishu. */
function statedLevel(element: Element): number | undefined {
  const level =
    element.getAttribute('aria-level') ?? element.getAttribute('data-aria-level') ?? /(?:^|\s)list-(?:bullet|number)(\d)/.exec(element.className)?.[1]
  return level !== undefined && /^[1-9]$/.test(level) ? Number(level) : undefined
}

function marksOf(element: Element, tag: string): Marks {
  // Google Docs wraps everything into a <b> of normal weight.
  const [weight, style] = [styleOf(element, 'font-weight'), styleOf(element, 'font-style')]
  const isBold = weight === '' ? tag === 'B' || tag === 'STRONG' : weight.startsWith('bold') || Number.parseInt(weight, 10) >= 600
  const isItalic = style === '' ? tag === 'I' || tag === 'EM' : /^(italic|oblique)/.test(style)
  return {
    ...(isBold && { bold: true as const }),
    ...(isItalic && { italic: true as const }),
    ...((tag === 'CODE' || tag === 'KBD' || tag === 'SAMP') && { code: true as const }),
  }
}

function blockOf(shape: Shape, depth: number, children: Run[]): Block {
  const id = newBlockId()
  if (shape.type === 'item') return { ...shape, id, depth: Math.min(8, depth), children }
  return { ...shape, id, children }
}

/** Adds a run to others, as a part of the last where nothing sets the two apart. */
function append(runs: Inline[], run: Run): void {
  const last = runs.at(-1)
  if (last && isRun(last) && last.bold === run.bold && last.italic === run.italic && last.code === run.code) last.text += run.text
  else runs.push(run)
}

/** Without white space at both ends. */
function trimmed(runs: readonly Run[]): Run[] {
  const kept = runs.map((run) => ({ ...run }))
  while (kept[0] && (kept[0].text = kept[0].text.trimStart()) === '') kept.shift()
  for (let last = kept.at(-1); last && (last.text = last.text.trimEnd()) === ''; last = kept.at(-1)) kept.pop()
  return kept
}
