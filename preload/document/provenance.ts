/** How much of a lesson a model wrote: characters of runs that still carry its mark. */
import { perBlock } from './blocks.ts'
import { characters, codePoints } from './counting.ts'
import type { Doc, Provenance } from './schema.ts'

/** What still stands of one acceptance, which is named by the model and the time. */
export interface Retained extends Pick<Provenance, 'model' | 'at'> {
  readonly characters: number
}

const markedOf = perBlock((block) => block.children.reduce((sum, run) => sum + (run.ai ? codePoints(run.text) : 0), 0))
const acceptedRunsOf = perBlock((block) => block.children.filter((run) => run.ai !== undefined))

/** Characters of a lesson that a model wrote. */
export function markedCharacters(doc: Doc): number {
  return doc.reduce((sum, block) => sum + markedOf(block), 0)
}

/** What stands of each acceptance in a lesson. Text pasted again is the same acceptance: a piece that is in another counts once. */
export function retained(doc: Doc): Retained[] {
  const acceptances = new Map<string, { model: string; at: number; pieces: string[] }>()
  for (const { text, ai } of doc.flatMap(acceptedRunsOf)) {
    if (!ai) continue
    const key = `${ai.at} ${ai.model}`
    const acceptance = acceptances.get(key) ?? { model: ai.model, at: ai.at, pieces: [] }
    acceptances.set(key, acceptance)
    acceptance.pieces.push(text)
  }
  return [...acceptances.values()].map(({ model, at, pieces }) => ({
    model,
    at,
    characters: distinct(pieces).reduce((sum, piece) => sum + codePoints(piece), 0),
  }))
}

/** Without pieces that are in another. */
function distinct(pieces: readonly string[]): string[] {
  const kept: string[] = []
  for (const piece of [...pieces].sort((a, b) => b.length - a.length)) if (!kept.some((longer) => longer.includes(piece))) kept.push(piece)
  return kept
}

/** 0…1: share of the characters that a model wrote; 0 of an empty lesson. */
export function aiShare(doc: Doc): number {
  const all = characters(doc)
  return all === 0 ? 0 : markedCharacters(doc) / all
}
