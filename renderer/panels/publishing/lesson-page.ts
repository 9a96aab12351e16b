/** What the desk asks of the shell: pages of lessons that are open in this window, whose texts are the author's to the last key. */
import type { TargetFinding } from '#preload/contract/findings.ts'
import type { CourseId, LessonId } from '#preload/contract/library.ts'
import type { Doc } from '#preload/document/schema.ts'

export interface LessonPage {
  readonly lesson: LessonId
  readonly isEditable: () => boolean
  readonly doc: () => Doc
  /** Takes the step back that made the text `doc`; false when it is another by now. */
  readonly takeBack: (doc: Doc) => boolean
  /** Makes the text `before`, as one step of the history; false when it does not say what `doc` says. */
  readonly bringBack: (doc: Doc, before: Doc) => boolean
}

export interface PublishingGiven {
  readonly pages: () => readonly LessonPage[]
  /** Does something with the page of a lesson, which is opened for it where it is not there; null where it can't be. */
  readonly withPage: <T>(lesson: LessonId, use: (page: LessonPage) => T) => Promise<T | null>
  /** What was written in this window is on the disk, as far as it can be. */
  readonly settled: () => Promise<void>
  /** The lesson that the author was in. */
  readonly current: LessonId | null
  /** Shows the place in the text. */
  readonly onPlace: (finding: Pick<TargetFinding, 'kind' | 'lesson' | 'block' | 'place'>) => void
  readonly onWrite: (lesson: LessonId) => void
  /** Makes a course, or a lesson in the one that has none. */
  readonly onNewCourse: () => void
  readonly onNewLesson: (course: CourseId) => void
}
