/**
 * What sets formulas that may be too wide (`formulas/wide-typst.ts`), in Typst's language. Parts of a line are contents, between which it may
 * end, and dictionaries: `solid`, an equation that is not parted, and `fill`, the colour of another part.
 */

/** Less than this of its size is too small to be read on paper, and told. */
export const LEAST_READ = 0.5

/** Less is parted if it can be: smaller type beside that of the text is no better. Equations one below the other lose more by it. */
const [LEAST_ROW, LEAST_ROWS] = [0.85, 0.6]

export const FORMULA_KIT = `#let moke-scaled(name, factor, width, it) = {
  if factor < ${LEAST_READ} [#metadata(name)<moke-small>]
  scale(factor * 100%, reflow: true, box(width: width, it))
}
// As wide as there is room for, standing on its line as it would without: what lays itself out has no line that it stands on.
#let moke-solid(it, name) = context {
  let strut = 5000pt
  let below = measure({ box(height: strut, width: 0pt); it }).height - strut
  box(baseline: below / measure(box(it)).height * 100%, layout(size => {
    let (width, room) = (measure(it).width, size.width)
    if width <= room { box(it) } else { moke-scaled(name, room / width, width, it) }
  }))
}
#let moke-part(part) = {
  if type(part) != dictionary { return part }
  if "fill" in part { return text(fill: part.fill, moke-part(part.of)) }
  h(0.2em, weak: true)
  moke-solid(part.solid, part.name)
  h(0.2em, weak: true)
}
#let moke-parts(..parts) = parts.pos().map(part => moke-part(part)).join()
#let moke-words(words) = context text(font: ("New Computer Modern Math", ..(text.font,).flatten()), words)
#let moke-widest(part) = if type(part) != dictionary { 0pt } else if "fill" in part { moke-widest(part.of) } else { measure(part.solid).width }
// A formula in the middle, and its numbers at the margin. Where there is no room between, they stand beside it.
#let moke-tagged(bare, tags, numbered) = layout(size => {
  let widest = calc.max(..tags.map(tag => measure(math.equation(tag)).width))
  let gap = (size.width - measure(bare).width) / 2 - widest
  if gap < 1em.to-absolute() { return numbered(2em) }
  show math.equation: set align(right)
  numbered(gap)
})
#let moke-formula(name, whole, tagged: none, ..lines) = layout(size => {
  let width = measure(whole).width
  if width <= size.width { return if tagged == none { whole } else { tagged } }
  let factor = size.width / width
  let lines = lines.pos()
  let widest = calc.max(0pt, ..lines.flatten().map(moke-widest))
  // What can't be parted is no larger in a line of its own than where it stands.
  if factor >= if lines.len() > 1 { ${LEAST_ROWS} } else { ${LEAST_ROW} } or 0.8 * widest > width - size.width { return align(center, moke-scaled(name, factor, width, whole)) }
  // Within a line of a text what is high reaches over those around it; here it is not to.
  show math.equation: set par(leading: 0pt)
  set par(justify: false, leading: 1em, spacing: 1em)
  block(width: 100%, align(center, for line in lines { par(line.map(part => moke-part(part)).join()) }))
})
`
