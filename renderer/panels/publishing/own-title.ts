/** Where a title stands that a platform finds too long: in a field of the author's own words there, or at the lesson. Pure. */
import type { TargetFinding } from '#preload/contract/findings.ts'
import type { LessonId } from '#preload/contract/library.ts'
import type { TargetFacts } from '#preload/contract/targets.ts'

/** A field of the author's own words for a target; `lesson`: null where it is the course's. */
export interface OwnField {
  readonly option: string
  readonly lesson: LessonId | null
}

/** The title of its own that a lesson or the course has at a target, or can have; null where it is called as it is here. */
export function ownTitleOf({ kind, lesson }: Pick<TargetFinding, 'kind' | 'lesson'>, { options }: Pick<TargetFacts, 'options'>): OwnField | null {
  const isOf = kind === 'title-long' && lesson !== null ? ('lesson' as const) : kind === 'album-title-long' ? ('course' as const) : null
  if (isOf === null) return null
  const option = options.find((each) => (each.kind === 'lessons' || each.kind === 'text') && each.or === isOf)
  return option === undefined ? null : { option: option.name, lesson: isOf === 'lesson' ? lesson : null }
}
