/**
 * Lines: what holds runs of text. Every block is one, but for a table, whose cells are. A text's offsets count what stands
 * among the runs (a formula, a footnote's mark) as one character, so that they say the same as places in the document.
 */
import { objectSign, perBlock } from './blocks.ts'
import type { Block, Formula, Inline, Line, NoteMark, Run } from './schema.ts'

/** A line and where it is. */
export interface PlacedLine {
  /** From its block: empty where it is the block itself. */
  readonly path: readonly number[]
  readonly line: Line
}

/** What a line is made of; of code and the like, runs alone. */
export function inlinesOf(line: Line): readonly Inline[] {
  return line.children
}

export function isRun(node: Inline): node is Run {
  return !('type' in node)
}

/** The lines of a block in reading order. */
export const linesOf: (block: Block) => readonly PlacedLine[] = perBlock((block) =>
  block.type === 'table' ? block.children.flatMap((row, at) => row.children.map((line, place) => ({ path: [at, place], line }))) : [{ path: [], line: block }],
)

/** The line that a path leads to or into, with the path of the line; undefined where it leads past the document or only to a table. */
export function lineAt(doc: readonly Block[], path: readonly number[]): PlacedLine | undefined {
  const [index = -1, row = -1, cell = -1] = path
  const block = doc[index]
  if (block?.type !== 'table') return block && { path: [index], line: block }
  const line = block.children[row]?.children[cell]
  return line && { path: [index, row, cell], line }
}

/** The text of a line; `write` says what stands for whatever is no run, by default one sign. */
export function lineText(line: Line, write: (object: Formula | NoteMark) => string = () => objectSign): string {
  return inlinesOf(line)
    .map((child) => (isRun(child) ? child.text : write(child)))
    .join('')
}

/** The runs of a block, of all its lines. */
export function runsOf(block: Block): Run[] {
  return linesOf(block).flatMap(({ line }) => inlinesOf(line).filter(isRun))
}

/** The text of a block without its marks: its lines, with a line break between the cells of a table. */
export function blockText(block: Block): string {
  return linesOf(block)
    .map(({ line }) => lineText(line))
    .join('\n')
}
