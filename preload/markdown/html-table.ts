/** A table of HTML, read piece by piece: between its tags there may be Markdown. */
import type { PhrasingContent } from 'mdast'
import { newBlockId } from '#preload/document/identity.ts'
import { tidy } from '#preload/document/inlines.ts'
import type { Align, Cell, Row, Table } from '#preload/document/schema.ts'
import { type HtmlPiece, isInlineTag } from './html-text.ts'
import { type ImagePart, LineReader, type Reading } from './inlines-from-phrasing.ts'

interface OpenCell {
  readonly reader: LineReader
  readonly isHeader: boolean
  readonly align: Align
  readonly spans: Pick<Cell, 'colspan' | 'rowspan'>
}

interface ReadCell {
  readonly cell: Cell
  readonly isHeader: boolean
  readonly align: Align
}

/** Reads one table, from behind its first tag to its last. */
export class HtmlTableReader {
  readonly #reading: Reading
  readonly #rows: ReadCell[][] = []
  readonly #columns: Align[] = []
  readonly images: ImagePart[] = []
  #cell: OpenCell | null = null
  #depth = 1

  constructor(reading: Reading) {
    this.#reading = reading
  }

  /** Reads a piece. Answers whether the table ended with it. */
  piece(piece: HtmlPiece, line: number | undefined): boolean {
    if (piece.kind === 'text') this.#text(piece.text)
    else if (piece.kind === 'hidden') this.#reading.lose('html-dropped', `<${piece.tag}`, line)
    else if (piece.kind === 'nothing') return false
    else if (piece.tag === 'table') {
      this.#depth += piece.kind === 'open' ? 1 : -1
      if (this.#depth === 0) return true
      this.#reading.lose('cell-blocks', '<table>', line)
    } else if (this.#depth > 1) return false
    else if (isInlineTag(piece.tag)) this.#cell?.reader.piece(piece, line)
    else if (piece.kind === 'open') this.#open(piece.tag, piece.attributes)
    else if (piece.tag === 'td' || piece.tag === 'th' || piece.tag === 'tr') this.#endCell()
    return false
  }

  /** Reads Markdown between tags. */
  paragraph(nodes: readonly PhrasingContent[]): void {
    const { reader } = this.#cell ?? {}
    if (!reader) return
    if (!reader.isEmpty()) reader.text('\n')
    reader.read(nodes)
  }

  /** The table, or null where it has no cell. */
  table(): Table | null {
    this.#endCell()
    const rows = this.#rows.filter((row) => row.length > 0)
    if (rows.length === 0) return null
    const hasHeader = rows[0]?.every(({ isHeader }) => isHeader) ?? false
    const align = this.#columns.length > 0 ? this.#columns : alignOf(rows)
    const children = rows.map((row): Row => ({ type: 'row', children: row.map(({ cell }) => cell) }))
    return { type: 'table', id: newBlockId(), align, hasHeader, children }
  }

  #text(text: string): void {
    const { reader } = this.#cell ?? {}
    const flat = text.replace(/^\s*\n\s*|\s*\n\s*$/g, '').replace(/\s+/g, ' ')
    if (reader && (flat !== ' ' || !reader.isEmpty())) reader.text(reader.isEmpty() ? flat.trimStart() : flat)
  }

  #open(tag: string, attributes: ReadonlyMap<string, string>): void {
    if (tag === 'col') this.#columns.push(alignIn(attributes))
    else if (tag === 'tr') this.#newRow()
    else if (tag === 'td' || tag === 'th') {
      this.#endCell()
      if (this.#rows.length === 0) this.#newRow()
      const [colspan, rowspan] = [spanOf(attributes.get('colspan')), spanOf(attributes.get('rowspan'))]
      const spans = { ...(colspan === undefined ? {} : { colspan }), ...(rowspan === undefined ? {} : { rowspan }) }
      this.#cell = { reader: new LineReader(this.#reading), isHeader: tag === 'th', align: alignIn(attributes), spans }
    } else if (this.#cell && !this.#cell.reader.isEmpty()) this.#cell.reader.text('\n')
  }

  #newRow(): void {
    this.#endCell()
    this.#rows.push([])
  }

  #endCell(): void {
    const open = this.#cell
    this.#cell = null
    if (!open) return
    const parts = open.reader.parts()
    const images = parts.filter((part): part is ImagePart => 'image' in part)
    for (const image of images) this.#reading.lose('cell-blocks', image.alt)
    this.images.push(...images)
    const children = tidy(parts.flatMap((part) => ('image' in part ? [] : part.inlines)))
    this.#rows.at(-1)?.push({ cell: { type: 'cell', id: newBlockId(), ...open.spans, children }, isHeader: open.isHeader, align: open.align })
  }
}

function spanOf(value: string | undefined): number | undefined {
  const span = Number.parseInt(value ?? '', 10)
  return span >= 2 ? Math.min(span, 1000) : undefined
}

function alignIn(attributes: ReadonlyMap<string, string>): Align {
  const said = attributes.get('align') ?? /text-align\s*:\s*(\w+)/i.exec(attributes.get('style') ?? '')?.[1]
  const word = said?.toLowerCase()
  return word === 'left' || word === 'center' || word === 'right' ? word : null
}

/** Without columns of its own, a table is aligned as the first row that has no merged cells says. */
function alignOf(rows: readonly (readonly ReadCell[])[]): Align[] {
  const widthOf = (row: readonly ReadCell[]) => row.reduce((sum, { cell }) => sum + (cell.colspan ?? 1), 0)
  const width = Math.max(...rows.map(widthOf))
  const whole = rows.find((row) => row.length === width)
  return Array.from({ length: width }, (_, column) => whole?.[column]?.align ?? null)
}
