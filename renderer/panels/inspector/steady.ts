/**
 * What the card of the suggestion tells, and when it may change: with what has stood for a moment, or with an author who
 * stopped, and not with every word. Pure.
 */
import type { Suggestion } from '#preload/contract/suggestions.ts'

/** Why there is none, as the page says it. */
type Nothing = 'waiting' | 'unsure' | 'none' | 'unfit' | 'on-request'

export interface Told {
  readonly suggestion: Suggestion | null
  readonly nothing: Nothing
}

/** A suggestion that is gone sooner was hardly seen, ms. */
const standsMs = 300

/** How long the newest has to stand until it is told instead of what is; Infinity: not while the author writes. */
export function waitMs(told: Told, next: Told, isWriting: boolean): number {
  const { suggestion, nothing } = next
  if (suggestion) return suggestion.id === told.suggestion?.id ? 0 : standsMs
  // The page says the same at this moment, to an author who asked.
  if (nothing === 'none' || nothing === 'unfit') return 0
  return isWriting ? Infinity : 0
}

/** Which sentence stands there where nothing is suggested. What the author is told on the page goes before the switch. */
export function hintOf(nothing: Nothing, { on, isConnected, isReady }: { readonly on: boolean; readonly isConnected: boolean; readonly isReady: boolean }) {
  if (!isConnected) return 'lost'
  if (!isReady) return 'unready'
  if (nothing === 'none' || nothing === 'unfit') return nothing
  return on ? nothing : 'silent'
}
