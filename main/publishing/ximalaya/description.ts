/** 简介: the opening of a lesson and its headings, in the HTML that the site's editor keeps (line breaks outside of elements fall together there). */
import type { Doc } from '#preload/document/schema.ts'
import { escapedXml } from '../formulas/xml.ts'
import type { PublishedCourse } from '../desk/course.ts'
import { openingOf } from '../prose/opening.ts'
import { proseOf, textOf } from '../prose/prose.ts'

const STYLE = 'font-size:16px;color:#333333;line-height:30px;font-family:Helvetica,Arial,sans-serif;font-weight:normal;text-align:justify;'
/** Paragraphs of the opening, and headings, that a listener reads before they press play. */
const [OPENING, HEADINGS] = [3, 12]

function paragraph(html: string): string {
  return `<p style="${STYLE}" data-flag="normal">${html}</p>`
}

export function descriptionHtml(doc: Doc, label: string | null = null): string {
  const prose = proseOf(doc)
  const { blocks } = prose
  const opening = openingOf(prose).slice(0, OPENING)
  const headings = blocks.flatMap((block) => (block.kind === 'heading' && block.level <= 2 ? [textOf(block.content)] : [])).slice(0, HEADINGS)
  const outline = headings.length > 0 ? [paragraph('<b>你将听到</b>'), ...headings.map((heading) => paragraph(`· ${escapedXml(heading)}`))] : []
  const told = label === null ? [] : [paragraph(escapedXml(label))]
  return [...opening.flatMap((text) => text.split('\n')).map((text) => paragraph(escapedXml(text))), ...outline, ...told].join('')
}

/** 简介 of an album: who speaks, and what is in it. */
export function outlineHtml({ author, chapters }: PublishedCourse): string {
  const lines = chapters.flatMap(({ title, lessons }) => [
    ...(title.trim() === '' ? [] : [`<b>${escapedXml(title.trim())}</b>`]),
    ...lessons.flatMap((lesson) => (lesson.title.trim() === '' ? [] : [`· ${escapedXml(lesson.title.trim())}`])),
  ])
  return [...(author.trim() === '' ? [] : [`主讲：${escapedXml(author.trim())}`]), ...lines].map(paragraph).join('')
}
