/** What the shell gives the page, and what the page tells the shell. The page knows no connection and no panel. */
import type { OpenLesson, Place, StepsAnswer } from '#preload/contract/lessons.ts'
import type { ProblemCode } from '#preload/contract/problem.ts'
import type { Preparation, Suggestion, SuggestionContext, SuggestionEvent } from '#preload/contract/suggestions.ts'
import type { Likeness, Why } from '#preload/contract/why.ts'
import type { z } from '#preload/document/zod.ts'
import type { Change, Doc } from '#preload/document/schema.ts'
import type { StepPart } from '#preload/document/steps.ts'
import type { PageImages } from '#renderer/editor/image/image-ports.ts'
import type { PageHandle } from '#renderer/editor/find/find-request.ts'
import type { PageWhy } from '#renderer/editor/ghost/ghost-why.ts'
import type { TypingAids } from '#renderer/editor/typing/chinese-typing.ts'
import type { LinkTargets } from '#renderer/editor/link/link-targets.ts'
import type { Rename } from '#renderer/ui/title-typing.ts'

/** A batch on its way to the operation log. Rejects with a `Problem`. */
export interface Batch {
  readonly batch: string
  readonly base: number
  readonly changes: readonly Change[]
  readonly at: number
  /** To which steps the changes belong; absent of what an older page left behind. */
  readonly steps?: readonly StepPart[]
}

/** A text that its lesson can't take. */
export interface LostText {
  readonly doc: Doc
  /** The batch it is saved under: the same, the same lesson. */
  readonly batch: string
  /** What the lesson was called; null where that is not known. */
  readonly title: string | null
  /** The library that it was typed in; null where that is not known. */
  readonly workspace: string | null
}

export type SavedState =
  | { readonly kind: 'saved' }
  | { readonly kind: 'saving' }
  /** Not saved yet; the page holds the text and keeps trying. `isCopied`: the text would survive the page, too. */
  | { readonly kind: 'waiting'; readonly code: ProblemCode; readonly isCopied: boolean }
  /** Will not be saved here: another page took over, or the text moved on; what was unsaved went to `rescue`. */
  | { readonly kind: 'closed'; readonly code: ProblemCode }
  /** Nothing can be written here, and nothing was. */
  | { readonly kind: 'reading' }

/**
 * Why there is no suggestion: none was asked for; the newest question that came by itself was answered with nothing, which
 * stays so until one is shown; the author asked by hand, and there is nothing at all; nothing is ever suggested at the caret, or
 * only when it is asked for.
 */
export type Nothing = 'waiting' | 'unsure' | 'none' | 'unfit' | 'on-request'

/** How long what is selected is. */
export interface Selected {
  readonly words: number
  readonly characters: number
}

export interface PageStatus {
  readonly saved: SavedState
  /** 字数 as Chinese authors count it: a Han character or full-width punctuation mark each, a Latin word or number each. */
  readonly words: number
  /** Code points, spaces among them. */
  readonly characters: number
  /** What is selected of it; null where nothing is. */
  readonly selected: Selected | null
  readonly narrationMinutes: number
  /** 0…1: share of characters that carry the model's mark. */
  readonly aiShare: number
  /** Keystroke → ghost text painted, of the newest suggestion, in ms. */
  readonly latencyMs: number | null
  /** What is shown as ghost text now, cut at the caret; its reason is null where its first word is written already. */
  readonly suggestion: Suggestion | null
  /** Why nothing is shown, where nothing is. */
  readonly nothing: Nothing
  /** The author wrote within the last second, or composes. */
  readonly isWriting: boolean
  /** Headings in order. */
  readonly outline: readonly { readonly id: string; readonly level: number; readonly text: string }[]
}

/** What the shell may do with the text of a page that is there. */
export interface PageHold {
  readonly doc: () => Doc
  /** Sends what is not in the log yet. Answers whether all is. */
  readonly saved: () => Promise<boolean>
  /** Makes the text another one, in one step that undo takes back; a word being composed is let in first. Answers the text that came of it, null where nothing may be written. */
  readonly rewrite: (to: Doc) => Promise<Doc | null>
  /** Takes the step back that made the text `doc`; false when it is another by now. */
  readonly takeBack: (doc: Doc) => Promise<boolean>
}

export interface PageProps {
  /** Remounted by key when another lesson is opened or the lesson is reopened. */
  readonly open: OpenLesson
  /** The library that the lesson lies in; null where that is not known. The same for as long as the page lives. */
  readonly workspace: string | null
  readonly connected: boolean
  readonly append: (batch: Batch) => Promise<{ revision: number }>
  /** Steps that the log holds at and before a place. Rejects with a `Problem`. */
  readonly steps: (question: { readonly from: Place; readonly want: 'undo' | 'redo' }) => Promise<StepsAnswer>
  /** Saves a text as a lesson of its own, and answers in which library; sent again under the same batch id, it is the same lesson. */
  readonly rescue: (text: LostText) => Promise<string | null>
  /** Asks for the lesson again as its editor. Null where nobody can be: the workspace is read-only, and the shell says so. */
  readonly takeOver: (() => void) | null
  readonly complete: (context: SuggestionContext, signal: AbortSignal) => AsyncIterable<Suggestion>
  /** Has the engine get ready for what may be asked next. Rejects with a `Problem`, which is nothing to tell anyone. */
  readonly prepare: (preparation: Preparation, signal: AbortSignal) => Promise<void>
  /** Why what is shown says what it says. Rejects with a `Problem`. */
  readonly why: (question: PageWhy, signal: AbortSignal) => AsyncIterable<Why>
  /** Goes to a place in the author's texts. */
  readonly follow: (likeness: Likeness) => void
  readonly record: (suggestion: Suggestion, event: z.infer<typeof SuggestionEvent>) => void
  readonly images: PageImages
  /** What the author calls the lesson. */
  readonly rename: Rename
  /** Brings back what the lesson was called before that. */
  readonly undoRename: () => void
  /** The author's switch and the engine's readiness together. */
  readonly suggestionsOn: boolean
  /** The model can answer: a suggestion that is asked for comes, also while none come by themselves. */
  readonly canAsk: boolean
  /** Which voice writes, and how strongly: what is suggested is asked for anew when it is another. */
  readonly voice: string
  /** 字 a minute. */
  readonly pace: number
  readonly caret: readonly [block: number, offset: number] | null
  readonly links: LinkTargets
  /** The helps for typing that the author has chosen, asked at every mark. */
  readonly aids: () => TypingAids
  readonly onCaret: (caret: readonly [block: number, offset: number]) => void
  /** Gets the page's hold while the page is there, and null when it goes. */
  readonly onHold?: (hold: PageHold | null) => void
  readonly onStatus: (status: PageStatus) => void
  /** Keeps the line that is written in the middle of the window. */
  readonly typewriter: boolean
  /** Every block but the one that is written steps back. */
  readonly dimmed: boolean
  /** The page can be reached; null: no more. */
  readonly onHandle?: (handle: PageHandle | null) => void
  /** Where the toolbar is drawn; above the text when absent. */
  readonly toolbarHost?: HTMLElement | null
}
