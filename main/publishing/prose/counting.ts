/** Counting what is seen of texts. */
import { countWords, words, wordsWithin } from '#preload/document/counting.ts'
import { changesBetween } from '#preload/document/difference.ts'
import type { Doc } from '#preload/document/schema.ts'

/** Characters that are seen: white space is none. A script counts each of its clauses several times, so nothing is taken apart for it. */
export function visibleCharacters(text: string): number {
  if (!/[\ud800-\udfff]/.test(text)) return text.length - spacesIn(text)
  const seen = text.replaceAll(/\s/g, '')
  return seen.length - (seen.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0)
}

function spacesIn(text: string): number {
  let count = 0
  const spaces = /\s/g
  while (spaces.test(text)) count += 1
  return count
}

/** How many 字 were put in or taken out, counted as everywhere. A text that was written anew has changed by all that it has, and by no more. */
export function changedWords(before: Doc, after: Doc): number {
  const changed = changesBetween(before, after).reduce((sum, change) => {
    if (change.type === 'insert_text' || change.type === 'remove_text') return sum + countWords(change.text)
    if (change.type === 'insert_node' || change.type === 'remove_node') return sum + wordsWithin(change.node)
    return sum
  }, 0)
  return Math.min(changed, Math.max(words(before), words(after)))
}

/** Characters from which a cell of a table is a long one, which has a width of its own. */
export const LONG_CELL = 14
