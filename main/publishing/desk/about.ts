import { hasCover } from '../covers/about.ts'
import type { TargetFacts } from '#preload/contract/targets.ts'

/** What files say of the course that a lesson is of, beside its text: what the course is called, what its chapter is. */
export type SaidOfCourse = 'course' | 'chapter'
/** In what is the course's as a whole, its one book or its tables and covers, and in the files of each lesson. */
export type Says = Readonly<Record<'whole' | 'lessons', readonly SaidOfCourse[]>>

/** As one book says it: a lesson that moves to another chapter is elsewhere in it. */
export const saidInBook: Says = { whole: ['course'], lessons: ['chapter'] }

/** A text whose cover names the course as its series. */
export const saidOnCovers = (options: object): Says => ({ whole: [], lessons: hasCover(options) ? ['course'] : [] })

/**
 * What authors are told of a target, and can choose. `isHeard`: listeners see nothing of it. `keepsTex`: formulas go out as they are written, whether anybody can read them or not. `isSigned`: its files say who wrote them, whatever
 * is set. `isAnew`: one file, made anew whenever a word of any lesson changes. `hasNoTitle`: whether, with its settings as they
 * are, nothing there is called as the lesson is. `says`: with its settings as they are, what stands there of the course; left out: nothing. `ofWhole`: options that no file of a lesson is made by, with its settings
 * as they are. `isSeries`: whether lessons lead to those beside them there.
 */
export type About = Omit<TargetFacts, 'id'> & {
  readonly isHeard: boolean
  readonly isSigned?: true
  readonly keepsTex?: true
  readonly isAnew?: true
  readonly hasNoTitle?: (options: object) => boolean
  readonly says?: (options: object) => Says
  readonly ofWhole?: (options: object) => readonly string[]
  readonly isSeries?: (options: object) => boolean
}

/** What all platforms have in common that take a course lesson by lesson, each pasted as it looks. */
export const pastedByLesson = {
  kind: 'platform',
  makes: 'lessons',
  isTried: false,
  canPaste: true,
  copiesMarkdown: false,
  isHeard: false,
} as const satisfies Partial<About>
