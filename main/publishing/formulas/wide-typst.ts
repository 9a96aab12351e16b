/**
 * A formula of the typeset book that may be wider than where it stands: Typst would set it over the margins and off the page. What can be
 * parted is, where TeX parts lines; what can't be, such as a fraction, is made smaller. How wide it is Typst alone knows (`moke-formula`,
 * `moke-solid` in `pdf/formula-kit.ts`).
 */
import { type Expression, partsOf, row } from './expression.ts'
import { mostWidth } from './formula-width.ts'
import { gridTypst, typstOf, typstString } from './typst-math.ts'

/** Of a formula by itself: what there is room for, in em, and what `name` it is told by where it becomes too small to be read. */
export function displayTypst(math: Expression, room: number, name: string): string {
  const whole = equationBlock(typstOf(math))
  const tagged = taggedTypst(math)
  if (mostWidth(math) <= room) return tagged ?? whole
  const lines = linesOf(math).map((line) => `(${valuesOf(line, { room, isDisplay: true, name }).join(', ')},)`)
  return `moke-formula(${[typstString(name), whole, ...(tagged === null ? [] : [`tagged: ${tagged}`]), ...lines].join(', ')})`
}

function equationBlock(math: string): string {
  return `math.equation(block: true, $ ${math} $.body)`
}

/** With its numbers at the margin (`moke-tagged`); null where it has none. */
function taggedTypst(math: Expression): string | null {
  const tags = math.kind === 'grid' ? math.rows.flatMap(({ tag }) => tag ?? []) : []
  if (math.kind !== 'grid' || tags.length === 0) return null
  const bare = { ...math, rows: math.rows.map((each) => ({ ...each, tag: null })) }
  return `moke-tagged(${equationBlock(typstOf(bare))}, (${tags.map((tag) => `${typstString(tag)},`).join(' ')}), gap => ${equationBlock(gridTypst(math, 'gap'))})`
}

/** The same of one within a line. */
export function inlineTypst(math: Expression, room: number, name: string): string {
  return mostWidth(math) <= room ? `math.equation($${typstOf(math)}$.body)` : `moke-parts(${valuesOf(math, { room, isDisplay: false, name }).join(', ')})`
}

interface Wide {
  readonly room: number
  readonly isDisplay: boolean
  readonly name: string
}

/** Equations one below the other are lines already; what is between brackets is one thing. */
function linesOf(math: Expression): readonly Expression[] {
  if (math.kind !== 'grid' || (math.look !== 'equations' && math.rows.length > 1)) return [math]
  return math.rows.map(({ cells, tag }) => row([...cells, ...(tag === null ? [] : [{ kind: 'space', em: 2 } as const, { kind: 'text', text: tag } as const])]))
}

/**
 * Values that stand one behind the other in a paragraph, between which a line may end. Within an equation it ends behind operators by itself,
 * as it does in a text; lines of a formula by itself begin with them, so each is a value that is not parted, with what follows it.
 */
function valuesOf(math: Expression, wide: Wide): string[] {
  if (math.kind === 'coloured') return valuesOf(math.of, wide).map((value) => `(fill: rgb("${math.colour}"), of: ${value})`)
  if (math.kind === 'styled') return valuesOf(math.of, { ...wide, isDisplay: math.isDisplay })
  const values: string[] = []
  let run: Expression[] = []
  let [sinceBreak, isFollowing] = [0, false]
  const end = (): void => {
    if (run.length > 0) values.push(equationOf(run, wide, isFollowing))
    ;[run, sinceBreak, isFollowing] = [[], 0, values.length > 0]
  }
  for (const part of partsOf(math).flatMap(unfolded(wide.room))) {
    const width = mostWidth(part)
    if (wide.isDisplay && isTerm(part) && run.some((each) => each.kind !== 'space' && !isTerm(each))) end()
    if (width > wide.room && !isParted(part, wide.room)) {
      end()
      values.push(...solid(part, wide))
      isFollowing = true
      continue
    }
    if (sinceBreak + width > wide.room && !isParted(part, wide.room)) end()
    run.push(part)
    sinceBreak = isOperator(part) || isParted(part, wide.room) ? 0 : sinceBreak + width
    if (part.kind === 'sign' && /^[,;，；]$/.test(part.text)) {
      end()
      values.push('h(0.17em, weak: true)')
    }
  }
  end()
  return values
}

/** Exponents of long brackets stand behind them: with them they could not be parted. */
function unfolded(room: number): (part: Expression) => readonly Expression[] {
  return (part) => {
    if (part.kind !== 'scripts' || part.base.kind !== 'fenced' || mostWidth(part) <= room || !isParted(part.base, room)) return [part]
    return [part.base, { ...part, base: { kind: 'text', text: '\u200b' } }]
  }
}

/** Whether Typst ends a line within it: where it is brackets around what can be parted. */
function isParted(part: Expression, room: number): boolean {
  if (part.kind !== 'fenced' || mostWidth(part) <= room) return false
  let since = 0
  return part.parts.flatMap(partsOf).every((inner) => {
    since = isOperator(inner) ? 0 : since + mostWidth(inner)
    return since <= room
  })
}

function isOperator(part: Expression): boolean {
  return part.kind === 'sign' && part.role === 'operator' && /^[\p{Sm}\-−∗*·⋅∘…→⇒]$/u.test(part.text) && !/^[/|∣∑∏∐∫∮√∂∇∀∃¬]$/.test(part.text)
}

/** An operator before which a formula by itself is parted; dots are what it stands before. */
function isTerm(part: Expression): boolean {
  return isOperator(part) && part.kind === 'sign' && !/^[…⋯]$/.test(part.text)
}

function equationOf(run: readonly Expression[], { isDisplay, room }: Wide, isFollowing: boolean): string {
  const [first] = run
  // Something to stand behind: an operator that begins its equation has no room before it.
  const math = `${isFollowing && first && isOperator(first) ? '"" ' : ''}${typstOf(row(run))}`
  if (!isDisplay) return `math.equation($${math}$.body)`
  const large = `display(${math})`
  // What could have scripts is one thing, within which no line ends.
  return `math.equation($${mostWidth(row(run)) <= room ? `scripts(${large})` : large}$.body)`
}

/** What can't be parted. Words can, by themselves. */
function solid(part: Expression, wide: Wide): string[] {
  if (part.kind === 'text') return [`moke-words(${typstString(part.text)})`]
  if (part.kind === 'coloured' || part.kind === 'styled') return valuesOf(part, wide)
  return [`(solid: ${equationOf([part], wide, false)}, name: ${typstString(wide.name)})`]
}
