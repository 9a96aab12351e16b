/** The whole book in Typst: how it looks, its title, its contents, its chapters. */
import { lessonsOf, type PlacedLesson, type PublishedCourse } from '../desk/course.ts'
import { titleLines } from '../prose/title-lines.ts'
import { COVER_KIT } from '../covers/cover-source.ts'
import { typstString } from '../formulas/typst-math.ts'
import { BLOCK_KIT } from './block-kit.ts'
import { FORMULA_KIT } from './formula-kit.ts'
import { typstHeading } from './typst-heading.ts'

export interface BookPart {
  /** Empty: its lessons stand without a chapter's heading. */
  readonly title: string
  readonly lessons: readonly { readonly title: string; readonly label: string; readonly code: string }[]
}

export interface TypstBook {
  readonly title: string
  readonly author: string
  /** What readers are told of what a model wrote; null for nothing. */
  readonly label: string | null
  /** The first page as a value; null for the title alone. */
  readonly cover: string | null
  readonly parts: readonly BookPart[]
}

/** Signs of a title’s type between the margins. */
const TITLE_WIDTH = 14

/** Names of font families, the best first. */
export interface BookFonts {
  readonly body: readonly string[]
  readonly heading: readonly string[]
  readonly code: readonly string[]
}

export const bookFonts: BookFonts = {
  body: ['Noto Serif SC', 'Source Han Sans SC', 'Noto Color Emoji', 'Libertinus Serif', 'DejaVu Sans Mono'],
  heading: ['Source Han Sans SC', 'Noto Serif SC', 'Noto Color Emoji', 'Libertinus Serif', 'DejaVu Sans Mono'],
  code: ['DejaVu Sans Mono', 'Source Han Sans SC', 'Noto Color Emoji'],
}

const list = (names: readonly string[]): string => `(${names.map((name) => `${typstString(name)},`).join(' ')})`

export function typstBook({ title, author, label, cover, parts }: TypstBook, fonts: BookFonts): string {
  const told = label === null ? 'none' : typstString(label)
  const lines = titleLines(title, TITLE_WIDTH).map((line) => `${typstString(line)},`)
  // Behind a cover it stands for what a cover does not say.
  const titlePage = `#moke-title((${lines.join(' ')}), ${typstString(author)}, ${told})`
  return `${look(title, author, fonts)}${cover === null ? '' : `${COVER_KIT}\n`}
${cover === null ? '' : `#moke-cover(${cover})`}
${cover === null || label !== null ? titlePage : ''}
#moke-contents(${parts.some((part) => part.title !== '') ? '1.5em' : '0em'})
${bodyOf(parts)}
`
}

/** Where a lesson that is shown alone stands in its book. */
interface ExcerptPlace {
  readonly hasChapters: boolean
  /** A lesson of its chapter stands before it. */
  readonly isWithin: boolean
  /** Any lesson does: its pages have heads, and numbers that nobody knows before the book is set. */
  readonly isLater: boolean
}

export function placeIn(course: PublishedCourse, { part, number }: Pick<PlacedLesson, 'part' | 'number'>): ExcerptPlace {
  return {
    hasChapters: course.chapters.some(({ title }) => title !== ''),
    isWithin: lessonsOf(course).some((each) => each.part === part && each.number < number),
    isLater: number > 1,
  }
}

type Excerpt = Pick<TypstBook, 'title' | 'author' | 'cover' | 'parts'> & { readonly place?: ExcerptPlace }

/** Lessons alone, as they stand in the book. Sheets without a ground of their own: in a drawing those of later ones would lie over the first. */
export function typstExcerpt({ title, author, cover, parts, place }: Excerpt, fonts: BookFonts): string {
  const front = cover === null ? '' : `${COVER_KIT}\n#moke-cover(${cover})\n#counter(page).update(1)\n`
  const isLater = place?.isLater ?? false
  return `${look(title, author, fonts, isLater)}\n#set page(fill: none${isLater ? ', numbering: none' : ''})\n${front}${bodyOf(parts, place)}\n`
}

/** Statements of lessons alone, as they stand in the book: what is asked of them stands behind. */
export function typstPassages(code: readonly string[], fonts: BookFonts): string {
  return `${look('', '', fonts)}\n#{\n${code.join('\n')}\n}\n`
}

/** Each lesson begins a page, the first of a chapter below its name. What stands in no chapter stands beside chapters, not below the last of them. */
function bodyOf(parts: readonly BookPart[], place?: ExcerptPlace): string {
  const hasChapters = place?.hasChapters ?? parts.some(({ title }) => title !== '')
  const isWithin = place?.isWithin ?? false
  const chapters = parts.flatMap((part) => [
    ...(part.title === '' || isWithin ? [] : [typstHeading(1, part.title)]),
    ...part.lessons.flatMap((lesson, at) => [
      ...(at > 0 || part.title === '' ? ['pagebreak(weak: true)'] : []),
      typstHeading(hasChapters && part.title === '' ? 1 : 2, lesson.title === '' ? '无题' : lesson.title, lesson.label),
      lesson.code,
    ]),
  ])
  return `#{\n${chapters.join('\n')}\n}`
}

/** Above what stands on a page. */
const TOP = '28mm'

const HEAD = `// Few signs fit whatever they are; of more it is tried how many do.
#let moke-short(words, most) = {
  let signs = words.clusters()
  if signs.len() <= 16 or measure(words).width <= most { return words }
  let (fits, all) = (0, calc.min(signs.len(), 100))
  while all - fits > 1 {
    let half = calc.quo(fits + all, 2)
    if measure(signs.slice(0, half).join() + "…").width > most { all = half } else { fits = half }
  }
  signs.slice(0, fits).join("") + "…"
}
// The course on the left, and on the right the lesson in which the page's first line stands. None where a chapter or the book begins.
// Headings are looked up by halves and without a function: Typst keeps each call and each question of each page.
#let moke-head(title, later-on) = context {
  let page = here().page()
  let headings = query(heading.where(level: 1).or(heading.where(level: 2)))
  let (begun, later) = (-1, headings.len())
  while later - begun > 1 {
    let half = calc.quo(begun + later, 2)
    if headings.at(half).location().page() < page { begun = half } else { later = half }
  }
  if begun < 0 and not later-on { return }
  if later < headings.len() {
    let place = headings.at(later).location().position()
    if place.page == page and headings.at(later).level == 1 { return }
    if place.page == page and place.y < ${TOP} + 1pt { begun = later }
  }
  set text(size: 8.5pt, fill: moke-quiet)
  set par(justify: false)
  let half = 74mm
  grid(columns: (1fr, auto), moke-short(title, half), moke-short(headings.at(begun).body.text, half))
  v(-0.5em)
  line(length: 100%, stroke: 0.5pt + moke-line)
}
`

const WORD_KIT = `// Behind marks, as a browser does not; and where none is near, wherever the line ends, as it does.
#let moke-cut(word) = {
  let parts = word.matches(regex("[^/?&.=,;:|_-]*[/?&.=,;:|_-]*")).map(each => each.text)
  parts.map(part => if part.len() < 40 { (part,) } else { part.clusters() }).flatten().map(part => box(part)).join()
}
// A word that is wider than the page. Addresses are parted by Typst itself, behind their marks, and stay one link; but not those with a part as long as a line.
#let moke-long-word(it) = {
  let addresses = it.text.matches(regex("(?:https?://|www[.])[A-Za-z0-9!#$%&*+,./:;=?@~'_-]+")).filter(each => not each.text.contains(regex("[^/?&.=,;:|_-]{40}")))
  if addresses.len() == 1 and it.text.len() - addresses.first().text.len() < 40 { return it }
  let end = 0
  for address in addresses {
    if address.start > end { moke-cut(it.text.slice(end, address.start)) }
    address.text
    end = address.end
  }
  if end < it.text.len() { moke-cut(it.text.slice(end)) }
}
`

/** `isLater`: what is shown stands behind other lessons. */
function look(title: string, author: string, { body, heading, code }: BookFonts, isLater = false): string {
  return `#set document(title: ${typstString(title)}, author: ${author === '' ? '()' : typstString(author)}, date: none)
#let moke-ink = rgb("#1f2328")
#let moke-quiet = rgb("#6b6f76")
#let moke-line = rgb("#d8d2c4")
#let moke-red = rgb("#b5392b")
#let moke-heading-fonts = ${list(heading)}
${HEAD}${WORD_KIT}#set page(paper: "a4", margin: (x: 26mm, top: ${TOP}, bottom: 26mm), numbering: "1", number-align: center, header: moke-head(${typstString(title)}, ${isLater}))
#set text(font: ${list(body)}, size: 10.5pt, lang: "zh", region: "cn", fill: moke-ink, cjk-latin-spacing: auto, fallback: false)
#set par(justify: true, leading: 0.95em, spacing: 1.25em, linebreaks: "optimized")
#set heading(numbering: none)
#show heading: set text(font: moke-heading-fonts, weight: "bold")
#show heading: set par(justify: false, leading: 0.6em)
#let moke-heading(it, body) = if it.level == 1 { pagebreak(weak: true); block(above: 3em, below: 2em, text(size: 22pt, body)) } else {
  block(above: if it.level == 2 { 2em } else { 1.7em }, below: if it.level == 2 { 1em } else { 1.2em }, sticky: true, body)
}
#show heading: it => moke-heading(it, it.body)
// Parted where its author's words end. Contents and bookmarks have it whole.
#let moke-parted(level, title, lines, name) = {
  show heading: it => moke-heading(it, lines.join(linebreak()))
  if name == none { heading(level: level, title) } else [#heading(level: level, title)#name]
}
#show heading.where(level: 2): set text(size: 16pt)
#show heading.where(level: 3): set text(size: 13pt)
#show heading.where(level: 4): set text(size: 11.5pt)
#show heading.where(level: 5): set text(size: 10.5pt)
#show heading.where(level: 6): set text(size: 10.5pt, fill: moke-quiet)
#show heading.where(level: 7): set text(size: 10.5pt, weight: "regular")
#show heading.where(level: 8): set text(size: 10.5pt, weight: "regular", fill: moke-quiet)
#show math.equation: set text(font: ("New Computer Modern Math", ..${list(body)}))
#show math.equation.where(block: true): set block(breakable: true)
// A short one within a line is not parted by its end; a long one would leave too much room there.
// Lines of one by itself (moke-formula) have no leading, and parts that stand on their line without a box.
#show math.equation.where(block: false): it => context if par.leading > 0pt and measure(it).width <= 8em.to-absolute() { box(it) } else { it }
#show regex("[\\x21-\\x7e\u00c0-\u024f]{40,}"): moke-long-word
// Of the text around it: Typst has made it smaller already.
#show raw: set text(font: ${list(code)}, size: 1.06em)
#set raw(tab-size: 4)
// Chinese does not slant: a dot below each character says it. Letters do, for which the first font has no type.
#show emph: it => context { set text(font: ((name: "Libertinus Serif", covers: "latin-in-cjk"), ..(text.font,).flatten())); show regex("\\p{Han}"): sign => underline(stroke: (paint: text.fill, thickness: 0.14em, cap: "round", dash: (array: (0pt, 4em), phase: 3.5em)), offset: 0.34em, evade: false, sign); it }
#show footnote.entry: set text(size: 8.5pt)
#set list(indent: 0.6em, body-indent: 0.6em, spacing: 0.9em, marker: ("•", "◦", "–").map(sign => text(font: "Libertinus Serif", sign)))
#set enum(indent: 0.6em, body-indent: 0.6em, spacing: 0.9em)
#let moke-title(title, author, label) = {
  page(numbering: none, header: none, align(center + horizon, {
    set par(justify: false)
    text(font: moke-heading-fonts, size: 30pt, weight: "bold", title.join(linebreak()))
    if author != "" { v(1.6em); text(size: 13pt, fill: moke-quiet, author) }
    v(2.4em); line(length: 36mm, stroke: 1pt + moke-red)
    if label != none { v(6em); text(size: 9pt, fill: moke-quiet, label) }
  }))
}
#let moke-cover(drawn) = page(margin: 0pt, numbering: none, header: none, place(top + left, drawn))
#let moke-contents(indent) = {
  page(numbering: none, header: none, {
    text(font: moke-heading-fonts, size: 18pt, weight: "bold", "目录")
    v(1em)
    show outline.entry.where(level: 1): set block(above: 1.4em)
    show outline.entry.where(level: 1): set text(weight: "bold")
    outline(title: none, depth: 2, indent: indent)
  })
  counter(page).update(1)
}
${BLOCK_KIT}${FORMULA_KIT}`
}
