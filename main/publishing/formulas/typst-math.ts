/** A formula in Typst's language for mathematics (https://typst.app/docs/reference/math/), for the typeset book. */
import { isNothing, partsOf, type Expression, type ExpressionOf } from './expression.ts'

/** What stands between the dollar signs. Every sign is escaped or quoted, so that nothing of a formula is ever read as code. */
export function typstOf(math: Expression): string {
  return write(math)
}

/** Signs without a shape that turn the direction of what follows against its own: at them Typst ends its process. */
export const OVERRIDES = /[\u202d\u202e]/g

/** A text as a string of Typst. */
export function typstString(text: string): string {
  return `"${text.replaceAll(OVERRIDES, '').replaceAll(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"`
}

const call = (name: string, ...values: (string | null)[]): string => `${name}(${values.filter((value) => value !== null).join(', ')})`
const named = (name: string, math: Expression | null): string | null => (math === null || isNothing(math) ? null : `${name}: ${group(math)}`)

/** An argument: never empty, which would be none. */
function group(math: Expression): string {
  const text = write(math).trim()
  return text === '' ? 'zws' : text
}

function write(math: Expression): string {
  switch (math.kind) {
    case 'row':
      return math.of.map((each, at) => `${touches(math.of[at - 1], each) ? '#h(0.278em) ' : ''}${write(each)}`).join(' ')
    case 'sign':
      return sign(math)
    case 'text':
      return math.text === '' ? '' : typstString(math.text)
    case 'space':
      return `#h(${length(math.em)})`
    case 'fraction':
      return math.hasBar ? call('frac', group(math.above), group(math.below)) : stacked(math)
    case 'root':
      return math.index === null ? call('sqrt', group(math.of)) : call('root', group(math.index), group(math.of))
    case 'scripts':
      return call('attach', call('scripts', group(math.base)), named('b', math.sub), named('t', math.sup))
    case 'prescripts':
      return call('attach', group(math.base), named('bl', math.sub), named('tl', math.sup))
    case 'limits':
      return call('attach', call('limits', group(math.base)), named('b', math.under), named('t', math.over))
    case 'accent':
      return accent(math)
    case 'line':
      return call(math.at === 'over' ? 'overline' : 'underline', group(math.of))
    case 'brace':
      return call(BRACES[math.sign] ?? 'overbrace', group(math.of))
    case 'arrow':
      return call(
        'attach',
        call('limits', call('stretch', sign({ text: math.sign, upright: true }), `size: ${arrowLength(math)}`)),
        named('b', math.under),
        named('t', math.over),
      )
    case 'fenced':
      return fenced(math)
    case 'grid':
      return gridTypst(math, 2)
    case 'cancelled':
      return cancelled(math)
    case 'boxed':
      return `#box(stroke: 0.5pt, inset: 3pt, outset: (y: 2pt), $${isBig(math.of) ? ` display(${group(math.of)}) ` : group(math.of)}$)`
    case 'hidden':
      return `#hide($${group(math.of)}$)`
    case 'coloured':
      return `#text(fill: rgb("${math.colour}"), $${group(math.of)}$)`
    case 'sized':
      return `#text(size: ${length(math.factor)}, $${group(math.of)}$)`
    case 'styled':
      return call(math.isDisplay ? 'display' : 'inline', group(math.of))
    case 'rule':
      return `#box(width: ${length(math.width)}, height: ${length(math.height)}, fill: black)`
  }
}

/** Relations beside each other stand as one, such as :=, but not those with something over them: that would lie over the other. */
function touches(before: Expression | undefined, math: Expression): boolean {
  return before !== undefined && isRelation(before) && isRelation(math) && (before.kind !== 'sign' || math.kind !== 'sign')
}

function isRelation(math: Expression): boolean {
  if (math.kind === 'limits') return isRelation(math.base)
  return math.kind === 'arrow' || (math.kind === 'sign' && /^[=≡≈≃≅∼≠<>≤≥→←↔⇒⇐⇔⟶⟵⟷⟹⟸⟺∝∈⊂⊆]$/.test(math.text))
}

function length(em: number): string {
  return `${Math.round(em * 1000) / 1000}em`
}

function isBig(math: Expression): boolean {
  return partsOf(math).some(({ kind }) => kind === 'fraction' || kind === 'limits' || kind === 'grid')
}

/** What Typst reads as the beginning of something: any sign of ASCII, brackets of all kinds, roots. Of brackets each waits for its other one. */
const ESCAPED = /^[!-/:-@[-`{-~\p{Ps}\p{Pe}\p{Pi}\p{Pf}⌜-⌟⎰⎱√∛∜]$/u

type Sign = Omit<ExpressionOf<'sign'>, 'kind' | 'role'> & Partial<Pick<ExpressionOf<'sign'>, 'role'>>

/** What stands around a bar: nothing where it is a letter as any other, as TeX has it; room where it is `\mid`. */
function barClass({ role, edge }: Pick<Sign, 'role' | 'edge'>): string {
  return edge ?? (role === 'operator' ? 'relation' : 'normal')
}

/** A sign by itself: letters slanted unless they stand upright, what Typst would read as more than a sign escaped. */
function sign({ text, upright, height, ...others }: Sign): string {
  if (height !== undefined) return call('lr', sign({ text, upright }), `size: #${length(height)}`)
  if (others.role !== undefined && /^[|‖]$/.test(text)) return call('class', typstString(barClass(others)), sign({ text, upright }))
  if ([...text].length > 1) return /^\d+(?:\.\d+)?$/.test(text) ? text : upright && /^[a-zA-Z ]+$/.test(text) ? `op(${typstString(text)})` : typstString(text)
  if (/^[a-zA-Zα-ωΑ-Ω]$/.test(text)) return upright ? `upright(${text})` : text
  if (text === '-') return '−'
  return ESCAPED.test(text) ? `\\${text}` : text
}

function stacked({ above, below }: ExpressionOf<'fraction'>): string {
  return `inline(mat(delim: #none, row-gap: #0.2em, ${group(above)}; ${group(below)}))`
}

const BRACES: Readonly<Record<string, string>> = {
  '⏞': 'overbrace',
  '⏟': 'underbrace',
  '⎴': 'overbracket',
  '⎵': 'underbracket',
  '⏠': 'overshell',
  '⏡': 'undershell',
}
const ACCENTS: Readonly<Record<string, string>> = {
  ˆ: 'hat',
  '^': 'hat',
  '~': 'tilde',
  '˜': 'tilde',
  '‾': 'macron',
  '¯': 'macron',
  '→': 'arrow',
  '←': 'arrow.l',
  '↔': 'arrow.l.r',
  '˙': 'dot',
  '¨': 'dot.double',
  ˇ: 'caron',
  '˘': 'breve',
  '´': 'acute',
  '`': 'grave',
  '˚': 'circle',
  '⃛': 'dot.triple',
  '⃜': 'dot.quad',
  '⇀': 'harpoon',
  '↼': 'harpoon.lt',
}

function accent({ of, sign: over, at, isWide }: ExpressionOf<'accent'>): string {
  const name = ACCENTS[over]
  if (at === 'under') return call('attach', call('limits', group(of)), `b: stretch(${sign({ text: over, upright: true })})`)
  if (name === undefined) return call('attach', call('limits', group(of)), `t: stretch(${sign({ text: over, upright: true })})`)
  return call('accent', group(of), name, isWide ? null : 'size: #100%')
}

/** As long as what is written over it: a Chinese character is as wide as two letters. */
function arrowLength({ over, under }: ExpressionOf<'arrow'>): string {
  const longest = Math.max(widthOf(over), widthOf(under))
  return `#${length(Math.max(2, longest * 0.7 + 1.2))}`
}

function widthOf(math: Expression | null): number {
  if (math === null) return 0
  if (math.kind === 'sign' || math.kind === 'text') return [...math.text].reduce((sum, one) => sum + (one > '\u2e80' ? 1 : 0.55), 0)
  if (math.kind === 'space') return math.em
  return partsOf(math).reduce((sum, part) => sum + (part === math ? 2 : widthOf(part)), 0)
}

function fenced({ open, close, parts, separators }: ExpressionOf<'fenced'>): string {
  const between = parts.map((part, i) => `${group(part)}${i < separators.length ? ` mid(${sign({ text: separators[i] ?? '', upright: true })})` : ''}`)
  return call(
    'lr',
    [open === '' ? '' : sign({ text: open, upright: true }), ...between, close === '' ? '' : sign({ text: close, upright: true })].filter(Boolean).join(' '),
  )
}

function cancelled({ of, strokes }: ExpressionOf<'cancelled'>): string {
  if (strokes.length > 1) return call('cancel', group(of), 'cross: #true')
  return call('cancel', group(of), strokes[0] === 'down' ? 'inverted: #true' : null)
}

/** Its numbers so far behind it: in em, or as a name in Typst's language. */
export function gridTypst(math: ExpressionOf<'grid'>, gap: number | string): string {
  const { rows, columns, lines, look } = math
  const isTagged = rows.some(({ tag }) => tag !== null)
  const text = rows.map(({ cells, tag }) => {
    const all = columns.map((side, i) => {
      const cell = aligned(cells[i], side, look === 'equations' ? gapBefore(columns, i) : 0, look === 'equations')
      // Something to stand behind: a sign of equality that begins its cell has room before it as well.
      return look === 'equations' && side === 'left' && i > 0 ? cell.replace('& ', '& zws ') : cell
    })
    return [...all, ...(isTagged ? [tag === null ? 'zws' : `#h(${typeof gap === 'number' ? length(gap) : gap}) ${typstString(tag)} &`] : [])].join(', ')
  })
  const gaps = {
    equations: ['row-gap: #0.8em', 'column-gap: #0em'],
    matrix: ['row-gap: #0.5em', 'column-gap: #0.7em'],
    small: ['row-gap: #0.15em', 'column-gap: #0.3em'],
  }[look]
  const within = (at: readonly number[], count: number): string =>
    at
      .filter((one) => one >= 0 && one < count - 1)
      .map((one) => `${one + 1},`)
      .join(' ')
  const [hline, vline] = [within(lines.rows, rows.length), within(lines.columns, columns.length + (isTagged ? 1 : 0))]
  const augment = [hline === '' ? '' : `hline: (${hline})`, vline === '' ? '' : `vline: (${vline})`].filter(Boolean).join(', ')
  const options = ['delim: #none', ...gaps, ...(augment === '' ? [] : [`augment: #(${augment}, stroke: 0.5pt)`])]
  const made = edged(math, `mat(${options.join(', ')}, ${text.join('; ')})`)
  return look === 'equations' ? `display(${made})` : look === 'small' ? `inline(${made})` : made
}

/** Lines around a grid are those of a box: Typst draws none but between its rows and columns. Leading would cut what is high; the middle stands where that of a fraction does. */
function edged({ rows, columns, lines }: ExpressionOf<'grid'>, made: string): string {
  const edges = [
    ...(lines.rows.includes(-1) ? ['top'] : []),
    ...(lines.rows.includes(rows.length - 1) ? ['bottom'] : []),
    ...(lines.columns.includes(-1) ? ['left'] : []),
    ...(lines.columns.includes(columns.length - 1) ? ['right'] : []),
  ]
  if (edges.length === 0) return made
  return `#{ set par(leading: 0pt); box(stroke: (${edges.map((edge) => `${edge}: 0.5pt`).join(', ')}), inset: (x: 0.25em, y: 0.2em), baseline: 50% - 0.25em, $${made}$) }`
}

/** Two columns are the sides of one equation; a third is another equation. */
function gapBefore(columns: ExpressionOf<'grid'>['columns'], at: number): number {
  if (at === 0 || (columns[at - 1] === 'right' && columns[at] === 'left')) return 0
  return columns[at] === 'right' ? 2 : 1
}

/** What stands at one side of its column does so by an alignment point. Cells of a matrix are small by themselves; equations are as large as those alone. */
function aligned(cell: Expression | undefined, side: ExpressionOf<'grid'>['columns'][number], gap: number, isLarge: boolean): string {
  const inner = cell === undefined ? 'zws' : isLarge ? call('display', group(cell)) : group(cell)
  const text = (gap > 0 ? `#h(${gap}em) ` : '') + inner
  return side === 'left' ? `& ${text}` : side === 'right' ? `${text} &` : text
}
