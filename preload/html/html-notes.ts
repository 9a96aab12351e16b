/** Footnotes of a piece of HTML: which of its elements are marks, which are texts. Word, WPS, Google Docs, EPUB, and what Markdown is shown as. */
import { newBlockId } from '#preload/document/identity.ts'
import type { BlockId } from '#preload/document/schema.ts'

export interface HtmlNotes {
  /** Marks in the text, with the note that each names. */
  readonly marks: ReadonlyMap<Element, BlockId>
  /** Elements that hold the text of a note. */
  readonly texts: ReadonlyMap<Element, BlockId>
  /** Links from a note back to its mark, and what stands around notes: nothing of them is text. */
  readonly idle: ReadonlySet<Element>
}

/** Finds the footnotes of a document. */
export function notesOf(document: Document): HtmlNotes {
  const [marks, texts, idle] = [new Map<Element, BlockId>(), new Map<Element, BlockId>(), new Set<Element>()]
  const links = [...document.querySelectorAll('a[href*="#"]')].slice(0, most)
  const places = placesOf(document)
  for (const link of links) {
    if (!isMark(link)) continue
    const text = textOf(places, link)
    if (!text || text.contains(link)) continue
    const id = texts.get(text) ?? newBlockId()
    texts.set(text, id)
    marks.set(link, id)
  }
  for (const link of links) if (isWithin(link, texts)) idle.add(link)
  for (const rule of document.querySelectorAll(rules)) idle.add(rule)
  for (const separator of document.querySelectorAll('[style*="mso-element:footnote-separator" i], [style*="mso-element:endnote-separator" i]'))
    idle.add(separator)
  return { marks, texts, idle }
}

/** Lines between a text and its notes. */
const rules = '[style*="mso-element:footnote-list" i] hr, [style*="mso-element:endnote-list" i] hr, .footnotes > hr, hr.footnotes-sep'

const most = 2000

function isWithin(element: Element, texts: ReadonlyMap<Element, unknown>): boolean {
  for (let outer = element.parentElement; outer; outer = outer.parentElement) if (texts.has(outer)) return true
  return false
}

/** A mark stands above the line, or is called one. */
function isMark(link: Element): boolean {
  const isCalledOne =
    /mso-(?:foot|end)note-id/i.test(link.getAttribute('style') ?? '') ||
    link.getAttribute('role') === 'doc-noteref' ||
    link.getAttribute('epub:type') === 'noteref' ||
    link.hasAttribute('data-footnote-ref') ||
    link.closest('sup') !== null ||
    link.querySelector('sup, .MsoFootnoteReference, .MsoEndnoteReference') !== null ||
    /foot-?note-?ref/i.test(link.className)
  return isCalledOne && !isBackLink(link)
}

/** Where in its page a link leads: browsers write the whole address of it. */
function hashOf(link: Element): string {
  return (link.getAttribute('href') ?? '').split('#').at(-1) ?? ''
}

function isBackLink(link: Element): boolean {
  return (
    link.getAttribute('role') === 'doc-backlink' ||
    link.hasAttribute('data-footnote-backref') ||
    /^#_?(?:ftn|fn|edn|ftnt|user-content-fn)_?-?ref/i.test(`#${hashOf(link)}`)
  )
}

/** What holds the text that a mark leads to. */
function textOf(places: ReadonlyMap<string, Element>, link: Element): Element | null {
  const name = decoded(hashOf(link))
  // Word writes the name of a note's own link, `_ftn1`, and the note's id without the line.
  const target = places.get(name) ?? places.get(name.replace(/^_/, ''))
  if (!target) return null
  return (
    target.closest('[style*="mso-element:footnote" i], [style*="mso-element:endnote" i], li, p') ?? (/^(?:DIV|ASIDE)$/.test(target.tagName) ? target : null)
  )
}

/** What a link can lead to, by name: an id first, and the first of that name. */
function placesOf(document: Document): ReadonlyMap<string, Element> {
  const places = new Map<string, Element>()
  for (const attribute of ['id', 'name']) {
    for (const element of document.querySelectorAll(attribute === 'id' ? '[id]' : 'a[name]')) {
      const name = element.getAttribute(attribute) ?? ''
      if (name !== '' && !places.has(name)) places.set(name, element)
    }
  }
  return places
}

function decoded(text: string): string {
  return /%[0-9a-f]{2}/i.test(text) ? text.replace(/%([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16))) : text
}
