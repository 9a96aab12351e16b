/**
 * A lesson in which every address of the web that stands there in words leads there: in the Markdown of platforms an address that is no link
 * would have an escape in it (`https\://`), which not every importer takes away.
 */
import { isRun } from '#preload/document/lines.ts'
import type { Block, Doc, Inline, Run } from '#preload/document/schema.ts'

export function withLinkedAddresses(doc: Doc): Doc {
  return doc.map((block): Block => {
    if (block.type === 'code' || block.type === 'formula-block' || block.type === 'divider') return block
    if (block.type !== 'table') return { ...block, children: block.children.flatMap((each) => linked(each)) } as Block
    const rows = block.children.map((row) => ({
      ...row,
      children: row.children.map((cell) => ({ ...cell, children: cell.children.flatMap((each) => linked(each)) })),
    }))
    return { ...block, children: rows }
  })
}

/** Signs that an address has; it ends where Chinese goes on. */
const ADDRESS = /(?<![A-Za-z0-9])https?:\/\/[A-Za-z0-9][!#-;=?-[\]_a-z~]*/g

function linked(each: Inline): Inline[] {
  if (!isRun(each) || each.link !== undefined || each.code) return [each]
  const parts: Run[] = []
  let from = 0
  for (const { 0: found, index } of each.text.matchAll(ADDRESS)) {
    const link = withoutEnd(found)
    parts.push({ ...each, text: each.text.slice(from, index) }, { ...each, text: link, link })
    from = index + link.length
  }
  return from === 0 ? [each] : [...parts, { ...each, text: each.text.slice(from) }].filter(({ text }) => text !== '')
}

/** The end of a sentence, and a bracket that was opened before, are none of the address. */
function withoutEnd(address: string): string {
  for (let end = address; ;) {
    const isOpened = end.endsWith(')') && end.split('(').length < end.split(')').length
    if (!isOpened && !/[!'*,.:;?\]_~]$/.test(end)) return end
    end = end.slice(0, -1)
  }
}
