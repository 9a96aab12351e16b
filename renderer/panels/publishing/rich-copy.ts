/**
 * Text with its markup into the clipboard. By the browser's copy command, which keeps every attribute that a platform's editor asks for:
 * what a page writes by `navigator.clipboard` is cleaned by Chromium first.
 */

/** Whether both forms are in the clipboard now. Within a gesture of the author, as browsers ask. */
export function copyRich(page: Document, { html, text }: { readonly html: string; readonly text: string }): boolean {
  let isTaken = false
  const take = (event: ClipboardEvent) => {
    if (!event.clipboardData) return
    // Before the page's text, which has a copy of its own to make of what is selected.
    event.preventDefault()
    event.stopImmediatePropagation()
    event.clipboardData.setData('text/html', html)
    event.clipboardData.setData('text/plain', text)
    isTaken = true
  }
  page.addEventListener('copy', take, { capture: true })
  try {
    // Obsolete by its name alone: no other way keeps the markup as it is.
    page.execCommand('copy')
  } finally {
    page.removeEventListener('copy', take, { capture: true })
  }
  return isTaken
}
