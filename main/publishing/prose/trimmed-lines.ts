/** A lesson without spaces where lines begin and end: nobody sees them, and Markdown can only say them by their code, which not every importer reads. */
import { isRun } from '#preload/document/lines.ts'
import type { Block, Doc, Inline } from '#preload/document/schema.ts'

export function withTrimmedLines(doc: Doc): Doc {
  return doc.map((block): Block => {
    if (block.type === 'code' || block.type === 'formula-block' || block.type === 'divider') return block
    if (block.type !== 'table') return { ...block, children: trimmed(block.children) } as Block
    const rows = block.children.map((row) => ({ ...row, children: row.children.map((cell) => ({ ...cell, children: trimmed(cell.children) })) }))
    return { ...block, children: rows }
  })
}

function trimmed<T extends Inline>(inlines: readonly T[]): T[] {
  const begun = trimmedFrom(inlines, (text, isAtStart) => text.replaceAll(isAtStart ? /(^|\n)[ \t]+/g : /(\n)[ \t]+/g, '$1'), /\n$/)
  return trimmedFrom(begun.toReversed(), (text, isAtEnd) => text.replaceAll(isAtEnd ? /[ \t]+(\n|$)/g : /[ \t]+(\n)/g, '$1'), /^\n/).toReversed()
}

/** `cut` is told whether nothing of the line came before; `ends`: where a text leaves it so. Code says its spaces. */
function trimmedFrom<T extends Inline>(inlines: readonly T[], cut: (text: string, isFirst: boolean) => string, ends: RegExp): T[] {
  let isFirst = true
  return inlines.map((each) => {
    if (!isRun(each)) isFirst = false
    if (!isRun(each) || each.text === '') return each
    const text = each.code ? each.text : cut(each.text, isFirst)
    if (text !== '') isFirst = ends.test(text)
    return { ...each, text }
  })
}
