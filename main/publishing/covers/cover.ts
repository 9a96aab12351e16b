/** What a cover says, and which templates there are. */
export const coverTemplates = ['slip', 'mountains', 'plain', 'night'] as const
/** `slip`: a vertical title on a slip, as on thread-bound books. `mountains`: ridges in ink. `plain`, `night`: type alone, on paper and on ink. */
export type CoverTemplate = (typeof coverTemplates)[number]

/** Where a picture is on a cover. `whole`: it is the cover, with no word on it. */
export const coverPlaces = ['background', 'inset', 'whole'] as const
type CoverPlace = (typeof coverPlaces)[number]

/** How the author wants covers. */
export interface CoverChoice {
  readonly template: CoverTemplate | 'none'
  readonly series: string
  /** A picture of the library. */
  readonly picture: { readonly image: string; readonly as: CoverPlace } | null
}

export const usualCover: CoverChoice = { template: 'mountains', series: '', picture: null }
export const noCover: CoverChoice = { template: 'none', series: '', picture: null }

/** Of the series of that name, unless the author named another. */
export function ofSeries(cover: CoverChoice, name: string): CoverChoice {
  return { ...cover, series: cover.series || name }
}

/** What stands on one. */
export interface CoverWords {
  readonly title: string
  readonly series: string
  readonly author: string
}
