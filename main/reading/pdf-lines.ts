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
function continues(open: readonly Piece[], { text, x, y, width, size }: Piece): boolean {
  const anchor = open.find((each) => each.text.trim() !== '')
  if (!anchor || text.trim() === '') return true
  const height = Math.max(anchor.size, size)
  const [from, to] = [Math.min(...open.map((each) => each.x)), Math.max(...open.map(endOf))]
  return Math.abs(y - anchor.y) < height * 0.6 && x < to + height * 12 && x + width > from - height
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
  const inOrder = withHolesFilled(pieces).toSorted((a, b) => a.x - b.x)
  const [first] = inOrder.filter((piece) => piece.text.trim() !== '')
  for (const piece of inOrder) {
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
 * COMPAT: LibreOffice: what a font lacks it draws first, from another one, and then all the rest, with holes where that was. As many
 * pieces as there are holes belong into them.
 */
function withHolesFilled(pieces: readonly Piece[]): Piece[] {
  const visible = pieces.filter((piece) => piece.text.trim() !== '')
  const host = visible.find((each) => visible.length > 1 && visible.every((other) => other.x > each.x - 1 && endOf(other) < endOf(each) + 1))
  const within = visible.filter((each) => each !== host).toSorted((a, b) => a.x - b.x)
  if (!host || host.text.match(gaps)?.length !== within.length) return [...pieces]
  return [{ ...host, text: host.text.replace(gaps, () => within.shift()?.text ?? '') }]
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
