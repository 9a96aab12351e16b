/**
 * Two texts of a lesson beside each other: which blocks are in both, which words came and went in them, and the text
 * that chosen blocks of the past make of the present one. Pure.
 */
import { diffArrays } from 'diff'
import { longestRising } from '#preload/document/difference.ts'
import { inlinesOf, isRun } from '#preload/document/lines.ts'
import { isSame } from '#preload/document/node.ts'
import { notesMissing } from '#preload/document/notes.ts'
import type { Block, Doc, Line } from '#preload/document/schema.ts'

/** Words that are in both texts, or in one of them. */
export interface Words {
  readonly text: string
  readonly kind: 'same' | 'added' | 'removed'
  /** They carry the model's mark. */
  readonly ai: boolean
}

/** A block of either text, or of both. */
export interface Row {
  readonly past: Block | null
  readonly now: Block | null
  readonly kind: 'same' | 'added' | 'removed' | 'changed'
  /** It stands elsewhere among its neighbours. */
  readonly moved: boolean
  /** Its words are the same, and its kind, marks or picture are not. */
  readonly recast: boolean
  readonly lines: readonly (readonly Words[])[]
}

/** Where a block of the present stands in the past. */
type Pairs = ReadonlyMap<number, number>

/** All blocks of both, in the order of the present; what is gone stands where it was. */
export function compareDocs(past: Doc, now: Doc): Row[] {
  const pairs = pairsOf(past, now)
  const inPlace = new Map(
    longestRising([...pairs].map(([place, before]) => ({ before, place })).sort((a, b) => a.before - b.before)).map((one) => [one.place, one.before]),
  )
  const paired = new Set(pairs.values())
  const rows: Row[] = []
  let reached = 0
  const removeUntil = (end: number) => {
    for (; reached < end; reached += 1) {
      const gone = paired.has(reached) ? undefined : past[reached]
      if (gone) rows.push(rowOf(gone, null, false))
    }
  }
  for (const [at, block] of now.entries()) {
    const stands = inPlace.get(at)
    if (stands !== undefined) removeUntil(stands)
    const before = pairs.get(at)
    rows.push(rowOf(before === undefined ? null : (past[before] ?? null), block, before !== undefined && stands === undefined))
    if (stands !== undefined) reached = stands + 1
  }
  removeUntil(past.length)
  return rows
}

/** Whether nothing differs. */
export function isUnchanged(rows: readonly Row[]): boolean {
  return rows.every((row) => row.kind === 'same' && !row.moved)
}

/** The present text with some rows as they were in the past, and with the notes that the footnotes in them name; null where nothing would be left. */
export function withChosen(rows: readonly Row[], chosen: ReadonlySet<number>): Doc | null {
  const [past, now] = [rows.map((row) => row.past), rows.map((row) => row.now)].map((blocks) => blocks.filter((block) => block !== null))
  const doc = rows.flatMap((row, index) => (chosen.has(index) ? row.past : row.now) ?? [])
  // A note is as it is in the present, where it still is there.
  for (const from of [now, past]) doc.push(...notesMissing(doc, from ?? []))
  return doc.length > 0 ? doc : null
}

/** The rows of another comparison of the same past that have the same blocks as the chosen ones of this. */
export function chosenAgain(rows: readonly Row[], chosen: ReadonlySet<number>, after: readonly Row[]): Set<number> {
  const blocks = ({ past, now }: Row) => `${past?.id ?? ''} ${now?.id ?? ''}`
  const wanted = new Set(rows.filter((_, index) => chosen.has(index)).map(blocks))
  return new Set([...after.keys()].filter((index) => after[index] && after[index].kind !== 'same' && wanted.has(blocks(after[index]))))
}

/** By their ids; those that are left, as of a text that was brought in anew, by what they say. */
function pairsOf(past: Doc, now: Doc): Pairs {
  const places = new Map(past.map(({ id }, index) => [String(id), index]))
  const pairs = new Map<number, number>()
  const taken = new Set<number>()
  const pair = (at: number, before: number | undefined) => {
    if (before === undefined || taken.has(before)) return
    pairs.set(at, before)
    taken.add(before)
  }
  for (const [at, { id }] of now.entries()) pair(at, places.get(id))
  const left = Map.groupBy(
    [...past.keys()].filter((index) => !taken.has(index)),
    (index) => wordsOf(past[index]),
  )
  for (const [at, block] of now.entries()) {
    const words = wordsOf(block)
    if (!pairs.has(at) && words !== '') pair(at, left.get(words)?.shift())
  }
  return pairs
}

function rowOf(past: Block | null, now: Block | null, moved: boolean): Row {
  const lines = comparedLines(past, now)
  const isEqual = past !== null && now !== null && isSame({ ...past, id: '' }, { ...now, id: '' })
  const kind = past === null ? 'added' : now === null ? 'removed' : isEqual ? 'same' : 'changed'
  return { past, now, kind, moved, recast: kind === 'changed' && lines.every((line) => line.every((words) => words.kind === 'same')), lines }
}

/** A stretch of a line as it is read, and whether a model wrote it. */
interface Stretch {
  readonly text: string
  readonly ai: boolean
}

function comparedLines(past: Block | null, now: Block | null): Words[][] {
  const [old, next] = [past, now].map((block) => (block ? readLines(block) : []))
  if (!old || !next) return []
  if (past === null) return next.map((line) => asWords(line, 'added'))
  if (now === null) return old.map((line) => asWords(line, 'removed'))
  if (old.length === next.length) return next.map((line, index) => compareLine(old[index] ?? [], line))
  const text = (line: readonly Stretch[]) => line.map((stretch) => stretch.text).join('')
  return diffArrays(old, next, { comparator: (one, other) => text(one) === text(other) }).flatMap(({ value, added, removed }) =>
    value.map((line) => asWords(line, added ? 'added' : removed ? 'removed' : 'same')),
  )
}

/** The lines of a block as they are read: a row of a table is one. */
function readLines(block: Block): Stretch[][] {
  if (block.type !== 'table') return [readLine(block)]
  return block.children.map((row) => row.children.flatMap((cell, index) => [...(index > 0 ? [{ text: ' │ ', ai: false }] : []), ...readLine(cell)]))
}

function readLine(line: Line): Stretch[] {
  return inlinesOf(line).flatMap((child) => {
    if (isRun(child)) return child.text === '' ? [] : [{ text: child.text, ai: child.ai !== undefined }]
    return [{ text: child.type === 'formula' ? `$${child.tex}$` : '※', ai: false }]
  })
}

function asWords(line: readonly Stretch[], kind: Words['kind']): Words[] {
  return line.map((stretch) => ({ ...stretch, kind }))
}

/** A line has more words than this only where it holds no language; then it is told as a whole. */
const mostEdits = 3000

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })

function compareLine(past: readonly Stretch[], now: readonly Stretch[]): Words[] {
  const [old, next] = [past, now].map((line) => line.map(({ text }) => text).join(''))
  if (old === undefined || next === undefined || old === next) return asWords(now, 'same')
  const parts = diffArrays(segments(old), segments(next), { maxEditLength: mostEdits })
  if (!parts) return [...asWords(past, 'removed'), ...asWords(now, 'added')]
  const [reader, writer] = [new Reader(past), new Reader(now)]
  const spans = parts.map(({ value, added, removed }): Span => {
    const length = value.reduce((sum, word) => sum + word.length, 0)
    return { old: added ? 0 : length, now: removed ? 0 : length, isSame: !added && !removed }
  })
  return asRead(spans).flatMap((span) => {
    const gone = reader.take(span.old)
    const come = writer.take(span.now)
    return span.isSame ? asWords(come, 'same') : [...asWords(gone, 'removed'), ...asWords(come, 'added')]
  })
}

/** A stretch of a line: how long it is in either text. */
interface Span {
  readonly old: number
  readonly now: number
  readonly isSame: boolean
}

/** What two texts have in common by chance is no longer than this: 的, 一, a comma. Longer ones are words that stayed. */
const longestChance = 1

/** Changes as a person would mark them: with one stroke, where only a sign between two changes stayed. */
function asRead(spans: readonly Span[]): Span[] {
  const read: Span[] = []
  for (const span of spans) {
    const [changed, same] = [read.at(-2), read.at(-1)]
    if (span.isSame || !same) read.push(span)
    else if (!same.isSame) read.splice(-1, 1, joined([same, span]))
    else if (changed && same.old <= Math.min(longestChance, size(changed), size(span))) read.splice(-2, 2, joined([changed, same, span]))
    else read.push(span)
  }
  return read
}

function joined(spans: readonly Span[]): Span {
  return { old: spans.reduce((sum, { old }) => sum + old, 0), now: spans.reduce((sum, { now }) => sum + now, 0), isSame: false }
}

function size({ old, now }: Span): number {
  return Math.max(old, now)
}

function segments(text: string): string[] {
  return [...segmenter.segment(text)].map(({ segment }) => segment)
}

/** Takes a line's stretches piece by piece. */
class Reader {
  private readonly stretches: readonly Stretch[]
  private index = 0
  private offset = 0

  constructor(stretches: readonly Stretch[]) {
    this.stretches = stretches
  }

  take(length: number): Stretch[] {
    const taken: Stretch[] = []
    for (let rest = length; rest > 0;) {
      const stretch = this.stretches[this.index]
      if (!stretch) return taken
      const text = stretch.text.slice(this.offset, this.offset + rest)
      taken.push({ text, ai: stretch.ai })
      rest -= text.length
      this.offset += text.length
      if (this.offset < stretch.text.length) continue
      this.index += 1
      this.offset = 0
    }
    return taken
  }
}

function wordsOf(block: Block | undefined): string {
  return block
    ? readLines(block)
        .map((line) => line.map(({ text }) => text).join(''))
        .join('\n')
    : ''
}
