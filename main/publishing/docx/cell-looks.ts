/** How cells of a table are set, the largest type first: in half points, with twips at both sides of what is in a cell. */
export interface CellLook {
  readonly style: string
  readonly size: number
  readonly margin: number
}

export const cellLooks: readonly CellLook[] = [
  { style: 'Cell', size: 20, margin: 100 },
  { style: 'Cell9', size: 18, margin: 80 },
  { style: 'Cell8', size: 16, margin: 60 },
  { style: 'Cell7', size: 14, margin: 50 },
]
