/**
 * What a formula says, whatever it is written in: read once from its TeX (`read-formula.ts`), then written as Office math, as Typst, as
 * MathML and as speech. Everything that a writer has to know stands in a kind of its own; none looks at TeX.
 */

/** Where a column of a grid stands. */
export type Side = 'left' | 'center' | 'right'

export type Expression =
  | { readonly kind: 'row'; readonly of: readonly Expression[] }
  /**
   * A letter, a name (`sin`), a number or a sign. `upright`: not slanted, as names and units are. Letters in bold, script and so on are those of
   * Unicode. `height`: in em, of a bracket that is as high as its author says, whatever it stands around. `edge`: of a bar that opens or closes.
   */
  | {
      readonly kind: 'sign'
      readonly role: 'identifier' | 'number' | 'operator'
      readonly text: string
      readonly upright: boolean
      readonly height?: number
      readonly edge?: 'opening' | 'closing'
    }
  | { readonly kind: 'text'; readonly text: string }
  /** Negative where things move together. In em. */
  | { readonly kind: 'space'; readonly em: number }
  /** Without a bar: two things one above the other, as in a binomial coefficient. */
  | { readonly kind: 'fraction'; readonly above: Expression; readonly below: Expression; readonly hasBar: boolean }
  | { readonly kind: 'root'; readonly of: Expression; readonly index: Expression | null }
  | { readonly kind: 'scripts'; readonly base: Expression; readonly sub: Expression | null; readonly sup: Expression | null }
  /** Below and above left of what follows. */
  | { readonly kind: 'prescripts'; readonly base: Expression; readonly sub: Expression | null; readonly sup: Expression | null }
  /** Straight below and above: of sums, limits, and what has something written over it. */
  | { readonly kind: 'limits'; readonly base: Expression; readonly under: Expression | null; readonly over: Expression | null }
  | { readonly kind: 'accent'; readonly of: Expression; readonly sign: string; readonly isWide: boolean; readonly at: 'over' | 'under' }
  | { readonly kind: 'line'; readonly of: Expression; readonly at: 'over' | 'under' }
  | { readonly kind: 'brace'; readonly of: Expression; readonly sign: string; readonly at: 'over' | 'under' }
  /** An arrow, or any other sign, as long as what stands over and under it. */
  | { readonly kind: 'arrow'; readonly sign: string; readonly over: Expression | null; readonly under: Expression | null }
  /** Between brackets that are as high as it is, or `isLow`, as high as a letter; an empty one is not drawn. `separators` stand between the parts. */
  | {
      readonly kind: 'fenced'
      readonly open: string
      readonly close: string
      readonly parts: readonly Expression[]
      readonly separators: readonly string[]
      readonly isLow?: true
    }
  | {
      readonly kind: 'grid'
      readonly rows: readonly GridRow[]
      readonly columns: readonly Side[]
      /** Lines to the right of these columns and below these rows, counted from 0; -1: before the first. */
      readonly lines: { readonly columns: readonly number[]; readonly rows: readonly number[] }
      /** Equations stand apart as lines of a text do; what is between brackets, as numbers do; `small` within a line. */
      readonly look: 'equations' | 'matrix' | 'small'
    }
  | { readonly kind: 'cancelled'; readonly of: Expression; readonly strokes: readonly ('up' | 'down')[] }
  | { readonly kind: 'boxed'; readonly of: Expression }
  /** Takes room and is not seen. */
  | { readonly kind: 'hidden'; readonly of: Expression }
  /** `#rrggbb` */
  | { readonly kind: 'coloured'; readonly of: Expression; readonly colour: string }
  | { readonly kind: 'sized'; readonly of: Expression; readonly factor: number }
  /** As in a formula of its own, or as in a line. */
  | { readonly kind: 'styled'; readonly of: Expression; readonly isDisplay: boolean }
  /** A black bar, in em. */
  | { readonly kind: 'rule'; readonly width: number; readonly height: number }

/** A row of a grid. `tag` stands at its end, as an equation's number does; null where it has none. `isCounted`: the tag is a number that its author didn't write. */
export interface GridRow {
  readonly cells: readonly Expression[]
  readonly tag: string | null
  readonly isCounted?: true
}

export type ExpressionOf<K extends Expression['kind']> = Extract<Expression, { kind: K }>

export const nothing: Expression = { kind: 'row', of: [] }

/** Whether there is nothing to see. */
export function isNothing(math: Expression): boolean {
  return math.kind === 'row' ? math.of.every(isNothing) : math.kind === 'space' || (math.kind === 'text' && math.text.trim() === '')
}

/** Things one behind the other; one alone is itself. Neighbouring texts are one. */
export function row(of: readonly Expression[]): Expression {
  const joined: Expression[] = []
  for (const each of of.flatMap((one) => (one.kind === 'row' ? one.of : [one]))) {
    const last = joined.at(-1)
    if (last?.kind === 'text' && each.kind === 'text') joined[joined.length - 1] = { kind: 'text', text: last.text + each.text }
    else joined.push(each)
  }
  return joined.length === 1 && joined[0] ? joined[0] : { kind: 'row', of: joined }
}

/** The parts of a row, or the thing itself. */
export function partsOf(math: Expression): readonly Expression[] {
  return math.kind === 'row' ? math.of : [math]
}
