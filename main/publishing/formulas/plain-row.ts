/** Parts of a formula behind one another as characters: with room around relations, and brackets where a line would be read as another value. */
import { isNothing, partsOf, type Expression, type ExpressionOf } from './expression.ts'

/** `write`: what a part is by itself. */
export function plainRow(parts: readonly Expression[], write: (math: Expression) => string): string {
  const all = withMixedNumbers(withPrescripts(parts.flatMap(asDrawn)))
  const seen = all.filter((part) => !isNothing(part) || isGap(part))
  let [line, isBehindName] = ['', false]
  for (const part of all) {
    const at = seen.indexOf(part)
    const text = write(part)
    line += needsBrackets(part, text, line, seen[at - 1], seen[at + 1]) ? `(${text})` : spaced(part, text, line, isBehindName)
    if (!isNothing(part)) isBehindName = isName(part)
  }
  return line
}

/** Its parts, where it only looks otherwise: colours and sizes hold nothing together. */
export function asDrawn(math: Expression): readonly Expression[] {
  if (math.kind === 'coloured' || math.kind === 'sized' || math.kind === 'styled') return partsOf(math.of).flatMap(asDrawn)
  const [only] = math.kind === 'fenced' && math.open === '' && math.close === '' && math.parts.length === 1 ? math.parts : []
  return only === undefined ? [math] : partsOf(only).flatMap(asDrawn)
}

/** Scripts on what is not seen, as chemistry has them, are those of what stands behind them: 2 before ¹⁴C is no power of 2. */
function withPrescripts(parts: readonly Expression[]): readonly Expression[] {
  const placed: Expression[] = []
  let waiting: ExpressionOf<'scripts'> | null = null
  for (const part of parts) {
    if (part.kind === 'scripts' && part.base.kind === 'hidden') waiting = isUnseen(part.sub) && isUnseen(part.sup) ? waiting : part
    else if (waiting !== null && !isNothing(part)) {
      placed.push({ kind: 'prescripts', base: part, sub: waiting.sub, sup: waiting.sup })
      waiting = null
    } else placed.push(part)
  }
  return waiting === null ? placed : [...placed, waiting]
}

const isUnseen = (math: Expression | null): boolean => math === null || partsOf(math).every((part) => part.kind === 'hidden' || isNothing(part))

/** 2 and ¾ behind it are one number, 2又3/4; what is larger than one, or made of letters, is multiplied. */
function withMixedNumbers(parts: readonly Expression[]): readonly Expression[] {
  return parts.flatMap((part, at): readonly Expression[] => {
    const [before, after] = [parts[at - 1], parts[at + 1]]
    if (isWhole(part) && isPortion(after) && !isFactor(before, CLOSING)) return [{ kind: 'row', of: [part, { kind: 'text', text: '又' }, after] }]
    return isPortion(part) && isWhole(before) && !isFactor(parts[at - 2], CLOSING) ? [] : [part]
  })
}

const isWhole = (math: Expression | undefined): math is ExpressionOf<'sign'> => math?.kind === 'sign' && math.role === 'number' && /^[1-9]\d*$/.test(math.text)
const isPortion = (math: Expression | undefined): math is ExpressionOf<'fraction'> =>
  math?.kind === 'fraction' && math.hasBar && isWhole(math.above) && isWhole(math.below) && Number(math.above.text) < Number(math.below.text)

/** Room that parts what stands before it from what stands behind it. */
const isGap = (math: Expression): boolean => math.kind === 'space' && math.em >= 0.9

const [OPENING, CLOSING] = [/^[([{⟨⌊⌈]$/, /^[)\]}⟩⌋⌉]$/]
const LARGE = /^[∑∏∐∫∬∭⨌∮∯∰⋃⋂⋁⋀⨁⨂⨀⨄⨆]$/

/** Whether a line would give a part more, or less, than it has: ½x is no 1/(2x), √a before b no √(ab), and x³ before √8 no ∛8. `line`: what stands before it. */
function needsBrackets(math: Expression, text: string, line: string, before: Expression | undefined, after: Expression | undefined): boolean {
  const [isBehind, isBefore] = [isFactor(before, CLOSING) || isSign(before, LARGE), isFactor(after, OPENING)]
  switch (math.kind) {
    case 'row':
    case 'fraction':
      if (math.kind === 'fraction' && !math.hasBar) return false
      return isBehind || isBefore || isSign(before, /^[÷/]$/) || isSign(after, /^[!/%‰]$/)
    case 'root':
      return isBefore || isSign(after, /^!$/) || (isBehind && (math.index !== null || RAISED.test(line) || (before?.kind === 'scripts' && before.sup !== null)))
    case 'prescripts':
      return isBehind
    case 'scripts':
    case 'limits':
      return isBefore && !isName(math) && isOpen(text)
    case 'boxed':
    case 'brace':
    case 'grid':
      return !/^[\p{L}\p{M}\p{N}.]*$/u.test(text) && (isBehind || isBefore || isSign(before, ARITHMETIC) || isSign(after, ARITHMETIC))
    default:
      return false
  }
}

/** What would be the index of a root behind it. */
const RAISED = /[\p{No}\p{Lm}⁾]$/u

const ARITHMETIC = /^[+\-−±×÷·⋅∗/!]$/

/** Whether it ends in a power or an index that what follows would be among. */
export const isOpen = (text: string): boolean => /[\^_][^^_()（）]+$/u.test(text)

/** A sum, an integral and the like. */
export const isLarge = (math: Expression): boolean => isSign(math, LARGE)

const isSign = (math: Expression | undefined, signs: RegExp): boolean => math?.kind === 'sign' && math.role === 'operator' && signs.test(math.text)

/** Whether what stands beside it is multiplied with it. `bracket`: that which something begins, or ends, there. */
function isFactor(math: Expression | undefined, bracket: RegExp): boolean {
  return (
    math !== undefined &&
    math.kind !== 'text' &&
    math.kind !== 'space' &&
    math.kind !== 'arrow' &&
    (math.kind !== 'sign' || math.role !== 'operator' || bracket.test(math.text))
  )
}

/** Relations and sums have room around them, and a name behind it: sin x. `line`: what is before; a sign that begins something is its own: −1. */
function spaced(part: Expression, text: string, line: string, isBehindName: boolean): string {
  if (isBehindName && /^[\p{L}\p{N}√∑∫]/u.test(text)) return ` ${text}`
  if (isRelation(part)) return ` ${text} `
  if (part.kind !== 'sign' || part.role !== 'operator' || line === '') return text
  const sign = text.replace('-', '−')
  const isOwn = /^[+−±]$/u.test(sign) && /[=<>≤≥≠≈≡→⇒⇔+−±×÷∈⊂⊆([{,;；]$/u.test(line.trimEnd())
  return !isOwn && /^[=<>≤≥≠≈≡→⇒⇔+−±×÷∈⊂⊆]$/u.test(sign) ? ` ${text} ` : text
}

/** With something above or below it. */
function isRelation(math: Expression): boolean {
  return math.kind === 'limits' && isSign(math.base, /^[=<>≤≥≠≈≡∼≃≅→←⇒⇔⟺∈⊂⊆]$/u)
}

/** A name, or a large sign with bounds, which what follows must not seem to be among. */
function isName(math: Expression): boolean {
  if (math.kind === 'scripts' || math.kind === 'limits') return isName(math.base) || isLarge(math.base)
  return math.kind === 'sign' && math.role === 'identifier' && /^\p{L}{2,}$/u.test(math.text)
}
