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

/**
 * Cuts off what the text after the caret already says, and everything from a line break on: a suggestion
 * stays in its block. `after` is the rest of the block.
 */
export function withoutRepetition(suggestion: string, after: string): string {
  const line = /^[^\n\r]*/.exec(suggestion)?.[0] ?? ''
  if (after === '') return line
  for (let at = 0; at < line.length; at += 1) {
    const tail = line.slice(at)
    // It ends as the text goes on, or it runs through the whole of what follows and beyond.
    if (after.startsWith(tail) || (after.length > 1 && tail.startsWith(after))) return line.slice(0, at)
  }
  return line
}

const words = new Intl.Segmenter('zh', { granularity: 'word' })

/** The next word: one word with the spaces before it, or one punctuation mark. */
export function nextWord(text: string): string {
  let taken = ''
  for (const { segment } of words.segment(text)) {
    taken += segment
    if (segment.trim() !== '') break
  }
  return taken
}

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
