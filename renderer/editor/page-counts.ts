/** What the status line says of a text. Counts are remembered block by block, so a key costs one block. */
import { narratedWords, narrationMinutes, words } from '#preload/document/counting.ts'
import { outline } from '#preload/document/outline.ts'
import { aiShare } from '#preload/document/provenance.ts'
import type { Doc } from '#preload/document/schema.ts'
import type { PageStatus } from './page-props.ts'

/** The part of the status that follows from the text. */
export type PageCounts = Pick<PageStatus, 'words' | 'narrationMinutes' | 'aiShare' | 'outline'>

/** Counts a text at a narration speed; an outline that did not change stays the same object. */
export function countPage(doc: Doc, pace: number, before?: PageCounts): PageCounts {
  const headings = outline(doc)
  const isSame = before?.outline.length === headings.length && before.outline.every((entry, at) => isSameEntry(entry, headings[at]))
  return {
    words: words(doc),
    narrationMinutes: narrationMinutes(narratedWords(doc), pace),
    aiShare: aiShare(doc),
    outline: isSame ? before.outline : headings,
  }
}

type Entry = PageCounts['outline'][number]

function isSameEntry(a: Entry, b: Entry | undefined): boolean {
  return a.id === b?.id && a.level === b.level && a.text === b.text
}
