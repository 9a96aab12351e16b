/** What Word, WPS and their like say in attributes of their own: headings as outline levels, text that is not to be seen. Reads elements; makes nothing of them. */

const declarations = {
  'font-weight': /(?:^|;)\s*font-weight\s*:\s*([^;]*)/i,
  'font-style': /(?:^|;)\s*font-style\s*:\s*([^;]*)/i,
  'text-decoration': /(?:^|;)\s*text-decoration\s*:\s*([^;]*)/i,
  'text-decoration-line': /(?:^|;)\s*text-decoration-line\s*:\s*([^;]*)/i,
  'background-color': /(?:^|;)\s*background-color\s*:\s*([^;]*)/i,
  background: /(?:^|;)\s*background\s*:\s*([^;]*)/i,
  'mso-highlight': /(?:^|;)\s*mso-highlight\s*:\s*([^;]*)/i,
  'vertical-align': /(?:^|;)\s*vertical-align\s*:\s*([^;]*)/i,
  'mso-list': /(?:^|;)\s*mso-list\s*:\s*([^;]*)/i,
  'mso-outline-level': /(?:^|;)\s*mso-outline-level\s*:\s*([^;]*)/i,
} as const

/** What an element's own style says of a property, in small letters; empty when nothing. Read as text, since browsers drop what they don't know. */
export function styleOf(element: Element, property: keyof typeof declarations): string {
  return (
    declarations[property]
      .exec(element.getAttribute('style') ?? '')?.[1]
      ?.trim()
      .toLowerCase() ?? ''
  )
}

const hidden = /(?:^|;)\s*(?:display\s*:\s*none|mso-hide\s*:\s*all|mso-element\s*:\s*comment)/i

/** Whether an element is not to be seen, or only holds a place. */
export function isHidden(element: Element): boolean {
  if (element.hasAttribute('hidden') || element.classList.contains('MsoCommentReference')) return true
  if (element.tagName === 'O:P') return element.textContent.trim() === ''
  return hidden.test(element.getAttribute('style') ?? '')
}

/** Level of a heading that is a paragraph with an outline level or a heading's class; null of what is none. */
export function outlineLevel(element: Element): number | null {
  const level = /^([1-9])$/.exec(styleOf(element, 'mso-outline-level'))?.[1] ?? /(?:^|\s)MsoHeading([1-9])/.exec(element.className)?.[1]
  if (level !== undefined) return Number(level)
  return element.classList.contains('MsoTitle') ? 1 : null
}
