/** What is asked to be drawn, and what comes of it. */

/** A page in Typst's language, of which pixels are made. `picture`: one of the library that its source names. */
export interface Drawing {
  readonly source: string
  readonly picture: string | null
  readonly width: number
  readonly height: number
  readonly mostBytes: number
}

export interface Drawn {
  readonly type: 'png' | 'jpeg'
  readonly bytes: Uint8Array
}
