/** A lesson as paragraphs and tables of Word: headings, lists and footnotes are Word's own, formulas Office math. */
import {
  AlignmentType,
  Bookmark,
  ExternalHyperlink,
  type FileChild,
  FootnoteReferenceRun,
  HeadingLevel,
  ImageRun,
  ImportedXmlComponent,
  InternalHyperlink,
  Paragraph,
  type ParagraphChild,
  Tab,
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx'
import { isRun } from '#preload/document/lines.ts'
import type { BlockId, Inline, Run, Table as TableBlock } from '#preload/document/schema.ts'
import { headRows } from '#preload/document/table-head.ts'
import type { Findings } from '../desk/finding.ts'
import type { Absence } from '../desk/target.ts'
import { tellLinks } from '../formulas/formula-links.ts'
import { sayableInXml } from '../formulas/xml.ts'
import { ommlOf, omits } from '../formulas/omml.ts'
import type { Expression } from '../formulas/expression.ts'
import { widestPart } from '../formulas/formula-width.ts'
import { readFormula } from '../formulas/read-formula.ts'
import { absentKind, absentText } from '../pictures/absent.ts'
import { addressed } from '../prose/addressed.ts'
import { type Content, isSeen, type Prose, type ProseBlock, type ProseLine, type ProseList } from '../prose/prose.ts'
import { CODE_COLOURS, codePieces } from '../prose/code-pieces.ts'
import { readerWords } from '../prose/reader-words.ts'
import { sidesOf } from '../prose/sides.ts'
import { isHanEmphasised, slantedParts } from '../prose/slanted.ts'
import { TONES } from '../prose/tones.ts'
import { setColumns } from './column-widths.ts'
import { numbersFrom } from './list-numbers.ts'
import { codeFont, codeTabs, RED, tableLine, taskIndent } from './look.ts'

/** A picture as Word takes it. */
export interface DocxImage {
  readonly type: 'png' | 'jpg' | 'gif'
  /** What stands for its bytes until the document is packed: their SHA-256, in hexadecimal. */
  readonly stand: string
  readonly width: number
  readonly height: number
}

/** What is not said in the lesson itself. */
export interface DocxSurroundings {
  image(id: string): DocxImage | null
  /** Why there is none. */
  absence(id: string): Absence
  /** The name of another lesson's place in the document, or null where it is not in it. */
  lessonAnchor(link: string): string | null
  /** Numbers of the document's footnotes and lists that are taken already. */
  readonly counts: { notes: number; lists: number; readonly starts: Set<number> }
  /** The level of the lesson's own first headings. */
  readonly topLevel: number
}

export interface DocxPage {
  readonly children: FileChild[]
  /** Footnotes by the number that the document gives them. */
  readonly notes: ReadonlyMap<number, Paragraph[]>
}

export function docxPage(prose: Prose, surroundings: DocxSurroundings, findings: Findings): DocxPage {
  return new DocxWriter(prose, surroundings, findings).write()
}

const HEADINGS = [
  HeadingLevel.HEADING_1,
  HeadingLevel.HEADING_2,
  HeadingLevel.HEADING_3,
  HeadingLevel.HEADING_4,
  HeadingLevel.HEADING_5,
  HeadingLevel.HEADING_6,
]

/** Word knows nine levels; the package names six. */
function headingOf(level: number) {
  return level <= HEADINGS.length ? { heading: HEADINGS[level - 1] } : { style: `Heading${level}`, outlineLevel: level - 1 }
}
/** Em of a formula between the margins, what formulas take of what they may at most, and the least of its size at which one is read. */
const FORMULA = { room: 38, usual: 0.75, least: 0.5 }

/** Pixels between the margins of an A4 page, at 96 to the inch, as high as leaves room for what stands below, and for text as well. */
const [MEASURE, HIGHEST, USUALLY_HIGHEST] = [600, 780, 540]
/** Lines of code, and rows of a table, that stay on one page. */
const [WHOLE_CODE, WHOLE_TABLE] = [24, 10]

const NAMESPACES = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

class DocxWriter {
  readonly #prose: Prose
  readonly #surroundings: DocxSurroundings
  readonly #findings: Findings
  readonly #notes = new Map<number, Paragraph[]>()
  /** Numbers of notes as the lesson has them, to those of the document. */
  readonly #numbers = new Map<number, number>()
  /** Notes that stand behind the text, by the lesson's numbers. */
  readonly #behind = new Set<number>()
  /** Word opens no document in which a footnote has one of its own. */
  #isInNote = false

  constructor(prose: Prose, surroundings: DocxSurroundings, findings: Findings) {
    this.#prose = prose
    this.#surroundings = surroundings
    this.#findings = findings
  }

  write(): DocxPage {
    const { blocks } = this.#prose
    const children = blocks.flatMap((block, at) => [
      ...this.#block(block),
      ...(isBox(block) ? [new Paragraph({ style: 'Gap' })] : []),
      ...endOfList(block, blocks[at + 1]),
    ])
    const all = [...children, ...this.#notesBehind()]
    this.#writeNotes()
    return { children: all, notes: this.#notes }
  }

  #block(block: ProseBlock): FileChild[] {
    switch (block.kind) {
      case 'heading':
        return [
          new Paragraph({
            ...headingOf(block.level + this.#surroundings.topLevel - 1),
            children: this.#content(block.content, block.id),
          }),
        ]
      case 'paragraph':
        return [new Paragraph({ keepNext: leadsOn(block.content), children: this.#content(block.content, block.id) })]
      case 'list':
        return this.#list(block, 0)
      case 'quote':
        return block.lines.map((line) => this.#line(line, 'Quote'))
      case 'callout':
        return [
          new Paragraph({ style: 'Callout', keepNext: true, children: [new TextRun({ text: TONES[block.tone], bold: true, color: RED })] }),
          ...block.lines.map((line) => this.#line(line, 'Callout')),
        ]
      case 'code':
        return [
          new Paragraph({
            style: 'Code',
            keepLines: block.text.split('\n').length <= WHOLE_CODE,
            ...(block.text.includes('\t') ? { tabStops: codeTabs } : {}),
            children: codeRuns(block),
          }),
        ]
      case 'formula':
        return [this.#formulaBlock(block.tex, block.id)]
      case 'image':
        return this.#image(block)
      case 'table':
        return [this.#table(block.table), new Paragraph({ spacing: { after: 80 } })]
      case 'divider':
        return [new Paragraph({ alignment: AlignmentType.CENTER, children: [new TextRun('＊　＊　＊')] })]
    }
  }

  #line({ content, id }: ProseLine, style: string): Paragraph {
    return new Paragraph({ style, keepNext: leadsOn(content), children: this.#content(content, id) })
  }

  #list({ isOrdered, start, items }: ProseList, level: number): Paragraph[] {
    const { counts } = this.#surroundings
    const instance = isOrdered ? ++counts.lists : 0
    if (start !== 1) counts.starts.add(start)
    return items.flatMap(({ content, id, isDone, inside }) => {
      const box = isDone === null ? [] : [new TextRun(isDone ? '☑ ' : '☐ ')]
      const place =
        isDone === null
          ? { style: 'ListItem', numbering: { reference: isOrdered ? numbersFrom(start) : 'bullets', level: Math.min(8, level), instance } }
          : { style: 'Task', indent: taskIndent(level) }
      return [
        new Paragraph({ ...place, keepNext: leadsOn(content), children: [...box, ...this.#content(content, id)] }),
        ...inside.flatMap((list) => this.#list(list, level + 1)),
      ]
    })
  }

  #formulaBlock(tex: string, id: BlockId): Paragraph {
    const math = this.#formula(tex, true, id)
    return new Paragraph({ style: 'Formula', children: [math ?? codeRun(tex)] })
  }

  /** Office math, or null where the source is none. */
  #formula(tex: string, isDisplay: boolean, id: BlockId): ParagraphChild | null {
    const reading = readFormula(tex, isDisplay)
    if (!reading.isRead) {
      this.#findings.add('lost', 'formula-unread', tex, id)
      return null
    }
    tellLinks(tex, id, this.#findings)
    if (omits(reading.math) === 'lines') this.#findings.add('changed', 'formula-lines', tex, id)
    const omml = ommlOf(this.#fitting(reading.math, tex, id))
    return imported(isDisplay ? `<m:oMathPara ${NAMESPACES}>${omml}</m:oMathPara>` : omml.replace('<m:oMath>', `<m:oMath ${NAMESPACES}>`))
  }

  /** Word ends lines of a formula at its operators, and none within brackets and tables: wider ones would run off the page. */
  #fitting(math: Expression, tex: string, id: BlockId): Expression {
    const factor = FORMULA.room / (widestPart(math) * FORMULA.usual)
    if (factor >= 1) return math
    if (factor < FORMULA.least) this.#findings.add('changed', 'formula-wide', tex, id)
    return { kind: 'sized', of: math, factor: Math.max(factor, FORMULA.least) }
  }

  #image({ id, image, alt, caption, width }: Extract<ProseBlock, { kind: 'image' }>): Paragraph[] {
    const found = this.#surroundings.image(image)
    const words = readerWords(caption) || alt
    const below = isSeen(caption) ? [this.#line({ content: caption, id }, 'Caption')] : []
    if (found === null) {
      const why = this.#surroundings.absence(image)
      this.#findings.add('lost', absentKind(why), words, id)
      return [new Paragraph({ style: 'Caption', children: [new TextRun(sayableInXml(absentText(why, words)))] }), ...below]
    }
    const wide = Math.min(width === null ? found.width : (MEASURE * width) / 100, MEASURE)
    const scale = Math.min(wide / found.width, (width === null ? USUALLY_HIGHEST : HIGHEST) / found.height)
    const transformation = { width: Math.max(1, Math.round(found.width * scale)), height: Math.max(1, Math.round(found.height * scale)) }
    const shown = new ImageRun({
      type: found.type,
      data: Buffer.from(found.stand),
      transformation,
      altText: { name: 'picture', description: sayableInXml(alt || readerWords(caption)) },
    })
    return [new Paragraph({ alignment: AlignmentType.CENTER, keepNext: below.length > 0, children: [shown] }), ...below]
  }

  #table(table: TableBlock): Table {
    const { id, align, children } = table
    const [sides, { widths, cell: look }, heads] = [sidesOf({ align, children }), setColumns(table), headRows(table)]
    const isWhole = children.length <= WHOLE_TABLE
    const rows = children.map(
      (row, index) =>
        new TableRow({
          tableHeader: index < heads,
          cantSplit: true,
          children: row.children.map((cell) => {
            const isHead = index < heads
            const inner = this.#content(isHead ? cell.children.map((each) => (isRun(each) ? { ...each, bold: true as const } : each)) : cell.children, id)
            return new TableCell({
              ...(cell.colspan === undefined ? {} : { columnSpan: cell.colspan }),
              ...(cell.rowspan === undefined ? {} : { rowSpan: cell.rowspan, verticalAlign: VerticalAlign.CENTER }),
              ...(isHead ? { shading: { type: 'clear', fill: 'F7F4EC' } } : {}),
              margins: { left: look.margin, right: look.margin },
              children: [
                new Paragraph({
                  style: look.style,
                  keepNext: isWhole && index < children.length - 1,
                  alignment: AlignmentType[(sides.get(cell) ?? 'left').toUpperCase() as 'LEFT' | 'CENTER' | 'RIGHT'],
                  children: inner,
                }),
              ],
            })
          }),
        }),
    )
    const borders = { top: tableLine, bottom: tableLine, left: tableLine, right: tableLine, insideHorizontal: tableLine, insideVertical: tableLine }
    return new Table({ rows, columnWidths: [...widths], width: { size: 100, type: WidthType.PERCENTAGE }, borders })
  }

  #content(content: Content, block: BlockId): ParagraphChild[] {
    return content.flatMap((each) => this.#inline(each, block))
  }

  #inline(each: Inline, block: BlockId): ParagraphChild[] {
    if (isRun(each)) return this.#run(each, block)
    if (each.type === 'note-mark') return this.#mark(this.#prose.numbers.get(each.note))
    return [this.#formula(each.tex, false, block) ?? codeRun(each.tex)]
  }

  #run(run: Run, block: BlockId): ParagraphChild[] {
    if (run.text === '') return []
    if (isHanEmphasised(run)) this.#findings.add('changed', 'emphasis-dotted', run.text, block)
    if (run.link === undefined) return lines(run.text, run)
    const anchor = run.link.startsWith('moke:') ? this.#surroundings.lessonAnchor(run.link) : null
    if (anchor !== null) return [new InternalHyperlink({ anchor, children: lines(run.text, run, true) })]
    if (!run.link.startsWith('moke:')) return [new ExternalHyperlink({ link: addressed(run.link), children: lines(run.text, run, true) })]
    this.#findings.add('lost', 'link-lesson', run.text, block)
    return lines(run.text, run)
  }

  /** Those that no mark in the text leads to, the last first: an earlier one may be named by a later one. */
  #notesBehind(): Paragraph[] {
    const left = this.#prose.notes.toReversed().flatMap(({ number, content, id }) => {
      if (this.#numbers.has(number)) return []
      this.#behind.add(number)
      return [new Paragraph({ style: 'FootnoteText', children: [new TextRun('注：'), ...this.#content(content, id)] })]
    })
    return left.toReversed()
  }

  /** At last, for a note may name one that is marked behind it. */
  #writeNotes(): void {
    this.#isInNote = true
    for (const { number, content, id } of this.#prose.notes) {
      const own = this.#numbers.get(number)
      if (own !== undefined) this.#notes.set(own, [new Paragraph({ style: 'FootnoteText', children: this.#content(content, id) })])
    }
  }

  /** A second mark of a note refers to the first: a second note would say the same twice. Within a note every mark does. */
  #mark(number: number | undefined): ParagraphChild[] {
    if (number === undefined || !this.#prose.notes.some((each) => each.number === number)) return []
    if (this.#behind.has(number)) return [new TextRun({ text: '注', superScript: true })]
    const known = this.#numbers.get(number)
    if (known !== undefined) return [new InternalHyperlink({ anchor: `note_${known}`, children: [new TextRun({ text: String(known), superScript: true })] })]
    return this.#isInNote ? [] : this.#references(number)
  }

  /** The first mark of a note, and of those that none but it and notes like them name: their numbers need a place in the text. */
  #references(number: number): ParagraphChild[] {
    const own = ++this.#surroundings.counts.notes
    this.#numbers.set(number, own)
    const reference = new Bookmark({ id: `note_${own}`, children: [new FootnoteReferenceRun(own)] })
    const more = (this.#prose.notes.find((each) => each.number === number)?.content ?? []).flatMap((each) => {
      const named = !isRun(each) && each.type === 'note-mark' ? this.#prose.numbers.get(each.note) : undefined
      const note = this.#prose.notes.find((other) => other.number === named)
      if (note === undefined || note.isMarked || this.#numbers.has(note.number) || this.#behind.has(note.number)) return []
      return [new TextRun({ text: ',', superScript: true }), ...this.#references(note.number)]
    })
    return [reference, ...more]
  }
}

/** Word makes one box of those that touch. */
function isBox({ kind }: ProseBlock): boolean {
  return kind === 'callout' || kind === 'code'
}

/** Items are close to each other, and what follows is not. */
function endOfList(block: ProseBlock, next: ProseBlock | undefined): Paragraph[] {
  return block.kind === 'list' && next !== undefined && next.kind !== 'heading' ? [new Paragraph({ style: 'Gap', keepNext: leadsOn(lastOf(block)) })] : []
}

function lastOf({ items }: ProseList): Content {
  const last = items.at(-1)
  const within = last?.inside.at(-1)
  return within === undefined ? (last?.content ?? []) : lastOf(within)
}

/** What a colon leads to is not to be on the next page. */
function leadsOn(content: Content): boolean {
  return /[：:]\s*$/.test(content.map((each) => (isRun(each) ? each.text : each.type === 'formula' ? each.tex : '')).join(''))
}

/** The library drops texts of spaces alone, unless they are written by their numbers. */
function imported(xml: string): ParagraphChild {
  const spaced = xml.replaceAll(/(?<=<m:t [^>]*>)\s+(?=<\/m:t>)/g, (spaces) => [...spaces].map((space) => `&#${space.codePointAt(0)};`).join(''))
  return ImportedXmlComponent.fromXmlString(spaced) as unknown as ParagraphChild
}

function codeRun(text: string): TextRun {
  return new TextRun({ text: sayableInXml(text), font: codeFont })
}

/** Runs of one colour each, with a break between lines. */
function codeRuns({ text, language }: Extract<ProseBlock, { kind: 'code' }>): TextRun[] {
  return codePieces(text, language).flatMap((piece) => lines(piece.text, {}, false, piece.paint === null ? undefined : CODE_COLOURS[piece.paint][0].slice(1)))
}

/** Word has an element for each: as a letter it may be a space. */
function withTabs(text: string): (string | Tab)[] {
  return text.split('\t').flatMap((part, at) => [...(at > 0 ? [new Tab()] : []), ...(part === '' ? [] : [part])])
}

/** Runs of one look, with a break between its lines. */
function lines(text: string, { bold, italic, underline, strike, highlight, code }: Partial<Run>, isLink = false, colour?: string): TextRun[] {
  return sayableInXml(text)
    .split('\n')
    .flatMap((line, index) =>
      (italic ? slantedParts(line) : [{ text: line, isSlanted: false }]).map(
        (piece, at) =>
          new TextRun({
            ...(piece.text.includes('\t') ? { children: withTabs(piece.text) } : { text: piece.text }),
            ...(index > 0 && at === 0 ? { break: 1 } : {}),
            ...(bold ? { bold: true } : {}),
            // Chinese does not slant: a dot at each character says it, as Word's own 着重号.
            ...(italic ? (piece.isSlanted ? { italics: true } : { emphasisMark: { type: 'dot' } }) : {}),
            ...(underline ? { underline: {} } : {}),
            ...(strike ? { strike: true } : {}),
            ...(highlight ? { highlight: 'yellow' } : {}),
            ...(code ? { font: codeFont } : {}),
            ...(isLink ? { style: 'Hyperlink' } : {}),
            ...(colour === undefined ? {} : { color: colour }),
          }),
      ),
    )
}
