/** Who has the keys once the element that had them is gone: what takes its place. Of elements alone; nothing here moves the focus. */

/** Where an element stands: each parent on the way out, and at which of its children the way leads in. */
export type Trail = readonly { readonly parent: Element; readonly at: number }[]

/** The way from an element out to `within`; empty where it does not lie in it. */
export function trailOf(element: Element, within: Element): Trail {
  const trail: { parent: Element; at: number }[] = []
  for (let child = element; child !== within;) {
    const parent = child.parentElement
    if (parent === null) return []
    trail.push({ parent, at: [...parent.children].indexOf(child) })
    child = parent
  }
  return trail
}

/** Whether an element can be seen: folded away, it can't have the keys. */
type IsShown = (element: Element) => boolean

const reachedByKeys = 'button:not([disabled]), a[href], select:not([disabled]), textarea:not([disabled]), input:not([disabled], [hidden]), summary'

/** What was made to be it, and what Tab reaches first, in an element or as it. */
function reachableIn(element: Element, isShown: IsShown): Element | null {
  const [named, any] = ['[data-heir]:not([disabled])', `:is(${reachedByKeys}):not([tabindex="-1"])`]
  const found = [named, any].map((selector) => [...(element.matches(selector) ? [element] : []), ...element.querySelectorAll(selector)].find(isShown))
  return found[0] ?? found[1] ?? null
}

/**
 * Of the innermost parent that is still there: what stands where the element stood, else the next behind it, else the last before it. Null
 * where nothing within can have the keys.
 */
export function heirOf(trail: Trail, within: Element, isShown: IsShown): Element | null {
  for (const { parent, at } of trail) {
    if (!within.contains(parent)) continue
    const children = [...parent.children]
    const after = children.slice(at)
    const before = children.slice(0, at).reverse()
    for (const child of [...after, ...before]) {
      const found = reachableIn(child, isShown)
      if (found) return found
    }
  }
  return null
}
