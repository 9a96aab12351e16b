/** Where a suggestion ends: at a phrase, a clause or a sentence, never in the next block. */

/** How far a suggestion reaches. A phrase is a clause without its mark, as headings are. */
export type Reach = 'phrase' | 'clause' | 'sentence'

const hanSentenceMark = /[。！？；…]/u
const hanClauseMark = /[，、：]/u
const latinSentenceMark = /[.!?;]/u
const latinClauseMark = /[,:]/u
const closer = /["'”’）)》」』】\]…]/u
/** Marks that a heading may end with. */
const asking = /[？！?!]/u
/** So much that cannot be seen may stand behind a mark. */
const unseen = 20
const wordCharacter = /[\p{L}\p{N}]/u

/**
 * Behind the first mark that ends a suggestion, with the quotes and brackets that close after it; null
 * while it goes on. A line's end is itself cut off. A comma or a colon at the very beginning ends nothing:
 * it ends the author's clause, and the suggestion's own is still to come.
 */
export function clauseEnd(text: string, reach: Reach): number | null {
  let begun = false
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at)
    if (character === '\n' || character === '\r') return at
    const isEnd = endsSentence(text, at) || (reach !== 'sentence' && begun && endsClause(text, at))
    if (isEnd) return reach === 'phrase' && !asking.test(character) ? at : afterClosers(text, at + 1)
    begun ||= wordCharacter.test(character)
  }
  return null
}

function endsSentence(text: string, at: number): boolean {
  const character = text.charAt(at)
  return hanSentenceMark.test(character) || (latinSentenceMark.test(character) && standsAlone(text, at))
}

function endsClause(text: string, at: number): boolean {
  const character = text.charAt(at)
  return hanClauseMark.test(character) || (latinClauseMark.test(character) && standsAlone(text, at))
}

/** A Latin mark within a number, a version, a time or a name such as `node.js` ends nothing. */
function standsAlone(text: string, at: number): boolean {
  if (/[0-9]/.test(text.charAt(at - 1))) return false
  const next = text.charAt(at + 1)
  return next === '' || /\s/.test(next) || closer.test(next)
}

/** Where a mark follows another that ends something, in UTF-16 units; the length where none does. What cannot be seen parts no marks. */
export function secondMarkStart(text: string, before: string): number {
  const typed = before
    .slice(-unseen)
    .replace(/[\p{Cf}\s]+$/u, '')
    .slice(-1)
  const at = (typed + text).search(/(?<=[，。；：、！？])[\p{Cf}\s]*[，。；：、]/u)
  return at < 0 ? text.length : at - typed.length
}

function afterClosers(text: string, from: number): number {
  let at = from
  while (at < text.length && closer.test(text.charAt(at))) at++
  return at
}
