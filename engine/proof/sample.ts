/** What of an author's works a proof stands on: whole works and places in them, drawn by a seed, whatever the order in which they come. */
import { Random } from '#engine/model/index.ts'
import { learntCharacters, learntParts, type Span } from '#engine/training/index.ts'
import { isLarge } from './scale.ts'

/** A work as it was learnt, or held out. */
export interface ProofWork {
  readonly id: string
  readonly title: string
  /** As models have read it: headings with "# ", items with "- ", one blank line between paragraphs. */
  readonly text: string
  /** What of it is context: in no figure of bits. */
  readonly context?: readonly Span[]
}

/** How much is measured, so that it takes minutes: characters, and places. */
export interface ProofSample {
  readonly seed: number
  /** Read for bits per character, of the works and of general text each. */
  readonly read: number
  /** Written by the simulated author. */
  readonly written: number
  /** Openings of learnt works and of held-out ones each, and characters that each goes on for. */
  readonly openings: number
  readonly length: number
}

/** As much as takes minutes on two cores. */
export function sampleFor(parameters: number, seed = 1): ProofSample {
  const less = isLarge(parameters)
  return { seed, read: less ? 8000 : 12_000, written: less ? 2000 : 4000, openings: less ? 12 : 16, length: 120 }
}

/** Draws works: the first ones of a rank that only the seed and their ids decide. */
export function ranked<T extends { readonly id: string }>(works: readonly T[], seed: number): T[] {
  const ranks = new Map(works.map((work) => [work, rankOf(work.id, seed)]))
  return works.toSorted((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0) || (a.id < b.id ? -1 : 1))
}

/** A number in [0, 1) for an id. */
export function rankOf(id: string, seed: number): number {
  let hash = 0x811c9dc5
  for (const character of id) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return new Random(seed, hash >>> 0).uniform()
}

/** A text, and what of it is context. */
type Read = Pick<ProofWork, 'text' | 'context'>

/** Whole works of so many characters in all, their context not counted; of the last one its beginning, up to a paragraph's end. */
export function readOf<T extends Read>(works: readonly T[], characters: number): T[] {
  const read: T[] = []
  let left = characters
  for (const work of works) {
    if (left <= 0) break
    const text = beginningOf(work, left)
    if (learntCharacters({ ...work, text }) > 0) read.push({ ...work, text })
    left -= learntCharacters(work)
  }
  return read
}

/** The beginning of every text, so many characters in all. */
export function beginningsOf<T extends Read>(texts: readonly T[], characters: number): T[] {
  return texts.map((one) => ({ ...one, text: beginningOf(one, Math.ceil(characters / texts.length)) }))
}

function beginningOf(work: Read, characters: number): string {
  const { text, context } = work
  if (learntCharacters(work) <= characters) return text
  const place = placeBehind(work, characters)
  const end = text.lastIndexOf('\n', place)
  const isFar = learntCharacters({ text: text.slice(0, Math.max(0, end)), ...(context && { context }) }) > characters / 2
  return text.slice(0, isFar ? end : characterStart(text, place)).trimEnd()
}

/** The place in a text before which so many of its characters are no context. */
function placeBehind(work: Read, characters: number): number {
  let left = characters
  for (const [from, to] of learntParts(work)) {
    if (to - from >= left) return from + left
    left -= to - from
  }
  return work.text.length
}

/** The same place, or the one behind the second half of a surrogate pair. */
export function characterStart(text: string, at: number): number {
  const code = text.charCodeAt(at)
  return code >= 0xdc00 && code <= 0xdfff ? at + 1 : at
}
