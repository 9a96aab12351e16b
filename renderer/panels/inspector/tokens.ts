/** A suggestion's tokens as the inspector lists them. Pure. */
import type { Suggestion } from '#preload/contract/suggestions.ts'

export interface TokenBar {
  readonly text: string
  /** 0…1 */
  readonly probability: number
  /** The model itself is in doubt: another token was likelier than not. */
  readonly doubtful: boolean
}

/** Bytes of one character that came as several tokens are shown as the one character; a line break is shown as ↵. */
export function tokenBars(suggestion: Suggestion, limit = 24): TokenBar[] {
  const bars: TokenBar[] = []
  let pending = 1
  for (const token of suggestion.tokens) {
    pending *= token.probability
    if (token.text === '') continue
    bars.push({ text: token.text.replaceAll('\n', '↵').replaceAll(/^ +$/g, '␣'), probability: pending, doubtful: pending < 0.5 })
    pending = 1
  }
  return bars.slice(0, limit)
}
