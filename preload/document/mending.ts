/**
 * What one click does to a lesson about what a check found: a document in, the mended one out. Only what no author could have meant, or what
 * says the same afterwards, is mended so; a page takes it back as one step. Code and formulas are never touched.
 */
import { joined } from './inlines.ts'
import { inlinesOf, isRun, lineText } from './lines.ts'
import { readBlock, readInline } from './read-markdown.ts'
import { BlockId, type Block, type Doc, type Inline, type Line, type Run } from './schema.ts'
import { untidy, type UntidyPlace } from './untidy.ts'
import { z } from './zod.ts'

/** What is to be done, and in which block; null: in the whole lesson. */
export const Mend = z.strictObject({
  kind: z.enum([
    'raise-headings', // levels that are used become 1, 2, 3…
    'remove-heading', // an empty one
    'remove-link', // one on nothing that can be seen
    'join-lines', // a sentence that was broken
    'alt-of-caption', // a picture's words are those of its caption
    'single-spaces',
    'full-marks', // half-width marks within Chinese become full-width
    'half-digits', // full-width digits and letters become half-width
    'read-markdown', // what Markdown says becomes what it means
  ]),
  block: BlockId.nullable(),
  /** Of headings: the levels that all lessons use which are mended alike; left out: those of the lesson itself. */
  levels: z.array(z.number().int().min(1).max(6)).optional(),
})
export type Mend = z.infer<typeof Mend>

/** The mended document; the same one where there is nothing to mend. */
export function mended(doc: Doc, { kind, block, levels }: Mend): Doc {
  if (kind === 'raise-headings') return raised(doc, levels ?? [])
  const isConcerned = ({ id }: Block): boolean => block === null || id === block
  if (kind === 'remove-heading') return withoutEmptyHeadings(doc, isConcerned)
  const after = doc.map((each) => (isConcerned(each) ? mendedBlock(each, kind) : each))
  return after.some((each, at) => each !== doc[at]) ? after : doc
}

/** Whether anything would become of it. */
export function isMendable(doc: Doc, mend: Mend): boolean {
  return mended(doc, mend) !== doc
}

type Heading = Extract<Block, { type: 'heading' }>

/** Levels without gaps: what stands below what stays so, and a platform of two levels keeps more of them. */
function raised(doc: Doc, others: readonly number[]): Doc {
  const levels = [...new Set([...others, ...headingLevels([doc])])].toSorted()
  if (levels.every((level, at) => level === at + 1)) return doc
  const levelOf = (level: Heading['level']) => (levels.indexOf(level) + 1) as Heading['level']
  const after = doc.map((block) => (block.type === 'heading' && levelOf(block.level) !== block.level ? { ...block, level: levelOf(block.level) } : block))
  return after.some((block, at) => block !== doc[at]) ? after : doc
}

/** The levels of headings that lessons use, the highest first. */
export function headingLevels(docs: readonly Doc[]): number[] {
  return [...new Set(docs.flatMap((doc) => doc.flatMap((block) => (block.type === 'heading' ? [block.level] : []))))].toSorted()
}

/** A lesson of nothing else keeps its last block. */
function withoutEmptyHeadings(doc: Doc, isConcerned: (block: Block) => boolean): Doc {
  const kept = doc.filter((block) => block.type !== 'heading' || lineText(block).trim() !== '' || !isConcerned(block))
  return kept.length === doc.length || kept.length === 0 ? doc : kept
}

function mendedBlock(block: Block, kind: Exclude<Mend['kind'], 'raise-headings' | 'remove-heading'>): Block {
  switch (kind) {
    case 'alt-of-caption':
      return block.type === 'image' && block.alt.trim() === '' && lineText(block).trim() !== '' ? { ...block, alt: captionOf(block).slice(0, 2000) } : block
    case 'remove-link':
      return withLines(block, (line) => (inlinesOf(line).some(isEmptyLink) ? inlinesOf(line).map(withoutEmptyLink) : null))
    case 'join-lines':
      return withPlaces(block, (line) => untidy(line, 'line-broken'))
    case 'single-spaces':
      return withPlaces(block, (line) => untidy(line, 'spaces'))
    case 'full-marks':
      return withPlaces(block, (line) => untidy(line, 'half-marks'))
    case 'half-digits':
      return withPlaces(block, (line) => untidy(line, 'full-digits'))
    case 'read-markdown':
      return withLines(readBlock(block), readInline)
  }
}

function captionOf(block: Extract<Block, { type: 'image' }>): string {
  return lineText(block, () => '')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

/** Whether a run is a link that nobody could see or click. */
export function isEmptyLink(each: Inline): boolean {
  return isRun(each) && each.link !== undefined && each.text !== '' && each.text.trim() === ''
}

function withoutEmptyLink(each: Inline): Inline {
  if (!isRun(each) || !isEmptyLink(each)) return each
  const { link: _link, ...run } = each
  return run
}

/** A block with other children in some of its lines; null leaves a line as it is. Code and formulas have no lines of words. */
function withLines(block: Block, mend: (line: Line) => readonly Inline[] | null): Block {
  if (block.type === 'code' || block.type === 'formula-block' || block.type === 'divider') return block
  if (block.type !== 'table') {
    const children = mend(block)
    return children === null ? block : { ...block, children: kept(children, block) }
  }
  const rows = block.children.map((row) => {
    const cells = row.children.map((cell) => {
      const children = mend(cell)
      return children === null ? cell : { ...cell, children: kept(children, cell) }
    })
    return cells.some((cell, at) => cell !== row.children[at]) ? { ...row, children: cells } : row
  })
  return rows.some((row, at) => row !== block.children[at]) ? { ...block, children: rows } : block
}

/** Runs that are one now are joined, unless something stands among them whose neighbours the page keeps. */
function kept(children: readonly Inline[], line: Line): Inline[] {
  return [...inlinesOf(line), ...children].every(isRun) ? joined(children) : [...children]
}

/** A block with other words in places of its lines: run by run, so that every sign keeps its marks, and what a model wrote stays told. */
export function withPlaces(block: Block, placesIn: (line: Line) => readonly UntidyPlace[]): Block {
  return withLines(block, (line) => {
    const found = placesIn(line)
    if (found.length === 0) return null
    let at = 0
    return inlinesOf(line).map((each) => {
      const from = at
      at += isRun(each) ? each.text.length : 1
      return isRun(each) ? edited(each, from, found) : each
    })
  })
}

/** Of a place that reaches over two runs, the first gets what is put there. */
function edited(run: Run, from: number, places: readonly UntidyPlace[]): Run {
  const to = from + run.text.length
  let text = run.text
  for (const place of places.toReversed()) {
    if (place.to <= from || place.from >= to) continue
    const [start, end] = [Math.max(place.from, from) - from, Math.min(place.to, to) - from]
    text = text.slice(0, start) + (place.from >= from ? place.text : '') + text.slice(end)
  }
  return text === run.text ? run : { ...run, text }
}
