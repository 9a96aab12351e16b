/** Finding words in the works of the archive. The index says where they may be; only those texts are read, one after another. */
import { questionOf } from '#main/archive/grams.ts'
import { unpackLines } from '#main/archive/packed-lines.ts'
import type { SearchText } from '#main/store/search.ts'
import type { Work } from '#preload/contract/archive.ts'
import type { WorkLine } from '#preload/contract/works.ts'
import { excerptOf } from '#preload/document/found-places.ts'
import { wordsSought } from '#preload/document/sought.ts'
import type { Archive } from './archive-keep.ts'
import { workOf } from './archive-learning.ts'
import { hasAll, isNamed, placesIn, soughtWords } from './found-places.ts'
import { paced } from './paced.ts'

export interface FoundWork {
  readonly work: Work
  /** Places in the text: 0 where its title alone says the words. Then its beginning is shown. */
  readonly count: number
  readonly excerpts: { readonly text: string; readonly marks: [number, number][]; readonly line: number; readonly from: number }[]
}

/** Works that are answered: as many as anyone looks through. */
const mostFound = 200

/** Works in which every word stands, the newest first. Lessons are found by the search of lessons. */
export async function* findWorks(archive: Archive, query: string, signal: AbortSignal): AsyncGenerator<FoundWork> {
  const words = wordsSought(query)
  if (words.length === 0) return
  const sought = soughtWords(words)
  let found = 0
  for await (const row of paced(
    archive.read((works) => works.candidates(questionOf(words))),
    signal,
  )) {
    const packed = archive.read((works) => works.text(row.number))
    if (!packed) continue // a damaged text is told where it is opened
    const text = searchTextOfLines(unpackLines(packed))
    if (!hasAll(sought, text.text, row.title)) continue
    const { count, excerpts } = placesIn(text, sought.any)
    const shown = excerpts.map(({ text: excerpt, marks, passage, from }) => ({ text: excerpt, marks, line: passage, from }))
    if (count > 0) yield { work: workOf(row), count, excerpts: shown }
    else if (isNamed(sought, row.title)) yield { work: workOf(row), count, excerpts: beginningOf(text) }
    else continue
    found += 1
    if (found === mostFound) return
  }
}

/** What is shown of a work that only its title tells. */
function beginningOf({ text, starts }: SearchText): FoundWork['excerpts'] {
  const line = starts.findIndex((start, at) => text.slice(start, starts[at + 1] ?? text.length).trim() !== '')
  if (line < 0) return []
  const shown = text.slice(starts[line], (starts[line + 1] ?? text.length + 1) - 1)
  return [{ text: excerptOf(shown, [[0, 0]]).text, marks: [], line, from: 0 }]
}

/** A work's lines as they are searched, each a passage. */
export function searchTextOfLines(lines: readonly WorkLine[]): SearchText {
  const starts = new Uint32Array(lines.length)
  let at = 0
  for (const [index, { text }] of lines.entries()) {
    starts[index] = at
    at += text.length + 1
  }
  return { text: lines.map(({ text }) => text).join('\n'), starts }
}
