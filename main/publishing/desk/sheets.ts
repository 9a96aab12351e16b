/** A lesson as it is typeset: sheets of one size, one below the other. Sizes in points. */
export interface Sheets {
  readonly svg: string
  readonly count: number
  readonly width: number
  readonly height: number
}
