/**
 * The tree of a formula (`preload/formulas`, which the page draws from too) as an `Expression`: MathML with what MathML has no word for said in
 * classes and styles; here these become kinds of their own.
 */
import { childrenOf, isPlain, type Node, textOf } from '#preload/formulas/formula-tree.ts'
import { readTex } from '#preload/formulas/read-tex.ts'
import { gridOf } from './read-grid.ts'
import { isNothing, type Expression, type ExpressionOf, nothing, partsOf, row } from './expression.ts'
import { attribute, colourOf, emOf, styleOf } from './temml-style.ts'
import { scriptsInPlace, type Unplaced } from './read-scripts.ts'

/** What came of reading a formula; `message` is the parser's own, in English, `at` the character that it stopped at. */
export type FormulaReading =
  | { readonly isRead: true; readonly math: Expression }
  | { readonly isRead: false; readonly message: string; readonly at: number | null }

/** By its source: every target asks for the same formulas, some of them twice, and reading takes longer than writing. */
const known = new Map<string, FormulaReading>()
const [MOST_KNOWN, LONGEST_KNOWN] = [1000, 2000]

/** Reads a formula. `isDisplay`: it stands by itself rather than in a line. */
export function readFormula(tex: string, isDisplay: boolean): FormulaReading {
  const key = `${isDisplay ? 1 : 0}${tex}`
  const found = known.get(key)
  if (found !== undefined) return found
  const reading = readAnew(tex, isDisplay)
  // Those that are large enough to be dear are rare; many of them would hold memory.
  if (tex.length > LONGEST_KNOWN) return reading
  known.set(key, reading)
  const [oldest] = known.keys()
  if (known.size > MOST_KNOWN && oldest !== undefined) known.delete(oldest)
  return reading
}

function readAnew(tex: string, isDisplay: boolean): FormulaReading {
  const reading = readTex(tex, isDisplay)
  return reading.isRead ? { isRead: true, math: rowOf(childrenOf(reading.tree)) } : reading
}

/** Nodes one behind the other. */
function rowOf(nodes: readonly Node[]): Expression {
  return row(scriptsInPlace(nodes.map(unplaced)))
}

function unplaced(node: Node): Unplaced {
  const type = node.type ?? ''
  if (!/^msu[bp]/.test(type)) return { math: mathOf(node), isFloating: false }
  const [base, first, second] = childrenOf(node).map(mathOf)
  const isFloating = base !== undefined && partsOf(base).length === 0
  // What has no base yet is brought to one of its own colour.
  return { math: isFloating ? scripts(type, base, first ?? nothing, second ?? null) : mathOf(node), isFloating }
}

function scripts(type: string, base: Expression, first: Expression, second: Expression | null): Expression {
  if (type === 'msup') return { kind: 'scripts', base, sub: null, sup: first }
  return { kind: 'scripts', base, sub: first, sup: type === 'msub' ? null : second }
}

/** A name has room around it, which is beside what stands on it, too: what is above or below a name stands in the middle of its letters. */
function withoutRoom(base: Expression, made: (base: Expression) => Expression): Expression {
  const parts = partsOf(base)
  const [first, last] = [parts.findIndex((part) => part.kind !== 'space'), parts.findLastIndex((part) => part.kind !== 'space')]
  if (first < 0) return made(base)
  return row([...parts.slice(0, first), made(row(parts.slice(first, last + 1))), ...parts.slice(last + 1)])
}

/** What a node says. */
function mathOf(node: Node): Expression {
  const colour = colourOf(node)
  const math = bare(node)
  return colour === null || isNothing(math) ? math : { kind: 'coloured', of: math, colour }
}

function bare(node: Node): Expression {
  const all = childrenOf(node)
  const part = (index: number): Expression => (all[index] ? mathOf(all[index]) : nothing)
  switch (node.type) {
    case 'mi':
    case 'mn':
    case 'mo':
      return signOf(node)
    case 'mtext':
      return { kind: 'text', text: textOf(node).replaceAll('\u00a0', ' ') }
    case 'mspace':
      return spaceOf(node)
    case 'mfrac':
      return { kind: 'fraction', above: part(0), below: part(1), hasBar: !attribute(node, 'linethickness')?.startsWith('0') }
    case 'msqrt':
      return { kind: 'root', of: rowOf(all), index: null }
    case 'mroot':
      return { kind: 'root', of: part(0), index: part(1) }
    case 'msub':
    case 'msup':
    case 'msubsup':
      return withoutRoom(part(0), (base) => scripts(node.type ?? '', base, part(1), all[2] ? part(2) : null))
    case 'munder':
    case 'mover':
    case 'munderover':
      return overOrUnder(node)
    case 'mtable':
      return gridOf(node, rowOf)
    case 'menclose':
      return enclosed(node)
    case 'mphantom':
      return { kind: 'hidden', of: rowOf(all) }
    case 'mstyle':
      return styled(node)
    default:
      return groupOf(node)
  }
}

function signOf(node: Node): Expression {
  const text = textOf(node)
    .replaceAll(/\u2061|\ufe0e/g, '')
    .normalize('NFC')
  if (text === '') return nothing
  const role = node.type === 'mn' ? 'number' : node.type === 'mo' ? 'operator' : 'identifier'
  const height = emOf(attribute(node, 'minsize'))
  return {
    kind: 'sign',
    role,
    text,
    ...(height > 0 && { height }),
    ...edgeOf(node, text),
    upright: role !== 'identifier' || attribute(node, 'mathvariant') === 'normal' || [...text].length > 1,
  }
}

/** `\lvert` and `\rvert`, which are the same sign, as `\mid` is. */
function edgeOf(node: Node, text: string): { edge?: 'opening' | 'closing' } {
  if (!/^[|‖]$/.test(text) || attribute(node, 'fence') !== 'true') return {}
  return { edge: attribute(node, 'form') === 'prefix' ? 'opening' : 'closing' }
}

function spaceOf(node: Node): Expression {
  const width = emOf(attribute(node, 'width'))
  if (attribute(node, 'mathbackground') !== null) return { kind: 'rule', width, height: emOf(attribute(node, 'height')) }
  return width === 0 ? nothing : { kind: 'space', em: width }
}

function styled(node: Node): Expression {
  const of = rowOf(childrenOf(node))
  const size = emOf(attribute(node, 'mathsize'))
  if (size > 0) return { kind: 'sized', of, factor: size }
  const display = attribute(node, 'displaystyle')
  return display === null ? of : { kind: 'styled', of, isDisplay: display === 'true' }
}

function enclosed(node: Node): Expression {
  const of = rowOf(childrenOf(node))
  const notation = attribute(node, 'notation') ?? ''
  if (notation === 'top' || notation === 'bottom') return { kind: 'line', of, at: notation === 'top' ? 'over' : 'under' }
  const strokes = (['up', 'down'] as const).filter((stroke) => notation.includes(`${stroke}diagonalstrike`))
  return strokes.length > 0 ? { kind: 'cancelled', of, strokes } : { kind: 'boxed', of }
}

function groupOf(node: Node): Expression {
  const all = childrenOf(node)
  const shift = emOf(styleOf(node, 'margin-left'))
  if (shift !== 0) return row([{ kind: 'space', em: shift }, rowOf(all)])
  const math = fencedOf(all) ?? rowOf(all)
  return styleOf(node, 'border') === null ? math : { kind: 'boxed', of: math }
}

/** What stands between two brackets that grow with it; null where it does not. */
function fencedOf(all: readonly Node[]): Expression | null {
  const [open, close] = [all[0], all.at(-1)]
  if (all.length < 3 || !open || !close || !isFence(open) || !isFence(close)) return null
  const parts: Node[][] = [[]]
  const separators: string[] = []
  for (const node of all.slice(1, -1)) {
    if (node.type === 'mo' && attribute(node, 'form') === 'infix' && attribute(node, 'stretchy') === 'true') {
      separators.push(textOf(node))
      parts.push([])
    } else parts.at(-1)?.push(node)
  }
  return { kind: 'fenced', open: textOf(open), close: textOf(close), parts: parts.map(rowOf), separators }
}

function isFence(node: Node): boolean {
  return node.type === 'mo' && attribute(node, 'fence') === 'true' && attribute(node, 'stretchy') !== 'false' && attribute(node, 'minsize') === null
}

const BRACES = new Set(['⏞', '⏟', '⎴', '⎵', '⏠', '⏡'])
const ACCENTS = new Set(['ˆ', '^', '~', '˜', '‾', '¯', '→', '←', '↔', '˙', '¨', 'ˇ', '˘', '´', '`', '˚', '⃛', '⃜', '⇀', '↼', '⇒', '⏜', '⏝', '\u20db', '\u20dc'])

function overOrUnder(node: Node): Expression {
  const all = childrenOf(node)
  const [base, first, second] = all
  if (!base || !first) return rowOf(all)
  const at = node.type === 'munder' ? 'under' : 'over'
  const sign = first.type === 'mo' ? textOf(first) : ''
  if (node.type !== 'munderover' && isPlain(first)) {
    const of = mathOf(base)
    if (BRACES.has(sign)) return { kind: 'brace', of, sign, at }
    if (ACCENTS.has(sign)) return { kind: 'accent', of, sign, isWide: attribute(first, 'stretchy') === 'true', at }
  }
  const [under, over] = node.type === 'mover' ? [null, first] : [first, second ?? null]
  const limits = { under: under && mathOf(under), over: over && mathOf(over) }
  if (base.type === 'mo' && attribute(base, 'stretchy') === 'true' && attribute(node, 'accent') === 'false') {
    return { kind: 'arrow', sign: textOf(base), over: onArrow(limits.over), under: onArrow(limits.under) }
  }
  return withoutRoom(mathOf(base), (of) => bothOf({ kind: 'limits', base: of, ...limits }))
}

/** What stands above something that has something below it, or the other way around, is of the same thing. */
function bothOf(math: ExpressionOf<'limits'>): Expression {
  const { base, under, over } = math
  if (base.kind !== 'limits' || (under !== null && base.under !== null) || (over !== null && base.over !== null)) return math
  return { kind: 'limits', base: base.base, under: under ?? base.under, over: over ?? base.over }
}

/** Temml makes an arrow as long as its texts by setting a wide space over them. */
function onArrow(math: Expression | null): Expression | null {
  if (math === null || isNothing(math)) return null
  return row(
    partsOf(math)
      .flatMap((part) => (isWidened(part) ? partsOf(part.base) : [part]))
      .filter((part) => part.kind !== 'space'),
  )
}

function isWidened(math: Expression): math is ExpressionOf<'limits'> {
  return math.kind === 'limits' && (math.over === null || isNothing(math.over)) && (math.under === null || isNothing(math.under))
}
