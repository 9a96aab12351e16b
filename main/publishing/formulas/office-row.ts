/**
 * Things of a formula one behind the other, as Office math has them. Word draws any of them; LibreOffice makes of them a line of its own
 * language, in which a sign may lack what it joins, a bracket its other, and a name be a command: it draws these as mistakes, or not at all.
 * What is done here against that changes nothing of what Word draws.
 */
import { type Expression, type ExpressionOf, partsOf, row } from './expression.ts'
import { pairedBrackets } from './tall-brackets.ts'

type Sign = ExpressionOf<'sign'>

/** A run without characters: nothing to Word, and to LibreOffice something that a sign can join. */
const blank: Expression = { kind: 'text', text: '' }

/** A row in which brackets are pairs, or characters as letters are, and every sign has what it joins. */
export function officeRow(parts: readonly Expression[]): Expression[] {
  return completed(intervals(pairedBrackets(parts.flatMap(apart))))
}

/** What surrounds a row, as a colour does, around each of its parts: signs see what they stand beside. */
function apart(part: Expression): Expression[] {
  if (part.kind === 'row') return part.of.flatMap(apart)
  return isAround(part) ? apart(part.of).map((of) => ({ ...part, of })) : [part]
}

/** A sign that is longer than it usually is has no form to LibreOffice where it joins others. */
export function shortArrow(math: ExpressionOf<'arrow'>): ExpressionOf<'limits'> | null {
  const { sign, under, over } = math
  return (under !== null || over !== null) && JOINING.test(sign)
    ? { kind: 'limits', base: { kind: 'sign', role: 'operator', text: sign, upright: true }, under, over }
    : null
}

/** The sign that a part is, in whatever colour; null where it is something else. */
function signOf(part: Expression): Sign | null {
  const core = coreOf(part)
  return core.kind === 'sign' ? core : null
}

/** What a part joins by, and a bracket, whatever stands above and below it; nothing of what stands as a letter does. */
function joins(part: Expression): string {
  if (part.kind === 'limits') return joins(part.base)
  if (part.kind === 'arrow') return shortArrow(part) ? part.sign : ''
  if (isAround(part)) return joins(part.of)
  return part.kind === 'sign' && !(part.role === 'identifier' && LETTER.test(part.text)) ? part.text : ''
}

const JOINING = /^[=<>/*]+$/
/** A limit is a sign before something to LibreOffice. */
const LEADING = /^(?:[+-]|lim|liminf|limsup)$/
const [OPENING, CLOSING] = [/^[([]$/, /^[)\]]$/]
/** What stands as a letter does where it is said to be one. */
const LETTER = /^[()[\]/]$/

function completed(parts: readonly Expression[]): Expression[] {
  const made: Expression[] = []
  let [hasLeft, isPending] = [false, false]
  for (const part of parts) {
    // What is hidden, and room that is taken back, are nothing to LibreOffice.
    if (part.kind === 'hidden' || (part.kind === 'space' && part.em <= 0)) {
      made.push(part)
      continue
    }
    const sign = joins(part)
    const isJoining = JOINING.test(sign)
    if ((isJoining && !hasLeft) || (isPending && CLOSING.test(sign))) made.push(blank)
    made.push(part)
    isPending = isJoining || LEADING.test(sign)
    hasLeft = !isPending && !OPENING.test(sign)
  }
  return isPending ? [...made, blank] : made
}

/** Two brackets of different kinds are a pair as high as a letter, one alone is a character: to LibreOffice only its own other closes a bracket. */
function intervals(parts: readonly Expression[]): Expression[] {
  const [made, open]: [Expression[], number[]] = [[], []]
  for (const part of parts) {
    const sign = signOf(part)
    const bracket = sign?.role === 'operator' && (OPENING.test(sign.text) || CLOSING.test(sign.text)) ? sign.text : ''
    if (!CLOSING.test(bracket)) {
      if (bracket !== '' && sign?.height === undefined) open.push(made.length)
      made.push(sign?.height !== undefined && bracket !== '' ? alone(part) : part)
      continue
    }
    const from = sign?.height === undefined ? open.pop() : undefined
    const first = from === undefined ? undefined : made[from]
    if (from === undefined || first === undefined) made.push(alone(part))
    else if (joins(first) === (bracket === ')' ? '(' : '[')) made.push(part)
    else made.push({ kind: 'fenced', open: joins(first), close: bracket, parts: [row(made.splice(from).slice(1))], separators: [], isLow: true })
  }
  for (const at of open) made[at] = alone(made[at]!)
  return made
}

/** Brackets that LibreOffice does not know at their side, as in ]a, b[, around what is as high as they are; null where they are others. */
export function lowBrackets({ open, close, parts: [inner, ...others] }: ExpressionOf<'fenced'>): Expression | null {
  const isTurned = /^[)\]/\\]$/.test(open) || /^[([/\\]$/.test(close)
  if (!isTurned || !inner || others.length > 0 || !partsOf(inner).every(({ kind }) => kind === 'sign' || kind === 'text' || kind === 'space')) return null
  return row([...edgeOf(open), inner, ...edgeOf(close)])
}

function edgeOf(text: string): Expression[] {
  return /^[()[\]/]$/.test(text)
    ? [{ kind: 'sign', role: 'identifier', text, upright: true }]
    : text === ''
      ? []
      : [{ kind: 'sign', role: 'operator', text, upright: true }]
}

/** What stands in a colour or of a size. */
export function coreOf(part: Expression): Expression {
  return isAround(part) ? coreOf(part.of) : part
}

/** A bracket as a character: `signStyle` says the rest. */
function alone(part: Expression): Expression {
  if (part.kind === 'sign') return { ...part, role: 'identifier' }
  return isAround(part) ? { ...part, of: alone(part.of) } : part
}

function isAround(part: Expression): part is ExpressionOf<'coloured' | 'sized' | 'styled'> {
  return part.kind === 'coloured' || part.kind === 'sized' || part.kind === 'styled'
}

/** Names that are commands to LibreOffice, in whichever case, but for those that it draws as they are written. */
const COMMANDS = new Set(
  `acute aleph alignb alignc alignl alignm alignr alignt and approx aqua backepsilon bar binom black blue bold boper breve bslash check circ circle
  color coprod csub csup cyan dddot ddot def div divides dlarrow dlrarrow dot dotsaxis dotsdiag dotsdown dotslow dotsup dotsvert downarrow drarrow
  emptyset equiv evaluate exists fact fixed font forall fourier frac from fuchsia func ge geslant gg grave gray green gt hadd harpoon hat hbar hex
  hexrgb iiint iint im in infinity infty int intd intersection ital italic lambdabar langle laplace lbrace lceil ldbracket ldline le left leftarrow
  leslant lfloor lime lint ll lline llint lllint lsub lsup lt magenta maroon matrix minusplus mline nabla navy nbold ndivides neg neq newline ni
  nitalic none norm nospace notexists notin notprecedes notsucceeds nroot nsubset nsubseteq nsupset nsupseteq odivide odot olive ominus oper oplus
  or ortho otimes over overbrace overline overstrike owns parallel partial phantom plusminus prec preccurlyeq preceq precsim prod prop purple
  rbrace rceil rdbracket rdline re red rfloor rgb rgba right rightarrow rline rsub rsup sans serif setc setminus setn setq setquotient setr setz
  silver sim simeq size slash sqrt stack sub subset subseteq succ succcurlyeq succeq succsim such suchthat sum sup supset supseteq teal tilde times
  to toward transl transr underbrace underline union uoper uparrow vec white widebslash wideharpoon widehat wideslash widetilde widevec wp yellow`.split(/\s+/),
)

export function isCommand(name: string): boolean {
  return (
    !LEADING.test(name) &&
    name
      .toLowerCase()
      .split(/[^a-z]+/)
      .some((word) => COMMANDS.has(word) || word.startsWith('lim'))
  )
}
