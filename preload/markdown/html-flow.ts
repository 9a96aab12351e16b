/** HTML between the paragraphs of a text, as blocks: its words stay, and of its tags what a lesson can say. */
import type { PhrasingContent } from 'mdast'
import { newBlockId } from '#preload/document/identity.ts'
import { tidy } from '#preload/document/inlines.ts'
import type { Block, Inline } from '#preload/document/schema.ts'
import { HtmlTableReader } from './html-table.ts'
import { type HtmlPiece, isInlineTag } from './html-text.ts'
import { type ImagePart, LineReader, type Reading } from './inlines-from-phrasing.ts'
import { textOf } from './runs.ts'

type Make = (children: Inline[]) => Block

const paragraph: Make = (children) => ({ type: 'paragraph', id: newBlockId(), children })

/** Tags that say nothing beyond beginning a line. */
const silent = new Set([
  'p',
  'div',
  'figure',
  'figcaption',
  'center',
  'section',
  'article',
  'header',
  'footer',
  'main',
  'ul',
  'ol',
  'html',
  'body',
  'picture',
  'source',
])

/** Reads HTML; a table may go on over several nodes of the tree. */
export class HtmlFlow {
  readonly #reading: Reading
  readonly #push: (block: Block) => void
  #table: HtmlTableReader | null = null
  #make: Make = paragraph
  #line: LineReader

  constructor(reading: Reading, push: (block: Block) => void) {
    this.#reading = reading
    this.#push = push
    this.#line = new LineReader(reading)
  }

  /** Whether what comes next lies in a table of HTML. */
  isInTable(): boolean {
    return this.#table !== null
  }

  /** Markdown within a table of HTML. */
  paragraph(nodes: readonly PhrasingContent[]): void {
    this.#table?.paragraph(nodes)
  }

  /** Reads the pieces of one node. */
  read(pieces: readonly HtmlPiece[], line: number | undefined): void {
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
    if (piece.kind === 'close') return
    const { tag } = piece
    const level = /^h([1-6])$/.exec(tag)?.[1]
    if (tag === 'table') this.#table = new HtmlTableReader(this.#reading)
    else if (tag === 'hr') this.#push({ type: 'divider', id: newBlockId(), children: [{ text: '' }] })
    else if (tag === 'li') this.#make = (children) => ({ type: 'item', id: newBlockId(), kind: 'bullet', depth: 0, children })
    else if (tag === 'blockquote') this.#make = (children) => ({ type: 'quote', id: newBlockId(), children })
    else if (level !== undefined) this.#make = headingOf(Number(level))
    else if (!silent.has(tag)) this.#reading.lose('html', `<${tag}>`, line)
  }

  #endLine(): void {
    const parts = this.#line.parts()
    const make = this.#make
    this.#line = new LineReader(this.#reading)
    this.#make = paragraph
    for (const part of parts) {
      if ('image' in part) this.#image(part)
      else if (textOf(part.inlines).trim() !== '' || part.inlines.some((each) => 'type' in each)) this.#push(make(tidy(part.inlines)))
      else if (parts.length === 1 && textOf(part.inlines).includes('\n')) this.#push(make(tidy(part.inlines)))
    }
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
