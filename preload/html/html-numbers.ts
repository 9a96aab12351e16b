/** What the items of a page's lists are called. */
import { canStart, largestStart, numberOfAttribute } from '#preload/document/numbering.ts'

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

/** Null also where it is one that no item can say. */
function numberIn(element: Element, name: 'start' | 'value'): number | null {
  const number = numberOfAttribute(element.getAttribute(name))
  return number !== null && canStart(number) ? number : null
}
