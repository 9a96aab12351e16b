/** The formulas of a lesson. Pure. */
import { inlinesOf, isRun, linesOf } from '#preload/document/lines.ts'
import type { Block, Doc } from '#preload/document/schema.ts'
import { textOf } from '../prose/prose.ts'

/** Sources, and whether they stand by themselves. */
export function formulasOf(block: Block): [tex: string, isDisplay: boolean][] {
  if (block.type === 'formula-block') return [[textOf(block.children), true]]
  return linesOf(block).flatMap(({ line }) =>
    inlinesOf(line).flatMap((each): [string, boolean][] => (!isRun(each) && each.type === 'formula' ? [[each.tex, false]] : [])),
  )
}

export function holdsFormula(doc: Doc): boolean {
  return doc.some((block) => formulasOf(block).length > 0)
}
