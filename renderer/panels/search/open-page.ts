/** The open lesson's page, as far as a replacement needs it. Its text is the author's to the last key, saved or not. */
import type { LessonId } from '#preload/contract/library.ts'
import type { TextPlace } from '#preload/document/found-places.ts'
import type { Edit } from '#preload/document/replacing.ts'
import type { Doc } from '#preload/document/schema.ts'
import type { Sought } from '#preload/document/sought.ts'

/** A place found elsewhere: a passage of a lesson, counted from 0, and an offset in it. */
export interface FoundKey {
  readonly passage: number
  readonly from: number
}

export interface OpenPage {
  readonly lesson: LessonId
  readonly isEditable: () => boolean
  readonly doc: () => Doc
  /** Where something stands in the text; null where it can't be looked for, or for too long. */
  readonly places: (sought: Sought) => Promise<{ readonly doc: Doc; readonly places: readonly TextPlace[] } | null>
  readonly replace: (doc: Doc, edits: readonly Edit[]) => boolean
  readonly takeBack: (doc: Doc) => boolean
  /** Makes the text what it was before it became `doc`, as one step; false when it is another by now. */
  readonly bringBack: (doc: Doc, before: Doc) => boolean
}
