/** What a typeset book has no room for: formulas so small that nobody reads them on paper, and tables whose words are parted. Told, with their places. */
import type { BlockId } from '#preload/document/schema.ts'
import { type Finding, Findings } from '../desk/finding.ts'
import type { Prose, ProseBlock } from '../prose/prose.ts'
import { bookFonts, typstPassages } from './book.ts'
import { taken } from './taken.ts'
import { typstString } from '../formulas/typst-math.ts'
import { typesetting } from './typesetter.ts'
import { typstPage } from './typst-page.ts'

/** A block that may be wider than where it stands, or hold formulas that are. */
export interface WideBlock {
  readonly lesson: string
  readonly prose: Prose
  readonly block: ProseBlock
}

export async function tooWide(blocks: readonly WideBlock[], isTaken: (formula: string) => boolean): Promise<Finding[]> {
  if (blocks.length === 0) return []
  // Each by itself: what else a lesson refers to, and its pictures, are not there.
  const code = blocks.map(({ prose, block }, at) =>
    typstPage({ ...prose, blocks: [block] }, { image: () => null, isTaken, lessonLabel: () => null, prefix: `wide-${at}`, topLevel: 3 }, new Findings(null)),
  )
  const kinds = [
    ['moke-small', 'formula-wide'],
    ['moke-parted', 'table-wide'],
  ] as const
  const asked = `#context [#metadata((${kinds.map(([label]) => `query(<${label}>).map(each => each.value)`).join(', ')}))<measured>]`
  // What can't be set is told by those that set the book.
  const drawing = await taken(() => typesetting.drawn(`${typstPassages(code, bookFonts)}${asked}`))
  const measured = drawing?.made.measured
  const named = kinds.flatMap(([, kind], at) => {
    const names: unknown = Array.isArray(measured) ? measured[at] : []
    return Array.isArray(names) ? [...new Set(names.map(String))].map((name) => ({ kind, name })) : []
  })
  return blocks.flatMap(({ lesson }, at) =>
    told(
      lesson,
      named.filter(({ name }) => code[at]?.includes(typstString(name))),
    ),
  )
}

/** Names are those that `typst-page.ts` gives: their blocks, and what stands there. */
function told(lesson: string, named: readonly { readonly kind: 'formula-wide' | 'table-wide'; readonly name: string }[]): Finding[] {
  const findings = new Findings(lesson)
  for (const { kind, name } of named) findings.add('changed', kind, name.slice(name.indexOf(' ') + 1), name.slice(0, name.indexOf(' ')) as BlockId)
  return [...findings.all]
}
