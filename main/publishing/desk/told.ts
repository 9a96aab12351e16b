/** Findings as the page shows them: with their place in the text, and with what one click does about them. */
import type { FoundPlace, TargetFinding } from '#preload/contract/findings.ts'
import { LessonId } from '#preload/contract/library.ts'
import { isMendable, mended, type Mend } from '#preload/document/mending.ts'
import { type Passage, passagesOf } from '#preload/document/passages.ts'
import { objectSign } from '#preload/document/blocks.ts'
import { linesOf, lineText } from '#preload/document/lines.ts'
import { BlockId, type Doc } from '#preload/document/schema.ts'
import { placesIn, saidKinds } from './advice.ts'
import { excerpt } from './excerpt.ts'
import type { Finding } from './finding.ts'

/** `docOf`: null where the lesson is not there. `levels`: of headings, in all lessons that go out together. */
export function toldFindings(
  target: string,
  findings: readonly Finding[],
  docOf: (lesson: string) => Doc | null,
  titleOf: (lesson: string) => string | null = () => null,
  levels: readonly number[] = [],
): TargetFinding[] {
  return findings.map((finding) => {
    const doc = finding.lesson === null ? null : docOf(finding.lesson)
    const lesson = finding.lesson === null ? null : LessonId.parse(finding.lesson)
    const title = finding.lesson === null ? null : titleOf(finding.lesson)
    const retitle = doc === null || title === null ? null : newTitle(finding, title, doc)
    return { ...finding, target, lesson, place: doc && placeOf(finding, doc), mend: doc && mendOf(finding, doc, levels), retitle }
  })
}

interface PlacedBlock {
  readonly block: Doc[number]
  /** What there is of the lesson but for the block, as far as a mend of the block asks: another block, if there is one. */
  readonly others: Doc
  /** How many passages are before it. */
  readonly first: number
}

function placedIn(doc: Doc, block: BlockId | null): PlacedBlock | null {
  if (block === null) return null
  const known = places.get(doc) ?? placesOf(doc)
  places.set(doc, known)
  return known.get(block) ?? null
}

/** By the lesson itself: a long one has thousands of findings, and all targets have some. */
const places = new WeakMap<Doc, ReadonlyMap<BlockId, PlacedBlock>>()

function placesOf(doc: Doc): ReadonlyMap<BlockId, PlacedBlock> {
  const placed = new Map<BlockId, PlacedBlock>()
  let first = 0
  for (const [at, block] of doc.entries()) {
    const beside = at === 0 ? 1 : 0
    if (!placed.has(block.id)) placed.set(block.id, { block, others: doc.slice(beside, beside + 1), first })
    first += passagesOf(block).length
  }
  return placed
}

/** Where a finding stands: the words that it names, or the beginning of its block. */
function placeOf(finding: Finding, doc: Doc): FoundPlace | null {
  const placed = placedIn(doc, finding.block)
  if (!placed) return null
  const { block, first } = placed
  const passages = passagesOf(block)
  const said = placeSaid(finding, passages, block)
  if (said) return { ...said, passage: first + said.passage }
  const words = finding.text.replace(/…$/, '')
  for (const [at, { text }] of passages.entries()) {
    const from = words === '' ? -1 : text.indexOf(words)
    if (from >= 0) return { passage: first + at, from, found: words }
  }
  // What was flattened, or stands in several runs, is shown by its first words.
  const opening = excerpt(words, 0, 6).trim()
  const at = opening === '' ? -1 : passages.findIndex(({ text }) => text.includes(opening))
  if (at >= 0) return { passage: first + at, from: passages[at]!.text.indexOf(opening), found: opening }
  // Formulas are told in characters; words before them are as they stand.
  const line = passages.findIndex(({ text }) => text.includes(objectSign) && beginsWith(words, text.slice(0, text.indexOf(objectSign))))
  if (line >= 0) return { passage: first + line, from: 0, found: excerpt(passages[line]!.text, 0, 12) }
  return { passage: first, from: 0, found: excerpt(passages[0]?.text ?? '', 0, 12) }
}

function beginsWith(words: string, opening: string): boolean {
  const flat = opening.replaceAll(/\s+/g, ' ').trim()
  return flat !== '' && words.startsWith(flat)
}

function placeSaid({ kind, text }: Finding, passages: readonly Passage[], block: Doc[number]): FoundPlace | null {
  const said = saidKinds.find((each) => each === kind)
  if (said === undefined) return null
  for (const { path, line } of linesOf(block)) {
    const found = placesIn(line, said)
    // Pictures that were left are told each by what is said of it.
    const place = found.find(({ from, to }) => kind !== 'image-left' || lineText(line).slice(from, to).includes(text.replace(/…$/, '')))
    const passage = passages.findIndex((each) => !each.isFormula && each.path.join() === path.join())
    if (place && passage >= 0) return { passage, from: place.from, found: passages[passage]!.text.slice(place.from, place.to) }
  }
  return null
}

const MENDS: Readonly<Partial<Record<Finding['kind'], Mend['kind']>>> = {
  'heading-deep': 'raise-headings',
  'heading-empty': 'remove-heading',
  'link-empty': 'remove-link',
  'alt-missing': 'alt-of-caption',
  'line-broken': 'join-lines',
  spaces: 'single-spaces',
  'half-marks': 'full-marks',
  'full-digits': 'half-digits',
  'markdown-left': 'read-markdown',
}

function mendOf({ kind, block }: Finding, doc: Doc, levels: readonly number[]): Mend | null {
  const does = MENDS[kind]
  // What is found in a title is no part of the text.
  if (does === undefined || block === null) return null
  if (does === 'raise-headings') return raiseOf(doc, levels)
  const mend: Mend = { kind: does, block }
  const placed = placedIn(doc, block)
  return placed && isMendable([placed.block, ...placed.others], mend) ? mend : null
}

function raiseOf(doc: Doc, levels: readonly number[]): Mend | null {
  const mend: Mend = { kind: 'raise-headings', block: null, ...(levels.length > 0 && { levels: [...levels] }) }
  const key = levels.join()
  const known = raisable.get(doc)
  const is = known?.key === key ? known.is : isMendable(doc, mend)
  raisable.set(doc, { key, is })
  return is ? mend : null
}

/** By the lesson itself: each of its deep headings asks. */
const raisable = new WeakMap<Doc, { readonly key: string; readonly is: boolean }>()

/** A title that was written otherwise than its author meant is the same put right; one that is missing is what the lesson begins with. */
function newTitle({ kind, block }: Finding, title: string, doc: Doc): string | null {
  if (block !== null) return null
  if (kind === 'title-missing' || kind === 'title-unnamed') return beginning(doc)
  const does = MENDS[kind]
  if (does === undefined || !SAID.has(kind)) return null
  const put = putRight(title, [does])
  return put === title ? null : titleFrom(put)
}

/** A title as a text of which these are mended. */
function putRight(title: string, kinds: readonly Mend['kind'][]): string {
  const line: Doc = [{ type: 'paragraph', id: BlockId.parse('title'), children: [{ text: title }] }]
  const [put] = kinds.reduce((doc, kind) => mended(doc, { kind, block: null }), line)
  return put?.type === 'paragraph' ? lineText(put) : title
}

const SAID: ReadonlySet<string> = new Set(saidKinds)

/** The first heading, else the first sentence; null where that is too long to be a title, for none is cut. */
function beginning(doc: Doc): string | null {
  const written = doc.filter((block) => (block.type === 'heading' || block.type === 'paragraph') && lineText(block, () => '').trim() !== '')
  const first = written.find(({ type }) => type === 'heading') ?? written[0]
  if (!first || (first.type !== 'heading' && first.type !== 'paragraph')) return null
  const [sentence = ''] = lineText(first, () => '')
    .trim()
    .split(/(?<=[。！？!?])|[\r\n]/)
  // A title that were untidy would be found at once.
  return titleFrom(putRight(sentence, ['single-spaces', 'full-marks', 'half-digits']).replace(/[。，；：,;:]$/, ''))
}

/** Longer ones are none that anybody would give. */
const LONGEST_TITLE = 40

function titleFrom(text: string): string | null {
  const title = text.replaceAll(/\s+/g, ' ').trim()
  return title === '' || [...title].length > LONGEST_TITLE ? null : title
}
