/** Places at which works are gone on with: openings of works, then paragraphs within them. What is context is read there, and none of them. */
import { Random } from '#engine/model/index.ts'
import { learntParts } from '#engine/training/index.ts'
import { characterStart, type ProofWork, rankOf } from './sample.ts'

/** A place at which a work is gone on with. */
export interface Opening {
  readonly work: string
  readonly title: string
  /** What the model reads. */
  readonly opening: string
  /** What the author wrote. */
  readonly truth: string
}

/** Characters of an opening before its paragraph, and of a paragraph that there have to be. */
const [contextBefore, leastParagraph] = [240, 60]
/** An opening ends within its paragraph, after the first clause that is neither shorter nor longer. */
const [shortestBegun, longestBegun] = [12, 36]

/** So many places at which works go on: a work's first paragraph, then the others' in an order drawn by the seed, in turn from every work. */
export function openingsOf(works: readonly ProofWork[], count: number, length: number, seed: number): Opening[] {
  const waiting = works.map((work) => placesOf(work, seed))
  const chosen: Opening[] = []
  for (let turn = 0; chosen.length < count && waiting.some((places) => places.length > turn); turn++) {
    for (const [which, places] of waiting.entries()) {
      const [work, place] = [works[which], places[turn]]
      if (work && place && chosen.length < count) chosen.push(openingAt(work, place, length))
    }
  }
  return chosen
}

interface Paragraph {
  readonly from: number
  /** Where the opening ends. */
  readonly begun: number
  /** Where the author's words end: at the end of the work, or where somebody else is asking. */
  readonly end: number
}

function placesOf(work: ProofWork, seed: number): Paragraph[] {
  const { id } = work
  const [first, ...others] = learntParts(work).flatMap(([from, to]) => paragraphsOf(work.text, from, to))
  if (!first) return []
  const order = Uint32Array.from(others.keys())
  new Random(seed, Math.floor(rankOf(id, seed) * 2 ** 32)).shuffle(order)
  return [first, ...Array.from(order).flatMap((at) => others.slice(at, at + 1))]
}

function paragraphsOf(text: string, start: number, end: number): Paragraph[] {
  return [...text.slice(start, end).matchAll(/[^\n]+/g)].flatMap(({ 0: line, index }) => {
    const from = start + index
    return line.length >= leastParagraph ? [{ from, begun: from + begunOf(line), end }] : []
  })
}

/** How far a paragraph is begun: behind a clause, or in letters behind a word. */
function begunOf(line: string): number {
  const clause = /[，。；：！？、]|[,.;:!?](?=\s)/g
  clause.lastIndex = shortestBegun
  const end = clause.exec(line)?.index ?? Infinity
  if (end < longestBegun) return end + 1
  const word = /[^\p{Script=Latin}\p{N}]/gu
  word.lastIndex = (shortestBegun + longestBegun) / 2
  const cut = word.exec(line)?.index ?? line.length
  return characterStart(line, Math.min(cut, longestBegun))
}

function openingAt({ id, title, text }: ProofWork, { from, begun, end }: Paragraph, length: number): Opening {
  const start = characterStart(text, Math.max(0, from - contextBefore))
  return { work: id, title, opening: text.slice(start, begun), truth: text.slice(begun, characterStart(text, Math.min(end, begun + length))) }
}
