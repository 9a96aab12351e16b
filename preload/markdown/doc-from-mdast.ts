/**
 * A tree as a lesson. A lesson is a flat list of blocks: what lies within a quotation or an item beyond text follows
 * it, and whatever of that an author could miss is listed with its line.
 */
import type {
  BlockContent,
  Blockquote,
  DefinitionContent,
  FootnoteDefinition,
  Html,
  List,
  ListItem,
  Paragraph,
  Root,
  RootContent,
  Table as TableNode,
} from 'mdast'
import { visit } from 'unist-util-visit'
import { emptyDoc } from '#preload/document/blocks.ts'
import { newBlockId } from '#preload/document/identity.ts'
import { tidy, trimmed } from '#preload/document/inlines.ts'
import { isRun } from '#preload/document/lines.ts'
import { largestStart, withNumbers } from '#preload/document/numbering.ts'
import { type Block, type BlockId, type Doc, type Inline, type Row, Tone } from '#preload/document/schema.ts'
import { htmlPieces } from './html-text.ts'
import { HtmlFlow } from './html-flow.ts'
import { type ImagePart, LineReader, type Part, type Reading, type Surroundings } from './inlines-from-phrasing.ts'
import { type Loss, lossOf } from './losses.ts'
import { isEmpty, textOf } from './runs.ts'
import './nodes.ts'

/** What was read, and what of it a lesson cannot say. */
export interface ReadDoc {
  readonly doc: Doc
  readonly losses: Loss[]
}

/** A quotation or a callout around what is read. */
type Box = { readonly type: 'quote' } | { readonly type: 'callout'; readonly tone: Tone }
type Flow = RootContent | BlockContent | DefinitionContent

const deepest = 8

/** The lesson of a tree. */
export function docFromMdast(root: Root, surroundings: Surroundings): ReadDoc {
  const losses: Loss[] = []
  const lose: Reading['lose'] = (kind, text, line) => losses.push(lossOf(kind, text, line))
  const reader = new TreeReader(root, { ...surroundings, lose })
  return { doc: reader.doc(root), losses }
}

class TreeReader {
  readonly #reading: Reading
  readonly #noteBlocks: Block[] = []
  readonly #html: HtmlFlow
  /** What numbered items are called in the text. */
  readonly #numbers = new Map<BlockId, number>()
  #blocks: Block[] = []

  constructor(root: Root, rest: Omit<Reading, 'notes' | 'definitions'>) {
    const notes = new Map<string, BlockId>()
    const definitions = new Map<string, { url: string; title?: string | null | undefined }>()
    visit(root, (node) => {
      if (node.type === 'footnoteDefinition' && !notes.has(node.identifier)) notes.set(node.identifier, newBlockId())
      if (node.type === 'definition' && !definitions.has(node.identifier)) definitions.set(node.identifier, node)
    })
    this.#reading = { ...rest, notes, definitions }
    this.#html = new HtmlFlow(this.#reading, this.#numbers, { push: (block) => this.#blocks.push(block), last: () => this.#blocks.at(-1) })
  }

  doc(root: Root): Doc {
    this.#flow(root.children, null)
    this.#html.end()
    const blocks = [...this.#blocks, ...this.#noteBlocks]
    return blocks.length > 0 ? withNumbers(blocks, ({ id }) => this.#numbers.get(id) ?? 1) : emptyDoc()
  }

  #flow(nodes: readonly Flow[], box: Box | null): void {
    for (const node of nodes) this.#node(node, box)
  }

  #node(node: Flow, box: Box | null): void {
    const line = node.position?.start.line
    if (this.#html.isInTable()) {
      if (node.type === 'html') return this.#html.read(htmlPieces(node.value), line)
      if (node.type === 'paragraph') return this.#html.paragraph(node.children)
      this.#reading.lose('cell-blocks', plainText(node), line)
      return this.#html.paragraph([{ type: 'text', value: plainText(node) }])
    }
    if (node.type === 'paragraph') return box === null && this.#html.isAtItem() ? this.#html.paragraph(node.children) : this.#paragraph(node, box)
    if (box === null && this.#html.isInItem() && !APART.has(node.type)) this.#reading.lose('item-blocks', plainText(node), line)
    if (node.type === 'blockquote') return this.#box(node, box)
    if (box && node.type !== 'definition' && node.type !== 'footnoteDefinition') this.#reading.lose('quote-blocks', plainText(node), line)
    this.#block(node, line)
  }

  #block(node: Flow, line: number | undefined): void {
    switch (node.type) {
      case 'heading':
        return this.#push(this.#lineOf(node.children), (children) => ({ type: 'heading', id: newBlockId(), level: node.depth, children }), line)
      case 'list':
        return this.#list(node, 0)
      case 'code':
        return this.#code(node.lang ?? '', node.meta ?? '', node.value, line)
      case 'math':
        return this.#formula(node.value)
      case 'thematicBreak':
        this.#blocks.push({ type: 'divider', id: newBlockId(), children: [{ text: '' }] })
        return
      case 'table':
        return this.#table(node, line)
      case 'html':
        return this.#htmlBlock(node, line)
      case 'footnoteDefinition':
        return this.#note(node, line)
      default: // a definition was looked up already, a front matter is read elsewhere
    }
  }

  #lineOf(children: Parameters<LineReader['read']>[0]): Part[] {
    const reader = new LineReader(this.#reading)
    reader.read(children)
    return reader.parts()
  }

  #paragraph(node: Paragraph, box: Box | null): void {
    const solid = node.children.filter((child) => child.type !== 'text' || child.value.trim() !== '')
    const [only] = solid
    if (solid.length === 1 && only?.type === 'inlineMath' && only.data?.isDisplay === true && !box) return this.#formula(only.value.trim())
    const make = (children: Inline[]): Block => ({ ...(box ?? { type: 'paragraph' as const }), id: newBlockId(), children })
    this.#push(this.#lineOf(node.children), make, node.position?.start.line)
  }

  /** Adds a line; pictures amidst it become blocks of their own. A picture alone, or with text right below it, has that as its caption. */
  #push(parts: readonly Part[], make: (children: Inline[]) => Block, line: number | undefined): void {
    const [first, second, ...more] = parts
    if (first && 'image' in first && more.length === 0 && (!second || isBelow(second)))
      return this.#image(first, second && 'inlines' in second ? withoutFirstBreak(second.inlines) : null)
    const texts = parts.flatMap((part) => ('inlines' in part && textOf(part.inlines).trim() !== '' ? [part.inlines] : []))
    if (texts.length > 0 && texts.length < parts.length) this.#reading.lose('image-inline', textOf(texts[0] ?? []), line)
    if (parts.length === 0) this.#blocks.push(make([{ text: '' }]))
    for (const part of parts) {
      if ('image' in part) this.#image(part, null)
      else if (parts.length === 1) this.#blocks.push(make(tidy(part.inlines)))
      else if (textOf(part.inlines).trim() !== '') this.#blocks.push(make(tidy(trimmed(part.inlines))))
    }
  }

  #image({ image, alt, title, width }: ImagePart, caption: readonly Inline[] | null): void {
    const children = caption ?? [{ text: title }]
    this.#blocks.push({ type: 'image', id: newBlockId(), image, alt, ...(width === undefined ? {} : { width }), children: tidy(children) })
  }

  #code(said: string, meta: string, text: string, line: number | undefined): void {
    if (meta !== '') this.#reading.lose('code-meta', meta, line)
    if (said.length > 40) this.#reading.lose('too-long', said, line)
    const language = said.slice(0, 40)
    this.#blocks.push({ type: 'code', id: newBlockId(), ...(language === '' ? {} : { language }), children: [{ text }] })
  }

  #formula(tex: string): void {
    this.#blocks.push({ type: 'formula-block', id: newBlockId(), children: [{ text: tex }] })
  }

  #box(node: Blockquote, around: Box | null): void {
    const line = node.position?.start.line
    if (around) this.#reading.lose('quote-nested', plainText(node), line)
    const box = this.#boxOf(node, line)
    const before = this.#blocks.length
    const title = node.data?.callout?.title ?? ''
    if (title !== '') this.#blocks.push({ ...box, id: newBlockId(), children: [{ text: title, bold: true }] })
    this.#flow(node.children, box)
    if (this.#blocks.length === before) this.#blocks.push({ ...box, id: newBlockId(), children: [{ text: '' }] })
  }

  #boxOf(node: Blockquote, line: number | undefined): Box {
    const { tone, callout } = node.data ?? {}
    if (tone) return { type: 'callout', tone }
    if (!callout) return { type: 'quote' }
    const known = Tone.safeParse(callout.name)
    if (known.success) return { type: 'callout', tone: known.data }
    this.#reading.lose('callout-kind', callout.name, line)
    return { type: 'callout', tone: likeTones[callout.name] ?? 'note' }
  }

  #list(list: List, depth: number): void {
    const line = list.position?.start.line
    const said = list.start ?? 1
    const start = said + list.children.length - 1 > largestStart ? 1 : said
    if (list.ordered && start !== said) this.#reading.lose('list-start', `${said}.`, line)
    if (depth > deepest) this.#reading.lose('depth', plainText(list), line)
    for (const [at, item] of list.children.entries()) this.#item(item, list.ordered === true ? start + at : null, depth)
  }

  /** `number`: what it is called in the text; null: it has none. */
  #item(item: ListItem, number: number | null, asked: number): void {
    const line = item.position?.start.line
    const isTask = typeof item.checked === 'boolean'
    if (isTask && number !== null) this.#reading.lose('list-task-number', plainText(item), line)
    const shape = {
      type: 'item' as const,
      kind: isTask ? ('task' as const) : number !== null ? ('number' as const) : ('bullet' as const),
      depth: Math.min(asked, deepest),
      ...(item.checked === true ? { done: true as const } : {}),
    }
    const [first, ...rest] = item.children
    const parts = first?.type === 'paragraph' ? this.#lineOf(first.children) : []
    const text = parts.flatMap((part) => ('inlines' in part ? part.inlines : []))
    const isBlank = isTask && text.length === 1 && textOf(text) === ' '
    const own: Block = { ...shape, id: newBlockId(), children: tidy(isBlank ? [] : parts.length > 1 ? trimmed(text) : text) }
    if (number !== null) this.#numbers.set(own.id, number)
    this.#blocks.push(own)
    for (const part of parts) if ('image' in part) this.#within(() => this.#image(part, null), part.alt, line)
    for (const child of first?.type === 'paragraph' ? rest : item.children) this.#inItem(child, asked)
  }

  #inItem(child: BlockContent | DefinitionContent, depth: number): void {
    const line = child.position?.start.line
    if (child.type === 'list') return this.#list(child, depth + 1)
    const last = this.#blocks.at(-1)
    if (child.type === 'paragraph' && last?.type === 'item' && last.depth === Math.min(depth, deepest)) {
      const parts = this.#lineOf(child.children)
      const more = parts.flatMap((part) => ('inlines' in part ? part.inlines : []))
      if (more.length > 0) {
        this.#reading.lose('item-paragraphs', textOf(more), line)
        this.#blocks[this.#blocks.length - 1] = { ...last, children: tidy([...last.children, { text: '\n' }, ...more]) }
      }
      for (const part of parts) if ('image' in part) this.#within(() => this.#image(part, null), part.alt, line)
      return
    }
    this.#within(() => this.#node(child, null), plainText(child), line)
  }

  /** What an item holds beyond text comes after it. */
  #within(work: () => void, text: string, line: number | undefined): void {
    this.#reading.lose('item-blocks', text, line)
    work()
  }

  #table(node: TableNode, line: number | undefined): void {
    const align = (node.align ?? []).map((one) => one ?? null)
    const images: ImagePart[] = []
    const rows = node.children.map((row): Row => {
      const cells = row.children.map((cell) => {
        const parts = this.#lineOf(cell.children)
        images.push(...parts.filter((part): part is ImagePart => 'image' in part))
        const { colspan, rowspan } = cell.data ?? {}
        const spans = { ...(colspan === undefined ? {} : { colspan }), ...(rowspan === undefined ? {} : { rowspan }) }
        return { type: 'cell' as const, id: newBlockId(), ...spans, children: tidy(parts.flatMap((part) => ('inlines' in part ? part.inlines : []))) }
      })
      const missing = node.data?.hasHeader === undefined ? Math.max(0, align.length - cells.length) : 0
      return {
        type: 'row',
        children: [...cells, ...Array.from({ length: missing }, () => ({ type: 'cell' as const, id: newBlockId(), children: [{ text: '' }] }))],
      }
    })
    for (const image of images) this.#reading.lose('cell-blocks', image.alt, line)
    const isHeadEmpty = rows[0]?.children.every((cell) => isEmpty(cell.children)) ?? true
    // GFM's tables always have a header: an empty one is none.
    const hasHeader = node.data?.hasHeader ?? !(isHeadEmpty && rows.length > 1)
    const kept = node.data?.hasHeader === undefined && !hasHeader ? rows.slice(1) : rows
    if (kept.length > 0) this.#blocks.push({ type: 'table', id: newBlockId(), align: align.length > 0 ? align : [null], hasHeader, children: kept })
    for (const image of images) this.#image(image, null)
  }

  #htmlBlock(node: Html, line: number | undefined): void {
    this.#html.read(htmlPieces(node.value), line)
  }

  #note(node: FootnoteDefinition, line: number | undefined): void {
    const id = this.#reading.notes.get(node.identifier)
    if (id === undefined || this.#noteBlocks.some((block) => block.id === id)) return this.#reading.lose('note-unused', plainText(node), line)
    const lines = node.children.map((child) => {
      if (child.type !== 'paragraph') return [{ text: plainText(child) }]
      return this.#lineOf(child.children).flatMap((part) => ('inlines' in part ? part.inlines : [{ text: `![${part.alt}]` }]))
    })
    if (lines.length > 1 || node.children.some((child) => child.type !== 'paragraph')) this.#reading.lose('note-blocks', plainText(node), line)
    const inlines = lines.flatMap((one, index): Inline[] => (index > 0 ? [{ text: '\n' }, ...one] : [...one]))
    this.#noteBlocks.push({ type: 'note', id, children: tidy(inlines) })
  }
}

/** Obsidian's other callouts, by what they are about. */
const likeTones: Readonly<Record<string, Tone>> = {
  info: 'note',
  abstract: 'note',
  summary: 'note',
  todo: 'important',
  hint: 'tip',
  success: 'tip',
  check: 'tip',
  question: 'important',
  help: 'important',
  attention: 'warning',
  danger: 'caution',
  error: 'caution',
  bug: 'caution',
  failure: 'caution',
  fail: 'caution',
}

/** What is no block in its place: tags between blocks tell what they lose themselves. */
const APART: ReadonlySet<Flow['type']> = new Set(['html', 'definition', 'footnoteDefinition', 'yaml'])

function isBelow(part: Part): boolean {
  const [first] = 'inlines' in part ? part.inlines : []
  return first !== undefined && isRun(first) && first.text.startsWith('\n')
}

function withoutFirstBreak(inlines: readonly Inline[]): Inline[] {
  return inlines.map((each, index) => (index === 0 && isRun(each) ? { ...each, text: each.text.slice(1) } : each))
}

/** What a node says, to show which is meant. */
function plainText(node: object): string {
  if ('value' in node && typeof node.value === 'string') return node.value
  return 'children' in node && Array.isArray(node.children) ? node.children.map((child: object) => plainText(child)).join(' ') : ''
}
