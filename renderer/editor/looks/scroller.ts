/** What the page scrolls in. */
const scrollers = new WeakMap<HTMLElement, HTMLElement>()

/** What scrolls the text. */
export function scrollerOf(text: HTMLElement): HTMLElement | null {
  const known = scrollers.get(text)
  if (known?.isConnected) return known
  for (let element = text.parentElement; element; element = element.parentElement) {
    if (!/auto|scroll/.test(getComputedStyle(element).overflowY)) continue
    scrollers.set(text, element)
    return element
  }
  return null
}
