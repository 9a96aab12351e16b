/**
 * Texts that were still on their way to the host as their page went away, for the next page of the same window: what is sent last does not
 * always arrive. Kept by the window alone, for another one may show another library.
 */

/** `over`: what may have been stored as it was sent, so that it never takes the place of anything newer. */
interface Carried {
  readonly text: string
  readonly over: readonly string[]
}

const keyOf = (place: string): string => `moke.carried-text ${place}`
/** Tests of texts alone have no window. */
const held = (): Storage | null => (typeof sessionStorage === 'undefined' ? null : sessionStorage)

export function carry(place: string, carried: Carried): void {
  try {
    held()?.setItem(keyOf(place), JSON.stringify(carried))
  } catch (error) {
    // It is full: the text is sent all the same.
    if (!(error instanceof DOMException)) throw error
  }
}

/** Null: nothing was. It is carried once. */
export function carried(place: string): Carried | null {
  const kept = held()?.getItem(keyOf(place)) ?? null
  if (kept === null) return null
  held()?.removeItem(keyOf(place))
  return JSON.parse(kept) as Carried
}
