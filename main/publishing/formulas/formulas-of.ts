/** The formulas of a block. Pure. */
import { inlinesOf, isRun, linesOf } from '#preload/document/lines.ts'
import type { Block } from '#preload/document/schema.ts'
import { textOf } from '../prose/prose.ts'

/** Sources, and whether they stand by themselves. */
export function formulasOf(block: Block): [tex: string, isDisplay: boolean][] {
  if (block.type === 'formula-block') return [[textOf(block.children), true]]
  return linesOf(block).flatMap(({ line }) =>
    inlinesOf(line).flatMap((each): [string, boolean][] => (!isRun(each) && each.type === 'formula' ? [[each.tex, false]] : [])),
  )
}
