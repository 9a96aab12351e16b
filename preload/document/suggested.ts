/**
 * A suggestion as text: taken word by word, one line of it, and how much of it is left where the author has a part. By one rule for
 * the page and for the simulated author who measures what suggestions are worth. Pure functions.
 */

/** A piece of a suggestion, and how likely it is, 0…1. */
export interface Token {
  readonly text: string
  readonly probability: number
}

/** What is less likely than this is hardly ever what comes. What is likelier stays: who types along expects it to be there for the next key. */
const doubtful = 0.25

const words = new Intl.Segmenter('zh', { granularity: 'word' })

/** A suggestion stays in its block: nothing from a line break on. What the text after the caret says already, the engine leaves out. */
export function withinBlock(suggestion: string): string {
  return /^[^\n\r]*/.exec(suggestion)?.[0] ?? ''
}

/** The next word: one word with the spaces before it, or one punctuation mark. */
export function nextWord(text: string): string {
  let taken = ''
  for (const { segment } of words.segment(text)) {
    taken += segment
    if (segment.trim() !== '') break
  }
  return taken
}

/** The tokens between two places in their text, in UTF-16 units. Those without text belong to the character that the next one completes. */
export function tokensBetween(tokens: readonly Token[], from: number, to: number): Token[] {
  let at = 0
  return tokens.flatMap((token) => {
    const start = at
    at += token.text.length
    if (token.text === '') return start >= from && start < to ? [token] : []
    const text = token.text.slice(Math.max(0, from - start), Math.max(0, to - start))
    return text === '' ? [] : [{ ...token, text }]
  })
}

/**
 * Whether the author has written its first word by themselves and what is left begins with something that the model hardly
 * believes in: it came along with that word, and nobody has asked whether it is worth showing alone. A last mark stays.
 */
export function isSpent(suggestion: { readonly text: string; readonly tokens: readonly Token[] }, rest: string): boolean {
  const text = withinBlock(suggestion.text)
  const typed = text.length - rest.length
  if (rest === '' || typed < nextWord(text).length) return false
  const left = tokensBetween(suggestion.tokens, typed, text.length)
  return /[\p{L}\p{N}]/u.test(rest) && (left.find((token) => token.text !== '')?.probability ?? 1) < doubtful
}
