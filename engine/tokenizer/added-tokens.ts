/**
 * Some vocabularies hold texts that are always one token (llama.cpp: user-defined tokens). They are cut
 * out of the text before the pre-tokeniser sees it, the longest first.
 */

/** The text as parts: ids of added tokens, and the text between them. */
export function cutAtAddedTokens(text: string, longestFirst: readonly { text: string; id: number }[]): (string | number)[] {
  let parts: (string | number)[] = [text]
  for (const token of longestFirst) {
    if (token.text === '' || !text.includes(token.text)) continue
    parts = parts.flatMap((part) => (typeof part === 'number' ? [part] : cutAt(part, token)))
  }
  return parts
}

function cutAt(text: string, token: { text: string; id: number }): (string | number)[] {
  return text
    .split(token.text)
    .flatMap((between, at) => (at === 0 ? [between] : [token.id, between]))
    .filter((part) => part !== '')
}
