/** HTML between the paragraphs of a text, as blocks: its words stay, and of its tags what a lesson can say. */
import type { PhrasingContent } from 'mdast'
import { newBlockId } from '#preload/document/identity.ts'
import { tidy, trimmed } from '#preload/document/inlines.ts'
import { linesOf, lineText } from '#preload/document/lines.ts'
import type { Block, BlockId, Inline } from '#preload/document/schema.ts'
import { HtmlTableReader } from './html-table.ts'
import { type HtmlPiece, isInlineTag } from './html-text.ts'
import { HtmlLists } from './html-lists.ts'
import { type ImagePart, LineReader, type Reading } from './inlines-from-phrasing.ts'
import { textOf } from './runs.ts'

type Make = (children: Inline[]) => Block

/** Where blocks are put. */
export interface Blocks {
  readonly push: (block: Block) => void
  readonly last: () => Block | undefined
}

const paragraph: Make = (children) => ({ type: 'paragraph', id: newBlockId(), children })

/** Tags that say nothing beyond beginning a line. */
const silent = new Set(['p', 'div', 'figure', 'figcaption', 'center', 'section', 'article', 'header', 'footer', 'main', 'html', 'body', 'picture', 'source'])

/** Reads HTML; a table may go on over several nodes of the tree. */
export class HtmlFlow {
  readonly #reading: Reading
  readonly #blocks: Blocks
  #table: HtmlTableReader | null = null
  readonly #lists: HtmlLists
  #make: Make | null = null
  #line: LineReader
  /** The line of the text that is read. */
  #at: number | undefined

  /** `numbers`: what numbered items are called. */
  constructor(reading: Reading, numbers: Map<BlockId, number>, blocks: Blocks) {
    this.#reading = reading
    this.#blocks = blocks
    this.#lists = new HtmlLists(reading, numbers)
    this.#line = new LineReader(reading)
  }

  /** Whether what comes next lies in a table of HTML. */
  isInTable(): boolean {
    return this.#table !== null
  }

  /** Whether Markdown that comes next is the first line of an item of HTML. */
  isAtItem(): boolean {
    return this.#table === null && this.#lists.isAtItem()
  }

  /** Whether what comes next lies in an item of HTML. */
  isInItem(): boolean {
    return this.#lists.isInItem()
  }

  /** Markdown within a table or an item of HTML. */
  paragraph(nodes: readonly PhrasingContent[]): void {
    if (this.#table) return this.#table.paragraph(nodes)
    this.#line.read(nodes)
    this.#endLine()
  }

  /** Reads the pieces of one node. */
  read(pieces: readonly HtmlPiece[], line: number | undefined): void {
    this.#at = line
    for (const piece of pieces) {
      if (this.#table) {
        if (this.#table.piece(piece, line)) this.#endTable()
      } else this.#piece(piece, line)
    }
    if (!this.#table) this.#endLine()
  }

  /** The text is over: a table that was not closed ends here. */
  end(): void {
    this.#endTable()
    this.#endLine()
  }

  #piece(piece: HtmlPiece, line: number | undefined): void {
    if (piece.kind === 'text') {
      const flat = piece.text.replace(/\s+/g, ' ')
      if (flat !== ' ' || !this.#line.isEmpty()) this.#line.text(this.#line.isEmpty() ? flat.trimStart() : flat)
    } else if (piece.kind === 'nothing') return
    else if (piece.kind === 'hidden' || isInlineTag(piece.tag)) this.#line.piece(piece, line)
    else this.#blockTag(piece, line)
  }

  #blockTag(piece: Exclude<HtmlPiece, { kind: 'text' | 'hidden' | 'nothing' }>, line: number | undefined): void {
    this.#endLine()
    const { tag } = piece
    if (this.#lists.takes(piece, line)) return
    if (piece.kind === 'close') return
    const level = /^h([1-6])$/.exec(tag)?.[1]
    if (tag === 'table') this.#table = new HtmlTableReader(this.#reading)
    else if (tag === 'hr') this.#push({ type: 'divider', id: newBlockId(), children: [{ text: '' }] })
    else if (tag === 'blockquote') this.#make = (children) => ({ type: 'quote', id: newBlockId(), children })
    else if (level !== undefined) this.#make = headingOf(Number(level))
    else if (!silent.has(tag)) this.#reading.lose('html', `<${tag}>`, line)
  }

  #endLine(): void {
    const parts = this.#line.parts()
    const make = this.#make
    this.#line = new LineReader(this.#reading)
    this.#make = null
    for (const part of parts) {
      const isSeen = 'image' in part || textOf(part.inlines).trim() !== '' || part.inlines.some((each) => 'type' in each)
      if ('image' in part) this.#image(part)
      else if (isSeen || (parts.length === 1 && textOf(part.inlines).includes('\n'))) this.#text(part.inlines, make)
    }
  }

  /** A line: the first of an item is the item, others of it are lines of it as long as nothing stands between. */
  #text(inlines: readonly Inline[], make: Make | null): void {
    if (make) return this.#push(make(tidy(inlines)))
    if (this.#lists.isAtItem()) return this.#blocks.push(this.#lists.itemOf(inlines, this.#at))
    const item = this.#lists.blockOfItem()
    if (item?.type !== 'item' || this.#blocks.last() !== item) return this.#push(paragraph(tidy(inlines)))
    this.#reading.lose('item-paragraphs', textOf(inlines), this.#at)
    item.children = tidy([...item.children, { text: '\n' }, ...trimmed(inlines)])
  }

  /** What is no line of an item follows it. */
  #push(block: Block): void {
    if (this.#lists.isInItem())
      this.#reading.lose(
        'item-blocks',
        linesOf(block)
          .map(({ line }) => lineText(line))
          .join(' '),
        this.#at,
      )
    this.#blocks.push(block)
  }

  #image({ image, alt, title, width }: ImagePart): void {
    this.#push({ type: 'image', id: newBlockId(), image, alt, ...(width === undefined ? {} : { width }), children: [{ text: title }] })
  }

  #endTable(): void {
    const table = this.#table?.table() ?? null
    const images = this.#table?.images ?? []
    this.#table = null
    if (table) this.#push(table)
    for (const image of images) this.#image(image)
  }
}

function headingOf(level: number): Make {
  const known = level === 1 ? 1 : level === 2 ? 2 : level === 3 ? 3 : level === 4 ? 4 : level === 5 ? 5 : 6
  return (children) => ({ type: 'heading', id: newBlockId(), level: known, children })
}
