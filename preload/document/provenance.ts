/** How much of a lesson a model wrote: characters of runs that still carry its mark; and what they keep of what was accepted. */
import { perBlock } from './blocks.ts'
import { characters, codePoints } from './counting.ts'
import { isRun, linesOf, runsOf } from './lines.ts'
import type { Doc, Line, Provenance } from './schema.ts'

/** What stands in a lesson of one acceptance, which is named by the model and the time. */
export interface Retained extends Pick<Provenance, 'model' | 'at'> {
  /** Stretches with its mark, in their order. */
  readonly pieces: readonly string[]
}

/**
 * UTF-16 units; a suggestion has a quarter of them. A longer text was accepted from no model: it came with our marks from
 * another program, which may mark whatever it likes. It tells nothing of what was accepted, and counting stays quick beside it.
 */
const mostAccepted = 100

const markedOf = perBlock((block) => runsOf(block).reduce((sum, run) => sum + (run.ai ? codePoints(run.text) : 0), 0))
const acceptedIn = perBlock((block) => linesOf(block).flatMap(({ line }) => acceptedInLine(line)))

/** Characters of a lesson that a model wrote. */
export function markedCharacters(doc: Doc): number {
  return doc.reduce((sum, block) => sum + markedOf(block), 0)
}

/** What stands of each acceptance in a lesson. */
export function retained(doc: Doc): Retained[] {
  const acceptances = new Map<string, { model: string; at: number; pieces: string[] }>()
  for (const { model, at, text } of doc.flatMap(acceptedIn)) {
    const key = `${at} ${model}`
    const acceptance = acceptances.get(key) ?? { model, at, pieces: [] }
    acceptances.set(key, acceptance)
    acceptance.pieces.push(text)
  }
  return [...acceptances.values()]
}

/** Neighbouring runs of one acceptance are one piece: a mark of the author's within it parts nothing. */
function acceptedInLine({ children }: Line): (Pick<Provenance, 'model' | 'at'> & { text: string })[] {
  const pieces: { model: string; at: number; text: string }[] = []
  let last: (typeof pieces)[number] | undefined
  for (const child of children) {
    const { text, ai } = isRun(child) ? child : { text: '', ai: undefined }
    if (last && ai && last.model === ai.model && last.at === ai.at) last.text += text
    else {
      last = ai && { model: ai.model, at: ai.at, text }
      if (last) pieces.push(last)
    }
  }
  return pieces.filter(({ text }) => text !== '')
}

/**
 * The text of an acceptance as far as it was seen: `seen`, with what pieces hold beyond that. Where two may overlap they
 * are taken to: never longer for that than what was accepted, nor than `mostAccepted`.
 */
export function acceptedText(seen: string, pieces: readonly string[]): string {
  const different = [...new Set([seen, ...longestFirst(pieces)])].filter((piece) => piece.length <= mostAccepted)
  // No acceptance is in more pieces than it has signs.
  return different.slice(0, mostAccepted).reduce((text, piece) => {
    const whole = joined(text, piece)
    return whole.length <= mostAccepted ? whole : text
  }, '')
}

function joined(text: string, piece: string): string {
  if (isWithin(piece, text)) return text
  if (isWithin(text, piece)) return piece
  return text + [...piece].slice(overlap(text, piece)).join('')
}

/** How many signs a text's end and a piece's beginning share at most: the prefix function of Knuth, Morris and Pratt, in as many steps as both have signs. */
function overlap(text: string, piece: string): number {
  // No sign is empty, so that none is shared across the two.
  const signs = [...piece, '', ...text]
  const borders = [0]
  for (let at = 1; at < signs.length; at += 1) {
    let length = borders[at - 1] ?? 0
    while (length > 0 && signs[length] !== signs[at]) length = borders[length - 1] ?? 0
    borders.push(signs[length] === signs[at] ? length + 1 : 0)
  }
  return borders.at(-1) ?? 0
}

/**
 * Characters of an accepted text that stand in some piece. Each piece takes the place in the text that keeps most,
 * so what was copied counts once, what only repeats itself counts as often as it was accepted, and the answer is at most the text's length.
 * For each sign of a piece it looks at each sign of the text twice at most.
 */
export function keptCharacters(accepted: string, pieces: readonly string[]): number {
  const text = [...accepted]
  const kept = new Uint8Array(text.length)
  const placesOf = Map.groupBy(text.keys(), (at) => text[at])
  for (const piece of longestFirst(pieces)) {
    const signs = [...piece]
    for (let from = 0; from < signs.length && kept.includes(0);) {
      const { places, length } = longestStart(signs, from, text, placesOf.get(signs[from]) ?? [])
      const at = freestPlace(places, length, kept)
      kept.fill(1, at, at + length)
      from += Math.max(length, 1)
    }
  }
  return kept.reduce((sum, one) => sum + one, 0)
}

/** As much of a piece from one of its signs on as occurs in a text, and where: all of it, but where the author has deleted within. */
function longestStart(
  signs: readonly string[],
  from: number,
  text: readonly string[],
  firsts: readonly number[],
): { places: readonly number[]; length: number } {
  let [places, length] = [firsts, 0]
  for (let longer = firsts; longer.length > 0;) {
    places = longer
    length += 1
    const [sign, offset] = [signs[from + length], length]
    longer = sign === undefined ? [] : places.filter((at) => text[at + offset] === sign)
  }
  return { places, length }
}

function freestPlace(places: readonly number[], length: number, taken: Uint8Array): number {
  let [best, most] = [0, -1]
  for (const at of places) {
    let free = 0
    for (let offset = 0; offset < length; offset += 1) free += 1 - (taken[at + offset] ?? 0)
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
