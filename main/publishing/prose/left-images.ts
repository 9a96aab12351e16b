/** Pictures that an import left as Markdown writes them: readers are told that one is missing, in the words that stand for any that is. */
import { perBlock } from '#preload/document/blocks.ts'
import { leftImages } from '#preload/document/leftovers.ts'
import { inlinesOf } from '#preload/document/lines.ts'
import { withPlaces } from '#preload/document/mending.ts'
import type { Block, Doc } from '#preload/document/schema.ts'
import { absentText } from '../pictures/absent.ts'

/** The same text where none was left. Code stays: a lesson may be about Markdown. */
export function withoutLeftImages(doc: Doc): Doc {
  const known = texts.get(doc)
  if (known !== undefined) return known
  const blocks = doc.map(told)
  const text = blocks.some((block, at) => block !== doc[at]) ? blocks : doc
  texts.set(doc, text)
  return text
}

/** By the text itself: every target asks the same of the same lessons. */
const texts = new WeakMap<Doc, Doc>()

const told = perBlock((block): Block =>
  withPlaces(block, (line) =>
    leftImages(inlinesOf(line)).map(({ from, to, words }) => ({ from, to, text: absentText('unbrought', words.replaceAll(/[【】]/g, ' ').trim()) })),
  ),
)
