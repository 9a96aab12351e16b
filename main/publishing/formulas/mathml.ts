/**
 * A formula as MathML for books and pages (MathML 3, of it what EPUB allows): no classes, so that it says the same with no style sheet of
 * ours. What MathML Core, and so Chromium, leaves out of MathML 3 stands in styles of its own beside it: columns, lines, boxes, strokes.
 */
import { isNothing, partsOf, type Expression, type ExpressionOf } from './expression.ts'
import { escapedXml } from './xml.ts'

/** `<math>` with its TeX in an annotation, which screen readers and other programs can fall back on. `style`: what it looks like as a whole. */
export function mathmlOf(math: Expression, tex: string, isDisplay: boolean, style: string | null = null): string {
  return whole(annotated(write(math), tex), isDisplay ? 'block' : undefined, style)
}

/** One of several `<math>` that stand one behind the other and are a formula together; the first has the TeX of all, others null. */
export function mathmlPart(math: Expression, tex: string | null, isDisplay: boolean, style: string | null): string {
  const written = write(isDisplay ? { kind: 'styled', of: math, isDisplay } : math)
  return whole(tex === null ? written : annotated(written, tex), undefined, style)
}

function whole(content: string, display: string | undefined, style: string | null): string {
  return tag('math', { xmlns: 'http://www.w3.org/1998/Math/MathML', display, style: style ?? undefined }, content)
}

function annotated(written: string, tex: string): string {
  return tag('semantics', {}, written, tag('annotation', { encoding: 'application/x-tex' }, escapedXml(tex)))
}

type Attributes = Readonly<Record<string, string | undefined>>

function tag(name: string, attributes: Attributes, ...content: string[]): string {
  const given = Object.entries(attributes).flatMap(([key, value]) => (value === undefined ? [] : [` ${key}="${escapedXml(value)}"`]))
  return `<${name}${given.join('')}>${content.join('')}</${name}>`
}

const operator = (text: string, attributes: Attributes = {}): string => tag('mo', attributes, escapedXml(text))

function write(math: Expression): string {
  switch (math.kind) {
    case 'row':
      return tag('mrow', {}, ...math.of.map(write))
    case 'sign':
      return sign(math)
    case 'text':
      return tag('mtext', { style: /\p{sc=Han}/u.test(math.text) ? 'white-space:nowrap' : undefined }, escapedXml(math.text.replaceAll(/^ | $/g, '\u00a0')))
    case 'space':
      return tag('mspace', { width: `${math.em}em` })
    case 'fraction':
      return tag('mfrac', { linethickness: math.hasBar ? undefined : '0' }, write(math.above), write(math.below))
    case 'root':
      return math.index === null ? tag('msqrt', {}, underRoot(math.of)) : tag('mroot', {}, underRoot(math.of), write(math.index))
    case 'scripts':
      return beside('msub', 'msup', math.base, math.sub, math.sup)
    case 'prescripts':
      return tag('mmultiscripts', {}, write(math.base), '<mprescripts/>', optional(math.sub), optional(math.sup))
    case 'limits':
      return beside('munder', 'mover', math.base, math.under, math.over)
    case 'accent':
      return tag(
        math.at === 'over' ? 'mover' : 'munder',
        math.at === 'over' ? { accent: 'true' } : { accentunder: 'true' },
        write(math.of),
        operator(math.isWide ? (WIDE[math.sign] ?? math.sign) : math.sign, { stretchy: `${math.isWide}` }),
      )
    case 'line':
      return tag(math.at === 'over' ? 'mover' : 'munder', {}, write(math.of), operator(math.at === 'over' ? '‾' : '_', { stretchy: 'true' }))
    case 'brace':
      return tag(math.at === 'over' ? 'mover' : 'munder', {}, write(math.of), operator(math.sign, { stretchy: 'true' }))
    case 'arrow':
      return arrow(math)
    case 'fenced':
      return fenced(math)
    case 'grid':
      return grid(math)
    case 'cancelled':
      return tag('menclose', { notation: math.strokes.map((stroke) => `${stroke}diagonalstrike`).join(' '), style: strokesOf(math) }, write(math.of))
    case 'boxed':
      return tag('mrow', { style: 'padding:0.25em 0.3em;border:1px solid' }, write(math.of))
    case 'hidden':
      return tag('mphantom', {}, write(math.of))
    case 'coloured':
      return tag('mstyle', { mathcolor: math.colour }, write(math.of))
    case 'sized':
      return tag('mstyle', { mathsize: `${Math.round(math.factor * 100)}%` }, write(math.of))
    case 'styled':
      return tag('mstyle', { displaystyle: `${math.isDisplay}`, scriptlevel: '0' }, write(math.of))
    case 'rule':
      return tag('mspace', { width: `${math.width}em`, height: `${math.height}em`, mathbackground: '#000000' })
  }
}

function sign({ role, text, upright, height }: ExpressionOf<'sign'>): string {
  if (height !== undefined) return tall(text, `${height}em`)
  if (role === 'number') return tag('mn', {}, escapedXml(text))
  if (role === 'operator') return operator(text, /^[()[\]{}⟨⟩⌊⌋⌈⌉|‖]$/.test(text) ? { stretchy: 'false' } : {})
  return tag('mi', { mathvariant: upright && [...text].length === 1 ? 'normal' : undefined }, escapedXml(text))
}

/** Chromium draws the bar of a root upon what is under it: a strut, as TeX has one, and room above what is higher keep them apart. */
function underRoot(math: Expression): string {
  return tag('mrow', { style: 'padding-top:0.1em' }, tag('mspace', { width: '0em', height: '0.82em' }), ...partsOf(math).map(write))
}

/** An operator alone in its element is not stretched: something without width stands beside it. */
function tall(text: string, size: string): string {
  return tag('mrow', {}, operator(text, { stretchy: 'true', symmetric: 'true', minsize: size, maxsize: size, lspace: '0em', rspace: '0em' }), '<mrow></mrow>')
}

function optional(math: Expression | null): string {
  return math === null ? '<mrow></mrow>' : write(math)
}

function beside(lower: 'msub' | 'munder', upper: 'msup' | 'mover', base: Expression, below: Expression | null, above: Expression | null): string {
  if (below && above) return tag(lower === 'msub' ? 'msubsup' : 'munderover', {}, write(base), write(below), write(above))
  if (below) return tag(lower, {}, write(base), write(below))
  return above ? tag(upper, {}, write(base), write(above)) : write(base)
}

/** The accents that fonts for mathematics have in several widths. */
const WIDE: Readonly<Record<string, string>> = { '^': '\u0302', ˆ: '\u0302', '→': '\u20d7', '←': '\u20d6', '↔': '\u20e1' }

/** Arrows that the fonts at hand don't draw longer than they are. */
const LONG: Readonly<Record<string, string>> = { '→': '⟶', '↔': '⟷' }

function strokesOf({ strokes }: ExpressionOf<'cancelled'>): string {
  const lines = strokes.map((stroke) => `linear-gradient(to ${stroke === 'up' ? 'bottom' : 'top'} right,transparent 47%,currentcolor 47% 53%,transparent 53%)`)
  return `background:${lines.join(',')}`
}

function arrow({ sign: drawn, over, under }: ExpressionOf<'arrow'>): string {
  const long = operator(LONG[drawn] ?? drawn, { stretchy: 'true' })
  const padded = (math: Expression) => tag('mrow', {}, tag('mspace', { width: '0.4em' }), write(math), tag('mspace', { width: '0.4em' }))
  if (under && over) return tag('munderover', {}, long, padded(under), padded(over))
  if (under) return tag('munder', {}, long, padded(under))
  return over ? tag('mover', {}, long, padded(over)) : long
}

function fenced({ open, close, parts, separators }: ExpressionOf<'fenced'>): string {
  const fence = (text: string, form: string) => (text === '' ? '' : operator(text, { fence: 'true', form, stretchy: 'true' }))
  const inner = parts.map((part, i) => write(part) + (i < separators.length ? operator(separators[i] ?? '', { stretchy: 'true', form: 'infix' }) : ''))
  return tag('mrow', {}, fence(open, 'prefix'), ...inner, fence(close, 'postfix'))
}

function grid(math: ExpressionOf<'grid'>): string {
  const { rows, columns, lines, look } = math
  const isTagged = rows.some(({ tag: number }) => number !== null)
  const sides = isTagged ? [...columns, 'right'] : columns
  const attributes: Attributes = {
    style: lines.columns.length + lines.rows.length > 0 ? 'border-collapse:collapse' : undefined,
    columnalign: sides.join(' '),
    displaystyle: look === 'equations' ? 'true' : undefined,
    columnspacing:
      look === 'equations'
        ? sides
            .slice(1)
            .map((_, i) => (isTagged && i === columns.length - 1 ? '2em' : i % 2 === 0 ? '0em' : '1em'))
            .join(' ') || undefined
        : undefined,
    columnlines:
      lines.columns.length > 0
        ? columns
            .slice(1)
            .map((_, i) => (lines.columns.includes(i) ? 'solid' : 'none'))
            .join(' ')
        : undefined,
    rowlines:
      lines.rows.length > 0
        ? rows
            .slice(1)
            .map((_, i) => (lines.rows.includes(i) ? 'solid' : 'none'))
            .join(' ')
        : undefined,
  }
  const made = rows.map(({ cells, tag: number }, at) => {
    const all = columns.map((_, i) =>
      tag('mtd', { style: cellStyle(math, i, at) }, cells[i] && !isNothing(cells[i]) ? partsOf(cells[i]).map(write).join('') : ''),
    )
    return tag(
      'mtr',
      {},
      ...all,
      isTagged ? tag('mtd', { style: 'padding-left:2em;padding-right:0' }, number === null ? '' : tag('mtext', {}, escapedXml(number))) : '',
    )
  })
  const table = tag('mtable', attributes, ...made)
  return look === 'small' ? tag('mstyle', { scriptlevel: '1' }, table) : table
}

/** Em between a row and its neighbours, at either side of the middle: equations keep off as lines of a text do, and fractions must not read as one. */
const BETWEEN_ROWS = { equations: 0.35, matrix: 0.3, small: null } as const

function rowEdges({ rows, look }: ExpressionOf<'grid'>, row: number): string[] {
  const space = BETWEEN_ROWS[look]
  if (space === null) return []
  return [row === 0 ? '' : `padding-top:${space}em`, row === rows.length - 1 ? '' : `padding-bottom:${space}em`]
}

/** Where a cell's content stands, what is between it and its neighbours, and the lines at its right and below it. */
function cellStyle(grid: ExpressionOf<'grid'>, column: number, row: number): string {
  const { columns, lines, look } = grid
  const side = columns[column] ?? 'center'
  const space = look === 'small' ? 0.2 : 0.4
  // The two sides of an equation touch; the next equation keeps off.
  const [left, right] =
    look === 'equations' ? [column > 0 && column % 2 === 0 ? 1 : 0, 0] : [column === 0 ? 0 : space, column === columns.length - 1 ? 0 : space]
  const edges = [
    column === 0 && lines.columns.includes(-1) ? 'border-left:1px solid' : '',
    row === 0 && lines.rows.includes(-1) ? 'border-top:1px solid' : '',
    lines.columns.includes(column) ? 'border-right:1px solid' : '',
    lines.rows.includes(row) ? 'border-bottom:1px solid' : '',
  ]
  // Chromium aligns what is in a cell by its own word alone, others by the first.
  const aligned = side === 'center' ? [] : [`text-align:${side}`, `text-align:-webkit-${side}`]
  return [...aligned, `padding-left:${left}em`, `padding-right:${right}em`, ...[...rowEdges(grid, row), ...edges].filter(Boolean)].join(';')
}
