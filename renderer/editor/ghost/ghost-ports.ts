/** What the writer of suggestions needs of the page. */
import type { Preparation, Suggestion, SuggestionContext, SuggestionEvent } from '#preload/contract/suggestions.ts'
import type { z } from '#preload/document/zod.ts'
import type { Silence } from './ghost-store.ts'
import type { Place } from './ghost-text.ts'

export interface GhostPorts {
  /** Where the caret is, or null where no suggestion may stand. */
  readonly place: () => Place | null
  /** Whether one comes at the caret only when it is asked for: keys that would take it mean something else there. */
  readonly isOnRequest: () => boolean
  readonly context: (candidate: number) => SuggestionContext | null
  readonly complete: (context: SuggestionContext, signal: AbortSignal) => AsyncIterable<Suggestion>
  /** What is likely to be asked when nothing is: the context where the author is, or will be in the lesson that they opened. */
  readonly expected: () => SuggestionContext | null
  readonly prepare: (preparation: Preparation, signal: AbortSignal) => Promise<void>
  readonly record: (suggestion: Suggestion, event: z.infer<typeof SuggestionEvent>) => void
  /** Whether drawing it in the text would move what is there already. */
  readonly wouldMove: (place: Place, text: string) => boolean
  readonly style: () => { readonly bold: boolean; readonly italic: boolean }
  readonly isComposing: () => boolean
  readonly insert: (text: string, suggestion: Suggestion, at: number) => void
  /** The author asked by hand, and there is nothing at all to show. */
  readonly silent: (why: Silence) => void
  /** A question that came by itself was answered with nothing: the model is not sure enough. */
  readonly unsure: () => void
  /** The suggestion of an input event was painted. */
  readonly painted: (inputAt: number) => void
  readonly later: (run: () => void, ms: number) => () => void
  /** Runs something once the input under way has been taken in; the answer takes it back. */
  readonly soon: (run: () => void) => () => void
  /** Calls back when what was set is on the screen. */
  readonly afterPaint: (run: () => void) => void
  /** When the author's newest input began. */
  readonly inputAt: () => number
  /** When an author who writes in a burst will have come to rest, on the clock of `inputAt`: sooner, what is shown would only flicker. */
  readonly restsAt: () => number
  /** Milliseconds on the clock of `inputAt`. */
  readonly now: () => number
  /** Milliseconds since the epoch. */
  readonly time: () => number
}
