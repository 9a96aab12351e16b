/** Formulas that a typeset book shows so small that nobody reads them on paper, for their place has no more room: told, with their places. */
import type { BlockId } from '#preload/document/schema.ts'
import { type Finding, Findings } from '../desk/finding.ts'
import type { Prose, ProseBlock } from '../prose/prose.ts'
import { bookFonts, typstPassages } from './book.ts'
import { taken } from './taken.ts'
import { typstString } from '../formulas/typst-math.ts'
import { typesetting } from './typesetter.ts'
import { typstPage } from './typst-page.ts'

/** A block with formulas that may be wider than where they stand. */
export interface WideBlock {
  readonly lesson: string
  readonly prose: Prose
  readonly block: ProseBlock
}

export async function smallFormulas(blocks: readonly WideBlock[], isTaken: (formula: string) => boolean): Promise<Finding[]> {
  if (blocks.length === 0) return []
  // Each by itself: what else a lesson refers to, and its pictures, are not there.
  const code = blocks.map(({ prose, block }, at) =>
    typstPage({ ...prose, blocks: [block] }, { image: () => null, isTaken, lessonLabel: () => null, prefix: `wide-${at}`, topLevel: 3 }, new Findings(null)),
  )
  const small = '#context [#metadata(query(<moke-small>).map(each => each.value))<measured>]'
  // What can't be set is told by those that set the book.
  const drawing = await taken(() => typesetting.drawn(`${typstPassages(code, bookFonts)}${small}`))
  const names = new Set(Array.isArray(drawing?.made.measured) ? drawing.made.measured.map(String) : [])
  return blocks.flatMap(({ lesson }, at) =>
    told(
      lesson,
      [...names].filter((name) => code[at]?.includes(typstString(name))),
    ),
  )
}

/** Names of formulas are those that `typst-page.ts` gives them: their blocks, and their sources. */
function told(lesson: string, names: readonly string[]): Finding[] {
  const findings = new Findings(lesson)
  for (const name of names) findings.add('changed', 'formula-wide', name.slice(name.indexOf(' ') + 1), name.slice(0, name.indexOf(' ')) as BlockId)
  return [...findings.all]
}
