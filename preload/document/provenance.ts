/** How much of a lesson a model wrote: characters of runs that still carry its mark; and what they keep of what was accepted. */
import { perBlock } from './blocks.ts'
import { characters, codePoints } from './counting.ts'
import type { Block, Doc, Provenance } from './schema.ts'

/** What stands in a lesson of one acceptance, which is named by the model and the time. */
export interface Retained extends Pick<Provenance, 'model' | 'at'> {
  /** Stretches with its mark, in their order. */
  readonly pieces: readonly string[]
}

const markedOf = perBlock((block) => block.children.reduce((sum, run) => sum + (run.ai ? codePoints(run.text) : 0), 0))
const piecesOf = perBlock(piecesOfBlock)

/** Characters of a lesson that a model wrote. */
export function markedCharacters(doc: Doc): number {
  return doc.reduce((sum, block) => sum + markedOf(block), 0)
}

/** What stands of each acceptance in a lesson. */
export function retained(doc: Doc): Retained[] {
  const acceptances = new Map<string, { model: string; at: number; pieces: string[] }>()
  for (const { model, at, text } of doc.flatMap(piecesOf)) {
    const key = `${at} ${model}`
    const acceptance = acceptances.get(key) ?? { model, at, pieces: [] }
    acceptances.set(key, acceptance)
    acceptance.pieces.push(text)
  }
  return [...acceptances.values()]
}

/** Neighbouring runs of one acceptance are one piece: a mark of the author's within it parts nothing. */
function piecesOfBlock({ children }: Block): (Pick<Provenance, 'model' | 'at'> & { text: string })[] {
  const pieces: { model: string; at: number; text: string }[] = []
  let last: (typeof pieces)[number] | undefined
  for (const { text, ai } of children) {
    if (last && ai && last.model === ai.model && last.at === ai.at) last.text += text
    else {
      last = ai && { model: ai.model, at: ai.at, text }
      if (last) pieces.push(last)
    }
  }
  return pieces
}

/** The text of an acceptance as far as it was seen: `seen`, with what pieces hold beyond that. Where two may overlap they are taken to: never longer for that than what was accepted. */
export function acceptedText(seen: string, pieces: readonly string[]): string {
  return longestFirst(pieces).reduce((text, piece) => {
    if (isWithin(piece, text)) return text
    if (isWithin(text, piece)) return piece
    const shared = [...piece].findLastIndex((_, length, signs) => text.endsWith(signs.slice(0, length + 1).join(''))) + 1
    return text + [...piece].slice(shared).join('')
  }, seen)
}

/**
 * Characters of an accepted text that stand in some piece. Each piece takes the place in the text that keeps most,
 * so what was copied counts once, what only repeats itself counts as often as it was accepted, and the answer is at most the text's length.
 */
export function keptCharacters(accepted: string, pieces: readonly string[]): number {
  const kept = new Uint8Array(accepted.length)
  for (const piece of longestFirst(pieces)) {
    for (let rest = piece; rest !== '';) {
      const stretch = longestStart(rest, accepted)
      const at = freestPlace(stretch, accepted, kept)
      kept.fill(1, at, at + stretch.length)
      rest = rest.slice(Math.max(stretch.length, 1))
    }
  }
  return codePoints(
    accepted
      .split('')
      .filter((_, at) => kept[at] === 1)
      .join(''),
  )
}

/** As much of a piece's beginning as occurs in a text: all of it, but where the author has deleted within. */
function longestStart(piece: string, text: string): string {
  if (text.includes(piece)) return piece
  let length = 0
  while (text.includes(piece.slice(0, length + 1))) length += 1
  return piece.slice(0, length)
}

function freestPlace(stretch: string, text: string, taken: Uint8Array): number {
  let [best, most] = [0, -1]
  for (let at = text.indexOf(stretch); at >= 0 && most < stretch.length; at = text.indexOf(stretch, at + 1)) {
    const free = taken.subarray(at, at + stretch.length).filter((one) => one === 0).length
    if (free > most) [best, most] = [at, free]
  }
  return best
}

/** Whether a text is another with some of it deleted. */
function isWithin(part: string, whole: string): boolean {
  let at = 0
  for (const sign of whole) if (part.startsWith(sign, at)) at += sign.length
  return at === part.length
}

function longestFirst(pieces: readonly string[]): string[] {
  return [...pieces].sort((a, b) => b.length - a.length)
}

/** 0…1: share of the characters that a model wrote; 0 of an empty lesson. */
export function aiShare(doc: Doc): number {
  const all = characters(doc)
  return all === 0 ? 0 : markedCharacters(doc) / all
}
