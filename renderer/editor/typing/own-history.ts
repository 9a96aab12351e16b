/**
 * The browser has one history for a whole window: Ctrl+Z on a page that lies over the text, or in a field that has nothing to
 * take back, takes back what was written last, in a text that is not looked at.
 */

/** Keeps the browser from taking back or doing again in the text below `root` while neither the focus is there nor the text, without any focus, in sight. The answer stops it. */
export function ownHistory(root: HTMLElement): () => void {
  const listeners = new AbortController()
  const hear = (event: InputEvent) => {
    if (!event.inputType.startsWith('history') || isMeant(root)) return
    event.preventDefault()
    event.stopPropagation()
  }
  root.addEventListener('beforeinput', hear, { capture: true, signal: listeners.signal })
  return () => listeners.abort()
}

function isMeant(root: HTMLElement): boolean {
  const { activeElement, body } = document
  if (activeElement !== null && activeElement !== body) return root.contains(activeElement)
  return root.checkVisibility()
}
