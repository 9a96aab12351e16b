/** A number as it is typed. Pure. */

interface Limits {
  readonly least: number
  readonly most: number
}

/** Null for what is no number, or one that can't be. Full-width digits are digits. */
export function typedNumber(typed: string, { least, most }: Limits): number | null {
  const plain = typed.normalize('NFKC').trim()
  if (!/^\d+(?:\.\d+)?$/.test(plain)) return null
  const number = Number(plain)
  return number >= least && number <= most ? number : null
}
