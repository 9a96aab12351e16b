/**
 * A lesson as the inner part of a page of XHTML: for books and for the website. It means the same without a style sheet, and says no more
 * than HTML5 and EPUB 3.2 both know.
 */
import { isRun } from '#preload/document/lines.ts'
import type { BlockId, Cell, ImageId, Inline, Run, Table } from '#preload/document/schema.ts'
import { headRows } from '#preload/document/table-head.ts'
import type { Findings } from '../desk/finding.ts'
import type { Absence } from '../desk/target.ts'
import { tellLinks } from '../formulas/formula-links.ts'
import type { Expression } from '../formulas/expression.ts'
import { readFormula } from '../formulas/read-formula.ts'
import { escapedXml } from '../formulas/xml.ts'
import { absentKind, absentText } from '../pictures/absent.ts'
import { addressed } from '../prose/addressed.ts'
import { codePieces } from '../prose/code-pieces.ts'
import { keptTogether } from '../prose/kept-together.ts'
import { type Content, isSeen, type Prose, type ProseBlock, type ProseLine, type ProseList, textOf } from '../prose/prose.ts'
import { readerWords } from '../prose/reader-words.ts'
import { isRagged } from '../prose/ragged.ts'
import { sidesOf } from '../prose/sides.ts'
import { isHanEmphasised, slantedParts } from '../prose/slanted.ts'
import { TONES } from '../prose/tones.ts'
import { LONG_CELL } from '../prose/counting.ts'
import { hasLongWord, tableWidth } from './table-width.ts'
import { heldAtEnds, PHONE, shownFormula, type ShownFormula } from './wide-formula.ts'

/** Signs of a cell that is no narrower than it is. */
const SHORT_CELL = 6

/** Of its size, where what is wider than a screen scrolls: pages of books don't. */
const LEAST_SCROLLED = 0.7
/** Of the size of the text: a table's as a rule, and where it is smallest. */
const [USUAL_OF_TABLE, LEAST_OF_TABLE] = [0.92, 0.45]

/** First for those who know no widths of what it stands in, as on a narrow screen. */
function tableStyle(width: number): string {
  const fixed = Math.max(LEAST_OF_TABLE, PHONE / width).toFixed(2)
  return `font-size:${fixed}em;font-size:max(${LEAST_OF_TABLE}em,min(${USUAL_OF_TABLE}em,calc(100cqi / ${width.toFixed(1)})))`
}

/** What is not said in the lesson itself. */
export interface PageSurroundings {
  /** The address of a picture's file, or null where there is none. */
  imageAddress(image: string): string | null
  /** Why there is none; left out where all such pictures are gone. */
  absence?(image: string): Absence
  /** What is told below a picture, for those who put it in by hand; left out where nobody does. */
  imageNote?(picture: { readonly id: BlockId; readonly image: ImageId }): string | null
  /** The address of another lesson as it stands in a page, or null where it is not published beside. */
  lessonAddress(link: string): string | null
  /** By what contents lead to a heading; null where they don't. */
  partId?(heading: BlockId): string | null
  /** The level of the lesson's own first headings. */
  readonly topLevel: 1 | 2 | 3
  /** EPUB's own attributes, by which readers show a footnote where it is named. */
  readonly isBook: boolean
}

export function pageHtml(prose: Prose, surroundings: PageSurroundings, findings: Findings): string {
  return new PageWriter(prose, surroundings, findings).write()
}

type Attributes = Readonly<Record<string, string | number | null>>

export function element(name: string, attributes: Attributes, ...content: readonly string[]): string {
  const given = Object.entries(attributes).flatMap(([key, value]) => (value === null ? [] : [` ${key}="${escapedXml(String(value))}"`]))
  return `<${name}${given.join('')}>${content.join('')}</${name}>`
}

function codeHtml({ text, language }: Extract<ProseBlock, { kind: 'code' }>): string[] {
  return codePieces(text, language).map((piece) =>
    piece.paint === null ? escapedXml(piece.text) : element('span', { class: `code-${piece.paint}` }, escapedXml(piece.text)),
  )
}

class PageWriter {
  readonly #prose: Prose
  readonly #surroundings: PageSurroundings
  readonly #findings: Findings
  /** How often each note was named: only the first mark is what its text leads back to. */
  readonly #marks = new Map<number, number>()

  constructor(prose: Prose, surroundings: PageSurroundings, findings: Findings) {
    this.#prose = prose
    this.#surroundings = surroundings
    this.#findings = findings
  }

  write(): string {
    const { blocks, notes } = this.#prose
    const body = blocks.map((block) => this.#block(block)).join('\n')
    return notes.length === 0 ? body : `${body}\n${this.#notes()}`
  }

  #block(block: ProseBlock): string {
    switch (block.kind) {
      case 'heading': {
        const meant = block.level + this.#surroundings.topLevel - 1
        const level = Math.min(6, meant)
        if (meant > level) this.#findings.add('changed', 'heading-flat', readerWords(block.content), block.id, { level: block.level })
        return element(`h${level}`, { id: this.#surroundings.partId?.(block.id) ?? null }, this.#inlines(block.content, block.id))
      }
      case 'paragraph':
        return this.#paragraph(block)
      case 'list':
        return this.#list(block)
      case 'quote':
        return element('blockquote', {}, ...block.lines.map((line) => this.#paragraph(line)))
      case 'callout':
        return element(
          'aside',
          { class: `callout ${block.tone}` },
          element('p', { class: 'callout-title' }, TONES[block.tone]),
          ...block.lines.map((line) => this.#paragraph(line)),
        )
      case 'code':
        return element(
          'pre',
          {},
          element('code', { class: block.language === null ? null : `language-${block.language.replaceAll(/[^\w+#-]/g, '')}` }, ...codeHtml(block)),
        )
      case 'formula':
        return this.#formulaBlock(block)
      case 'image':
        return this.#image(block)
      case 'table':
        return this.#table(block.table)
      case 'divider':
        return '<hr/>'
    }
  }

  #paragraph({ content, id }: ProseLine): string {
    return element('p', { class: isRagged(content) ? 'ragged' : null }, this.#inlines(content, id))
  }

  #list({ isOrdered, start, items }: ProseList): string {
    const isTasks = items.some(({ isDone }) => isDone !== null)
    const inner = items.map(({ content, id, isDone, inside }) => {
      const box = isDone === null ? '' : element('span', { class: 'task', role: 'img', 'aria-label': isDone ? '已完成' : '未完成' }, isDone ? '☑ ' : '☐ ')
      return element('li', { class: isRagged(content) ? 'ragged' : null }, box, this.#inlines(content, id), ...inside.map((list) => this.#list(list)))
    })
    return element(isOrdered ? 'ol' : 'ul', { class: isTasks ? 'tasks' : null, start: start === 1 ? null : start }, ...inner)
  }

  #formulaBlock({ tex, id }: Extract<ProseBlock, { kind: 'formula' }>): string {
    const reading = readFormula(tex, true)
    if (reading.isRead) return element('div', { class: 'formula' }, this.#shownFormula(reading.math, tex, true, id).html)
    this.#findings.add('lost', 'formula-unread', tex, id)
    return element('pre', { class: 'tex' }, element('code', { class: 'language-tex' }, escapedXml(tex)))
  }

  #image({ id, image, alt, caption, width }: Extract<ProseBlock, { kind: 'image' }>): string {
    const note = this.#surroundings.imageNote?.({ id, image }) ?? null
    const address = this.#surroundings.imageAddress(image)
    const words = readerWords(caption) || alt
    const why = this.#surroundings.absence?.(image) ?? 'gone'
    if (address === null) this.#findings.add('lost', absentKind(why), words, id)
    const shown =
      address === null
        ? element('p', { class: 'missing' }, escapedXml(absentText(why, words)))
        : `<img src="${escapedXml(address)}" alt="${escapedXml(alt || readerWords(caption))}"${width === null ? '' : ` style="width:${width}%"`}/>`
    const noted = note === null ? '' : element('p', { class: 'by-hand' }, escapedXml(note))
    return element('figure', {}, shown, noted, isSeen(caption) ? element('figcaption', {}, this.#inlines(caption, id)) : '')
  }

  #table({ id, align, children, hasHeader }: Table): string {
    const [sides, heads] = [sidesOf({ align, children }), headRows({ hasHeader, children })]
    const rows = children.map((row, index) => element('tr', {}, ...row.children.map((cell) => this.#cell(cell, index < heads, sides.get(cell) ?? null, id))))
    const [head, body] = [rows.slice(0, heads), rows.slice(heads)]
    // HTML cuts a cell at the end of its group of rows: a head that reaches into those below stays in one with them.
    const isApart = heads > 1 || (heads === 1 && !children[0]?.children.some(({ rowspan = 1 }) => rowspan > 1))
    const inner = isApart ? [element('thead', {}, ...head), body.length > 0 ? element('tbody', {}, ...body) : ''] : [element('tbody', {}, ...rows)]
    return this.#surroundings.isBook ? this.#fittedTable({ id, children }, inner) : element('div', { class: 'table' }, element('table', {}, ...inner))
  }

  /** Pages of books don't scroll: a wide table is smaller, and its words are parted where even that is not enough. */
  #fittedTable({ id, children }: Pick<Table, 'id' | 'children'>, inner: readonly string[]): string {
    const { em, isMany } = tableWidth({ children })
    const isTight = em * LEAST_OF_TABLE > PHONE
    if (isTight) this.#findings.add('changed', 'table-wide', textOf(children[0]?.children[0]?.children ?? []), id)
    const names = [isMany ? 'many' : '', isTight ? 'tight' : ''].filter(Boolean).join(' ')
    const style = em * USUAL_OF_TABLE <= PHONE ? null : tableStyle(em)
    return element('div', { class: 'table' }, element('table', { class: names === '' ? null : names, style }, ...inner))
  }

  #cell({ children, colspan, rowspan }: Cell, isHead: boolean, side: string | null, block: BlockId): string {
    const attributes = { colspan: colspan ?? null, rowspan: rowspan ?? null, style: side === null ? null : `text-align:${side}` }
    // What is long may be read in few lines, where the table is wider than its page.
    const text = textOf(children)
    // A number or a name ends no line, and needs no more than it is wide.
    const isMedium = text.length > SHORT_CELL && /[\s\u2e80-\uffef]/.test(text.trim())
    const length = text.length > LONG_CELL ? 'long' : isMedium ? 'medium' : ''
    const names = [length, hasLongWord({ children }) ? 'endless' : ''].filter(Boolean).join(' ')
    const shown = names === '' ? attributes : { class: names, ...attributes }
    return element(isHead ? 'th' : 'td', isHead ? { scope: 'col', ...shown } : shown, this.#inlines(children, block))
  }

  #notes(): string {
    const { isBook } = this.#surroundings
    // Notes may name each other; what no mark names leads back to nothing.
    const texts = this.#prose.notes.map(({ content, id, number }) => ({ number, isLeft: isRagged(content), text: this.#inlines(content, id) }))
    const items = texts.map(({ number, isLeft, text }) => {
      const place = this.#marks.has(number) ? `#mark-${number}` : null
      return element(
        isBook ? 'aside' : 'li',
        { id: `note-${number}`, ...(isBook ? { 'epub:type': 'footnote', class: 'note' } : {}) },
        element(
          'p',
          { class: isLeft ? 'ragged' : null },
          isBook ? `${place === null ? `${number}.` : element('a', { href: place }, `${number}.`)} ` : '',
          text,
          isBook || place === null ? '' : ` ${element('a', { href: place, class: 'back', 'aria-label': '回到正文' }, '↩')}`,
        ),
      )
    })
    return isBook ? element('section', { class: 'notes' }, ...items) : element('section', { class: 'notes', role: 'doc-endnotes' }, element('ol', {}, ...items))
  }

  #inlines(content: Content, block: BlockId): string {
    return keptTogether(content)
      .map((group) => {
        const inner = group.map((each) => this.#inline(each, block)).join('')
        return group.length > 1 ? heldAtEnds(inner, (part) => element('span', { class: 'whole' }, part)) : inner
      })
      .join('')
  }

  #inline(each: Inline, block: BlockId): string {
    if (isRun(each)) return this.#run(each, block)
    if (each.type === 'note-mark') return this.#mark(this.#prose.numbers.get(each.note))
    const reading = readFormula(each.tex, false)
    if (reading.isRead) return this.#shownFormula(reading.math, each.tex, false, block).html
    this.#findings.add('lost', 'formula-unread', each.tex, block)
    return element('code', { class: 'language-tex' }, escapedXml(each.tex))
  }

  #shownFormula(math: Expression, tex: string, isDisplay: boolean, block: BlockId): ShownFormula {
    const { isBook } = this.#surroundings
    tellLinks(tex, block, this.#findings)
    const shown = shownFormula(math, tex, isDisplay, isBook ? 0 : LEAST_SCROLLED)
    if (isBook && shown.isSmall) this.#findings.add('changed', 'formula-wide', tex, block)
    return shown
  }

  #run(run: Run, block: BlockId): string {
    if (run.text === '') return ''
    if (isHanEmphasised(run)) this.#findings.add('changed', 'emphasis-dotted', run.text, block)
    let html = (run.italic && !run.code ? slantable(run.text) : run.link === undefined ? escapedXml(run.text) : partable(run.text)).replaceAll('\n', '<br/>')
    if (run.code) html = element('code', {}, html)
    if (run.underline) html = element('u', {}, html)
    if (run.strike) html = element('s', {}, html)
    if (run.highlight) html = element('mark', {}, html)
    if (run.italic) html = element('em', {}, html)
    if (run.bold) html = element('strong', {}, html)
    if (run.link === undefined) return html
    const address = run.link.startsWith('moke:') ? this.#surroundings.lessonAddress(run.link) : addressed(run.link)
    if (address !== null) return element('a', { href: address }, html)
    this.#findings.add('lost', 'link-lesson', run.text, block)
    return html
  }

  #mark(number: number | undefined): string {
    if (number === undefined) return ''
    const times = (this.#marks.get(number) ?? 0) + 1
    this.#marks.set(number, times)
    const id = times === 1 ? `mark-${number}` : `mark-${number}-${times}`
    const type: Attributes = this.#surroundings.isBook ? { 'epub:type': 'noteref' } : { role: 'doc-noteref' }
    return element('sup', {}, element('a', { id, href: `#note-${number}`, ...type }, String(number)))
  }
}

/** Letters slant, and Chinese has a dot below each character where a style sheet says so. */
function slantable(text: string): string {
  return slantedParts(text)
    .map((piece) => (piece.isSlanted ? `<i>${escapedXml(piece.text)}</i>` : escapedXml(piece.text)))
    .join('')
}

/** A link that ends as an address does may be parted before its end, so that no line begins with the mark behind it: browsers part a long word there. */
function partable(text: string): string {
  const [, before = text, end = ''] = /^(.*[!-~]{9})([!-~]{3})$/s.exec(text) ?? []
  return end === '' ? escapedXml(before) : `${escapedXml(before)}<wbr/>${escapedXml(end)}`
}
