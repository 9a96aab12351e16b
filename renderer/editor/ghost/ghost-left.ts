/** What is left of a suggestion of which the author has a part already, as the page tells of it. Pure. */
import type { Suggestion } from '#preload/contract/suggestions.ts'
import { tokensBetween, withinBlock } from '#preload/document/suggested.ts'

/** A suggestion as the rest of it stands on the page: its tokens cut at the caret. Why it was shown speaks of its first word, and of no other. */
export function leftOf(suggestion: Suggestion, rest: string): Suggestion {
  const from = withinBlock(suggestion.text).length - rest.length
  return { ...suggestion, text: rest, tokens: tokensBetween(suggestion.tokens, from, from + rest.length), reason: from === 0 ? suggestion.reason : null }
}
