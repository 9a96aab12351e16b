/** What a cover is drawn on. */

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
