/** Scripts without a base of their own, such as chemistry's and those before a letter, brought to what they belong to. */
import { isNothing, type Expression, type ExpressionOf } from './expression.ts'

/** A part of a row; `isFloating` where it is scripts on nothing. */
export interface Unplaced {
  readonly math: Expression
  readonly isFloating: boolean
}

/**
 * What has no base belongs to what stands right before it, if that is a letter, a text or a bracket, and otherwise to what follows. A
 * subscript and a superscript on one base are one.
 */
export function scriptsInPlace(parts: readonly Unplaced[]): Expression[] {
  const placed: Expression[] = []
  let waiting: ExpressionOf<'scripts'> | null = null
  for (const { math, isFloating } of parts) {
    if (isFloating && math.kind === 'scripts') {
      const before = placed.at(-1)
      if (before && isBase(before)) placed[placed.length - 1] = withScripts(before, math)
      else waiting = waiting ? merged(waiting, math) : math
    } else if (waiting && !isNothing(math)) {
      const { sub, sup } = waiting
      waiting = null
      placed.push({ kind: 'prescripts', base: math, sub, sup })
    } else if (!(math.kind === 'row' && math.of.length === 0)) placed.push(math)
  }
  if (waiting) placed.push(waiting)
  return placed
}

function isBase(math: Expression): boolean {
  if (math.kind === 'sign') return math.role !== 'operator' || /^[)\]}⟩⌋⌉]$/.test(math.text)
  return math.kind === 'text' ? math.text.trim() !== '' : math.kind === 'scripts' || math.kind === 'fenced' || math.kind === 'row'
}

function withScripts(before: Expression, added: ExpressionOf<'scripts'>): Expression {
  if (before.kind === 'scripts' && !(before.sub && added.sub) && !(before.sup && added.sup)) return { ...merged(added, before), base: before.base }
  return { ...added, base: before }
}

function merged(a: ExpressionOf<'scripts'>, b: ExpressionOf<'scripts'>): ExpressionOf<'scripts'> {
  return { kind: 'scripts', base: a.base, sub: a.sub ?? b.sub, sup: a.sup ?? b.sup }
}
