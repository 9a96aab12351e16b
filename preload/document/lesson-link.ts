/** Links to lessons (`moke:lesson/ID`). The scheme of an address has no case, so that a text may have one as `Moke:lesson/ID`. */
import { perBlock } from './blocks.ts'
import { isRun, runsOf } from './lines.ts'
import type { Block, Doc, Inline } from './schema.ts'

export const lessonPrefix = 'moke:lesson/'

/** A link by which whatever asks where it leads knows a lesson; another address stays as it is. */
export function plainLink(link: string): string {
  const scheme = link.slice(0, lessonPrefix.length)
  return scheme !== lessonPrefix && scheme.toLowerCase() === lessonPrefix ? lessonPrefix + link.slice(lessonPrefix.length) : link
}

/** A text whose links to lessons are all plain; the same one where they were. */
export function withPlainLinks(doc: Doc): Doc {
  const known = plain.get(doc)
  if (known !== undefined) return known
  const blocks = doc.map(plainBlock)
  const all = blocks.some((block, at) => block !== doc[at]) ? blocks : doc
  plain.set(doc, all)
  return all
}

/** By the text itself: every target asks the same of the same lessons. */
const plain = new WeakMap<Doc, Doc>()

const plainBlock = perBlock((block): Block => {
  if (runsOf(block).every(({ link }) => link === undefined || plainLink(link) === link)) return block
  if (block.type !== 'table') return { ...block, children: block.children.map(plainInline) } as Block
  return {
    ...block,
    children: block.children.map((row) => ({ ...row, children: row.children.map((cell) => ({ ...cell, children: cell.children.map(plainInline) })) })),
  }
})

function plainInline<T extends Inline>(each: T): T {
  return isRun(each) && each.link !== undefined ? { ...each, link: plainLink(each.link) } : each
}
