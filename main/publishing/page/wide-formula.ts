/**
 * A formula that may be wider than the screen it is read on. Readers of books end no line within MathML, and what goes over a page of a book
 * is gone: a row is parted before its operators, each part a `<math>` between which a line may end; a part with no such place, such as a
 * fraction or a matrix, is as small as the width it stands in asks for.
 */
import { drawnWidth } from '../formulas/drawn-width.ts'
import { type Expression, partsOf, row } from '../formulas/expression.ts'
import { mathmlOf, mathmlPart } from '../formulas/mathml.ts'

/** Em of text beside one another on a narrow screen, in letters of an ordinary size. */
export const PHONE = 18
/** Smaller than this share of its size nobody reads it. */
const LEAST_READ = 0.6

export interface ShownFormula {
  readonly html: string
  /** Whether nobody reads it on a narrow screen. */
  readonly isSmall: boolean
}

/** What a line may end before, with the room before it where the line goes on. */
interface Part {
  readonly of: Expression
  readonly before: number
}

/** `least`: the share of its size that it never goes below; what is wider yet then scrolls. */
export function shownFormula(math: Expression, tex: string, isDisplay: boolean, least: number): ShownFormula {
  if (drawnWidth(math, isDisplay) <= PHONE) return { html: mathmlOf(math, tex, isDisplay), isSmall: false }
  const parts = worthIt(partedAt(math), math, isDisplay)
  const widths = parts.map(({ of }) => drawnWidth(of, isDisplay))
  const isSmall = Math.max(...widths) * LEAST_READ > PHONE
  const styles = widths.map((width) => fittingStyle(width, { isDisplay, least }))
  // Within a line it scrolls where it is wider than that in spite of all.
  const boxed = (html: string, at: number): string => (isDisplay || styles[at] === null ? html : `<span class="formula">${html}</span>`)
  if (parts.length === 1) return { html: boxed(mathmlOf(math, tex, isDisplay, styles[0]), 0), isSmall }
  const shown = parts.map(({ of, before }, at) => {
    const html = mathmlPart(at === 0 ? of : following(of), at === 0 ? tex : null, isDisplay, styles[at] ?? null)
    return { before, html: boxed(html, at) }
  })
  return { html: isDisplay ? inBlocks(shown) : shown.map(({ html, before }, at) => (at === 0 ? html : gap(before) + html)).join(''), isSmall }
}

/** What stands between wide spaces keeps together where there is room for it in a line of its own. */
function inBlocks(parts: readonly { readonly before: number; readonly html: string }[]): string {
  let html = ''
  for (const [at, part] of parts.entries()) {
    if (at > 0 && part.before === 0) html += `<wbr/>${part.html}`
    else html += `${at === 0 ? '' : `</span>${gap(part.before)}`}<span class="lines">${part.html}`
  }
  return `${html}</span>`
}

/** One part that is nearly the whole would be hardly larger in a line of its own than where it stands. */
function worthIt(parts: readonly Part[], math: Expression, isDisplay: boolean): readonly Part[] {
  const widest = Math.max(...parts.map(({ of }) => drawnWidth(of, isDisplay)))
  return widest > PHONE && widest > 0.75 * drawnWidth(math, isDisplay) ? [{ of: math, before: 0 }] : parts
}

/** A space is not there where a line ends, however wide it is. */
function gap(em: number): string {
  return em === 0 ? '<wbr/>' : `<span style="word-spacing:${rounded(em - 0.25)}em"> </span>`
}

interface Fitted {
  readonly isDisplay: boolean
  readonly least: number
}

/** As large as its line has room for: first for those who know no widths of what it stands in, as on a narrow screen. */
function fittingStyle(width: number, { isDisplay, least }: Fitted): string | null {
  if (width <= PHONE) return null
  const fixed = `font-size:${rounded(Math.max(least, PHONE / width))}em`
  // What it stands in by itself is measured; a line stands in the page, which has edges.
  const most = `min(1em,calc(${isDisplay ? 100 : 90}cqi / ${rounded(width)}))`
  return `${fixed};font-size:${least === 0 ? most : `max(${least}em,${most})`}`
}

const rounded = (number: number): string => String(Number(number.toFixed(2)))

/** What stands between two parts. */
const GAP = /(<wbr\/>|<span style="word-spacing:[^"]*"> <\/span>)/

/** A formula within a line with the marks around it, which stay with what they stand beside; `held` keeps a text in one line. */
export function heldAtEnds(html: string, held: (part: string) => string): string {
  const parts = html.split(GAP)
  return parts.map((part, at) => (at === 0 || at === parts.length - 1 ? held(part) : part)).join('')
}

/** An operator that begins its `<math>` has no room before it: something that is not seen stands there. */
function following(part: Expression): Expression {
  return { kind: 'row', of: [{ kind: 'row', of: [] }, ...partsOf(part)] }
}

/** In its order; one alone where there is no place for a line to end. */
function partedAt(math: Expression): readonly Part[] {
  if (math.kind === 'coloured') return partedAt(math.of).map(({ of, before }) => ({ before, of: { ...math, of } }))
  if (math.kind === 'styled') return partedAt(math.of).map(({ of, before }) => ({ before, of: { ...math, of } }))
  const parts: { before: number; of: Expression[] }[] = []
  let [isBegun, depth] = [false, 0]
  for (const each of partsOf(math)) {
    const isPlace = depth === 0 && isBreak(each)
    const last = parts.at(-1)
    if (last === undefined || (isPlace && isBegun))
      parts.push(last !== undefined && each.kind === 'space' ? { before: each.em, of: [] } : { before: 0, of: [each] })
    else last.of.push(each)
    // Two signs in a row, such as = −, stay together; so does what is between brackets that don't grow.
    isBegun = !isPlace
    depth = Math.max(0, depth + turn(each))
  }
  return parts.map(({ before, of }) => ({ before, of: row(of) }))
}

/** Whether a line may end before it: before what says how two things are to each other, and before a wide space. */
function isBreak(part: Expression): boolean {
  if (part.kind === 'space') return part.em >= 1
  return (
    part.kind === 'sign' &&
    part.role === 'operator' &&
    part.height === undefined &&
    /^[\p{Sm}−\-±∓∙·⋅⋯→⇒⟹]$/u.test(part.text) &&
    !/^[|∣∑∏∐∫∮√∂∇∀∃¬]$/u.test(part.text)
  )
}

function turn(part: Expression): number {
  if (part.kind !== 'sign' || part.role !== 'operator') return 0
  return /^[([{⟨⌊⌈]$/u.test(part.text) ? 1 : /^[)\]}⟩⌋⌉]$/u.test(part.text) ? -1 : 0
}
