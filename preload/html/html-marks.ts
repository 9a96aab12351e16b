/** Marks and links of a piece of HTML: what an element says of the text in it. Reads elements; makes nothing of them. */
import { plainLink } from '#preload/document/lesson-link.ts'
import { Link, type Run } from '#preload/document/schema.ts'
import { styleOf } from './office-html.ts'

export type HtmlMarks = Omit<Run, 'text' | 'ai'>

const byTag: Readonly<Record<string, keyof HtmlMarks>> = {
  U: 'underline',
  INS: 'underline',
  S: 'strike',
  DEL: 'strike',
  STRIKE: 'strike',
  MARK: 'highlight',
  CODE: 'code',
  KBD: 'code',
  SAMP: 'code',
  TT: 'code',
}

/** The marks of text in an element, `outer` being those around it. What it says that it is not, it is not. */
export function marksIn(element: Element, tag: string, outer: HtmlMarks): HtmlMarks {
  const marks: Record<string, unknown> = { ...outer }
  const own = byTag[tag]
  if (own) marks[own] = true
  // Google Docs wraps everything into a <b> of normal weight.
  const weight = styleOf(element, 'font-weight')
  if (weight === '' ? tag === 'B' || tag === 'STRONG' : weight.startsWith('bold') || Number.parseInt(weight, 10) >= 600) marks['bold'] = true
  else if (weight !== '') delete marks['bold']
  const style = styleOf(element, 'font-style')
  if (style === '' ? tag === 'I' || tag === 'EM' || tag === 'CITE' : /^(italic|oblique)/.test(style)) marks['italic'] = true
  else if (style !== '') delete marks['italic']
  const line = `${styleOf(element, 'text-decoration')} ${styleOf(element, 'text-decoration-line')}`
  if (/line-through/.test(line)) marks['strike'] = true
  if (/underline/.test(line) && tag !== 'A' && marks['link'] === undefined) marks['underline'] = true
  if (isHighlight(element, tag)) marks['highlight'] = true
  if (tag === 'A') withLink(element, marks)
  return marks
}

function withLink(element: Element, marks: Record<string, unknown>): void {
  const read = Link.safeParse((element.getAttribute('href') ?? '').trim().replaceAll(' ', '%20'))
  if (read.success) marks['link'] = plainLink(read.data)
  // A link is underlined by itself.
  if (read.success) delete marks['underline']
}

/** A background that is light and coloured: white, grey and dark ones are of the page that it comes from. */
function isHighlight(element: Element, tag: string): boolean {
  if (tag !== 'SPAN' && tag !== 'FONT') return false
  if (/^(?!none|auto)\w/.test(styleOf(element, 'mso-highlight'))) return true
  const colour = styleOf(element, 'background-color') || styleOf(element, 'background')
  const [red = 255, green = 255, blue = 255, alpha = 1] = colourOf(colour)
  return alpha > 0.2 && Math.max(red, green, blue) - Math.min(red, green, blue) > 50 && Math.max(red, green, blue) > 190
}

const named: Readonly<Record<string, readonly number[]>> = {
  yellow: [255, 255, 0],
  lime: [0, 255, 0],
  aqua: [0, 255, 255],
  cyan: [0, 255, 255],
  fuchsia: [255, 0, 255],
  magenta: [255, 0, 255],
  orange: [255, 165, 0],
  pink: [255, 192, 203],
  gold: [255, 215, 0],
}

function colourOf(text: string): readonly number[] {
  const hex = /^#([0-9a-f]{6}|[0-9a-f]{3})\b/.exec(text)?.[1]
  if (hex)
    return (hex.length === 3 ? [...hex].map((digit) => digit + digit) : [hex.slice(0, 2), hex.slice(2, 4), hex.slice(4)]).map((part) => parseInt(part, 16))
  const parts = /^rgba?\(([^)]*)\)/.exec(text)?.[1]
  if (parts !== undefined) return parts.split(/[\s,/]+/).map(Number)
  return named[/^[a-z]+/.exec(text)?.[0] ?? ''] ?? []
}
