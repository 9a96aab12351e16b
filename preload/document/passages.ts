/** What of a lesson can be searched: the text of every line, and the sources of the formulas in it. */
import { perBlock } from './blocks.ts'
import { inlinesOf, isRun, linesOf, lineText } from './lines.ts'
import type { Block, Doc } from './schema.ts'

/** A text and where it is: `path`, from its block, leads to a line, or with `isFormula` to a formula whose source it is. */
export interface Passage {
  readonly path: readonly number[]
  readonly isFormula: boolean
  readonly text: string
}

/** A passage of a lesson: `block` is the index of the block that it lies in. */
export interface PlacedPassage extends Passage {
  readonly block: number
}

/** The passages of a block in reading order, each line before its formulas. */
export const passagesOf: (block: Block) => readonly Passage[] = perBlock((block) =>
  linesOf(block).flatMap(({ path, line }): Passage[] => [
    { path, isFormula: false, text: lineText(line) },
    ...inlinesOf(line).flatMap((child, at) => (!isRun(child) && child.type === 'formula' ? [{ path: [...path, at], isFormula: true, text: child.tex }] : [])),
  ]),
)

/** The passages of a lesson. */
export function passagesIn(doc: Doc): PlacedPassage[] {
  return doc.flatMap((block, index) => passagesOf(block).map((passage) => ({ ...passage, block: index })))
}
