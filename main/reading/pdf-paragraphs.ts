/**
 * Lines of pages as paragraphs and headings. A PDF says only where letters stand, so that all of this is told from sizes, margins and
 * gaps: heads and numbers of pages are what comes again at the edge, a paragraph ends where its last line is short or the next one
 * is set in. Pure.
 */
import { newBlockId } from '#preload/document/identity.ts'
import type { Block } from '#preload/document/schema.ts'
import type { PdfLine, PdfPage } from './pdf-lines.ts'
import { joinLines } from './plain.ts'

interface Column {
  readonly left: number
  readonly right: number
}

/** What is the same on most pages. */
interface Measures {
  readonly size: number
  readonly leading: number
  /** From left to right. */
  readonly columns: readonly Column[]
}

export interface PdfText {
  /** The largest heading of the first page. */
  readonly title: string | null
  readonly blocks: Block[]
}

export function paragraphsOf(pages: readonly PdfPage[]): PdfText {
  const plain = withoutRunning(pages)
  const measures = measuresOf(plain.flatMap((page) => page.lines))
  const notes: PdfLine[][] = []
  const groups: PdfLine[][] = []
  for (const { lines } of plain) {
    const [body, small] = divided(lines, measures)
    for (const [at, line] of body.entries()) append(groups, line, at > 0, measures)
    const own: PdfLine[][] = []
    for (const [at, line] of small.entries()) append(own, line, at > 0, { ...measures, size: line.size })
    notes.push(...own)
  }
  const levels = levelsOf(groups, measures)
  const blocks = [...groups, ...notes].map((group) => blockOf(group, levels))
  const first = plain[0]?.lines ?? []
  return { title: titleOf(groups, first, levels), blocks }
}

/** At the upper and lower edge of a page: this share of its height. */
const edge = 0.1

/** Pages without the lines that come again at their edges, but for digits, without their numbers, and without lists of contents. */
function withoutRunning(pages: readonly PdfPage[]): PdfPage[] {
  const counts = new Map<string, number>()
  for (const page of pages) for (const key of new Set(page.lines.filter((line) => isAtEdge(line, page)).map(keyOf))) counts.set(key, (counts.get(key) ?? 0) + 1)
  const most = Math.max(2, Math.min(3, pages.length))
  const isRunning = (line: PdfLine, page: PdfPage) =>
    isContents.test(line.text) || (isAtEdge(line, page) && ((counts.get(keyOf(line)) ?? 0) >= most || isNumber.test(line.text)))
  return pages.map((page) => ({ ...page, lines: page.lines.filter((line) => !isRunning(line, page)) }))
}

const isNumber = /^(?:第\s*)?[-–—·|\s]*(?:\d{1,4}|[ivxlc]{1,7})[-–—·|\s]*(?:页)?(?:\s*(?:\/|of|共)\s*\d{1,4}\s*页?)?$/i

/** A line of a list of contents: dots that lead to a number. */
const isContents = /(?:[.·…]\s*){6,}\s*(?:\d{1,4}|[ivxlc]{1,7})$/i

function isAtEdge(line: PdfLine, page: PdfPage): boolean {
  return line.y > page.height * (1 - edge) || line.y < page.height * edge
}

function keyOf(line: PdfLine): string {
  return line.text.replace(/\d+/g, '#').replace(/\s+/g, '')
}

function measuresOf(lines: readonly PdfLine[]): Measures {
  const size = mostOf(lines.map((line) => [line.size, line.text.length]))
  const body = lines.filter((line) => isAbout(line.size, size))
  const leadings = body.flatMap((line, at): [number, number][] => {
    const gap = (body[at - 1]?.y ?? 0) - line.y
    return gap > size * 0.8 && gap < size * 4 ? [[Math.round(gap * 2) / 2, 1]] : []
  })
  return { size, leading: leadings.length > 0 ? mostOf(leadings) : size * 1.5, columns: columnsOf(body, size) }
}

/** Where many lines begin, each far right of the other: what is only set in begins near the others. */
function columnsOf(lines: readonly PdfLine[], size: number): Column[] {
  const counts = new Map<number, number>()
  for (const line of lines) counts.set(Math.round(line.x), (counts.get(Math.round(line.x)) ?? 0) + 1)
  const lefts: number[] = []
  for (const [x, count] of [...counts].toSorted(([a], [b]) => a - b)) {
    const last = lefts.at(-1)
    if (count < lines.length * 0.15 && last !== undefined) continue
    if (last === undefined || x > last + size * 8) lefts.push(x)
    // Further left lies hardly anything: a sign that hangs out.
    else if (x <= last + size * 8 && (counts.get(last) ?? 0) * 6 < count) lefts[lefts.length - 1] = x
  }
  return lefts.map((left, at) => {
    const ends = lines
      .filter(({ x }) => x > left - size && x < (lefts[at + 1] ?? Infinity) - size)
      .map(({ end }) => end)
      .toSorted((a, b) => a - b)
    // One line in twenty may reach further.
    return { left, right: ends[Math.floor(ends.length * 0.95)] ?? left }
  })
}

function columnAt({ x }: PdfLine, { columns, size }: Measures): Column {
  return columns.findLast(({ left }) => x > left - size) ?? columns[0] ?? { left: 0, right: 0 }
}

/** The value that weighs most. */
function mostOf(values: readonly (readonly [value: number, weight: number])[]): number {
  const weights = new Map<number, number>()
  for (const [value, weight] of values) weights.set(value, (weights.get(value) ?? 0) + weight)
  return [...weights].reduce((best, each) => (each[1] > best[1] ? each : best), [0, 0])[0]
}

const isAbout = (a: number, b: number) => a > b * 0.93 && a < b * 1.07

/** The lines of a page, and the small ones below them all: notes, which would stand amidst a paragraph that goes on overleaf. */
function divided(lines: readonly PdfLine[], { size }: Measures): [body: PdfLine[], small: PdfLine[]] {
  const lowest = lines.reduce((low, line) => (line.size > size * 0.9 ? Math.min(low, line.y) : low), Infinity)
  const isNote = (line: PdfLine) => line.size <= size * 0.9 && line.y < lowest
  return lowest === Infinity ? [[...lines], []] : [lines.filter((line) => !isNote(line)), lines.filter(isNote)]
}

/** Adds a line to the paragraph before it, or begins one with it. */
function append(groups: PdfLine[][], line: PdfLine, isSamePage: boolean, measures: Measures): void {
  const group = groups.at(-1)
  const last = group?.at(-1)
  if (group && last && isSameParagraph(group, last, line, isSamePage, measures)) group.push(line)
  else groups.push([line])
}

const bullet = /^[◦\uf06c\uf0b7•·●○▪■◆▶➢✓]\s*(?=\S)/
const marker = /^(?:[（(]?\d{1,3}[.)、．）]|[（(]?[一二三四五六七八九十]{1,3}[、）)]|[-–—]\s)/

function isSameParagraph(group: readonly PdfLine[], last: PdfLine, line: PdfLine, isSamePage: boolean, measures: Measures): boolean {
  const { size, leading } = measures
  if (!isAbout(line.size, last.size) || bullet.test(line.text)) return false
  const gap = last.y - line.y
  // A heading of two lines; larger letters have larger gaps.
  if (last.size > size * 1.07) return isSamePage && gap > 0 && gap < last.size * 1.9 && (group[0]?.text.length ?? 0) < 60
  if (isSamePage && gap > Math.max(leading * 1.35, last.size * 1.2)) return false
  const [column, before] = [columnAt(line, measures), columnAt(last, measures)]
  if (isSetIn(group, last, line, column, before, size)) return false
  const isShort = last.end + firstWord(line) < before.right - size * (isLatin(last.text) ? 1 : 1.3)
  // Lines of a block that is set in on both sides end alike, where it is set flush.
  const isFlush = isLatin(last.text) && Math.abs(line.end - last.end) < size * 0.3 && Math.abs(line.x - last.x) < size * 0.3
  return (!isShort || isFlush) && !(marker.test(line.text) && isEnd.test(last.text))
}

/** Whether a line begins further right than the one before it, or than where its paragraph goes on. */
function isSetIn(group: readonly PdfLine[], last: PdfLine, line: PdfLine, column: Column, before: Column, size: number): boolean {
  const [own, lasts] = [line.x - column.left, last.x - before.left]
  // An item hangs out to the left of its further lines.
  if (own < size * 1.2 || (group.length === 1 && (marker.test(last.text) || bullet.test(last.text)))) return false
  return own > lasts + size * 1.2 || (group.length === 1 && isEnd.test(last.text)) || (group[0]?.x ?? 0) - before.left > lasts + size
}

/** How wide about the beginning of a line is, up to where it could have been broken: had it found room on the line before, it would stand there. */
function firstWord({ text, size }: PdfLine): number {
  const [latin] = /^[!-~\u00a0-\u024f]+/.exec(text) ?? ['']
  return (latin === '' ? 1 : latin.length * 0.55) * size
}

const isLatin = (text: string) => !/\p{sc=Han}/u.test(text)

const isEnd = /[。！？!?.：:；;”"』」）)]$/

/** Sizes of headings, the largest first; of more than three, the rest are of the third level. */
function levelsOf(groups: readonly (readonly PdfLine[])[], { size }: Measures): Map<number, 1 | 2 | 3> {
  const sizes = new Set(groups.flatMap(([line, ...more]) => (line && more.length < 3 && line.size > size * 1.13 && line.text.length <= 80 ? [line.size] : [])))
  const levels = [1, 2, 3] as const
  return new Map([...sizes].toSorted((a, b) => b - a).map((each, at) => [each, levels[at] ?? 3]))
}

function blockOf(group: readonly PdfLine[], levels: ReadonlyMap<number, 1 | 2 | 3>): Block {
  const text = group.map((line) => line.text).reduce(joinLines)
  const level = levels.get(group[0]?.size ?? 0)
  const id = newBlockId()
  if (level !== undefined && text.length <= 120) return { type: 'heading', level, id, children: [{ text }] }
  if (bullet.test(text)) return { type: 'item', kind: 'bullet', depth: 0, id, children: [{ text: text.replace(bullet, '') }] }
  return { type: 'paragraph', id, children: [{ text }] }
}

function titleOf(groups: readonly (readonly PdfLine[])[], first: readonly PdfLine[], levels: ReadonlyMap<number, number>): string | null {
  const heading = groups.find(([line]) => line && levels.get(line.size) === 1 && first.includes(line))
  return heading ? heading.map((line) => line.text).reduce(joinLines) : null
}
