/** Lists as Word and WPS write them: paragraphs whose style names a list and a level, with the marker typed out before the text. */
import { isComment } from './nodes.ts'
import { styleOf } from './office-html.ts'

/** How an office list shows itself: its kind, and its level from 1 on. */
interface OfficeItem {
  readonly kind: 'bullet' | 'number'
  readonly level: number
  /** What its marker says, in figures; null where it says none. */
  readonly number: number | null
}

/** The kinds of lists that a document declares in its style sheet, by list and level: `l0:level1`. */
export type ListKinds = ReadonlyMap<string, OfficeItem['kind']>

/** Whether an element is the marker of a list item, typed out for programs that know no lists. */
export function isMarker(element: Element): boolean {
  return styleOf(element, 'mso-list') === 'ignore'
}

/** The nodes of a marker that is told by comments around it, as a set to pass over; empty when there is none. */
export function markerNodes(parent: Node): ReadonlySet<Node> {
  const nodes = [...parent.childNodes]
  const start = nodes.findIndex((node) => isComment(node) && node.nodeValue?.startsWith('[if !supportLists]') === true)
  const length = start < 0 ? 0 : nodes.slice(start).findIndex((node) => isComment(node) && node.nodeValue === '[endif]')
  return new Set(length > 0 ? nodes.slice(start + 1, start + length) : [])
}

/** The list item that a paragraph is meant to be; null of any other. */
export function officeItem(element: Element, kinds: ListKinds): OfficeItem | null {
  const [, list, level] = /^(l\d+)\s+level(\d+)/.exec(styleOf(element, 'mso-list')) ?? []
  const marker = markerText(element, list !== undefined)
  if (list === undefined && marker === '') return null
  // Only the style sheet knows whether a letter counts or is a picture.
  const isOpen = marker === '' || /^[a-z]$/i.test(marker)
  const kind = (isOpen && kinds.get(`${list}:level${level}`)) || (isNumber(marker) ? 'number' : 'bullet')
  const said = /^[（(]?(\d{1,6})\D?$/.exec(marker)?.[1]
  return { kind, level: Math.max(1, Number(level ?? 1)), number: said === undefined ? null : Number(said) }
}

function markerText(element: Element, isList: boolean): string {
  const span = isList ? [...element.querySelectorAll('[style*="mso-list" i]')].find(isMarker) : undefined
  return (span?.textContent ?? [...markerNodes(element)].map((node) => node.textContent ?? '').join('')).trim()
}

/** Whether a marker counts: a figure of any script, several letters, or a letter with a sign. A letter alone may be a picture in a font of pictures. */
export function isNumber(marker: string): boolean {
  return /[\p{N}一二三四五六七八九十百甲乙丙丁戊己庚辛壬癸]|^[（(]?[a-z]{1,8}[.)．）、:]|^[a-z]{2,8}$/iu.test(marker)
}

/** What the style sheets of a document from Word say of its lists. */
export function listKinds(document: Document): ListKinds {
  const sheets = [...document.querySelectorAll('style')].map((sheet) => sheet.textContent)
  const found = sheets.flatMap((sheet) => [...sheet.matchAll(/@list\s+(l\d+:level\d+)[^{}]*\{([^{}]*)\}/gi)])
  return new Map(
    found.map(([, level = '', body = '']) => [level.toLowerCase(), /mso-level-number-format\s*:\s*(?:bullet|image)/i.test(body) ? 'bullet' : 'number']),
  )
}
