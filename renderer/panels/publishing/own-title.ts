/** Which field of the desk a finding is mended in, where that is none of the lesson's text. Pure. */
import type { TargetFinding } from '#preload/contract/findings.ts'
import type { LessonId } from '#preload/contract/library.ts'
import type { TargetFacts } from '#preload/contract/targets.ts'

/** A field of a target's settings, by its option, or of a name, which all targets have; `lesson`: null where it is none of one lesson's. */
export interface OwnField {
  readonly option: string
  readonly lesson: LessonId | null
}

type Found = Pick<TargetFinding, 'kind' | 'lesson'>

const NAMES: Readonly<Partial<Record<Found['kind'], 'producer' | 'author'>>> = { 'label-unnamed': 'producer', 'author-long': 'author' }
const OF_ALBUM: Readonly<Partial<Record<Found['kind'], string>>> = { 'selling-point-missing': 'sellingPoint', 'category-missing': 'category' }

/** Where a finding is mended that no word of a lesson mends: a name, what the form of an album asks for, or a title of the target's own. */
export function fieldOf(finding: Found, target: Pick<TargetFacts, 'options'>): OwnField | null {
  const name = NAMES[finding.kind]
  if (name !== undefined) return { option: name, lesson: null }
  const asked = target.options.find((option) => option.name === OF_ALBUM[finding.kind])
  return asked === undefined ? ownTitleOf(finding, target) : { option: asked.name, lesson: null }
}

/** The title of its own that a lesson or the course has at a target, or can have; null where it is called as it is here. */
export function ownTitleOf({ kind, lesson }: Found, { options }: Pick<TargetFacts, 'options'>): OwnField | null {
  const isOfCourse = kind === 'album-title-long' || (lesson === null && (kind === 'title-missing' || kind === 'title-perhaps-long'))
  const isOf = kind === 'title-long' && lesson !== null ? ('lesson' as const) : isOfCourse ? ('course' as const) : null
  if (isOf === null) return null
  const option = options.find((each) => (each.kind === 'lessons' || each.kind === 'text') && each.or === isOf)
  return option === undefined ? null : { option: option.name, lesson: isOf === 'lesson' ? lesson : null }
}
