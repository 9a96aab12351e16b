/** What the items of a page's lists are called. */
import { largestStart } from '#preload/document/numbering.ts'

export class ListNumbers {
  /** The number of the next item of each list. */
  private readonly next = new WeakMap<Element, number>()

  /** The number of an item, which are asked for in their order; null where it has none. */
  of(item: Element): number | null {
    const list = item.parentElement
    if (item.tagName.toUpperCase() !== 'LI' || list?.tagName.toUpperCase() !== 'OL') return null
    const number = numberIn(item, 'value') ?? this.next.get(list) ?? numberIn(list, 'start') ?? 1
    this.next.set(list, Math.min(largestStart, number + 1))
    return number
  }
}

function numberIn(element: Element, name: 'start' | 'value'): number | null {
  const said = element.getAttribute(name)?.trim()
  return said !== undefined && /^\d{1,7}$/.test(said) ? Number(said) : null
}
