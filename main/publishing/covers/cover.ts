/** What a cover says, and which templates there are. */
export const coverTemplates = ['slip', 'mountains', 'plain', 'night'] as const
/** `slip`: a vertical title on a slip, as on thread-bound books. `mountains`: ridges in ink. `plain`, `night`: type alone, on paper and on ink. */
export type CoverTemplate = (typeof coverTemplates)[number]

/** How the author wants covers; the same for all targets. */
export interface CoverChoice {
  readonly template: CoverTemplate | 'none'
  readonly series: string
  /** A picture of the library. `whole`: it is the cover, with no word on it. */
  readonly picture: { readonly image: string; readonly as: 'whole' | 'background' | 'inset' } | null
}

export const usualCover: CoverChoice = { template: 'mountains', series: '', picture: null }
export const noCover: CoverChoice = { template: 'none', series: '', picture: null }

/** What stands on one. */
export interface CoverWords {
  readonly title: string
  readonly series: string
  readonly author: string
}

/** The picture on a cover: its way in Typst, and how it stands. */
export interface CoverPicture {
  readonly path: string
  readonly as: 'background' | 'inset'
}

export interface CoverGround {
  readonly width: number
  readonly height: number
  readonly picture: CoverPicture | null
}
