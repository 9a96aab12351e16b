/** What the author looks for in the library, kept while the panel is away. Pure. */
import type { LessonId, LibraryId, LibraryTree } from '#preload/contract/library.ts'
import { type Sought } from '#preload/document/sought.ts'
import { findLesson } from '#renderer/host/tree.ts'
import { createValue, type Value } from '#renderer/host/value.ts'

/** How far a search goes from the open lesson. */
export type Reach = 'all' | 'course' | 'chapter' | 'lesson'

export interface SearchState {
  readonly query: string
  readonly reach: Reach
  readonly bin: boolean
  readonly isReplacing: boolean
  readonly replacement: string
  readonly matchCase: boolean
  readonly wholeWord: boolean
  readonly isPattern: boolean
  /** Raised whenever the field is to have the focus. */
  readonly wantsFocus: number
}

export function createSearchState(): Value<SearchState> {
  return createValue<SearchState>({
    query: '',
    reach: 'all',
    bin: false,
    isReplacing: false,
    replacement: '',
    matchCase: false,
    wholeWord: false,
    isPattern: false,
    wantsFocus: 0,
  })
}

/** What is searched: null is everything, also where no lesson is open to go out from. */
export function withinOf(reach: Reach, tree: LibraryTree | null, current: LessonId | null): LibraryId | null {
  const place = findLesson(tree, current)
  if (!place || reach === 'all') return null
  return place[reach].id
}

/** What a replacement looks for; null while there is nothing. */
export function soughtOf({ query, matchCase, wholeWord, isPattern }: SearchState): Sought | null {
  return query === '' ? null : { text: query, matchCase, wholeWord, isPattern }
}
