/** Words on a cover as Typst's code. */
import { typstString } from '../formulas/typst-math.ts'
import { parted, piecesOf, type SetTitle, signsOf, widthOf } from '../prose/title-lines.ts'

export const points = (value: number): string => `${Math.round(value * 100) / 100}pt`

export interface Look {
  readonly size: number
  readonly weight: number
  /** A colour of the kit, or any of Typst's. */
  readonly fill: string
  /** Between letters, in sizes of the type. */
  readonly tracking?: number
}

export function written(text: string, { size, weight, fill, tracking = 0 }: Look): string {
  return `cover-text(${points(size)}, ${weight}, ${fill}, ${points(size * tracking)}, ${typstString(text)})`
}

/** Lines below one another, none wider than `width`. */
export function writtenLines({ lines, size }: SetTitle, width: number, leading: number, side: 'left' | 'center', look: Omit<Look, 'size'>): string {
  const each = lines.map((line) => written(line, { ...look, size }))
  return `cover-lines(${points(width)}, ${points(size * (leading - 1))}, ${side}, ${each.join(', ')})`
}

/** Type that is smaller is not read, in pixels of the cover. */
const LEAST = 12

/** A series in a line, or two, never in type that nobody reads: what has no room there ends in dots. `tracking`: between its letters, in sizes of the type. */
export function seriesLines(series: string, width: number, size: number, tracking: number): SetTitle {
  const flat = series.replaceAll(/\s+/g, ' ').trim()
  const wide = (text: string): number => widthOf(text) + signsOf(text).length * tracking
  const least = Math.max(LEAST, size * 0.7)
  if (wide(flat) * size * 0.85 <= width) return { lines: [flat], size: Math.min(size, width / wide(flat)) }
  const pieces = piecesOf(flat)
  const { ends } = parted(pieces, pieces.map(wide), Math.min(2, pieces.length))
  const lines = ends.map((end, at) =>
    pieces
      .slice(at === 0 ? 0 : ends[at - 1], end)
      .join('')
      .trim(),
  )
  const fitting = Math.min(size, width / Math.max(...lines.map(wide)))
  return fitting >= least ? { lines, size: fitting } : { lines: cutLines(pieces, width / least, wide), size: least }
}

/** As many pieces as two lines of such a width hold, with dots behind the last. */
function cutLines(pieces: readonly string[], most: number, wide: (text: string) => number): string[] {
  const lines = ['', '']
  let at = 0
  for (const piece of pieces) {
    const fits = (line: string): boolean => wide(`${line}${piece}…`) <= most
    if (at === 0 && lines[0] !== '' && !fits(lines[0] ?? '')) at = 1
    if (!fits(lines[at] ?? '')) break
    lines[at] += piece
  }
  const kept = lines.filter((line) => line !== '')
  return kept.map((line, index) => (index === kept.length - 1 ? `${line.replace(/[，。、：；\s]+$/u, '')}…` : line.trim()))
}

export const at = (x: number, y: number, body: string): string => `cover-at(${points(x)}, ${points(y)}, ${body})`

/** A name as it stands in a seal, up to four signs; nothing for a longer one, or one of letters. */
export function seal(name: string, size: number): string {
  const signs = signsOf(name.replaceAll(/[\s·.]/g, '')).filter((sign) => /\p{Script=Han}/u.test(sign))
  if (signs.length === 0 || signs.length > 4 || signs.length < signsOf(name.trim()).length) return ''
  const own = signs
  const columns = own.length <= 1 ? [own] : own.length === 2 ? [own] : own.length === 3 ? [own.slice(0, 1), own.slice(1)] : [own.slice(0, 2), own.slice(2)]
  const most = Math.max(columns.length, ...columns.map(({ length }) => length))
  const type = (size * 0.78) / most
  // Columns are read from the right.
  const drawn = columns.toReversed().map((column) => {
    const tall = (size * 0.78) / column.length / type
    const cells = column.map(
      (sign) =>
        `box(width: ${points(type)}, height: ${points(type * tall)}, align(center + horizon, scale(y: ${Math.min(160, Math.round(tall * 100))}%, ${written(sign, { size: type * 0.92, weight: 700, fill: 'cover-paper' })})))`,
    )
    return `stack(dir: ttb, ${cells.join(', ')})`
  })
  return `cover-seal(${points(size)}, stack(dir: ltr, ${drawn.join(', ')}))`
}
