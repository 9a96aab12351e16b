/**
 * A lesson in Typst's language (https://typst.app/docs/reference/), all of it as code: texts are strings, so that nothing that an author
 * wrote is ever read as markup, and every sign stays as it is.
 */
import { isRun } from '#preload/document/lines.ts'
import type { BlockId, Inline, Run, Table } from '#preload/document/schema.ts'
import { gridOf } from '#preload/document/table-grid.ts'
import { headRows } from '#preload/document/table-head.ts'
import type { Findings } from '../desk/finding.ts'
import type { Absence } from '../desk/target.ts'
import { tellLinks } from '../formulas/formula-links.ts'
import { readFormula } from '../formulas/read-formula.ts'
import { typstString } from '../formulas/typst-math.ts'
import { displayTypst, inlineTypst } from '../formulas/wide-typst.ts'
import { absentKind, absentText } from '../pictures/absent.ts'
import { addressed } from '../prose/addressed.ts'
import { type Content, isSeen, type Prose, type ProseBlock, type ProseLine, type ProseList, textOf } from '../prose/prose.ts'
import { readerWords } from '../prose/reader-words.ts'
import { isHanEmphasised } from '../prose/slanted.ts'
import { titlePieces } from '../prose/title-lines.ts'
import { TONES } from '../prose/tones.ts'
import { leastColumns } from './least-columns.ts'
import { typstCode } from './typst-code.ts'
import { typstHeading } from './typst-heading.ts'

export interface TypstImage {
  readonly path: string
  readonly width: number
  readonly height: number
}

/** What is not said in the lesson itself. */
export interface TypstSurroundings {
  /** A picture's file and its pixels, or null where there is none that Typst draws. */
  image(image: string): TypstImage | null
  /** Why there is none; left out where all such pictures are gone. */
  absence?(image: string): Absence
  /** Whether Typst takes a formula, a value in its language. */
  isTaken?(formula: string): boolean
  /** Told of blocks with formulas that may be wider than where they stand. */
  wide?(block: ProseBlock): void
  /** The name of another lesson's place in the book, or null where it is not in it. */
  lessonLabel(link: string): string | null
  /** Names of the lesson's footnotes begin with it. */
  readonly prefix: string
  /** The level of the lesson's own first headings. */
  readonly topLevel: number
}

/** Characters of a line in a box, and the lines of one that is not parted by the end of a page. */
const [CALLOUT_LINE, WHOLE_CALLOUT] = [30, 12]

/** What there is for a formula, in em: between the margins, within a line of a list or box, wherever that stands, and in all cells of a row together. */
const ROOM = { display: 42, line: 20, row: 47 }
/** Between the lines of a cell and its words, in em. */
const INSETS = 1.2

/** Typst refuses a source for one that is longer. */
const LONGEST_ADDRESS = 8000

/** About six lines: more of them would leave too much of a page empty. */
const LONGEST_LEAD = 250

/** Whether a paragraph announces what follows it, without which it is not to end a page. */
function leads(block: ProseBlock): boolean {
  if (block.kind !== 'paragraph') return false
  const text = textOf(block.content)
  return text.length <= LONGEST_LEAD && /[：:]\s*$/u.test(text)
}

/** Beside an address as long as a line, words of even lines would stand far apart, and the best ends of all lines are, to Typst, such as run over the margin. */
const RAGGED = 'justify: false, linebreaks: "simple"'

function hasLongWord(content: Content): boolean {
  return /[\x21-\x7e\u00c0-\u024f]{40}/.test(textOf(content))
}

/** Whether it is nothing but words, without marks and of one line. */
function isWords(content: Content): boolean {
  return content.every((each) => isRun(each) && Object.keys(each).every((key) => key === 'text' || key === 'ai') && !each.text.includes('\n'))
}

/** How a formula or a table is called in the book's source: by where it stands, and what it is or begins with. */
function blockName(block: BlockId, words: string): string {
  return `${block} ${words}`
}

function tableTitle({ children }: Table): string {
  return textOf(children[0]?.children[0]?.children ?? [])
}

/** Statements of code, one a line. The functions that they call stand in `book.ts`. */
export function typstPage(prose: Prose, surroundings: TypstSurroundings, findings: Findings): string {
  return new TypstWriter(prose, surroundings, findings).write()
}

type Note = Prose['notes'][number]

class TypstWriter {
  readonly #prose: Prose
  readonly #surroundings: TypstSurroundings
  readonly #findings: Findings
  readonly #marked = new Set<number>()
  /** Those that stand behind the text, without a number. */
  readonly #behind = new Set<number>()
  #isInNote = false
  #lineRoom = ROOM.line

  constructor(prose: Prose, surroundings: TypstSurroundings, findings: Findings) {
    this.#prose = prose
    this.#surroundings = surroundings
    this.#findings = findings
  }

  write(): string {
    const blocks = this.#prose.blocks.map((block, at, all) => {
      const written = this.#block(block)
      const code = leads(block) && at < all.length - 1 ? `block(sticky: true, ${written})` : written
      if (/\bmoke-(?:formula|parts|tight-table)\(/.test(code)) this.#surroundings.wide?.(block)
      return code
    })
    return [...blocks, ...this.#unnamedNotes()].join('\n')
  }

  #block(block: ProseBlock): string {
    switch (block.kind) {
      case 'heading':
        return this.#heading(block)
      case 'paragraph':
        return this.#paragraph(block)
      case 'list':
        return this.#list(block, true)
      case 'quote':
        return `moke-quote({ ${block.lines.map((line) => this.#paragraph(line)).join('; ')} })`
      case 'callout':
        return this.#callout(block)
      case 'code':
        return typstCode(block)
      case 'formula':
        return this.#formula(block.tex, block.id)
      case 'image':
        return this.#image(block)
      case 'table':
        return this.#table(block.table)
      case 'divider':
        return 'moke-divider()'
    }
  }

  #heading({ level, content, id }: Extract<ProseBlock, { kind: 'heading' }>): string {
    const depth = level + this.#surroundings.topLevel - 1
    return isWords(content) ? typstHeading(depth, textOf(content).trim()) : `heading(level: ${depth}, ${this.#content(content, id)})`
  }

  /** A first line that is a title stays with the next, as the name of the box does. */
  #callout({ tone, lines }: Extract<ProseBlock, { kind: 'callout' }>): string {
    const lengths = lines.map(({ content }) =>
      textOf(content)
        .split('\n')
        .reduce((sum, line) => sum + Math.ceil((line.length + 1) / CALLOUT_LINE), 0),
    )
    const height = lengths.reduce((sum, length) => sum + length, 0)
    const written = lines.map((line, at) => {
      const paragraph = this.#paragraph(line)
      return at === 0 && lengths[0] === 1 && lines.length > 1 ? `block(sticky: true, ${paragraph})` : paragraph
    })
    return `moke-callout(${typstString(TONES[tone])}, ${height <= WHOLE_CALLOUT}, { ${written.join('; ')} })`
  }

  #paragraph({ content, id }: ProseLine): string {
    return `par(${hasLongWord(content) ? `${RAGGED}, ` : ''}${this.#content(content, id)})`
  }

  /** One within another is as near to its line as lines are to each other. */
  #list({ isOrdered, start, items }: ProseList, isOuter = false): string {
    const inner = items.map(({ content, id, isDone, inside }) => {
      const box = isDone === null ? '' : `moke-task(${isDone}); `
      return `{ ${box}${this.#content(content, id)}${inside.map((list) => `; ${this.#list(list)}`).join('')} }`
    })
    return `${isOrdered ? 'enum' : 'list'}(${start === 1 ? '' : `start: ${start}, `}${isOuter ? 'tight: false, ' : ''}${items.some(({ isDone }) => isDone !== null) ? 'marker: none, ' : ''}${inner.join(', ')})`
  }

  #formula(tex: string, id: BlockId): string {
    return this.#equation(tex, id, true) ?? this.#unread(tex, id, `moke-code("tex", ${typstString(tex)})`)
  }

  /** Null where it can't be read, or Typst doesn't take it. */
  #equation(tex: string, block: BlockId, isDisplay: boolean): string | null {
    const reading = readFormula(tex, isDisplay)
    if (!reading.isRead) return null
    tellLinks(tex, block, this.#findings)
    const name = blockName(block, tex)
    const made = isDisplay ? displayTypst(reading.math, ROOM.display, name) : inlineTypst(reading.math, this.#lineRoom, name)
    return (this.#surroundings.isTaken?.(made) ?? true) ? made : null
  }

  #unread(tex: string, block: BlockId, source: string): string {
    this.#findings.add('lost', 'formula-unread', tex, block)
    return source
  }

  #image({ id, image, alt, caption, width }: Extract<ProseBlock, { kind: 'image' }>): string {
    const found = this.#surroundings.image(image)
    const words = readerWords(caption) || alt
    if (found === null) {
      const why = this.#surroundings.absence?.(image) ?? 'gone'
      this.#findings.add('lost', absentKind(why), words, id)
      const below = isSeen(caption) ? `\npar(${this.#content(caption, id)})` : ''
      return `par(${typstString(absentText(why, words))})${below}`
    }
    return `moke-image(${typstString(found.path)}, ${shownWidth(found, width)}pt, ${typstString(alt)}, ${isSeen(caption) ? this.#content(caption, id) : 'none'})`
  }

  /** Cells say their own places: a table of an author may have rows of any length. A head that reaches into the rows below can't be repeated on a next page. */
  #table(table: Table): string {
    const grid = gridOf(table)
    const [columns, heads] = [Math.max(grid.columns, table.align.length), headRows(table)]
    const cells = grid.cells.map(({ cell, top, left, width, height }) => {
      this.#lineRoom = Math.min(ROOM.line, (ROOM.row / columns) * width - INSETS)
      const isHead = top < heads
      const pieces = isHead && isWords(cell.children) ? titlePieces(textOf(cell.children)) : []
      const inner = pieces.length > 1 ? `moke-worded((${pieces.map(typstString).join(', ')}))` : this.#content(cell.children, table.id)
      // Beside several rows a cell's words stand in their middle, as in browsers.
      const place = height > 1 ? `align: ${table.align[left] ?? 'left'} + horizon, ` : ''
      const text = `table.cell(x: ${left}, y: ${top}, colspan: ${width}, rowspan: ${height}, ${place}${isHead ? `strong(${inner})` : inner})`
      return { text, isHead, end: top + height }
    })
    this.#lineRoom = ROOM.line
    const head = cells.filter((cell) => cell.isHead)
    // Repeated on a next page it would be another footnote of the same name, and Typst refuses the book.
    const hasMark = grid.cells.some(({ cell, top }) => top < heads && cell.children.some((each) => !isRun(each) && each.type === 'note-mark'))
    const all =
      head.length > 0 && head.every(({ end }) => end <= heads)
        ? [
            `table.header(${hasMark ? 'repeat: false, ' : ''}${head.map(({ text }) => text).join(', ')})`,
            ...cells.filter((cell) => !cell.isHead).map(({ text }) => text),
          ]
        : cells.map(({ text }) => text)
    const sides = Array.from({ length: columns }, (_, column) => table.align[column] ?? 'left')
    const least = leastColumns(table, columns, heads, ROOM.row / columns - INSETS)
    const kind = least === null ? 'moke-table(' : `moke-tight-table(${typstString(blockName(table.id, tableTitle(table)))}, ${least}, `
    return `${kind}${columns}, (${sides.join(', ')},), ${heads}, ${all.join(', ')})`
  }

  /** A line as one value: a block of code whose statements are joined. */
  #content(content: Content, block: BlockId): string {
    const parts = content.map((each) => this.#inline(each, block)).filter((part) => part !== '')
    return parts.length === 0 ? '[]' : `{ ${hasLongWord(content) ? `set par(${RAGGED}); ` : ''}${parts.join('; ')} }`
  }

  #inline(each: Inline, block: BlockId): string {
    if (isRun(each)) return this.#run(each, block)
    if (each.type === 'note-mark') return this.#mark(this.#prose.numbers.get(each.note))
    return this.#equation(each.tex, block, false) ?? this.#unread(each.tex, block, `raw(${typstString(each.tex)})`)
  }

  #run(run: Run, block: BlockId): string {
    if (run.text === '') return ''
    if (isHanEmphasised(run)) this.#findings.add('changed', 'emphasis-dotted', run.text, block)
    const made = run.text
      .split('\n')
      .map((text) => this.#styled(run, text))
      .join('; linebreak(); ')
    if (run.link === undefined) return made
    const wrapped = `{ ${made} }`
    if (!run.link.startsWith('moke:')) return this.#link(run.link, wrapped, run.text, block)
    const label = this.#surroundings.lessonLabel(run.link)
    if (label !== null) return `moke-link(label(${typstString(label)}), ${wrapped})`
    this.#findings.add('lost', 'link-lesson', run.text, block)
    return made
  }

  #link(to: string, wrapped: string, text: string, block: BlockId): string {
    const address = addressed(to)
    if (address.length <= LONGEST_ADDRESS) return `moke-link(${typstString(address)}, ${wrapped})`
    this.#findings.add('lost', 'link-long', text, block)
    return wrapped
  }

  #styled(run: Run, text: string): string {
    let made = run.code ? `raw(${typstString(text)})` : typstString(text)
    if (run.underline) made = `underline(${made})`
    if (run.strike) made = `strike(${made})`
    if (run.highlight) made = `highlight(${made})`
    if (run.italic) made = `emph(${made})`
    if (run.bold) made = `strong(${made})`
    return made
  }

  /** Those that no mark in the text leads to, the last first: an earlier one may be named by a later one. */
  #unnamedNotes(): string[] {
    const left = this.#prose.notes.toReversed().flatMap(({ number, content, id }) => {
      if (this.#marked.has(number)) return []
      this.#behind.add(number)
      return [`par(${this.#content([{ text: '注：' }, ...content], id)})`]
    })
    return left.toReversed()
  }

  /** A footnote stands on the page of its first mark in the text; others refer to it, and so does each within a note: of notes in notes Typst loses some. */
  #mark(number: number | undefined): string {
    const note = this.#noteOf(number)
    if (note === undefined) return ''
    if (this.#behind.has(note.number)) return 'super("注")'
    return this.#isInNote || this.#marked.has(note.number) ? `footnote(${this.#labelOf(note.number)})` : this.#footnotes(note)
  }

  /** One, and behind it those that none but it and notes like them name. */
  #footnotes({ number, content, id }: Note): string {
    this.#marked.add(number)
    this.#isInNote = true
    const made = `[#footnote(${this.#content(content, id)})#${this.#labelOf(number)}]`
    this.#isInNote = false
    const more = content.flatMap((each) => {
      const named = isRun(each) || each.type !== 'note-mark' ? undefined : this.#noteOf(this.#prose.numbers.get(each.note))
      if (named === undefined || named.isMarked || this.#marked.has(named.number) || this.#behind.has(named.number)) return []
      return ['super(",")', this.#footnotes(named)]
    })
    return [made, ...more].join('; ')
  }

  #noteOf(number: number | undefined): Note | undefined {
    return this.#prose.notes.find((each) => each.number === number)
  }

  #labelOf(note: number): string {
    return `label(${typstString(`${this.#surroundings.prefix}-note-${note}`)})`
  }
}

/** Points: the measure of the page, what a picture's pixels are at 96 to the inch, as high as leaves room for what stands below, and for text as well. */
const [MEASURE, PIXEL, HIGHEST, USUALLY_HIGHEST] = [447, 0.75, 520, 400]

/** How wide a picture is shown: as the author set it, and never higher than a page with its caption; else as its pixels say, on a page that it shares. */
function shownWidth({ width, height }: TypstImage, percent: number | null): number {
  const [wanted, highest] = percent === null ? [width * PIXEL, USUALLY_HIGHEST] : [(MEASURE * percent) / 100, HIGHEST]
  return Math.round(Math.min(wanted, MEASURE, (highest * width) / height) * 100) / 100
}
