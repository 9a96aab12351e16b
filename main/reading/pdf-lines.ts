/** Pieces of text on a page as lines. Pure. */

/** Text at one place, in points from the lower left of its page. */
export interface Piece {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly size: number
}

export interface PdfLine {
  readonly text: string
  readonly x: number
  /** Where it ends. */
  readonly end: number
  /** Of its base line. */
  readonly y: number
  /** Of most of its letters. */
  readonly size: number
}

export interface PdfPage {
  readonly number: number
  readonly width: number
  readonly height: number
  readonly lines: readonly PdfLine[]
}

/** The lines of a page, in the order in which they were written: nearly all programs write as one reads, also in columns. */
export function linesOf(pieces: readonly Piece[]): PdfLine[] {
  const lines: PdfLine[] = []
  let open: Piece[] = []
  const close = () => {
    const line = lineOf(open)
    if (line.text !== '') lines.push(line)
    open = []
  }
  for (const piece of pieces) {
    if (piece.text.trim() === '' && piece.width === 0) continue
    if (open.length > 0 && !continues(open, piece)) close()
    open.push(piece)
  }
  close()
  return lines
}

/** Whether a piece stands on the line of others: raised ones do too, and those that lie among them; not what lies far to the side. */
function continues(open: readonly Piece[], { text, x, y, size }: Piece): boolean {
  const anchor = open.find((each) => each.text.trim() !== '')
  if (!anchor || text.trim() === '') return true
  const height = Math.max(anchor.size, size)
  const to = Math.max(...open.map(endOf))
  // To the left lies only what is written late: columns and rows are written from left to right.
  return Math.abs(y - anchor.y) < height * 0.6 && x < to + height * 12
}

const endOf = (piece: Piece) => piece.x + piece.width

const wide = String.raw`[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\u3000-\u303f\uff01-\uffee“”‘’…—]`
const isWide = new RegExp(`^${wide}$`, 'u')
/** Lines that were stretched to the margin have gaps between characters, which are read as spaces. */
const gaps = new RegExp(`(?<=${wide}) +(?=${wide})`, 'gu')

function lineOf(pieces: readonly Piece[]): PdfLine {
  let text = ''
  const sizes = new Map<number, number>()
  let last: Piece | undefined
  const ordered = inOrder(pieces)
  const first = ordered.find((piece) => piece.text.trim() !== '')
  for (const piece of ordered) {
    if (last && isNoteMark(piece, text, last)) continue
    if (last && needsSpace(last, piece)) text += ' '
    text += piece.text
    const size = Math.round(piece.size * 2) / 2
    sizes.set(size, (sizes.get(size) ?? 0) + piece.text.trim().length)
    if (piece.text.trim() !== '') last = piece
  }
  const [size = 0] = [...sizes].toSorted(([, a], [, b]) => b - a)[0] ?? []
  return {
    text: text.replace(/\s+/g, ' ').trim().replace(gaps, ''),
    x: first?.x ?? 0,
    end: last ? endOf(last) : 0,
    y: first?.y ?? 0,
    size,
  }
}

/**
 * The pieces of a line from left to right. COMPAT: LibreOffice: what a font lacks it draws first, from another one, and then all the
 * rest, with holes where that was: such a piece is taken apart at its holes.
 */
function inOrder(pieces: readonly Piece[]): Piece[] {
  const visible = pieces.filter((piece) => piece.text.trim() !== '')
  const lieTogether = visible.some((each, at) => visible.some((other, next) => next !== at && overlap(each, other) > 1))
  const whole = lieTogether ? visible.flatMap(apart) : visible
  const spaces = pieces.filter((piece) => piece.text.trim() === '' && piece.text !== '' && !whole.some((each) => overlap(each, piece) > piece.width / 2))
  return [...whole, ...spaces].toSorted((a, b) => a.x - b.x)
}

function overlap(a: Piece, b: Piece): number {
  return Math.min(endOf(a), endOf(b)) - Math.max(a.x, b.x)
}

/** A piece without its holes: Chinese characters are as wide as they are high, and what is left is shared by the holes. */
function apart(piece: Piece): Piece[] {
  const parts = piece.text.split(gaps)
  if (parts.length === 1) return [piece]
  const widths = parts.map((part) => [...part].reduce((sum, character) => sum + (isWide.test(character) ? 1 : 0.5), 0) * piece.size)
  const hole = Math.max(0, piece.width - widths.reduce((sum, width) => sum + width, 0)) / (parts.length - 1)
  let x = piece.x
  return parts.map((text, at) => {
    const width = widths[at] ?? 0
    const part = { ...piece, text, x, width }
    x += width + hole
    return part
  })
}

/** The number of a note above the line, behind Chinese; behind a letter it is an exponent. */
function isNoteMark(piece: Piece, before: string, last: Piece): boolean {
  return (
    piece.size < last.size * 0.8 &&
    piece.y > last.y + last.size * 0.15 &&
    /^\s*\[?\d{1,3}\]?\s*$/.test(piece.text) &&
    isWide.test(before.trimEnd().at(-1) ?? '')
  )
}

function needsSpace(last: Piece, piece: Piece): boolean {
  const [before, after] = [[...last.text.trimEnd().slice(-2)].at(-1) ?? '', [...piece.text.trimStart()][0] ?? '']
  const gap = piece.x - endOf(last)
  return gap > piece.size * (isWide.test(before) || isWide.test(after) ? 1.5 : 0.2) && !/\s$/.test(last.text) && !/^\s/.test(piece.text)
}
