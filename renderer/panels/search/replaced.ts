/** What was replaced last in all lessons, kept while the panel is away. Pure. */
import type { LessonId } from '#preload/contract/library.ts'
import type { Doc } from '#preload/document/schema.ts'
import type { Translate } from '#renderer/ui/translate.ts'

/** A lesson that was changed on its page: its text before, and the text that this made of it. */
export interface OwnDone {
  readonly lesson: LessonId
  readonly title: string
  readonly before: Doc
  readonly doc: Doc
}

/** What was done, and the way back: the host's part and that of the pages. */
export interface Replaced {
  readonly id: string | null
  readonly own: readonly OwnDone[]
  readonly places: number
  readonly lessons: number
  readonly isDeleted: boolean
  /** Nothing was typed in the panel since: its undo key means this. */
  readonly isNewest: boolean
}

export function replacedText({ places, lessons, isDeleted }: Pick<Replaced, 'places' | 'lessons' | 'isDeleted'>, t: Translate): string {
  if (places === 0) return t('search.replaced-none')
  if (lessons === 1) return t(isDeleted ? 'find.deleted' : 'find.replaced', { count: places })
  return t(isDeleted ? 'search.deleted' : 'search.replaced', { count: places, lessons })
}
