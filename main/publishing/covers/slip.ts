/** 题签: a vertical title on a slip of paper, as thread-bound books have it; a title of letters lies on its side. */
import { typstString } from '../formulas/typst-math.ts'
import type { CoverGround } from './cover-ground.ts'
import type { CoverWords } from './cover.ts'
import { signsOf, widthOf } from '../prose/title-lines.ts'
import { at, type Look, points, seal, written } from './type.ts'

export function slip(words: CoverWords, { width, height, picture }: CoverGround): string {
  const unit = Math.min(width, height)
  const isWide = width > height * 1.3
  const margin = unit * 0.075
  const tall = height - margin * 2
  const { columns, size } = columnsOf(words.title, tall * 0.84, unit * (isWide ? 0.17 : 0.135), (isWide ? width * 0.42 : width * 0.5) - unit * 0.1)
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
    ...cloth({ width, height, picture }, left + wide),
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
function cloth({ width, height, picture }: CoverGround, left: number): string[] {
  const unit = Math.min(width, height)
  if (picture?.as === 'background')
    return [
      at(0, 0, `cover-fill("${picture.path}", ${points(width)}, ${points(height)})`),
      at(0, 0, `rect(width: ${points(width)}, height: ${points(height)}, fill: cover-ink.transparentize(36%))`),
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

interface Places {
  readonly margin: number
  readonly small: number
  readonly height: number
  readonly left: number
  readonly right: number
}

/** Series above and author below, lying: they may be of letters, and long. */
function names({ series, author }: CoverWords, { margin, small, height, left, right }: Places): string[] {
  const room = points(Math.max(small * 4, right - left))
  const line = (text: string, weight: number, size: number): string =>
    `cover-line(${room}, ${written(text, { size, weight, fill: 'cover-paper', tracking: 0.14 })})`
  const below = seal(author, 1) === '' ? 0 : small * 3
  return [
    ...(series === '' ? [] : [at(left, margin, line(series, 400, small))]),
    ...(author === '' ? [] : [at(left, height - margin - below - small * 1.6, line(author, 600, small * 1.15))]),
  ]
}

type Cell = { readonly text: string; readonly isLying: boolean }

/** Upright signs, and runs of letters that lie on their side; two or three digits stand upright together. */
function cellsOf(title: string): Cell[] {
  const cells: Cell[] = []
  for (const sign of signsOf(title.replaceAll(/\s+/g, ' ').trim() || '无题')) {
    const isLying = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Nd}\s!-/:-@[-`{-~—–~]+$/u.test(sign)
    const last = cells.at(-1)
    if (isLying && last?.isLying) cells[cells.length - 1] = { text: last.text + sign, isLying }
    else cells.push({ text: sign, isLying })
  }
  return cells.flatMap(({ text, isLying }) => text.split(' ').map((word) => ({ text: word, isLying }))).filter(({ text }) => text !== '')
}

const cellLength = ({ text, isLying }: Cell): number => (isLying ? widthOf(text) + 0.3 : 1)
const lengthOf = (column: readonly Cell[]): number => column.reduce((sum, cell) => sum + cellLength(cell), 0)

/** As few columns as allow large type, filled alike; none begins with what closes. */
function columnsOf(title: string, tall: number, most: number, wide: number): { columns: Cell[][]; size: number } {
  const cells = cellsOf(title)
  let best: { columns: Cell[][]; size: number } = { columns: [cells], size: 0 }
  for (let count = 1; count <= Math.min(5, cells.length); count++) {
    const columns = filled(cells, lengthOf(cells) / count, count)
    const size = Math.min(most, tall / Math.max(...columns.map(lengthOf)), wide / (columns.length * 1.28))
    if (size > best.size * 1.08) best = { columns, size }
  }
  return best
}

function filled(cells: readonly Cell[], ideal: number, count: number): Cell[][] {
  const columns: Cell[][] = [[]]
  for (const cell of cells) {
    const last = columns.at(-1)!
    const closes = /^[，。、；：？！”’）》〉】」』…]/u.test(cell.text)
    if (lengthOf(last) + cellLength(cell) / 2 > ideal && last.length > 0 && columns.length < count && !closes) columns.push([cell])
    else last.push(cell)
  }
  return columns
}

function vertical(column: readonly Cell[], look: Look): string {
  const cell = ({ text, isLying }: Cell): string => {
    const { size } = look
    if (isLying)
      return `box(width: ${points(size)}, height: ${points(cellLength({ text, isLying }) * size)}, align(center + top, rotate(90deg, reflow: true, cover-line(${points(cellLength({ text, isLying }) * size)}, ${written(text, look)}))))`
    return `box(width: ${points(size)}, height: ${points(size)}, align(center + horizon, { set text(features: ("vert",)); cover-text(${points(size)}, ${look.weight}, ${look.fill}, 0pt, ${typstString(`\u2060${text}\u2060`)}) }))`
  }
  return `stack(dir: ttb, ${column.map(cell).join(', ')})`
}
