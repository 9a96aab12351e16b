/** 题签: a vertical title on a slip of paper, as thread-bound books have it; a title of letters lies on its side, and short numbers stand. */
import { typstString } from '../formulas/typst-math.ts'
import type { CoverGround } from './cover-ground.ts'
import type { CoverWords } from './cover.ts'
import { parted, piecesOf, signsOf, widthOf } from '../prose/title-lines.ts'
import { at, type Look, points, seal, seriesLines, written, writtenLines } from './type.ts'
import { veil } from './veil.ts'

export function slip(words: CoverWords, { width, height, picture }: CoverGround): string {
  const unit = Math.min(width, height)
  const isWide = width > height * 1.3
  const margin = unit * 0.075
  const tall = height - margin * 2
  const [most, room] = [unit * (isWide ? 0.2 : 0.135), (isWide ? width * 0.64 : width * 0.56) - unit * 0.1]
  const set = columnsOf(words.title, tall * 0.84, most, room, isWide ? MOST_COLUMNS + 3 : MOST_COLUMNS)
  const { columns } = set
  // As large as the slip has room for, with its border.
  const size = Math.max(set.size, Math.min(most, tall / (Math.max(...columns.map(lengthOf)) + 1), room / (columns.length * 1.28)))
  const wide = columns.length * size * 1.28 + unit * 0.07
  const long = Math.min(tall, Math.max(...columns.map((column) => lengthOf(column) * size)) + size * 0.95)
  const left = margin
  const small = unit * 0.036
  const body = columns.map((column, index) =>
    at(left + wide - unit * 0.035 - (index + 1) * size * 1.28 + size * 0.14, margin + size * 0.45, vertical(column, { size, weight: 700, fill: 'cover-ink' })),
  )
  const stamp = seal(words.author, unit * 0.095)
  return [
    `block(width: ${points(width)}, height: ${points(height)}, clip: true, fill: rgb("#2f4a52"), {`,
    ...cloth(words, { width, height, picture }, left + wide),
    at(left, margin, `rect(width: ${points(wide)}, height: ${points(long)}, fill: cover-paper, stroke: none)`),
    at(
      left + unit * 0.012,
      margin + unit * 0.012,
      `rect(width: ${points(wide - unit * 0.024)}, height: ${points(long - unit * 0.024)}, stroke: ${points(Math.max(1, unit * 0.0028))} + cover-ink)`,
    ),
    ...body,
    ...stitches(width, height, unit),
    ...names(words, { margin, small, height, left: left + wide + unit * 0.06, right: width - unit * 0.15 }),
    ...(stamp === '' ? [] : [at(left + wide + unit * 0.06, height - margin - unit * 0.095, stamp)]),
    '})',
  ].join('\n')
}

/** The binding: cloth of one blue with its threads, or the author's picture. */
function cloth({ series, author }: CoverWords, { width, height, picture }: CoverGround, left: number): string[] {
  const unit = Math.min(width, height)
  if (picture?.as === 'background')
    return [
      at(0, 0, `cover-fill("${picture.path}", ${points(width)}, ${points(height)})`),
      // The title has paper of its own; the names have two lines above, and one over the seal.
      ...veil({ width, height }, [
        ...(series === '' ? [] : [{ from: 'top', reach: unit * 0.18, fade: height * 0.16 } as const]),
        ...(author === '' ? [] : [{ from: 'bottom', reach: unit * (seal(author, 1) === '' ? 0.14 : 0.25), fade: height * 0.16 } as const]),
      ]),
    ]
  const threads = Array.from({ length: Math.ceil(height / (unit * 0.02)) }, (_, index) =>
    at(0, index * unit * 0.02, `line(length: ${points(width)}, stroke: ${points(unit * 0.0012)} + rgb("#ffffff").transparentize(94%))`),
  )
  if (picture === null) return threads
  const from = left + unit * 0.06
  return [
    ...threads,
    at(from, height * 0.2, `cover-fill("${picture.path}", ${points(Math.max(unit * 0.2, width - unit * 0.15 - from))}, ${points(height * 0.5)})`),
  ]
}

/** The thread of the spine, four times around it. */
function stitches(width: number, height: number, unit: number): string[] {
  const [x, thread] = [width - unit * 0.09, `${points(Math.max(1.5, unit * 0.003))} + rgb("#e7e3da")`]
  const around = [0.1, 0.366, 0.633, 0.9].map((part) => at(x, height * part, `line(length: ${points(width - x)}, stroke: ${thread})`))
  return [at(x, 0, `line(angle: 90deg, length: ${points(height)}, stroke: ${thread})`), ...around]
}

/** Between letters of names, in sizes of their type. */
const TRACKING = 0.14

interface Places {
  readonly margin: number
  readonly small: number
  readonly height: number
  readonly left: number
  readonly right: number
}

/** Series above and author below, lying: they may be of letters, and long. */
function names({ series, author }: CoverWords, { margin, small, height, left, right }: Places): string[] {
  const wide = Math.max(small * 4, right - left)
  const room = points(wide)
  const line = (text: string, weight: number, size: number): string =>
    `cover-line(${room}, ${written(text, { size, weight, fill: 'cover-paper', tracking: TRACKING })})`
  const below = seal(author, 1) === '' ? 0 : small * 3
  return [
    ...(series === ''
      ? []
      : [
          at(
            left,
            margin,
            writtenLines(seriesLines(series, wide, small, TRACKING), wide, 1.4, 'left', { weight: 400, fill: 'cover-paper', tracking: TRACKING }),
          ),
        ]),
    ...(author === '' ? [] : [at(left, height - margin - below - small * 1.6, line(author, 600, small * 1.15))]),
  ]
}

/** What stands below one another: signs, and numbers of few digits, upright; runs of letters, on their side; the space that a title has between words. */
interface Cell {
  readonly text: string
  readonly kind: 'sign' | 'upright' | 'lying' | 'gap' | 'narrow-gap'
  /** Where it begins in the title. */
  readonly at: number
}

const LYING = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Nd}\s!-/:-@[-`{-~—–~]+$/u
/** What reads upright though it is written with letters: numbers up to 99, one letter, and marks of exclamation. */
const UPRIGHT = /^(?:\d{1,2}\.?|[A-Z]|[!?]{1,2})$/

function cellsOf(title: string): Cell[] {
  const runs: Cell[] = []
  let at = 0
  for (const sign of signsOf(title)) {
    const last = runs.at(-1)
    if (!LYING.test(sign)) runs.push({ text: sign, kind: 'sign', at })
    else if (last?.kind === 'lying') runs[runs.length - 1] = { ...last, text: last.text + sign }
    else runs.push({ text: sign, kind: 'lying', at })
    at += sign.length
  }
  return runs.flatMap((run) => (run.kind === 'lying' ? wordsOf(run) : [run]))
}

/** Words of a run of letters, and the spaces between them and around. */
function wordsOf({ text, at }: Cell): Cell[] {
  const kind = UPRIGHT.test(text.trim()) ? 'upright' : 'lying'
  const gap = text.trim() === '' ? 'gap' : 'narrow-gap'
  return [...text.matchAll(/\s+|\S+/g)].map(({ 0: part, index }) => ({ text: part, kind: part.trim() === '' ? gap : kind, at: at + index }))
}

const isGap = ({ kind }: Cell): boolean => kind === 'gap' || kind === 'narrow-gap'
const LENGTHS = { sign: 1, upright: 1, gap: 0.45, 'narrow-gap': 0.2 } as const
const cellLength = ({ text, kind }: Cell): number => (kind === 'lying' ? widthOf(text) + 0.1 : LENGTHS[kind])
const lengthOf = (column: readonly Cell[]): number => column.reduce((sum, cell) => sum + cellLength(cell), 0)

const MOST_COLUMNS = 5
/** In signs: beyond the first a column is long, beyond the second the eye loses its way to the next. */
const [LONG_COLUMN, LONGEST_COLUMN] = [9, 10]

function easeOf(length: number): number {
  return Math.min(1, LONG_COLUMN / length) ** 0.6 * Math.min(1, LONGEST_COLUMN / length) ** 1.4
}

/** As few columns as allow large type, parted as lines of a title are. */
export function columnsOf(title: string, tall: number, most: number, wide: number, mostColumns = MOST_COLUMNS): { columns: Cell[][]; size: number } {
  const flat = title.replaceAll(/\s+/g, ' ').trim() || '无题'
  const pieces = piecesIn(flat)
  // Where there is much room beside it, small type is worse than a short column.
  const weight = mostColumns > MOST_COLUMNS ? 0.4 : 1
  let [best, bestWorth]: [{ columns: Cell[][]; size: number }, number] = [{ columns: [pieces.flatMap(({ cells }) => cells)], size: 0 }, 0]
  for (let count = 1; count <= Math.min(mostColumns, pieces.length); count++) {
    const { columns, worth } = filled(pieces, count)
    const size = Math.min(most, tall / Math.max(...columns.map(lengthOf)), wide / (columns.length * 1.28))
    const worthy = size * worth ** weight * easeOf(Math.max(...columns.map(lengthOf)))
    if (worthy > bestWorth * 1.08) [best, bestWorth] = [{ columns, size }, worthy]
  }
  return best
}

interface Piece {
  readonly text: string
  readonly cells: readonly Cell[]
}

/** Parts of a title that stay together, each with its cells: where a run of letters goes on, so does the part. */
function piecesIn(title: string): Piece[] {
  const cells = cellsOf(title)
  const pieces: Piece[] = []
  let at = 0
  for (const text of piecesOf(title)) {
    const own = cells.filter((cell) => cell.at >= at && cell.at < at + text.length)
    const last = pieces.at(-1)
    if (last !== undefined && own[0]?.at !== at) pieces[pieces.length - 1] = { text: last.text + text, cells: [...last.cells, ...own] }
    else pieces.push({ text, cells: own })
    at += text.length
  }
  return pieces
}

function filled(pieces: readonly Piece[], count: number): { columns: Cell[][]; worth: number } {
  const { ends, worth } = parted(
    pieces.map(({ text }) => text),
    pieces.map(({ cells }) => lengthOf(cells)),
    count,
  )
  const columns = ends.map((end, index) => {
    const column = pieces.slice(index === 0 ? 0 : ends[index - 1], end).flatMap(({ cells }) => cells)
    const [first, last] = [column.findIndex((cell) => !isGap(cell)), column.findLastIndex((cell) => !isGap(cell))]
    return column.slice(first, last + 1)
  })
  return { columns, worth }
}

function vertical(column: readonly Cell[], look: Look): string {
  return `stack(dir: ttb, ${column.map((cell) => cellCode(cell, look)).join(', ')})`
}

function cellCode(cell: Cell, look: Look): string {
  const { text, kind } = cell
  const [width, height] = [points(look.size), points(cellLength(cell) * look.size)]
  const box = (side: string, body: string): string => `box(width: ${width}, height: ${height}, align(${side}, ${body}))`
  switch (kind) {
    case 'gap':
    case 'narrow-gap':
      return `v(${height})`
    case 'lying':
      return box('center + horizon', `rotate(90deg, reflow: true, cover-line(${height}, ${written(text, look)}))`)
    case 'upright':
      return box('center + horizon', `cover-line(${width}, ${written(text, look)})`)
    case 'sign':
      return box(
        'center + horizon',
        `{ set text(features: ("vert",)); cover-text(${width}, ${look.weight}, ${look.fill}, 0pt, ${typstString(`\u2060${text}\u2060`)}) }`,
      )
  }
}
