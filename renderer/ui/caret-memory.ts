/**
 * Where the caret stood in each editable text when the focus left it. A browser forgets that as soon as an
 * input field takes the focus, and would begin again at the text's start.
 */
const ranges = new WeakMap<HTMLElement, Range>()

/** Begins to remember. Called once for the page's document. */
export function rememberCarets(page: Document): void {
  page.addEventListener('focusout', (event) => {
    const left = event.target
    const selection = page.getSelection()
    if (!(left instanceof HTMLElement) || !left.isContentEditable || !selection || selection.rangeCount === 0) return
    const range = selection.getRangeAt(0)
    if (left.contains(range.startContainer)) ranges.set(left, range.cloneRange())
  })
}

/** Focuses an element; in an editable text the caret comes back to where it stood. One that has the focus keeps it as it is. */
export function focusAgain(element: HTMLElement): void {
  if (element.ownerDocument.activeElement === element) return
  const range = ranges.get(element)
  element.focus()
  const selection = element.ownerDocument.getSelection()
  if (!range || !selection || !element.contains(range.startContainer)) return
  selection.removeAllRanges()
  selection.addRange(range)
}
