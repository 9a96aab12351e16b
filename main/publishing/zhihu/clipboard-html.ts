/**
 * A lesson as the HTML that Zhihu's editor keeps when it is pasted (research: the elements that public tools send, and what the editor
 * drops): two levels of headings, formulas as pictures of its own service, code by `lang`, tables without column groups, footnotes as its
 * references, and nothing between blocks, where it would make empty lines. Pictures can't be pasted from a computer: each leaves its place.
 */
import { isRun } from '#preload/document/lines.ts'
import { isBlank } from '#preload/document/inlines.ts'
import type { BlockId, Inline, Run, Table } from '#preload/document/schema.ts'
import { headRows } from '#preload/document/table-head.ts'
import { tellLinks } from '../formulas/formula-links.ts'
import { escapedXml } from '../formulas/xml.ts'
import { formulaImage, isForeign } from './formula-image.ts'
import { linearFormula } from '../formulas/plain-formula.ts'
import { readFormula } from '../formulas/read-formula.ts'
import type { Absence } from '../desk/target.ts'
import { absentKind } from '../pictures/absent.ts'
import { Findings } from '../desk/finding.ts'
import { addressIn, behindLink, type LessonLinks, wordsOfLink } from '../desk/lesson-links.ts'
import { type Content, type Prose, type ProseBlock, type ProseLine, type ProseList, textOf } from '../prose/prose.ts'
import { emphasised } from '../pasted/parts.ts'
import { isHanEmphasised } from '../prose/slanted.ts'
import { isMerged } from '../prose/even-table.ts'
import { TONES } from '../prose/tones.ts'
import { formulaWords, readerWords, tableWords } from '../prose/reader-words.ts'
import { type ImagePlace, imageText, type PlaceOf } from '../prose/image-places.ts'

export interface Pasted {
  /** What stands where a picture is to be put by hand. */
  readonly placeOf: PlaceOf
  readonly links: LessonLinks
  /** What is shown of a picture and of a formula: a preview can show more than a clipboard carries. */
  readonly imageHtml: (image: ProseImage, place: ImagePlace | Absence) => string
  readonly formulaHtml: (tex: string, isDisplay: boolean) => string
}

export type ProseImage = Extract<ProseBlock, { kind: 'image' }>

/** As it is pasted: the place of a picture in words, a formula as a picture of Zhihu's service. */
export const asPasted: Pick<Pasted, 'imageHtml' | 'formulaHtml'> = {
  imageHtml: ({ alt, caption }, place) => element('p', {}, escapedXml(imageText(place, readerWords(caption) || alt))),
  formulaHtml: formulaImage,
}

/** The HTML, in one line but for code. */
export function clipboardHtml(prose: Prose, pasted: Pasted, findings: Findings): string {
  return new HtmlWriter(prose, pasted, findings).write()
}

const element = (name: string, attributes: Readonly<Record<string, string | number>>, content: string): string =>
  `<${name}${Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escapedXml(String(value))}"`)
    .join('')}>${content}</${name}>`

class HtmlWriter {
  readonly #prose: Prose
  readonly #pasted: Pasted
  readonly #findings: Findings
  readonly #seen = new Set<number>()

  constructor(prose: Prose, pasted: Pasted, findings: Findings) {
    this.#prose = prose
    this.#pasted = pasted
    this.#findings = findings
  }

  write(): string {
    return this.#prose.blocks.map((block) => this.#block(block)).join('') + this.#unseenNotes()
  }

  /** A note that only another note names has no place among the references. */
  #unseenNotes(): string {
    const unseen = this.#prose.notes.filter(({ number }) => !this.#seen.has(number))
    return unseen.map(({ number, content, id }) => element('p', {}, `[${number}] ${this.#inlines(content, id)}`)).join('')
  }

  #block(block: ProseBlock): string {
    switch (block.kind) {
      case 'heading':
        return this.#heading(block)
      case 'paragraph':
        return this.#paragraphs(block)
      case 'list':
        return block.items.every(({ isDone }) => isDone !== null) ? this.#tasks(block) : this.#list(block)
      case 'quote':
        return element('blockquote', {}, block.lines.map((line) => this.#inlines(line.content, line.id)).join('<br>'))
      case 'callout':
        return this.#callout(block)
      case 'code':
        return element('pre', { lang: block.language ?? '' }, escapedXml(block.text))
      case 'formula':
        return this.#isRead(block.tex, true, block.id)
          ? element('p', {}, this.#pasted.formulaHtml(block.tex, true))
          : element('pre', { lang: '' }, escapedXml(block.tex))
      case 'image':
        return this.#image(block)
      case 'table':
        return this.#table(block.table)
      case 'divider':
        return '<hr>'
    }
  }

  #heading({ level, content, id }: Extract<ProseBlock, { kind: 'heading' }>): string {
    const inner = this.#inlines(content, id)
    if (level <= 2) return element(level === 1 ? 'h2' : 'h3', {}, inner)
    this.#findings.add('changed', 'heading-deep', readerWords(content), id, { level })
    return element('p', {}, element('strong', {}, inner))
  }

  /** A line break in a paragraph is a paragraph there. */
  #paragraphs({ content, id }: ProseLine): string {
    const address = addressAlone(content)
    if (address !== null) return element('a', { href: address, ...LINK_CARD, 'data-draft-title': address, 'data-draft-cover': '' }, escapedXml(address))
    return linesWithin(content)
      .map((line) => element('p', {}, this.#inlines(line, id)))
      .join('')
  }

  #list({ isOrdered, start, items }: ProseList): string {
    const inner = items.map(({ content, id, isDone, inside }) => {
      if (isDone !== null) this.#findings.add('changed', 'task', readerWords(content), id)
      const box = isDone === null ? '' : isDone ? '☑ ' : '☐ '
      return element('li', {}, box + this.#inlines(content, id) + inside.map((list) => this.#list(list)).join(''))
    })
    return element(isOrdered ? 'ol' : 'ul', start === 1 ? {} : { start }, inner.join(''))
  }

  /** Tasks are paragraphs with a box before each: in a list there were a dot too. */
  #tasks({ items }: ProseList): string {
    return items.map((item) => this.#task(item)).join('')
  }

  #task({ content, id, isDone, inside }: ProseList['items'][number]): string {
    this.#findings.add('changed', 'task', readerWords(content), id)
    return element('p', {}, (isDone ? '☑ ' : '☐ ') + this.#inlines(content, id)) + inside.map((list) => this.#list(list)).join('')
  }

  #callout({ tone, lines }: Extract<ProseBlock, { kind: 'callout' }>): string {
    const [first] = lines
    if (first) this.#findings.add('changed', 'callout', readerWords(first.content), first.id)
    const title = element('p', {}, element('strong', {}, TONES[tone]))
    return title + lines.map((line) => this.#paragraphs(line)).join('')
  }

  #image(image: ProseImage): string {
    const place = this.#pasted.placeOf(image)
    if (typeof place === 'string') this.#findings.add('lost', absentKind(place), readerWords(image.caption) || image.alt, image.id)
    else this.#findings.add('todo', 'image-by-hand', readerWords(image.caption) || image.alt, image.id, { number: place.number })
    // The words of its place are deleted once the picture is there.
    const caption = isBlank(image.caption) ? '' : this.#paragraphs({ content: image.caption, id: image.id })
    return this.#pasted.imageHtml(image, place) + caption
  }

  #table(table: Table): string {
    if (table.align.some((side) => side === 'center' || side === 'right')) this.#findings.add('lost', 'table-align', tableWords(table), table.id)
    if (isMerged(table)) this.#findings.add('todo', 'table-merged-kept', tableWords(table), table.id)
    const heads = headRows(table)
    const rows = table.children.map((row, index) => {
      const cells = row.children.map((cell) => {
        if (cell.children.some((each) => !isRun(each) && each.type === 'formula'))
          this.#findings.add('changed', 'table-formula', readerWords(cell.children), table.id)
        const spans = { ...(cell.colspan === undefined ? {} : { colspan: cell.colspan }), ...(cell.rowspan === undefined ? {} : { rowspan: cell.rowspan }) }
        return element(index < heads ? 'th' : 'td', spans, this.#inlines(cell.children, table.id))
      })
      return element('tr', {}, cells.join(''))
    })
    return element(
      'table',
      { 'data-draft-node': 'block', 'data-draft-type': 'table', 'data-size': 'normal', 'data-row-style': 'normal' },
      element('tbody', {}, rows.join('')),
    )
  }

  #inlines(content: Content, block: BlockId): string {
    return content.map((each, at) => this.#inline(each, block) + this.#behindLink(content, at, block)).join('')
  }

  #inline(each: Inline, block: BlockId): string {
    if (isRun(each)) return this.#run(each, block)
    if (each.type === 'note-mark') return this.#reference(this.#prose.numbers.get(each.note))
    return this.#isRead(each.tex, false, block) ? this.#pasted.formulaHtml(each.tex, false) : element('code', {}, escapedXml(each.tex))
  }

  #run(run: Run, block: BlockId): string {
    if (run.text === '') return ''
    for (const mark of ['underline', 'highlight', 'strike'] as const)
      if (run[mark]) this.#findings.add(mark === 'strike' ? 'lost' : 'changed', mark, run.text, block)
    if (isHanEmphasised(run)) this.#findings.add('changed', 'emphasis-bold', run.text, block)
    let html = (run.italic && !run.code ? emphasised(run.text) : escapedXml(run.text)).replaceAll('\n', '<br>')
    if (run.code) html = element('code', {}, html)
    if (run.bold || run.highlight) html = element('strong', {}, html)
    const address = run.link?.startsWith('moke:') ? addressIn(this.#pasted.links(run.link)) : (run.link ?? null)
    return address === null ? html : element('a', { href: address }, html)
  }

  /** A link to a lesson that is not there yet ends in its name. */
  #behindLink(content: Content, at: number, block: BlockId): string {
    const [each, words] = [content[at], wordsOfLink(content, at)]
    if (words === null || each === undefined || !isRun(each) || !each.link?.startsWith('moke:')) return ''
    return escapedXml(behindLink(each.link, words, this.#pasted.links, this.#findings, block))
  }

  /** What is said of a source: its words, with whatever its links lead to, but for the first address, which has a place of its own. */
  #reference(number: number | undefined): string {
    const note = this.#prose.notes.find((each) => each.number === number)
    if (!note || number === undefined) return ''
    if (this.#seen.has(number)) this.#findings.add('changed', 'note-once', readerWords(note.content), note.id, { number })
    this.#seen.add(number)
    const address =
      note.content.find((each): each is Run => isRun(each) && each.link !== undefined && /^https?:/i.test(each.link))?.link ??
      /https?:\/\/[^\s，。；）]+/i.exec(textOf(note.content))?.[0] ??
      ''
    const attributes = {
      'data-text': this.#referenceText(note.content, address, note.id),
      'data-url': address,
      'data-draft-node': 'inline',
      'data-draft-type': 'reference',
      'data-numero': number,
    }
    return element('sup', attributes, `[${number}]`)
  }

  /** One that another names is known by its number there. */
  #numberOf({ note }: Extract<Inline, { type: 'note-mark' }>): string {
    const number = this.#prose.numbers.get(note)
    return number === undefined ? '' : `[${number}]`
  }

  /** A reference has characters alone: of a formula that is more than a line of these, only those are left. */
  #characters(tex: string, block: BlockId): string {
    const reading = readFormula(tex, false)
    if (reading.isRead && linearFormula(reading.math) === null) this.#findings.add('changed', 'note-formula', tex, block)
    if (reading.isRead) tellLinks(tex, block, this.#findings)
    else this.#findings.add('lost', 'formula-unread', tex, block)
    return formulaWords(tex, false)
  }

  #referenceText(content: Content, first: string, block: BlockId): string {
    return content
      .map((each, at) => {
        if (!isRun(each)) return each.type === 'note-mark' ? this.#numberOf(each) : this.#characters(each.tex, block)
        const words = wordsOfLink(content, at)
        if (words === null || each.link === undefined) return each.text
        const address = each.link.startsWith('moke:') ? addressIn(this.#pasted.links(each.link)) : each.link
        if (address === null) return each.text + behindLink(each.link, words, this.#pasted.links, this.#findings, block)
        return each.text + (address === first || address.replace(/^mailto:/, '') === words.trim() ? '' : `（${address}）`)
      })
      .join('')
  }

  /** Of what nobody reads its service would make no picture. */
  #isRead(tex: string, isDisplay: boolean, block: BlockId): boolean {
    const { isRead } = readFormula(tex, isDisplay)
    if (!isRead) this.#findings.add('lost', 'formula-unread', tex, block)
    else if (isForeign(tex)) this.#findings.add('refused', 'formula-foreign', tex, block)
    if (isRead) tellLinks(tex, block, this.#findings)
    return isRead
  }
}

/** What the newest tool sends for a card; it stands in no paragraph. */
const LINK_CARD = { 'data-draft-node': 'block', 'data-draft-type': 'link-card' }

/** The address that is all of a line. */
function addressAlone(content: Content): string | null {
  const seen = content.filter((each) => !isRun(each) || each.text !== '')
  const [only] = seen
  if (seen.length !== 1 || only === undefined || !isRun(only) || only.code) return null
  const address = only.text.trim()
  return /^https?:\/\/\S+$/i.test(address) && (only.link === undefined || only.link === address) ? address : null
}

/** The HTML of one table, as the document holds it too. */
export function tableHtmlOf(table: Table, links: LessonLinks): string {
  const prose: Prose = { blocks: [{ kind: 'table', table }], notes: [], numbers: new Map() }
  return clipboardHtml(prose, { placeOf: () => 'gone', links, ...asPasted }, new Findings(null))
}

/** A line as words alone: a formula by its source. */
export function plainText(content: Content): string {
  return content.map((each) => (isRun(each) ? each.text : each.type === 'formula' ? each.tex : '')).join('')
}

/** The lines of a paragraph that has line breaks in it. */
export function linesWithin(content: Content): Inline[][] {
  const lines: Inline[][] = [[]]
  for (const each of content) {
    if (!isRun(each) || each.code) {
      lines.at(-1)?.push(each)
      continue
    }
    for (const [index, text] of each.text.split('\n').entries()) {
      if (index > 0) lines.push([])
      lines.at(-1)?.push({ ...each, text })
    }
  }
  return lines.filter((line) => !isBlank(line))
}
