/**
 * A lesson in what the Markdown of a platform knows: deeper headings as bold lines, boxes by their name, footnotes as a list at the end. What
 * is changed on the way is told; what a platform knows stays.
 */
import { isBlank, joined } from '#preload/document/inlines.ts'
import { isRun } from '#preload/document/lines.ts'
import { isNote } from '#preload/document/notes.ts'
import { numbersOf, withNumbers } from '#preload/document/numbering.ts'
import type { Block, BlockId, Doc, Inline, Run, Table } from '#preload/document/schema.ts'
import { displayTex } from '#preload/markdown/display-tex.ts'
import { withoutComments } from '#preload/markdown/tex-comments.ts'
import { wholeTex } from '#preload/markdown/whole-tex.ts'
import { addressIn, behindLink, type LessonLinks, wordsOfLink } from '../desk/lesson-links.ts'
import type { Findings } from '../desk/finding.ts'
import { evenTable, isMerged, withoutBars } from './even-table.ts'
import { type Prose, textOf } from './prose.ts'
import { readerWords, tableWords } from './reader-words.ts'
import { slantedParts } from './slanted.ts'
import { taglessTex } from './tagless-tex.ts'
import { TONES } from './tones.ts'

/** What is not said in the lesson itself. */
export interface PlainSurroundings {
  readonly prose: Prose
  readonly links: LessonLinks
  /** What stands where a picture is; null: the picture. */
  imageText(block: Extract<Block, { type: 'image' }>): string | null
  /** What the platform knows. */
  readonly knows: Known
}

export interface Known {
  /** The deepest level of headings. */
  readonly headings: 2 | 6
  readonly tasks: boolean
  readonly strike: boolean
  /** Whether lines of a box are a quotation with its name, or paragraphs below it. */
  readonly boxes: 'quoted' | 'lines'
  /** Whether a footnote says in words what its links lead to: what is taken for the note of a text may lose its links. */
  readonly spellsNotes?: boolean
  /** Whether tables have a cell in every place, merged ones parted: pipes know no others. */
  readonly partsCells?: boolean
  /** False: Chinese that is emphasised is bold, for its characters do not slant. */
  readonly slantsHan?: boolean
}

export function plainDoc(doc: Doc, surroundings: PlainSurroundings, findings: Findings): Doc {
  const plain = new PlainDoc(surroundings, touchingBoxes(doc), findings)
  const blocks = [...doc.flatMap((block, index) => plain.block(block, doc[index - 1])), ...plain.notes()]
  // What stands for a picture or a box is a paragraph here: numbers stay as they are on the page.
  const numbers = new Map(doc.map(({ id }, at) => [id, numbersOf(doc)[at] ?? 1]))
  return withNumbers(blocks, ({ id }) => numbers.get(id) ?? 1)
}

/** Boxes right beside another box: as quotations both would be one. */
function touchingBoxes(doc: Doc): ReadonlySet<BlockId> {
  const isBox = ({ type }: Block): boolean => type === 'quote' || type === 'callout'
  const isOne = (a: Block, b: Block): boolean => a.type === b.type && (a.type !== 'callout' || b.type !== 'callout' || a.tone === b.tone)
  const runs: Block[][] = []
  for (const block of doc) {
    const last = runs.at(-1)
    if (last?.[0] && isBox(last[0]) && isBox(block)) last.push(block)
    else runs.push([block])
  }
  return new Set(runs.filter((run) => run.some((block) => !isOne(block, run[0]!))).flatMap((run) => run.map(({ id }) => id)))
}

class PlainDoc {
  readonly #surroundings: PlainSurroundings
  readonly #touching: ReadonlySet<BlockId>
  readonly #findings: Findings

  constructor(surroundings: PlainSurroundings, touching: ReadonlySet<BlockId>, findings: Findings) {
    this.#surroundings = surroundings
    this.#touching = touching
    this.#findings = findings
  }

  block(block: Block, before: Block | undefined): Block[] {
    if (isNote(block)) return []
    switch (block.type) {
      case 'heading':
        return [this.#heading(block)]
      case 'callout':
        return this.#callout(block, before)
      case 'item':
        return [this.#item(block)]
      case 'image':
        return this.#image(block)
      case 'table':
        return [this.#table(block)]
      case 'paragraph':
      case 'quote':
        return [{ ...block, children: this.#inlines(block.children, block.id) }]
      case 'code':
      case 'divider':
        return [block]
      case 'formula-block':
        return [{ ...block, children: [{ text: taglessTex(wholeTex(withoutComments(displayTex(textOf(block.children))))) }] }]
    }
  }

  /** What the marks named, each under its number. */
  notes(): Block[] {
    const { notes } = this.#surroundings.prose
    const [first] = notes
    if (!first) return []
    this.#findings.add('changed', 'notes-listed', readerWords(first.content), first.id)
    const title: Block = { type: 'paragraph', id: `${first.id}-title` as BlockId, children: [{ text: '参考与注释', bold: true }] }
    return [title, ...notes.map((note): Block => ({ type: 'paragraph', id: note.id, children: [{ text: `[${note.number}] ` }, ...this.#noteInlines(note)] }))]
  }

  #table(block: Table): Table {
    const isParted = this.#surroundings.knows.partsCells === true
    if (isParted && isMerged(block)) this.#findings.add('changed', 'table-merged', tableWords(block), block.id)
    const table = isParted ? evenTable(block) : block
    const formulas = block.children.flatMap((row) => row.children.flatMap((cell) => cell.children.flatMap((each) => ('tex' in each ? [each.tex] : []))))
    for (const tex of isParted ? formulas.filter((each) => withoutBars(each) !== each) : []) this.#findings.add('changed', 'table-formula', tex, block.id)
    const children = table.children.map((row) => ({
      ...row,
      children: row.children.map((cell) => ({ ...cell, children: this.#inlines(cell.children, block.id) })),
    }))
    return { ...table, children }
  }

  #heading(block: Extract<Block, { type: 'heading' }>): Block {
    const children = this.#inlines(block.children, block.id)
    if (block.level <= this.#surroundings.knows.headings) return { ...block, children }
    this.#findings.add('changed', 'heading-deep', readerWords(block.children), block.id, { level: block.level })
    return { type: 'paragraph', id: block.id, children: children.map((each) => (isRun(each) ? { ...each, bold: true } : each)) }
  }

  #callout(block: Extract<Block, { type: 'callout' }>, before: Block | undefined): Block[] {
    const type = this.#surroundings.knows.boxes === 'quoted' && !this.#touching.has(block.id) ? 'quote' : 'paragraph'
    const line: Block = { type, id: block.id, children: this.#inlines(block.children, block.id) }
    if (before?.type === 'callout' && before.tone === block.tone) return [line]
    this.#findings.add('changed', type === 'quote' ? 'callout-quoted' : 'callout', readerWords(block.children), block.id)
    return [{ type, id: `${block.id}-title` as BlockId, children: [{ text: TONES[block.tone], bold: true }] }, line]
  }

  #item(block: Extract<Block, { type: 'item' }>): Block {
    const children = this.#inlines(block.children, block.id)
    if (block.kind !== 'task' || this.#surroundings.knows.tasks) return { ...block, children }
    this.#findings.add('changed', 'task', readerWords(block.children), block.id)
    const { done, ...rest } = block
    return { ...rest, kind: 'bullet', children: joined([{ text: done ? '☑ ' : '☐ ' }, ...children]) }
  }

  /** The words of a place are deleted once the picture is there: its caption stands below by itself. */
  #image(block: Extract<Block, { type: 'image' }>): Block[] {
    const text = this.#surroundings.imageText(block)
    const children = this.#inlines(block.children, block.id)
    if (text === null) return [{ ...block, children }]
    const place: Block = { type: 'paragraph', id: block.id, children: [{ text }] }
    return isBlank(block.children) ? [place] : [place, { type: 'paragraph', id: `${block.id}-caption` as BlockId, children }]
  }

  #inlines(written: readonly Inline[], block: BlockId): Inline[] {
    const content = this.#surroundings.knows.slantsHan === false ? written.flatMap(withBoldHan) : written
    return joined(content.flatMap((each, at) => [this.#inline(each, block), ...this.#behindLink(content, at, block)]))
  }

  #noteInlines({ content, id }: Prose['notes'][number]): Inline[] {
    if (!this.#surroundings.knows.spellsNotes) return this.#inlines(content, id)
    return joined(content.flatMap((each, at) => [this.#inline(each, id), ...this.#behindLink(content, at, id), ...this.#address(content, at)]))
  }

  /** Where a link leads, behind its words, unless they say it themselves. */
  #address(content: readonly Inline[], at: number): Run[] {
    const [each, words] = [content[at], wordsOfLink(content, at)]
    if (words === null || each === undefined || !isRun(each) || each.link === undefined) return []
    const address = each.link.startsWith('moke:') ? addressIn(this.#surroundings.links(each.link)) : each.link
    if (address === null || address.replace(/^mailto:/, '') === words.trim()) return []
    return [{ text: '（' }, { text: address, link: address }, { text: '）' }]
  }

  #inline(each: Inline, block: BlockId): Inline {
    if (isRun(each)) return this.#run(each, block)
    return each.type === 'note-mark' ? this.#mark(each.note) : { ...each, tex: taglessTex(withoutComments(each.tex)) }
  }

  #mark(note: BlockId): Run {
    const number = this.#surroundings.prose.numbers.get(note)
    return { text: number === undefined ? '' : `[${number}]` }
  }

  /** Words keep an address or lose the link; what it was stands behind it. */
  #run({ underline, highlight, strike, link, ai: _ai, ...run }: Run, block: BlockId): Run {
    const { knows, links } = this.#surroundings
    if (run.text !== '') {
      if (underline) this.#findings.add('changed', 'underline', run.text, block)
      if (highlight) this.#findings.add('changed', 'highlight', run.text, block)
      if (strike && !knows.strike) this.#findings.add('lost', 'strike', run.text, block)
    }
    const kept: Run = { ...run, ...(highlight ? { bold: true } : {}), ...(strike && knows.strike ? { strike } : {}) }
    if (link === undefined) return kept
    const address = link.startsWith('moke:') ? addressIn(links(link)) : link
    return address === null ? kept : { ...kept, link: address }
  }

  #behindLink(content: readonly Inline[], at: number, block: BlockId): Run[] {
    const [each, words] = [content[at], wordsOfLink(content, at)]
    if (words === null || each === undefined || !isRun(each) || !each.link?.startsWith('moke:')) return []
    const text = behindLink(each.link, words, this.#surroundings.links, this.#findings, block)
    return text === '' ? [] : [{ text }]
  }
}

function withBoldHan(each: Inline): Inline[] {
  if (!isRun(each) || !each.italic || each.code || each.text === '') return [each]
  const { italic, ...run } = each
  return slantedParts(each.text).map(({ text, isSlanted }) => (isSlanted ? { ...run, text, italic } : { ...run, text, bold: true }))
}
