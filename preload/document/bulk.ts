/**
 * Passages that changes put in or take out at one go, as a paste, a cut or their undo does. Nobody types as much with
 * one key, and no suggestion is as long, so that they are told from typing by their length alone.
 */
import { countWords, wordsWithin } from './counting.ts'
import type { Change } from './schema.ts'

/** From so many 字 on it is a passage. */
const passageWords = 100

/** 字 of the passages that were put in, and of those that were taken out. Blocks that one batch puts in are one passage. */
export function bulkIn(changes: readonly Change[]): { put: number; taken: number } {
  const blocks = { put: 0, taken: 0 }
  const pieces = { put: 0, taken: 0 }
  for (const change of changes) {
    if (change.type === 'insert_text') pieces.put += passage(countWords(change.text))
    if (change.type === 'remove_text') pieces.taken += passage(countWords(change.text))
    if (change.type !== 'insert_node' && change.type !== 'remove_node') continue
    const side = change.type === 'insert_node' ? 'put' : 'taken'
    const count = wordsWithin(change.node)
    if ('text' in change.node) pieces[side] += passage(count)
    else blocks[side] += count
  }
  return { put: pieces.put + passage(blocks.put), taken: pieces.taken + passage(blocks.taken) }
}

function passage(count: number): number {
  return count >= passageWords ? count : 0
}
