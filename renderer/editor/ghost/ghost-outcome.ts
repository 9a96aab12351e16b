/**
 * What an author made of a suggestion, told by where they are when it is over: pure functions. Nothing is said where
 * nothing can be known: before the first word is typed to its end, after taking text back, or where the caret never moved.
 */
import type { SuggestionOutcome } from '#preload/contract/habits.ts'
import { nextWord } from '#preload/document/suggested.ts'
import type { Place } from './ghost-text.ts'

/** What comes and is typed over sooner was hardly seen: it says nothing, were it right or wrong. */
const glanceMs = 300

export interface Ending {
  /** The whole of what was suggested, and where. */
  readonly text: string
  readonly origin: Place
  /** Where the author is; null outside the text. */
  readonly place: Place | null
  readonly isAccepted: boolean
  /** From its being painted to the author's next key, ms; null while there was none. Not to its end: what is typed along stands longer, and would be believed more often. */
  readonly seenMs: number | null
}

/** The outcome of a suggestion that is over without having been sent away; null: none can be told. */
export function outcomeOf({ text, origin, place, isAccepted, seenMs }: Ending): SuggestionOutcome | null {
  if (isAccepted) return 'accepted'
  if (seenMs === null || seenMs < glanceMs || !place) return null
  if (place.block !== origin.block) return 'passed'
  const typed = typedSince(origin, place)
  if (typed === '') return null
  if (typed === null) return isTakenBack(origin, place) ? null : 'passed'
  const word = nextWord(text)
  if (isWordOf(word, typed)) return 'along'
  return word.startsWith(typed) ? null : 'passed'
}

function typedSince(origin: Place, { before, after }: Place): string | null {
  return after === origin.after && before.startsWith(origin.before) ? before.slice(origin.before.length) : null
}

/** Text before the caret was deleted, and nothing else: the author is mending it, which says nothing of what was to follow. */
function isTakenBack(origin: Place, { before, after }: Place): boolean {
  return origin.before.startsWith(before) && after === origin.after
}

/** `model` is not the beginning of `models`. */
function isWordOf(word: string, typed: string): boolean {
  const isCut = /[\p{Script=Latin}\p{N}]$/u.test(word) && /^[\p{Script=Latin}\p{N}]/u.test(typed.slice(word.length))
  return typed.startsWith(word) && !isCut
}
