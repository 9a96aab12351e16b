/**
 * What a source may not ask for, whoever wrote it: definitions that double what they are given, sizes that cover the page, trees thousands
 * deep. Counted and not timed, so that a formula that is read on one computer is read on all.
 */
import { hexOf } from './colours.ts'
import type { Node } from './formula-tree.ts'

/** What Temml's expander lets a macro do. */
export interface Gullet {
  popToken(): { readonly text: string }
  isDefined(name: string): boolean
  pushTokens(tokens: readonly unknown[]): void
  consumeArgs(count: number, delimiters?: unknown): readonly (readonly unknown[])[]
  readonly macros: { set(name: string, value: unknown, isGlobal?: boolean): void }
}

/** More was asked for than a formula can need. */
export class TooMuch extends Error {
  override readonly name = 'TooMuch'
}

/** Signs that all macros of a formula may come to, that one may be defined as, and that one may be given at once: the last two make a product. */
const MOST_SIGNS = 60_000
const MOST_DEFINED = 500
const MOST_GIVEN = 1000
const DEEPEST = 160
const WIDEST_EM = 40

/** A macro of nothing that has all others counted from there on. */
export function guarded(gullet: Gullet): string {
  const [push, consume, define] = [gullet.pushTokens.bind(gullet), gullet.consumeArgs.bind(gullet), gullet.macros.set.bind(gullet.macros)]
  let left = MOST_SIGNS
  gullet.pushTokens = (tokens) => {
    left -= tokens.length
    if (left < 0) throw new TooMuch('more signs than a formula can need')
    push(tokens)
  }
  gullet.consumeArgs = (count, delimiters) => {
    const given = consume(count, delimiters)
    if (given.some(({ length }) => length > MOST_GIVEN)) throw new TooMuch('more given to a macro than a formula can need')
    return given
  }
  gullet.macros.set = (name, value, isGlobal) => {
    const isLong = typeof value === 'object' && value !== null && 'tokens' in value && Array.isArray(value.tokens) && value.tokens.length > MOST_DEFINED
    if (isLong) throw new TooMuch('a longer definition than a formula can need')
    define(name, value, isGlobal)
  }
  return ''
}

/** The tree, with lengths that stay on a page and colours by their numbers; throws where it is too deep to be drawn. */
export function boundedTree(node: Node, depth = 0): Node {
  if (depth > DEEPEST) throw new TooMuch('deeper than a formula can need')
  const { text, type, attributes, classes, style, children } = node
  if (text !== undefined) return { text }
  return {
    ...(type !== undefined && { type }),
    ...(attributes && { attributes: boundedLengths(attributes) }),
    ...(classes && { classes }),
    ...(style && { style: boundedLengths(style) }),
    ...(children && { children: children.map((child) => boundedTree(child, depth + 1)) }),
  }
}

const PER_EM: Readonly<Record<string, number>> = { em: 1, ex: 2.3, pt: 10, px: 16, mu: 18, pc: 0.84, mm: 3.5, cm: 0.35, in: 0.14 }

const COLOURS = new Set(['color', 'mathcolor', 'mathbackground'])

function boundedLengths(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => {
      if (typeof value !== 'string') return [[name, value]]
      if (!COLOURS.has(name)) return [[name, boundedLength(value)]]
      const hex = hexOf(value)
      return hex === null ? [] : [[name, hex]]
    }),
  )
}

function boundedLength(value: string): string {
  const [, sign = '', number = '', unit = ''] = /^([+-]?)(\d*\.?\d+(?:e[+-]?\d+)?)([a-z]{2})$/i.exec(value) ?? []
  const most = WIDEST_EM * (PER_EM[unit] ?? Number.POSITIVE_INFINITY)
  return number !== '' && Number(number) > most ? `${sign}${most}${unit}` : value
}
