/** What is left of a suggestion of which the author has a part already, and how sure the model is of that. Pure functions. */
import type { Suggestion } from '#preload/contract/suggestions.ts'
import { nextWord, withinBlock } from './ghost-text.ts'

type Token = Suggestion['tokens'][number]

/** Below this another token was likelier than not. */
const sure = 0.5

/** A suggestion as the rest of it stands on the page: its tokens cut at the caret. Why it was shown speaks of its first word, and of no other. */
export function leftOf(suggestion: Suggestion, rest: string): Suggestion {
  const from = withinBlock(suggestion.text).length - rest.length
  return { ...suggestion, text: rest, tokens: cut(suggestion.tokens, from, from + rest.length), reason: from === 0 ? suggestion.reason : null }
}

/**
 * Whether the author has written its first word by themselves and what is left begins with something that the model is in
 * doubt of: it came along with that word, and nobody has asked whether it is worth showing alone.
 */
export function isSpent(suggestion: Suggestion, rest: string): boolean {
  const text = withinBlock(suggestion.text)
  const typed = text.length - rest.length
  if (rest === '' || typed < nextWord(text).length) return false
  return (leftOf(suggestion, rest).tokens.find((token) => token.text !== '')?.probability ?? 1) < sure
}

/** The tokens between two places in their text, in UTF-16 units. Those without text belong to the character that the next one completes. */
function cut(tokens: readonly Token[], from: number, to: number): Token[] {
  let at = 0
  return tokens.flatMap((token) => {
    const start = at
    at += token.text.length
    if (token.text === '') return start >= from && start < to ? [token] : []
    const text = token.text.slice(Math.max(0, from - start), Math.max(0, to - start))
    return text === '' ? [] : [{ ...token, text }]
  })
}
