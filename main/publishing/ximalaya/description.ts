/** 简介: what an author wrote, or the opening of a lesson and its headings, in the HTML that the site's editor keeps (line breaks outside of elements fall together there). */
import type { Doc } from '#preload/document/schema.ts'
import { escapedXml } from '../formulas/xml.ts'
import type { PublishedCourse } from '../desk/course.ts'
import { openingOf, sentencesFrom } from '../prose/opening.ts'
import { type Prose, proseOf } from '../prose/prose.ts'
import { readerWords } from '../prose/reader-words.ts'
import { isOwnNote, ownNotes, unmarked } from '../speech/unmarked.ts'

const STYLE = 'font-size:16px;color:#333333;line-height:30px;font-family:Helvetica,Arial,sans-serif;font-weight:normal;text-align:justify;'
/** 字 of the opening, of one sentence where the first is longer, and headings, that a listener reads before they press play. */
const [OPENING, LONGEST, HEADINGS] = [160, 320, 12]

function paragraph(html: string): string {
  return `<p style="${STYLE}" data-flag="normal">${html}</p>`
}

const linesIn = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '')

/** What stands there where its author wrote nothing: whole sentences from the beginning, but for one that goes on and on. */
export function openingLines(prose: Prose): string[] {
  return sentencesFrom(saidOf(openingOf(prose)), OPENING, LONGEST).flatMap(linesIn)
}

function* saidOf(paragraphs: Iterable<string>): Generator<string> {
  for (const text of paragraphs) {
    const said = isOwnNote(text) ? '' : unmarked(ownNotes(text).rest).trim()
    if (/[\p{L}\p{N}]/u.test(said)) yield said
  }
}

/** `own`: what its author wrote; empty: nothing. */
export function descriptionHtml(doc: Doc, own: string, label: string | null = null): string {
  const told = label === null ? [] : [paragraph(escapedXml(label))]
  if (own.trim() !== '') return [...linesIn(own).map((line) => paragraph(escapedXml(line.trim()))), ...told].join('')
  const prose = proseOf(doc)
  const headings = prose.blocks
    .flatMap((block) => (block.kind === 'heading' && block.level <= 2 ? [readerWords(block.content)] : []))
    .filter((heading) => heading.trim() !== '' && !isOwnNote(heading))
    .slice(0, HEADINGS)
  const outline =
    headings.length > 0 ? [paragraph('<b>你将听到</b>'), ...headings.map((heading) => paragraph(`· ${escapedXml(unmarked(heading).trim())}`))] : []
  return [...openingLines(prose).map((text) => paragraph(escapedXml(text))), ...outline, ...told].join('')
}

/** 简介 of an album: what its author wrote, or who speaks and what is in it. */
export function outlineHtml({ chapters }: PublishedCourse, speaker: string, own: string): string {
  if (own.trim() !== '')
    return linesIn(own)
      .map((line) => paragraph(escapedXml(line.trim())))
      .join('')
  const lines = chapters.flatMap(({ title, lessons }) => [
    ...(title.trim() === '' ? [] : [`<b>${escapedXml(title.trim())}</b>`]),
    ...lessons.flatMap((lesson) => (lesson.title.trim() === '' ? [] : [`· ${escapedXml(lesson.title.trim())}`])),
  ])
  return [...(speaker.trim() === '' ? [] : [`主讲：${escapedXml(speaker.trim())}`]), ...lines].map(paragraph).join('')
}
