/** A lesson as the Markdown of a platform, with the places of its pictures in words. */
import type { Doc } from '#preload/document/schema.ts'
import { markdownFromDoc } from '#preload/markdown/markdown.ts'
import type { Findings } from '../desk/finding.ts'
import type { LessonLinks } from '../desk/lesson-links.ts'
import { imageText, type PlaceOf } from '../prose/image-places.ts'
import { withLinkedAddresses } from '../prose/linked-addresses.ts'
import { type Known, plainDoc } from '../prose/plain-doc.ts'
import type { Prose } from '../prose/prose.ts'
import { readerWords } from '../prose/reader-words.ts'
import { withTrimmedLines } from '../prose/trimmed-lines.ts'

export interface MarkdownSurroundings {
  readonly prose: Prose
  readonly links: LessonLinks
  readonly placeOf: PlaceOf
  readonly knows: Known
}

export function platformMarkdown(doc: Doc, { prose, links, placeOf, knows }: MarkdownSurroundings, findings: Findings): string {
  const words = (block: Extract<Doc[number], { type: 'image' }>): string => imageText(placeOf(block), readerWords(block.children) || block.alt)
  const plain = plainDoc(doc, { prose, links, imageText: words, knows }, findings)
  return markdownFromDoc(withLinkedAddresses(withTrimmedLines(plain)), { image: (id) => id, link: (address) => address }).text
}
