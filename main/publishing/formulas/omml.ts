/**
 * A formula as Office math (OMML, ECMA-376 part 1, section 22.1), which Word and WPS edit as their own. What OMML has no word for is said
 * in the nearest way that Word, LibreOffice and pandoc all draw; lines within a grid are the only thing that is left out (`omits`).
 */
import { escapedXml } from './xml.ts'
import { isNothing, type Expression, type ExpressionOf, nothing, partsOf, row } from './expression.ts'
import { pairedBrackets } from './tall-brackets.ts'

/** `<m:oMath>` and its content, without declaring the namespaces `m` and `w`. */
export function ommlOf(math: Expression): string {
  return `<m:oMath>${write(math)}</m:oMath>`
}

/** What the Office math of a formula does not show. */
export function omits(math: Expression): 'lines' | null {
  if (math.kind === 'grid' && math.lines.columns.length + math.lines.rows.length > 0) return 'lines'
  return innerOf(math).some((inner) => omits(inner) !== null) ? 'lines' : null
}

function innerOf(math: Expression): readonly Expression[] {
  const values: unknown[] = Object.values(math)
  return values.flatMap((value) => (Array.isArray(value) ? value.flatMap(mathsIn) : mathsIn(value)))
}

function mathsIn(value: unknown): Expression[] {
  if (typeof value !== 'object' || value === null) return []
  if ('cells' in value && Array.isArray(value.cells)) return value.cells.flatMap(mathsIn)
  return 'kind' in value ? [value as Expression] : []
}

/** How a run looks, by what is around it. */
interface Look {
  readonly colour?: string
  readonly factor?: number
}

const HALF_POINTS = 24
const FONT = '<w:rFonts w:ascii="Cambria Math" w:hAnsi="Cambria Math" w:eastAsia="SimSun"/>'

function run(text: string, style: 'math' | 'upright' | 'text' | 'literal', look: Look): string {
  const properties = { math: '', literal: '<m:rPr><m:lit/></m:rPr>', upright: '<m:rPr><m:sty m:val="p"/></m:rPr>', text: '<m:rPr><m:nor/></m:rPr>' }[style]
  const colour = look.colour === undefined ? '' : `<w:color w:val="${look.colour.slice(1)}"/>`
  const size = look.factor === undefined ? '' : `<w:sz w:val="${Math.round(HALF_POINTS * look.factor)}"/>`
  return `<m:r>${properties}<w:rPr>${FONT}${colour}${size}</w:rPr><m:t xml:space="preserve">${escapedXml(text)}</m:t></m:r>`
}

const argument = (name: string, math: Expression, look: Look): string => `<m:${name}>${write(math, look)}</m:${name}>`
const value = (name: string, text: string): string => `<m:${name} m:val="${escapedXml(text)}"/>`
const made = (name: string, properties: string, content: string): string =>
  `<m:${name}>${properties === '' ? '' : `<m:${name}Pr>${properties}</m:${name}Pr>`}${content}</m:${name}>`

function write(math: Expression, look: Look = {}): string {
  const within = (name: string, inner: Expression) => argument(name, inner, look)
  switch (math.kind) {
    case 'row':
      return rowOf(pairedBrackets(math.of), look)
    case 'sign':
      return run(math.text, signStyle(math), tallLook(math, look))
    case 'text':
      return run(math.text, 'text', look)
    case 'space':
      return spaces(math.em) === '' ? '' : run(spaces(math.em), 'text', look)
    case 'fraction':
      return made('f', math.hasBar ? '' : value('type', 'noBar'), within('num', math.above) + within('den', math.below))
    case 'root':
      return math.index === null
        ? made('rad', value('degHide', '1'), `<m:deg/>${within('e', math.of)}`)
        : made('rad', '', within('deg', math.index) + within('e', math.of))
    case 'scripts':
      return scripts(math, look)
    case 'prescripts':
      return made('sPre', '', within('sub', math.sub ?? nothing) + within('sup', math.sup ?? nothing) + within('e', math.base))
    case 'limits':
      return limits(math, look)
    case 'accent':
      return accent(math, look)
    case 'line':
      return made('bar', value('pos', math.at === 'over' ? 'top' : 'bot'), within('e', math.of))
    case 'brace':
      return made('groupChr', value('chr', math.sign) + positioned(math.at), within('e', math.of))
    case 'arrow':
      return arrow(math, look)
    case 'fenced':
      return fenced(math, look)
    case 'grid':
      return grid(math, look)
    case 'cancelled':
      return made('borderBox', noEdges + math.strokes.map((stroke) => value(stroke === 'up' ? 'strikeBLTR' : 'strikeTLBR', '1')).join(''), within('e', math.of))
    case 'boxed':
      return made('borderBox', '', within('e', math.of))
    case 'hidden':
      return made('phant', value('show', '0'), within('e', math.of))
    case 'coloured':
      return write(math.of, { ...look, colour: math.colour })
    case 'sized':
      return write(math.of, { ...look, factor: (look.factor ?? 1) * math.factor })
    case 'styled':
      return write(math.of, look)
    case 'rule':
      return run('—'.repeat(Math.max(1, Math.round(math.width))), 'math', look)
  }
}

/** A stroke is an operator to LibreOffice, which draws P(A|B) as P(A∨B), and |x| as a mistake, unless it is said to be literal. */
function signStyle({ role, text, upright }: ExpressionOf<'sign'>): 'math' | 'upright' | 'literal' {
  if (text === '|') return 'literal'
  return role === 'identifier' && upright ? 'upright' : 'math'
}

/** A bracket that stands alone is as high as its type is large. */
function tallLook({ height }: ExpressionOf<'sign'>, look: Look): Look {
  return height === undefined ? look : { ...look, factor: (look.factor ?? 1) * height }
}

const noEdges = ['hideTop', 'hideBot', 'hideLeft', 'hideRight'].map((edge) => value(edge, '1')).join('')

/** Spaces that a font has; what would move things together is left out. */
function spaces(em: number): string {
  if (em >= 1) return '\u2003'.repeat(Math.round(em))
  if (em >= 0.45) return '\u2002'
  if (em >= 0.3) return '\u2004'
  if (em >= 0.2) return '\u2005'
  return em > 0 ? '\u2009' : ''
}

const LARGE = /^[∑∏∐∫∬∭⨌∮∯∰⋃⋂⋁⋀⨁⨂⨀⨄⨆]$/
/** What a sum reaches to. */
const ENDS_SUM = /^[=<>≤≥≠≈≡∼≃≅∝∈∉⊂⊆→⇒⇔,;，；]$/

/** A large sign takes what follows it, up to a relation or a comma, as Word does it. */
function rowOf(parts: readonly Expression[], look: Look): string {
  let out = ''
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i]!
    const sum = sumOf(part)
    if (sum === null) {
      out += write(part, look)
      continue
    }
    const end = endOfSum(parts, i + 1)
    out += large(sum, row(parts.slice(i + 1, end)), look)
    i = end - 1
  }
  return out
}

/** Brackets stay together with what they hold: some programs draw half of a pair as a mistake. */
function endOfSum(parts: readonly Expression[], start: number): number {
  let [end, depth] = [start, 0]
  for (; end < parts.length; end++) {
    const sign = operatorOf(parts[end])
    if (depth === 0 && (ENDS_SUM.test(sign) || /^[)\]}⟩⌋⌉|]$/.test(sign))) break
    if (/^[([{⟨⌊⌈]$/.test(sign)) depth++
    else if (/^[)\]}⟩⌋⌉]$/.test(sign)) depth--
  }
  return end
}

/** A bracket may have scripts: f(x)^2. */
function operatorOf(math: Expression | undefined): string {
  const sign = math?.kind === 'scripts' ? math.base : math
  return sign?.kind === 'sign' && sign.role === 'operator' ? sign.text : ''
}

interface Sum {
  readonly sign: string
  readonly sub: Expression | null
  readonly sup: Expression | null
  readonly isBeside: boolean
}

function sumOf(math: Expression): Sum | null {
  if (math.kind === 'sign') return LARGE.test(math.text) ? { sign: math.text, sub: null, sup: null, isBeside: true } : null
  if (math.kind === 'scripts' && math.base.kind === 'sign' && LARGE.test(math.base.text))
    return { sign: math.base.text, sub: math.sub, sup: math.sup, isBeside: true }
  if (math.kind === 'limits' && math.base.kind === 'sign' && LARGE.test(math.base.text))
    return { sign: math.base.text, sub: math.under, sup: math.over, isBeside: false }
  return null
}

const invisible: Expression = { kind: 'sign', role: 'operator', text: '\u200b', upright: true }

/** Word shows a dotted box where there is nothing; a space of no width is something. */
function filled(math: Expression): Expression {
  return isNothing(math) ? invisible : math
}

function large({ sign, sub, sup, isBeside }: Sum, of: Expression, look: Look): string {
  const properties =
    value('chr', sign) +
    value('limLoc', isBeside ? 'subSup' : 'undOvr') +
    value('grow', '1') +
    (sub ? '' : value('subHide', '1')) +
    (sup ? '' : value('supHide', '1'))
  return made('nary', properties, argument('sub', sub ?? nothing, look) + argument('sup', sup ?? nothing, look) + argument('e', filled(of), look))
}

function scripts(math: ExpressionOf<'scripts'>, look: Look): string {
  const sum = sumOf(math)
  if (sum) return large(sum, nothing, look)
  const base = argument('e', filled(math.base), look)
  if (math.sub && math.sup) return made('sSubSup', '', base + argument('sub', math.sub, look) + argument('sup', math.sup, look))
  if (math.sub) return made('sSub', '', base + argument('sub', math.sub, look))
  return math.sup ? made('sSup', '', base + argument('sup', math.sup, look)) : write(math.base, look)
}

function limits(math: ExpressionOf<'limits'>, look: Look): string {
  const sum = sumOf(math)
  if (sum) return large(sum, nothing, look)
  const inner = write(math.base, look)
  const lower = math.under ? made('limLow', '', `<m:e>${inner}</m:e>${argument('lim', math.under, look)}`) : inner
  return math.over ? made('limUpp', '', `<m:e>${lower}</m:e>${argument('lim', math.over, look)}`) : lower
}

/** Signs as TeX sets them over a letter, by the combining characters that Word knows them by. */
const COMBINING: Readonly<Record<string, string>> = {
  ˆ: '\u0302',
  '^': '\u0302',
  '~': '\u0303',
  '˜': '\u0303',
  '→': '\u20d7',
  '←': '\u20d6',
  '↔': '\u20e1',
  '˙': '\u0307',
  '¨': '\u0308',
  ˇ: '\u030c',
  '˘': '\u0306',
  '´': '\u0301',
  '`': '\u0300',
  '˚': '\u030a',
  '⃛': '\u20db',
  '⃜': '\u20dc',
  '⇀': '\u20d1',
  '↼': '\u20d0',
}

function accent(math: ExpressionOf<'accent'>, look: Look): string {
  const inner = argument('e', math.of, look)
  if (math.sign === '‾' || math.sign === '¯') return made('bar', value('pos', math.at === 'over' ? 'top' : 'bot'), inner)
  const combining = COMBINING[math.sign]
  if (combining === undefined || math.at === 'under') return made('groupChr', value('chr', math.sign) + positioned(math.at), inner)
  return made('acc', value('chr', combining), inner)
}

function positioned(at: 'over' | 'under'): string {
  return at === 'over' ? value('pos', 'top') + value('vertJc', 'bot') : value('pos', 'bot')
}

/** An arrow is as long as the text that it is a brace of. */
function arrow({ sign, over, under }: ExpressionOf<'arrow'>, look: Look): string {
  if (over === null && under === null) return run(sign, 'math', look)
  const upper = over === null ? null : made('groupChr', value('chr', sign) + value('vertJc', 'bot'), argument('e', over, look))
  if (under === null) return upper ?? ''
  return upper === null
    ? made('groupChr', value('chr', sign) + value('pos', 'top'), argument('e', under, look))
    : made('limLow', '', `<m:e>${upper}</m:e>${argument('lim', under, look)}`)
}

/** Word knows one sign between all parts: what stands behind the last of a kind is within, between no brackets and with its own. */
function fenced({ open, close, parts, separators }: ExpressionOf<'fenced'>, look: Look): string {
  const [sign] = separators
  const own = separators.findIndex((each) => each !== sign)
  const count = own < 0 ? parts.length : own
  const inner = parts.slice(0, count).map((part) => argument('e', filled(part), look))
  const rest: Expression = { kind: 'fenced', open: '', close: '', parts: parts.slice(count), separators: separators.slice(count) }
  if (count < parts.length) inner.push(argument('e', rest, look))
  return made('d', value('begChr', open) + (sign === undefined ? '' : value('sepChr', sign)) + value('endChr', close), inner.join(''))
}

function grid({ rows, columns, look: kind }: ExpressionOf<'grid'>, look: Look): string {
  const tagged = rows.some(({ tag }) => tag !== null)
  const [only] = rows
  if (rows.length === 1 && columns.length === 1 && only) return write(row(only.cells), look) + tagOf(only.tag, look)
  const sides = tagged ? [...columns, 'left' as const] : columns
  const described = sides.map((side) => `<m:mc><m:mcPr>${value('count', '1')}${value('mcJc', side)}</m:mcPr></m:mc>`).join('')
  const apart = kind === 'matrix' ? '' : value('cGpRule', '3') + value('cGp', '0')
  const lines = rows.map(({ cells, tag }) => {
    const all = columns.map((_, i) => (cells[i] && !isNothing(cells[i]) ? equationPart(cells[i], kind, look) : write(invisible, look)))
    return `<m:mr>${[...all, ...(tagged ? [tagOf(tag, look)] : [])].map((cell) => `<m:e>${cell}</m:e>`).join('')}</m:mr>`
  })
  return made('m', `<m:plcHide m:val="1"/>${apart}<m:mcs>${described}</m:mcs>`, lines.join(''))
}

/** Some programs draw a relation at the beginning of a cell as if something were missing before it. */
function equationPart(cell: Expression, kind: ExpressionOf<'grid'>['look'], look: Look): string {
  const [first] = partsOf(cell)
  const isOpen = kind === 'equations' && first?.kind === 'sign' && first.role === 'operator'
  return (isOpen ? write(invisible, look) : '') + write(cell, look)
}

function tagOf(tag: string | null, look: Look): string {
  return tag === null ? '' : run(`\u2003${tag}`, 'text', look)
}
