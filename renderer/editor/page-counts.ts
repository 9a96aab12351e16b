/** What the status line says of a text. Counts are remembered block by block, so a key costs one block. */
import { characters, countWords, codePoints, narrationMinutes, words } from '#preload/document/counting.ts'
import { narratedLength } from '#preload/document/narrating.ts'
import { outline } from '#preload/document/outline.ts'
import { aiShare } from '#preload/document/provenance.ts'
import { objectSign } from '#preload/document/blocks.ts'
import { blockText } from '#preload/document/lines.ts'
import { offsetInBlock, type Point } from '#preload/document/places.ts'
import type { Doc } from '#preload/document/schema.ts'
import type { PageStatus, Selected } from './page-props.ts'

/** The part of the status that follows from the text. */
export type PageCounts = Pick<PageStatus, 'words' | 'characters' | 'narrationMinutes' | 'aiShare' | 'outline'>

/** Counts a text at a narration speed; an outline that did not change stays the same object. */
export function countPage(doc: Doc, pace: number, before?: PageCounts): PageCounts {
  const headings = outline(doc)
  const isSame = before?.outline.length === headings.length && before.outline.every((entry, at) => isSameEntry(entry, headings[at]))
  return {
    words: words(doc),
    characters: characters(doc),
    narrationMinutes: narrationMinutes(narratedLength(doc), pace),
    aiShare: aiShare(doc),
    outline: isSame ? before.outline : headings,
  }
}

type Entry = PageCounts['outline'][number]

function isSameEntry(a: Entry, b: Entry | undefined): boolean {
  return a.id === b?.id && a.level === b.level && a.text === b.text
}

/** Counts several stretches of text, each between two points. */
export function countStretches(doc: Doc, stretches: readonly (readonly [from: Point, to: Point])[]): Selected {
  const counts = stretches.map(([from, to]) => countSelected(doc, from, to))
  return { words: counts.reduce((sum, each) => sum + each.words, 0), characters: counts.reduce((sum, each) => sum + each.characters, 0) }
}

/** Counts what lies between two points: whole blocks between the first and the last as they are remembered. */
export function countSelected(doc: Doc, from: Point, to: Point): Selected {
  const [first, last] = [from.path[0] ?? 0, to.path[0] ?? 0]
  const [start, end] = [doc[first], doc[last]]
  if (!start || !end) return { words: 0, characters: 0 }
  if (first === last) return counted(blockText(start).slice(offsetInBlock(start, from), offsetInBlock(end, to)))
  const whole = doc.slice(first + 1, last)
  const edges = [counted(blockText(start).slice(offsetInBlock(start, from))), counted(blockText(end).slice(0, offsetInBlock(end, to)))]
  return {
    words: words(whole) + edges.reduce((sum, edge) => sum + edge.words, 0),
    characters: characters(whole) + edges.reduce((sum, edge) => sum + edge.characters, 0),
  }
}

/** What is no text (a formula, a footnote's mark) is none here either. */
function counted(text: string): Selected {
  const plain = text.replaceAll(objectSign, '')
  return { words: countWords(plain), characters: codePoints(plain) }
}
