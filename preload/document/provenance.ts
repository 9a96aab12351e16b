/** How much of a lesson a model wrote: characters of runs that still carry its mark. */
import { perBlock } from './blocks.ts'
import { characters, codePoints } from './counting.ts'
import type { Doc } from './schema.ts'

const markedOf = perBlock((block) => block.children.reduce((sum, run) => sum + (run.ai ? codePoints(run.text) : 0), 0))

/** Characters that a model wrote and the author kept. */
export function retainedCharacters(doc: Doc): number {
  return doc.reduce((sum, block) => sum + markedOf(block), 0)
}

/** 0…1: share of the characters that a model wrote; 0 of an empty lesson. */
export function aiShare(doc: Doc): number {
  const all = characters(doc)
  return all === 0 ? 0 : retainedCharacters(doc) / all
}
