import { CODE_COLOURS } from '../prose/code-pieces.ts'

/** What sets the blocks of lessons that Typst knows not, or not as a book has them, in Typst’s language. Colours and fonts are those of `book.ts`. */
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
#let moke-table(count, sides, head, ..cells) = align(center, block(above: 1.2em, below: 1.4em, { set par(justify: false); set text(size: 9.5pt); table(columns: count, align: sides, inset: 0.6em, stroke: 0.5pt + moke-line, fill: (_, y) => if y < head { rgb("#f7f4ec") }, ..cells) }))
#let moke-divider() = align(center, block(above: 1.6em, below: 1.6em, line(length: 20%, stroke: 0.6pt + moke-line)))
#let moke-link(address, body) = link(address, text(fill: moke-red, body))
`
