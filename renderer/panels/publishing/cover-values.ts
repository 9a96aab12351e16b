/** What the option of a cover holds. Pure. */
import type { OptionValue } from '#preload/contract/targets.ts'

export interface CoverPicture {
  readonly image: string
  readonly as: string
}

export function coverFrom(value: OptionValue | undefined): { readonly template: string; readonly picture: CoverPicture | null } {
  if (typeof value === 'string') return { template: value, picture: null }
  if (typeof value !== 'object' || Array.isArray(value)) return { template: '', picture: null }
  const { template = '', image, as } = value
  return { template, picture: image === undefined || as === undefined ? null : { image, as } }
}

export function valueOf(template: string, picture: CoverPicture | null): OptionValue {
  return picture === null ? template : { template, ...picture }
}

/** Pictures that are offered at once: the chosen one first where it is none of the course's. */
const MOST = 24

export function picturesOffered(ofCourse: readonly string[], chosen: string | null): readonly string[] {
  const first = ofCourse.slice(0, MOST)
  return chosen === null || first.includes(chosen) ? first : [chosen, ...first.slice(0, MOST - 1)]
}
