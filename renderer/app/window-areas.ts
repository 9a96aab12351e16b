/** The areas of the window that F6 goes round, as they are seen from left to right: the library or the search, each page or what stands in its place, what lies beside it, the inspector, the status line. */

/** Where the areas are, and what in one takes the focus; where that is not there, its first part that can. An area that takes it itself takes it whole. */
const areas: readonly (readonly [region: string, entrance: string | null])[] = [
  ['.pane-library', '[role=treeitem][tabindex="0"], .search-query'],
  ['.desk-place', '.page-text[contenteditable="true"]'],
  ['.desk > .desk-scroll', null],
  // A tab is chosen by its focus: no other one than the chosen.
  ['.pane-inspector', '[role=tab][aria-selected="true"]'],
  ['.status-line', null],
]

const focusable = 'button:enabled, input:enabled, textarea:enabled, a[href], [tabindex="0"]'

interface Area {
  readonly region: Element
  readonly entrance: HTMLElement
}

/** What takes the focus in the area after the one in which it is, or before it; null where nothing can, as under a window. */
export function nextEntrance(step: 1 | -1, page = document): { readonly entrance: HTMLElement; readonly region: Element } | null {
  const round = areas.flatMap(([region, entrance]) => areasOf(page, region, entrance))
  const at = round.findIndex(({ region }) => region.contains(page.activeElement))
  if (at >= 0) return round[(at + step + round.length) % round.length] ?? null
  // Between two areas, as in the bar over the page.
  const after = round.findIndex(({ region }) => isBefore(page.activeElement, region))
  return round.at(step > 0 ? Math.max(0, after) : (after < 0 ? round.length : after) - 1) ?? null
}

function areasOf(page: Document, selector: string, wanted: string | null): Area[] {
  const regions = [...page.querySelectorAll(selector)].filter(isReachable).toSorted(bySight)
  return regions.flatMap((region) => {
    const entrance = entranceOf(region, wanted)
    return entrance ? [{ region, entrance }] : []
  })
}

function entranceOf(region: Element, wanted: string | null): HTMLElement | null {
  if (region instanceof HTMLElement && region.tabIndex === -1 && region.hasAttribute('tabindex')) return region
  const all = [wanted, focusable].flatMap((selector) => (selector ? [...region.querySelectorAll<HTMLElement>(selector)] : []))
  return all.find(isReachable) ?? null
}

/** It is drawn, and no window lies over it. */
const isReachable = (element: Element) => element.checkVisibility() && element.closest('[inert], [aria-hidden="true"]') === null

/** Two lessons change their places by their style alone. */
function bySight(one: Element, other: Element): number {
  const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()]
  return a.left - b.left || a.top - b.top
}

function isBefore(element: Element | null, region: Element): boolean {
  return element === null || (element.compareDocumentPosition(region) & Node.DOCUMENT_POSITION_FOLLOWING) > 0
}
