/** What sets the blocks of lessons that Typst knows not, or not as a book has them, in Typst’s language. Colours and fonts are those of `book.ts`, those of code as everywhere. */
import { CODE_COLOURS } from '../prose/code-pieces.ts'

/** Points of a table's type, and how much smaller it may become: 6 points are the smallest that are read on paper without effort. */
const [TABLE_SIZE, LEAST_TABLE] = [9.5, 0.64]

export const BLOCK_KIT = `#let moke-paints = (${Object.entries(CODE_COLOURS)
  .map(([paint, [day]]) => `${paint}: rgb("${day}")`)
  .join(', ')})
#let moke-task(done) = {
  box(width: 0.75em, height: 0.75em, baseline: 0.05em, stroke: 0.6pt + moke-ink, if done {
    let (stroke, low) = ((paint: moke-red, thickness: 1.1pt, cap: "round"), (40%, 80%))
    place(line(start: (16%, 52%), end: low, stroke: stroke))
    place(line(start: low, end: (86%, 20%), stroke: stroke))
  })
  h(0.5em)
}
#let moke-quote(body) = block(width: 100%, inset: (left: 1em, y: 0.3em), stroke: (left: 2pt + moke-line), text(fill: moke-quiet, body))
// A short one stays whole. Of a longer one the name stays with the first line, and where that is short, such as a title, both do with the next.
#let moke-callout(name, whole, body) = block(width: 100%, inset: 1em, radius: 3pt, fill: rgb("#f7f4ec"), stroke: 0.6pt + moke-line, breakable: not whole, { block(sticky: true, text(font: moke-heading-fonts, weight: "bold", fill: moke-red, name)); body })
#let moke-painted(pieces) = for (paint, body) in pieces { if paint == none { text(body) } else { text(fill: moke-paints.at(paint), body) } }
// As far apart as those of short code, in the size of their own type.
#let moke-code-lines(lines, painted) = for (at, line) in lines.enumerate() {
  let isHeld = at < 2 or (at < lines.len() - 1 and at > lines.len() - 4)
  block(spacing: 0.51em, sticky: isHeld, if line == "" { hide(raw("x")) } else if painted == none { raw(line) } else {
    show raw.line: _ => moke-painted(painted.at(at))
    raw(line)
  })
}
// A short one stays whole. Of a longer one three lines at least stand on each side of a page's end. Its language is not told: to know any, Typst reads the grammars of all (3 s and 230 MB).
#let moke-code(language, body, painted: none) = {
  let lines = body.split("\\n")
  let whole = body.len() <= 1200 and lines.len() <= 12
  block(width: 100%, inset: 0.9em, radius: 3pt, fill: rgb("#f6f6f4"), breakable: not whole, {
    set par(justify: false, leading: 0.6em, linebreaks: "simple")
    if not whole { moke-code-lines(lines, painted) } else if painted == none { raw(body, block: true) } else {
      show raw.line: it => if it.count == painted.len() { moke-painted(painted.at(it.number - 1)) } else { it }
      raw(body, block: true)
    }
  })
}
#let moke-image(path, width, alt, caption) = align(center, block(above: 1.4em, below: 1.4em, breakable: false, {
  image(path, width: width, alt: alt)
  if caption != none { v(0.2em); text(size: 9pt, fill: moke-quiet, caption) }
}))
// Words that do not fit on a line, as few lines of them as there is room for.
#let moke-worded(words) = layout(size => {
  if measure(words.join()).width <= size.width { return words.join() }
  let lines = (words.first(),)
  for word in words.slice(1) {
    let longer = lines.last() + word
    if measure(longer.trim()).width <= size.width { lines.last() = longer } else { lines.push(word) }
  }
  lines.map(line => line.trim()).join(linebreak())
})
// Formulas reach over their line by as much as 0.7 em on each side, and so over the lines of a cell: beside what is high stands something as high.
#let moke-high(it) = context {
  let far = 5000pt
  let height = measure(math.equation(block: true, math.inline(it.body))).height
  if height <= 1em.to-absolute() { return it }
  let below = measure(math.equation(block: true, { box(height: far, width: 0pt); math.inline(it.body) })).height - far
  box(height: height, width: 0pt, baseline: below)
  sym.wj
  it
}
#let moke-grid(head, ..given) = {
  show math.equation.where(block: false): moke-high
  table(stroke: 0.5pt + moke-line, fill: (_, y) => if y < head { rgb("#f7f4ec") }, ..given)
}
#let moke-tabled(body) = align(center, block(above: 1.2em, below: 1.4em, { set par(justify: false); set text(size: ${TABLE_SIZE}pt); body }))
#let moke-table(count, sides, head, ..cells) = moke-tabled(moke-grid(head, columns: count, align: sides, inset: 0.6em, ..cells))
// Behind marks; and where none is near, wherever the line ends.
#let moke-cell-word(it, room) = context {
  if measure(it).width <= room { return it }
  let parts = it.text.matches(regex("[^/?&.=,;:|_-]*[/?&.=,;:|_-]*")).map(each => each.text)
  parts.map(part => if measure(part).width <= room { (part,) } else { part.clusters() }).flatten().map(part => box(part)).join()
}
// As wide as each column's widest cell, evenly less where there is no room for that, and no less than each asks for.
#let moke-widths(room, least, natural) = {
  let at(level) = least.zip(natural).map(((low, high)) => calc.max(low, calc.min(high, level)))
  let (low, high) = (0pt, room)
  for _ in range(24) {
    let half = (low + high) / 2
    if at(half).sum() > room { high = half } else { low = half }
  }
  at(low)
}
// One with a word that is wider than an even share of the page. \`least\`: of each column the words that it is not to part, and em that it has at least.
// Words that reach over the next column are no text any more: type becomes smaller, and where nobody could read it, words are parted.
#let moke-tight-table(name, least, count, sides, head, ..cells) = moke-tabled(layout(size => {
  let all = cells.pos().map(cell => if cell.func() == table.header { cell.children } else { (cell,) }).flatten()
  let em = 1em.to-absolute()
  let least = least.map(((low, words)) => calc.max(low * em, ..words.map(word => measure(word).width + 0.2pt)))
  let natural = least
  for cell in all.filter(cell => cell.colspan == 1) { natural.at(cell.x) = calc.max(natural.at(cell.x), measure(cell.body).width) }
  for cell in all.filter(cell => cell.colspan > 1) {
    let columns = range(cell.x, cell.x + cell.colspan)
    let missing = measure(cell.body).width - columns.map(x => natural.at(x)).sum()
    if missing > 0pt { for x in columns { natural.at(x) += missing / cell.colspan } }
  }
  if natural.sum() + 1.2 * em * count <= size.width { return moke-grid(head, columns: count, align: sides, inset: 0.6em, ..cells) }
  let inset = if least.sum() + 1.2 * em * count <= size.width { 0.6 } else { 0.3 }
  let fitting = calc.min(1, size.width / (least.sum() + 2 * inset * em * count))
  if fitting < ${LEAST_TABLE} [#metadata(name)<moke-parted>]
  let factor = calc.max(${LEAST_TABLE}, fitting)
  let room = size.width - 2 * inset * em * factor * count
  let shrunk = calc.min(factor, room / least.sum())
  let widths = moke-widths(room, least.map(each => each * shrunk), natural.map(each => each * factor))
  show table.cell: it => {
    let own = widths.slice(it.x, it.x + it.colspan).sum() + 2 * inset * em * factor * (it.colspan - 1)
    show regex("[\\x21-\\x7e\u00c0-\u024f]{2,}"): word => moke-cell-word(word, own + 0.01pt)
    it
  }
  set text(size: em * factor)
  moke-grid(head, columns: widths.map(each => each + 2 * inset * em * factor), align: sides, inset: (x: inset * em * factor, y: 0.6em), ..cells)
}))
#let moke-divider() = align(center, block(above: 1.6em, below: 1.6em, line(length: 20%, stroke: 0.6pt + moke-line)))
#let moke-link(address, body) = link(address, text(fill: moke-red, body))
`
