/** What a text says in the places of pictures that are not in it, so that a checklist can name them: whoever puts the text up looks for these words. */
import { linesOf, lineText } from '#preload/document/lines.ts'
import type { Doc } from '#preload/document/schema.ts'
import type { Materials } from '../desk/target.ts'
import { ABSENT, absentText } from '../pictures/absent.ts'
import type { Accepted } from '../pictures/accepted.ts'
import { absenceOf, onlyTaken } from '../pictures/prepared.ts'
import { readerWords } from '../prose/reader-words.ts'

/** In their order. */
export function lackingIn(doc: Doc, accepted: Accepted, materials: Materials): string[] {
  const taken = onlyTaken(accepted, materials)
  return doc.flatMap((block) => {
    if (block.type === 'image' && taken.image(block.image) === null)
      return [absentText(absenceOf(taken, block.image), readerWords(block.children) || block.alt)]
    if (block.type === 'code' || block.type === 'formula-block') return []
    return linesOf(block).flatMap(({ line }) => [...lineText(line).matchAll(SENTENCE)].map(([sentence]) => sentence))
  })
}

const SENTENCE = new RegExp(ABSENT, 'g')
