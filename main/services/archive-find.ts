/** Finding words in the works of the archive. The index says where they may be; only those texts are read, one after another. */
import { questionOf } from '#main/archive/grams.ts'
import { unpackLines } from '#main/archive/packed-lines.ts'
import type { SearchText } from '#main/store/search.ts'
import type { Work } from '#preload/contract/archive.ts'
import type { WorkLine } from '#preload/contract/works.ts'
import { wordsSought } from '#preload/document/sought.ts'
import type { Archive } from './archive-keep.ts'
import { workOf } from './archive-learning.ts'
import { hasAll, placesIn, soughtWords } from './found-places.ts'
import { paced } from './paced.ts'

export interface FoundWork {
  readonly work: Work
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
    if (count === 0) continue
    yield { work: workOf(row), count, excerpts: excerpts.map(({ text: shown, marks, passage, from }) => ({ text: shown, marks, line: passage, from })) }
    found += 1
    if (found === mostFound) return
  }
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
