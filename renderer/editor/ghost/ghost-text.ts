/**
 * What may be shown of a suggestion, and how it is cut: pure functions over strings. A suggestion is a
 * continuation of the text before the caret; it is judged by where the author is now, not by which keys led
 * there, so typing along it, composing along it and stepping back within it are all one case.
 */

/** Where the author is: a block and its text on both sides of the caret. */
export interface Place {
  readonly block: string
  readonly before: string
  readonly after: string
}

export function isSamePlace(a: Place, b: Place): boolean {
  return a.block === b.block && a.before === b.before && a.after === b.after
}

/** What is left of a suggestion made for `origin` when the author is at `place`: null when they went another way. */
export function remainder(suggestion: string, origin: Place, place: Place): string | null {
  if (place.block !== origin.block || place.after !== origin.after || !place.before.startsWith(origin.before)) return null
  const typed = place.before.slice(origin.before.length)
  return suggestion.startsWith(typed) ? suggestion.slice(typed.length) : null
}

/** What is taken in of a text for one of its parts: the space behind its last word goes with it. */
export function withLastSpace(text: string, part: string): string {
  return text.slice(part.length).trim() === '' ? text : part
}

const words = new Intl.Segmenter('zh', { granularity: 'word' })

/** The word that ends a text: one word or one punctuation mark, with the spaces behind it. */
export function previousWord(text: string): string {
  let taken = ''
  for (const { segment } of [...words.segment(text.slice(-200))].reverse()) {
    taken = segment + taken
    if (segment.trim() !== '') break
  }
  return taken
}

/** The next clause, to and including its mark and any quotes closed with it. */
export function nextClause(text: string): string {
  return /^.*?(?:[。，；！？、：…]+|[,;!?:.](?=\s|["'”’」』）)]|$))["'”’」』）)]*/su.exec(text)?.[0] ?? text
}
