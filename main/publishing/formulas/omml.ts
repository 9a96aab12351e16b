/**
 * A formula as Office math (OMML, ECMA-376 part 1, section 22.1), which Word and WPS edit as their own. What OMML has no word for is said
 * in the nearest way that Word, LibreOffice and pandoc all draw; lines within a grid are the only thing that is left out (`omits`).
 */
import { escapedXml } from './xml.ts'
import { isNothing, type Expression, type ExpressionOf, nothing, partsOf, row } from './expression.ts'
import { coreOf, isCommand, lowBrackets, officeRow, shortArrow } from './office-row.ts'

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

const STYLES = {
  math: '',
  upright: '<m:rPr><m:sty m:val="p"/></m:rPr>',
  text: '<m:rPr><m:nor/></m:rPr>',
  literal: '<m:rPr><m:lit/></m:rPr>',
  name: '<m:rPr><m:lit/><m:sty m:val="p"/></m:rPr>',
}

function run(text: string, style: keyof typeof STYLES, look: Look): string {
  const colour = look.colour === undefined ? '' : `<w:color w:val="${look.colour.slice(1)}"/>`
  // A stroke that ends what LibreOffice quotes would take the mark that ends it along; a space of no width keeps them apart.
  const safe = style === 'literal' || style === 'text' ? text.replace(/\\$/, '\\\u200b') : text
  const size = look.factor === undefined ? '' : `<w:sz w:val="${Math.round(HALF_POINTS * look.factor)}"/>`
  return `<m:r>${STYLES[style]}<w:rPr>${FONT}${colour}${size}</w:rPr><m:t xml:space="preserve">${escapedXml(safe)}</m:t></m:r>`
}

/** LibreOffice puts what is text between straight quotation marks and a stroke before braces: TeX draws the one as is done here, and the other stands by itself. */
function textRuns(text: string, look: Look): string {
  const pieces = text.replaceAll('"', '”').split(/([{}])/)
  return pieces.map((piece, at) => (at % 2 === 1 ? run(piece, 'math', look) : piece !== '' || pieces.length === 1 ? run(piece, 'text', look) : '')).join('')
}

const argument = (name: string, math: Expression, look: Look): string => `<m:${name}>${write(math, look)}</m:${name}>`
const value = (name: string, text: string): string => `<m:${name} m:val="${escapedXml(text)}"/>`
const made = (name: string, properties: string, content: string): string =>
  `<m:${name}>${properties === '' ? '' : `<m:${name}Pr>${properties}</m:${name}Pr>`}${content}</m:${name}>`

function write(math: Expression, look: Look = {}): string {
  return rowOf(officeRow(partsOf(math)), look)
}

function writeOne(math: Expression, look: Look): string {
  const within = (name: string, inner: Expression) => argument(name, inner, look)
  switch (math.kind) {
    case 'row':
      return write(math, look)
    case 'sign':
      return run(math.text, signStyle(math), tallLook(math, look))
    case 'text':
      return textRuns(math.text, look)
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
    case 'sized':
    case 'styled':
      // What a row holds stands apart by now.
      return writeOne(coreOf(math), lookWithin(math, look))
    case 'rule':
      return run('—'.repeat(Math.max(1, Math.round(math.width))), 'math', look)
  }
}

/** A stroke is an operator to LibreOffice, which draws P(A|B) as P(A∨B), and |x| as a mistake, unless it is said to be literal; others are as well. */
function signStyle({ role, text, upright }: ExpressionOf<'sign'>): keyof typeof STYLES {
  if (/^[|#&_\\^~`"]$/.test(text) || (role === 'identifier' && /^[()[\]/]$/.test(text))) return 'literal'
  if (role !== 'number' && upright && isCommand(text)) return 'name'
  return role === 'identifier' && upright ? 'upright' : 'math'
}

/** A bracket that stands alone is as high as its type is large. */
function tallLook({ height }: ExpressionOf<'sign'>, look: Look): Look {
  return height === undefined ? look : { ...look, factor: (look.factor ?? 1) * height }
}

/** How what is in a colour or of a size looks. */
function lookWithin(math: Expression, look: Look): Look {
  if (math.kind === 'coloured') return lookWithin(math.of, { ...look, colour: math.colour })
  if (math.kind === 'sized') return lookWithin(math.of, { ...look, factor: (look.factor ?? 1) * math.factor })
  return math.kind === 'styled' ? lookWithin(math.of, look) : look
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

/** Signs that LibreOffice, too, knows as those of sums. */
const LARGE = /^[∑∏∐∫∬∭∮∯∰]$/
/** Others have no form there with what they reach over: they are signs, above and below what stands by itself larger, as fonts have them. */
const OTHER_LARGE = /^[⨌⋃⋂⋁⋀⨁⨂⨀⨄⨆]$/
const LARGER = 1.4
/** What a sum reaches to. */
const ENDS_SUM = /^[=<>≤≥≠≈≡∼≃≅∝∈∉⊂⊆→⇒⇔,;，；]$/

/** A large sign takes what follows it, up to a relation or a comma, as Word does it. */
function rowOf(parts: readonly Expression[], look: Look): string {
  let out = ''
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i]!
    const sum = parts.length === 1 && part.kind === 'sign' ? null : sumOf(coreOf(part))
    if (sum === null) {
      out += writeOne(part, look)
      continue
    }
    const end = endOfSum(parts, i + 1)
    out += large(sum, row(parts.slice(i + 1, end)), lookWithin(part, look), look)
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

function large({ sign, sub, sup, isBeside }: Sum, of: Expression, look: Look, outer: Look = look): string {
  const properties =
    value('chr', sign) +
    value('limLoc', isBeside ? 'subSup' : 'undOvr') +
    value('grow', '1') +
    (sub ? '' : value('subHide', '1')) +
    (sup ? '' : value('supHide', '1'))
  return made('nary', properties, argument('sub', sub ?? nothing, look) + argument('sup', sup ?? nothing, look) + argument('e', filled(of), outer))
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
  const isLarge = math.base.kind === 'sign' && OTHER_LARGE.test(math.base.text)
  const around = isLarge ? { ...look, factor: (look.factor ?? 1) * LARGER } : look
  const inner = together(math.base, math.base.kind === 'row' ? write(math.base, look) : writeOne(math.base, around), math.under !== null, math.over !== null)
  const lower = math.under ? made('limLow', '', `<m:e>${inner}</m:e>${argument('lim', math.under, look)}`) : inner
  return math.over ? made('limUpp', '', `<m:e>${lower}</m:e>${argument('lim', math.over, look)}`) : lower
}

/** LibreOffice sets one thing above and one below another: what has one already stands between brackets that are not drawn. */
function together(math: Expression, written: string, isUnder: boolean, isOver: boolean): string {
  const has = (at: 'over' | 'under'): boolean => sidesOf(math).has(at)
  return (isUnder && has('under')) || (isOver && has('over')) ? made('d', value('begChr', '') + value('endChr', ''), `<m:e>${written}</m:e>`) : written
}

/** Where something stands above or below what was written. */
function sidesOf(math: Expression): ReadonlySet<'over' | 'under'> {
  const { under, over } = math.kind === 'limits' ? math : { under: null, over: null }
  const at = (math.kind === 'brace' && !/[⏞⏟]/.test(math.sign)) || math.kind === 'accent' ? [math.at] : []
  return new Set([...(under ? ['under' as const] : []), ...(over ? ['over' as const] : []), ...at])
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
function arrow(math: ExpressionOf<'arrow'>, look: Look): string {
  const { sign, over, under } = math
  const short = shortArrow(math)
  if (short) return limits(short, look)
  if (over === null && under === null) return run(sign, 'math', look)
  const upper = over === null ? null : made('groupChr', value('chr', sign) + value('vertJc', 'bot'), argument('e', over, look))
  if (under === null) return upper ?? ''
  if (upper === null) return made('groupChr', value('chr', sign) + value('pos', 'top'), argument('e', under, look))
  const above: Expression = { kind: 'limits', base: nothing, under: over, over: null }
  return made('limLow', '', `<m:e>${together(above, upper, true, false)}</m:e>${argument('lim', under, look)}`)
}

/** Word knows one sign between all parts: what stands behind the last of a kind is within, between no brackets and with its own. */
function fenced(math: ExpressionOf<'fenced'>, look: Look): string {
  const { open, close, parts, separators, isLow } = math
  const low = lowBrackets(math)
  if (low) return write(low, look)
  const [sign] = separators
  const own = separators.findIndex((each) => each !== sign)
  const count = own < 0 ? parts.length : own
  const inner = parts.slice(0, count).map((part) => argument('e', filled(part), look))
  const rest: Expression = { kind: 'fenced', open: '', close: '', parts: parts.slice(count), separators: separators.slice(count) }
  if (count < parts.length) inner.push(argument('e', rest, look))
  return made(
    'd',
    value('begChr', open) + (sign === undefined ? '' : value('sepChr', sign)) + value('endChr', close) + (isLow ? value('grow', '0') : ''),
    inner.join(''),
  )
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
    return `<m:mr>${[...all, ...(tagged ? [tagOf(tag, look) || write(invisible, look)] : [])].map((cell) => `<m:e>${cell}</m:e>`).join('')}</m:mr>`
  })
  return made('m', `<m:plcHide m:val="1"/>${apart}<m:mcs>${described}</m:mcs>`, lines.join(''))
}

/** Some programs draw a relation at the beginning of a cell as if something were missing before it. */
function equationPart(cell: Expression, kind: ExpressionOf<'grid'>['look'], look: Look): string {
  const [first] = partsOf(cell)
  const isOpen = kind === 'equations' && first?.kind === 'sign' && first.role === 'operator'
  return write(isOpen ? row([invisible, cell]) : cell, look)
}

function tagOf(tag: string | null, look: Look): string {
  return tag === null ? '' : run(`\u2003${tag}`, 'text', look)
}
