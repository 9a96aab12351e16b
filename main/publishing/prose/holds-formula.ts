/** Whether a lesson holds a formula, within a line or of its own. Pure. */
import { inlinesOf, isRun, linesOf } from '#preload/document/lines.ts'
import type { Doc } from '#preload/document/schema.ts'

export function holdsFormula(doc: Doc): boolean {
  return doc.some(
    (block) => block.type === 'formula-block' || linesOf(block).some(({ line }) => inlinesOf(line).some((each) => !isRun(each) && each.type === 'formula')),
  )
}
