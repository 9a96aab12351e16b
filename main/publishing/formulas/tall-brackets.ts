/**
 * Brackets whose height their author said (`\Big(`), brought together with what stands between them: Office knows brackets that grow with
 * their content, and none of a height of its own.
 */
import { type Expression, type ExpressionOf, row } from './expression.ts'

type Tall = ExpressionOf<'sign'> & { readonly height: number }

/** A row in which every such pair, the inner ones too, is one thing between brackets; what is left alone stays a sign. */
export function pairedBrackets(parts: readonly Expression[]): Expression[] {
  const paired: Expression[] = []
  for (let at = 0; at < parts.length; at += 1) {
    const part = parts[at]!
    const end = isTall(part) && /^[([{⟨⌊⌈|‖]$/.test(part.text) ? closing(parts, at, part) : -1
    const last = parts[end]
    const close = last && tallIn(last)
    if (!isTall(part) || !last || !close) {
      paired.push(part)
      continue
    }
    const fenced: Expression = { kind: 'fenced', open: part.text, close: close.text, parts: [row(pairedBrackets(parts.slice(at + 1, end)))], separators: [] }
    paired.push(last.kind === 'scripts' ? { ...last, base: fenced } : fenced)
    at = end
  }
  return paired
}

function isTall(math: Expression): math is Tall {
  return math.kind === 'sign' && math.height !== undefined
}

/** A bracket by itself, or with an exponent. */
function tallIn(math: Expression): Tall | null {
  if (isTall(math)) return math
  return math.kind === 'scripts' && isTall(math.base) ? math.base : null
}

/** Where the bracket is closed: by one of its height, brackets of that height within being pairs of their own. */
function closing(parts: readonly Expression[], from: number, open: Tall): number {
  const isEven = /^[|‖]$/.test(open.text)
  let depth = 0
  for (let at = from + 1; at < parts.length; at += 1) {
    const part = parts[at]!
    const tall = tallIn(part)
    if (tall?.height !== open.height) continue
    if (isEven ? tall.text === open.text : /^[)\]}⟩⌋⌉]$/.test(tall.text)) {
      if (depth === 0) return at
      depth -= 1
    } else if (!isEven && isTall(part) && /^[([{⟨⌊⌈]$/.test(part.text)) depth += 1
  }
  return -1
}
