/**
 * Texts that were still on their way to the host as their page went away, for the next page of the same window: what is sent last does not
 * always arrive. Kept by the window alone, for another one may show another library.
 */

const keyOf = (place: string): string => `moke.carried ${place}`
/** Tests of texts alone have no window. */
const held = (): Storage | null => (typeof sessionStorage === 'undefined' ? null : sessionStorage)

export function carry(place: string, text: string): void {
  try {
    held()?.setItem(keyOf(place), text)
  } catch (error) {
    // It is full: the text is sent all the same.
    if (!(error instanceof DOMException)) throw error
  }
}

/** Null: nothing was. It is carried once. */
export function carried(place: string): string | null {
  const text = held()?.getItem(keyOf(place)) ?? null
  if (text !== null) held()?.removeItem(keyOf(place))
  return text
}
