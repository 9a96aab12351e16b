/**
 * A lesson as HTML for editors that drop style sheets, classes and ids: every element says by itself how it looks. What an editor knows and
 * how things look there is its dialect.
 */
import type { Paint } from '#preload/document/code-tokens.ts'
import { isRun } from '#preload/document/lines.ts'
import type { BlockId, Cell, Inline, Run, Table } from '#preload/document/schema.ts'
import { headRows } from '#preload/document/table-head.ts'
import type { Findings } from '../desk/finding.ts'
import { addressIn, behindLink, type LessonLinks, wordsOfLink } from '../desk/lesson-links.ts'
import { tellLinks } from '../formulas/formula-links.ts'
import { escapedXml } from '../formulas/xml.ts'
import type { Absence } from '../desk/target.ts'
import { absentKind } from '../pictures/absent.ts'
import type { ImagePlace, PlaceOf } from '../prose/image-places.ts'
import { type Content, isSeen, type Prose, type ProseBlock, type ProseLine, type ProseList, textOf } from '../prose/prose.ts'
import { readerWords } from '../prose/reader-words.ts'
import { isRagged } from '../prose/ragged.ts'
import { sidesOf } from '../prose/sides.ts'
import { TONES } from '../prose/tones.ts'
import { isHanEmphasised } from '../prose/slanted.ts'
import { brokenLines, emphasised, linearHtml, listed, paintedLines, References, styled } from './parts.ts'
import { LONG_CELL } from '../prose/counting.ts'

/** What has a look of its own. */
export type Part =
  | 'heading1'
  | 'heading2'
  | 'heading3'
  | 'paragraph'
  /** A line of a box. */
  | 'line'
  | 'list'
  /** A list within an item. */
  | 'inner-list'
  | 'item'
  | 'quote'
  | 'callout'
  | 'callout-title'
  | 'code'
  | 'code-inline'
  | `code-${Paint}`
  | 'formula'
  | 'table-box'
  | 'table'
  | 'head'
  | 'cell'
  /** What a cell of many words has besides. */
  | 'cell-long'
  | 'image'
  | 'caption'
  | 'divider'
  | 'mark'
  | 'references'
  | 'reference'
  | 'link'
  | 'highlight'
  | 'underline'
  | 'strike'
  | 'label'

export interface Dialect {
  readonly looks: Readonly<Partial<Record<Part, string>>>
  /** Tags of headings, by their level in the lesson; deeper ones are like the last. */
  readonly headings: readonly string[]
  /** Whether a link to there stays a link; others are numbered references at the end. */
  keepsLink(address: string): boolean
  /** Where a list within an item stands: in it, or behind it, where an editor would take it apart. */
  readonly lists: 'inside' | 'behind'
  /** As a block of code, or as a quotation line by line where blocks of code get lost. */
  readonly code: 'block' | 'lines'
  /** Whether the author sets formulas anew there, but for those that are a line of characters. */
  readonly formulas: 'drawn' | 'by-hand'
  /** Whether a paragraph of which nothing is seen stands at both ends: an editor may drop the look of what is first and last. */
  readonly hasEnds: boolean
}

/** What is not said in the lesson itself. */
export interface PastedSurroundings {
  readonly links: LessonLinks
  readonly placeOf: PlaceOf
  imageHtml(image: ProseImage, place: ImagePlace | Absence): string
  /** Null where it can't be drawn: its source is shown. */
  formulaHtml(tex: string, isDisplay: boolean): string | null
  /** What readers are told of what a model wrote. */
  readonly label: string | null
}

const END = styled('p', 'margin:0;font-size:0;line-height:0', '\u00a0')

export type ProseImage = Extract<ProseBlock, { kind: 'image' }>

/** The HTML, in one line. */
export function pastedHtml(prose: Prose, dialect: Dialect, surroundings: PastedSurroundings, findings: Findings): string {
  return new PastedWriter(prose, dialect, surroundings, findings).write()
}

class PastedWriter {
  readonly #prose: Prose
  readonly #dialect: Dialect
  readonly #surroundings: PastedSurroundings
  readonly #findings: Findings
  readonly #references = new References()
  #isCell = false

  constructor(prose: Prose, dialect: Dialect, surroundings: PastedSurroundings, findings: Findings) {
    this.#prose = prose
    this.#dialect = dialect
    this.#surroundings = surroundings
    this.#findings = findings
  }

  write(): string {
    const body = this.#prose.blocks.map((block, at) => this.#between(this.#prose.blocks[at - 1], block) + this.#block(block)).join('')
    const { label } = this.#surroundings
    const end = this.#dialect.hasEnds ? END : ''
    return end + body + this.#endnotes() + (label === null ? '' : this.#part('p', 'label', escapedXml(label))) + end
  }

  /** Quotations right behind one another would be one. */
  #between(before: ProseBlock | undefined, block: ProseBlock): string {
    if (this.#dialect.code === 'block' || before === undefined) return ''
    const isQuoted = ({ kind }: ProseBlock): boolean => kind === 'code' || kind === 'quote'
    return isQuoted(before) && isQuoted(block) ? this.#part('p', 'paragraph', '\u00a0') : ''
  }

  #part(tag: string, part: Part, content: string, more = ''): string {
    return styled(tag, [this.#dialect.looks[part] ?? '', more].filter(Boolean).join(';'), content)
  }

  #block(block: ProseBlock): string {
    switch (block.kind) {
      case 'heading':
        return this.#heading(block)
      case 'paragraph':
        return this.#paragraph(block)
      case 'list':
        return this.#list(block)
      case 'quote':
        return this.#part('blockquote', 'quote', this.#lines(block.lines))
      case 'callout':
        return this.#part('section', 'callout', this.#part('p', 'callout-title', styled('strong', '', TONES[block.tone])) + this.#lines(block.lines))
      case 'code':
        return this.#code(block)
      case 'formula':
        return this.#part('p', 'formula', this.#formula(block.tex, true, block.id))
      case 'image':
        return this.#image(block)
      case 'table':
        return this.#table(block.table)
      case 'divider':
        return styled('hr', this.#dialect.looks.divider ?? '', null)
    }
  }

  #heading({ level, content, id }: Extract<ProseBlock, { kind: 'heading' }>): string {
    const { headings } = this.#dialect
    if (level > headings.length) this.#findings.add('changed', 'heading-deep', readerWords(content), id, { level })
    return this.#part(headings[Math.min(level, headings.length) - 1] ?? 'p', `heading${level <= 2 ? level : 3}` as Part, this.#inlines(content, id))
  }

  #paragraph({ content, id }: ProseLine): string {
    return this.#line('paragraph', content, id)
  }

  #lines(lines: readonly ProseLine[]): string {
    return lines.map(({ content, id }) => this.#line('line', content, id)).join('')
  }

  #line(part: 'paragraph' | 'line', content: Content, block: BlockId): string {
    const look = this.#dialect.looks[part] ?? ''
    return styled('p', isRagged(content) ? look.replace('text-align:justify', 'text-align:left') : look, this.#inlines(content, block))
  }

  #list(list: ProseList, part: 'list' | 'inner-list' = 'list'): string {
    const isInside = this.#dialect.lists === 'inside'
    const isTasks = list.items.every(({ isDone }) => isDone !== null)
    // Lines with boxes of their own: an editor would put a bullet before each.
    const isLines = isTasks && part === 'list'
    const items = list.items.map(({ content, id, isDone, inside }) => {
      if (isDone !== null) this.#findings.add('changed', 'task', readerWords(content), id)
      const text = (isDone === null ? '' : isDone ? '☑ ' : '☐ ') + this.#inlines(content, id)
      const lists = inside.map((each) => this.#list(each, 'inner-list')).join('')
      if (isLines) return this.#part('p', 'line', text, 'text-align:left') + lists
      return isInside ? this.#part('li', 'item', text + lists) : this.#part('li', 'item', text) + lists
    })
    if (isLines) return items.join('')
    const html = this.#part(listed(list), part, items.join(''), isTasks ? 'list-style:none' : '')
    return list.start === 1 ? html : html.replace(/^<ol/, (tag) => `${tag} start="${list.start}"`)
  }

  #code({ text, language, id }: Extract<ProseBlock, { kind: 'code' }>): string {
    if (this.#dialect.code === 'block') {
      const { looks } = this.#dialect
      const painted = paintedLines(text, language, (paint) => looks[`code-${paint}`] ?? '')
      return this.#part('pre', 'code', styled('code', '', painted.join('<br>')))
    }
    this.#findings.add('changed', 'code-lines', text, id)
    return this.#part(
      'blockquote',
      'quote',
      brokenLines(text)
        .map((line) => this.#part('p', 'paragraph', line))
        .join(''),
    )
  }

  #formula(tex: string, isDisplay: boolean, block: BlockId): string {
    const line = this.#dialect.formulas === 'by-hand' ? linearHtml(tex, isDisplay) : null
    const drawn = line ?? this.#surroundings.formulaHtml(tex, isDisplay)
    if (drawn !== null) tellLinks(tex, block, this.#findings)
    if (line !== null) return line
    if (drawn !== null && this.#dialect.formulas === 'by-hand') this.#findings.add('todo', 'formula-by-hand', tex, block)
    if (drawn === null) this.#findings.add('lost', 'formula-unread', tex, block)
    // By itself, and in a table, it scrolls.
    else if (!isDisplay && !this.#isCell && widthOf(drawn) > WIDEST_READ) this.#findings.add('changed', 'formula-wide', tex, block)
    if (drawn !== null) return drawn
    return this.#part('code', 'code-inline', escapedXml(tex))
  }

  #image(image: ProseImage): string {
    const place = this.#surroundings.placeOf(image)
    if (typeof place === 'string') this.#findings.add('lost', absentKind(place), readerWords(image.caption) || image.alt, image.id)
    else this.#findings.add('todo', 'image-by-hand', readerWords(image.caption) || image.alt, image.id, { number: place.number })
    const caption = isSeen(image.caption) ? this.#part('p', 'caption', this.#inlines(image.caption, image.id)) : ''
    return this.#part('p', 'image', this.#surroundings.imageHtml(image, place)) + caption
  }

  #table({ id, align, children, hasHeader }: Table): string {
    const [sides, heads] = [sidesOf({ align, children }), headRows({ hasHeader, children })]
    const rows = children.map((row, index) =>
      styled('tr', '', row.children.map((cell) => this.#cell(cell, index < heads, sides.get(cell) ?? null, id)).join('')),
    )
    return this.#part('section', 'table-box', this.#part('table', 'table', styled('tbody', '', rows.join(''))))
  }

  #cell({ children, colspan, rowspan }: Cell, isHead: boolean, side: string | null, block: BlockId): string {
    const spans = [...(colspan === undefined ? [] : [` colspan="${colspan}"`]), ...(rowspan === undefined ? [] : [` rowspan="${rowspan}"`])].join('')
    this.#isCell = true
    const cell = this.#part(
      isHead ? 'th' : 'td',
      isHead ? 'head' : 'cell',
      this.#inlines(children, block),
      [textOf(children).length > LONG_CELL ? (this.#dialect.looks['cell-long'] ?? '') : '', side === null ? '' : `text-align:${side}`]
        .filter(Boolean)
        .join(';'),
    )
    this.#isCell = false
    return cell.replace(/^<t[hd]/, (tag) => tag + spans)
  }

  /** What marks and links name, by their numbers; at last the notes that only notes name. */
  #endnotes(): string {
    const [first] = this.#prose.notes
    if (first) this.#findings.add('changed', 'notes-listed', readerWords(first.content), first.id)
    const lines = this.#referencesSoFar()
    for (const { id } of this.#prose.notes) {
      this.#references.note(id)
      lines.push(...this.#referencesSoFar())
    }
    return lines.length === 0 ? '' : this.#part('p', 'references', styled('strong', '', '参考与注释')) + lines.join('')
  }

  /** What is said in one of them may name more. */
  #referencesSoFar(): string[] {
    const lines: string[] = []
    for (let entry = this.#references.next(); entry !== null; entry = this.#references.next()) {
      const text =
        entry.kind === 'address'
          ? escapedXml(entry.words === '' ? readAddress(entry.address) : `${entry.words}：${readAddress(entry.address)}`)
          : this.#note(entry.note)
      lines.push(this.#part('p', 'reference', `[${entry.number}] ${text}`))
    }
    return lines
  }

  #note(id: BlockId): string {
    const note = this.#prose.notes.find((each) => each.id === id)
    return note === undefined ? '' : this.#inlines(note.content, id)
  }

  #inlines(content: Content, block: BlockId): string {
    return content.map((each, at) => this.#inline(each, block) + this.#behindLink(content, at, block)).join('')
  }

  #inline(each: Inline, block: BlockId): string {
    if (isRun(each)) return this.#run(each, block)
    if (each.type === 'formula') return this.#formula(each.tex, false, block)
    return this.#prose.numbers.has(each.note) ? this.#mark(this.#references.note(each.note)) : ''
  }

  #mark(number: number): string {
    return this.#part('sup', 'mark', `[${number}]`)
  }

  #run(run: Run, block: BlockId): string {
    if (run.text === '') return ''
    if (isHanEmphasised(run)) this.#findings.add('changed', 'emphasis-bold', run.text, block)
    let html = (run.italic && !run.code ? emphasised(run.text) : escapedXml(run.text)).replaceAll('\n', '<br>')
    if (run.code) html = this.#part('code', 'code-inline', html)
    if (run.underline) html = this.#part('span', 'underline', html)
    if (run.strike) html = this.#part('span', 'strike', html)
    if (run.highlight) html = this.#part('span', 'highlight', html)
    if (run.bold) html = styled('strong', '', html)
    const address = run.link?.startsWith('moke:') ? addressIn(this.#surroundings.links(run.link)) : (run.link ?? null)
    if (address === null || !this.#dialect.keepsLink(address)) return html
    return this.#part('a', 'link', html).replace(/^<a/, (tag) => `${tag} href="${escapedXml(address)}"`)
  }

  /** Behind the last word of a link: the number of an address that leads out, or the name of a lesson that is not there yet. */
  #behindLink(content: Content, at: number, block: BlockId): string {
    const [each, words] = [content[at], wordsOfLink(content, at)]
    if (words === null || each === undefined || !isRun(each) || each.link === undefined) return ''
    const { links } = this.#surroundings
    const address = each.link.startsWith('moke:') ? addressIn(links(each.link)) : each.link
    if (address === null) return escapedXml(behindLink(each.link, words, links, this.#findings, block))
    // An address that can be read needs no number.
    if (this.#dialect.keepsLink(address) || words.trim() === readAddress(address)) return ''
    this.#findings.add('changed', 'link-out', words, block)
    return this.#mark(this.#references.address(address, words.trim()))
  }
}

/** Em of a drawing in a line: on a phone a wider one is less than half its size. */
const WIDEST_READ = 46

function widthOf(drawn: string): number {
  return Number(/^<svg [^>]*style="width:([\d.]+)em/.exec(drawn)?.[1] ?? 0)
}

/** As readers write it, where it says nothing but whom a letter goes to. */
const readAddress = (address: string): string => address.replace(/^mailto:(?=[^?]+$)/i, '')
