/** What the shell asks of a page beside showing it: to find, to replace together with other lessons, and what can be done at the caret. */
import type { ReactNode } from 'react'
import type { TextKey } from '#renderer/ui/translate.ts'
import type { TextPlace } from '#preload/document/found-places.ts'
import type { Doc } from '#preload/document/schema.ts'
import type { Edit } from '#preload/document/replacing.ts'
import type { Sought } from '#preload/document/sought.ts'

/** A place found elsewhere: a passage of the lesson, counted from 0, and an offset in it. */
export interface FoundKey {
  readonly passage: number
  readonly from: number
}

export interface FindRequest {
  /** `close`: the bar goes, and the author is in the text where the current place is. */
  readonly kind: 'find' | 'replace' | 'next' | 'previous' | 'close'
  /** What to look for, instead of what is selected or was looked for last. */
  readonly text?: string
  /** Where to begin. */
  readonly place?: FoundKey
  /** Where the author goes on: in the bar unless told otherwise, in the text, or where they are. */
  readonly focus?: 'bar' | 'text' | 'none'
}

/** Something that can be done with the text where the caret is. */
export interface PageOffer {
  readonly name: string
  readonly text: TextKey
  /** Where it belongs, or what it does with what it names. */
  readonly hint: TextKey
  /** Words that find it, in every language. */
  readonly synonyms: readonly string[]
  readonly keys?: string
  readonly icon: ReactNode
  /** Goes into the text, and does it. */
  readonly run: () => void
}

/** A page as the shell reaches it. */
export interface PageHandle {
  readonly find: (request: FindRequest) => void
  /** The text as it stands now, saved or not. */
  readonly doc: () => Doc
  readonly isEditable: () => boolean
  /** Where something stands in the text as it is now; null where it can't be looked for, or takes too long. */
  readonly places: (sought: Sought) => Promise<{ readonly doc: Doc; readonly places: readonly TextPlace[] } | null>
  /** Replaces in the text that `doc` answered, as one step of the history; false when the author has written on since. */
  readonly replace: (doc: Doc, edits: readonly Edit[]) => boolean
  /** Takes the step back that made the text `doc`; false when it is another by now. */
  readonly takeBack: (doc: Doc) => boolean
  /** Makes the text `before`, as one step of the history; false when it does not say what `doc` says. For a page that has been opened anew since. */
  readonly bringBack: (doc: Doc, before: Doc) => boolean
  /** Leads the author to a picture, and asks for its description; false where there is no such picture. */
  readonly toPicture: (block: string, isDescribed: boolean) => boolean
  /** What can be done at this moment, where the caret is. */
  readonly offers: () => readonly PageOffer[]
}
