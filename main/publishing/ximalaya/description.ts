/** 简介: the opening of a lesson and its headings, in the HTML that the site's editor keeps (line breaks outside of elements fall together there). */
import type { Doc } from '#preload/document/schema.ts'
import { escapedXml } from '../formulas/xml.ts'
import { proseOf, textOf } from '../prose/prose.ts'

const STYLE = 'font-size:16px;color:#333333;line-height:30px;font-family:Helvetica,Arial,sans-serif;font-weight:normal;text-align:justify;'
/** Paragraphs of the opening, and headings, that a listener reads before they press play. */
const [OPENING, HEADINGS] = [3, 12]

export function descriptionHtml(doc: Doc, label: string | null = null): string {
  const { blocks } = proseOf(doc)
  const opening = blocks.flatMap((block) => (block.kind === 'paragraph' ? [textOf(block.content)] : [])).slice(0, OPENING)
  const headings = blocks.flatMap((block) => (block.kind === 'heading' && block.level <= 2 ? [textOf(block.content)] : [])).slice(0, HEADINGS)
  const paragraph = (html: string): string => `<p style="${STYLE}" data-flag="normal">${html}</p>`
  const outline = headings.length > 0 ? [paragraph('<b>你将听到</b>'), ...headings.map((heading) => paragraph(`· ${escapedXml(heading)}`))] : []
  const told = label === null ? [] : [paragraph(escapedXml(label))]
  return [...opening.flatMap((text) => text.split('\n')).map((text) => paragraph(escapedXml(text))), ...outline, ...told].join('')
}
