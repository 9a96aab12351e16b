/** One suggestion from its question to its end. */
import type { Suggestion } from '#preload/contract/suggestions.ts'
import type { Place } from './ghost-text.ts'

export interface Running {
  readonly origin: Place
  readonly stop: AbortController
  readonly inputAt: number
  readonly isAsked: boolean
  suggestion: Suggestion | null
  text: string
  isCard: boolean
  /** Code points typed or accepted of it, and those accepted by a key. */
  reached: number
  accepted: number
  acceptedAt: number | null
  isDrawn: boolean
  isPainted: boolean
  /** When it was painted, and how long it stood before the author's next input, ms. */
  paintedAt: number
  seenMs: number | null
  /** Since when it is in view without a break; null: it is not. */
  inViewSince: number | null
  /** It was in view long enough to count as offered. */
  hasStood: boolean
  isJudged: boolean
  isRecorded: boolean
  isDone: boolean
}

/** A suggestion of which nothing has come yet. `isAsked`: by hand. */
export function asked(origin: Place, isAsked: boolean, inputAt: number): Running {
  return {
    origin,
    isAsked,
    stop: new AbortController(),
    inputAt,
    suggestion: null,
    text: '',
    isCard: false,
    reached: 0,
    accepted: 0,
    acceptedAt: null,
    isDrawn: false,
    isPainted: false,
    paintedAt: 0,
    seenMs: null,
    inViewSince: null,
    hasStood: false,
    isJudged: false,
    isRecorded: false,
    isDone: false,
  }
}
