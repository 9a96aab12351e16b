/**
 * Replacing as changes of a document. Marks stay: a new text gets those of the first character that it takes the place of,
 * but never a model's mark, for the author wrote it; whatever of a model's text stands around it keeps its own.
 */
import { changesBetweenNodes } from './difference.ts'
import { joined } from './inlines.ts'
import { inlinesOf, isRun, lineAt } from './lines.ts'
import { inlineLength } from './places.ts'
import type { Change, Doc, Inline, Run } from './schema.ts'

/** A stretch of a passage and what is to stand there. `path`: from the document, to a line or a formula. */
export interface Edit {
  readonly path: readonly number[]
  readonly isFormula: boolean
  readonly from: number
  readonly to: number
  readonly text: string
}

/** The changes that make these edits at once. Edits of a passage must not overlap; one that leads nowhere is left out. */
export function replacementChanges(doc: Doc, edits: readonly Edit[]): Change[] {
  const byPassage = Map.groupBy(edits, ({ path, isFormula }) => `${isFormula ? 'f' : 'l'}${path.join()}`)
  // Formulas first: a line's edits may move what stands in it.
  const passages = [...byPassage.values()].sort(([a], [b]) => Number(b?.isFormula) - Number(a?.isFormula))
  return passages.flatMap((each) => (each[0]?.isFormula ? formulaChanges(doc, each) : lineChanges(doc, each)))
}

function formulaChanges(doc: Doc, edits: readonly Edit[]): Change[] {
  const path = [...(edits[0]?.path ?? [])]
  const line = lineAt(doc, path.slice(0, -1))?.line
  const formula = line && inlinesOf(line)[path.at(-1) ?? -1]
  if (!formula || isRun(formula) || formula.type !== 'formula') return []
  const tex = backwards(edits).reduce((source, { from, to, text }) => source.slice(0, from) + text + source.slice(to), formula.tex)
  return [{ type: 'set_node', path, properties: { tex: formula.tex }, newProperties: { tex } }]
}

const backwards = (edits: readonly Edit[]) => [...edits].sort((a, b) => b.from - a.from)

/** Stretch by stretch between what stands among the runs, which no edit takes away; from the last to the first, so that none moves another. */
function lineChanges(doc: Doc, edits: readonly Edit[]): Change[] {
  const path = edits[0]?.path ?? []
  const line = lineAt(doc, path)?.line
  if (!line) return []
  return stretchesOf(inlinesOf(line))
    .toReversed()
    .flatMap(({ at, offset, runs }) => {
      const length = runs.reduce((sum, { text }) => sum + text.length, 0)
      const inside = edits.filter(({ from, to }) => from >= offset && to <= offset + length)
      const after = backwards(inside).reduce<readonly Run[]>((made, { from, to, text }) => replaceIn(made, from - offset, to - offset, text), runs)
      return inside.length === 0 ? [] : changesBetweenNodes(runs, joined(after), path, at)
    })
}

interface Stretch {
  /** Index of its first run among the line's children. */
  readonly at: number
  /** Where it begins in the line's text. */
  readonly offset: number
  readonly runs: readonly Run[]
}

function stretchesOf(inlines: readonly Inline[]): Stretch[] {
  const stretches: (Stretch & { readonly runs: Run[] })[] = []
  let [offset, isOpen] = [0, false]
  for (const [at, child] of inlines.entries()) {
    if (isRun(child)) {
      if (!isOpen) stretches.push({ at, offset, runs: [] })
      stretches.at(-1)?.runs.push(child)
    }
    isOpen = isRun(child)
    offset += inlineLength(child)
  }
  return stretches
}

/** Cuts a stretch out of runs, and puts the author's text in its place. */
function replaceIn(runs: readonly Run[], from: number, to: number, text: string): Run[] {
  const made: Run[] = []
  let [at, isPut] = [0, text === '']
  for (const run of runs) {
    const [start, end] = [at, at + run.text.length]
    at = end
    if (end <= from || start >= to) made.push(run)
    else {
      if (from > start) made.push({ ...run, text: run.text.slice(0, from - start) })
      const { ai: _ai, ...marks } = run
      if (!isPut) made.push({ ...marks, text })
      isPut = true
      if (to < end) made.push({ ...run, text: run.text.slice(to - start) })
    }
  }
  return made
}
