/** A heading of a typeset book whose words are known: where it is longer than a line, its lines end between them. `moke-parted` stands in `book.ts`. */
import { typstString } from '../formulas/typst-math.ts'
import { titleLines } from '../prose/title-lines.ts'

/** Signs of a line between the margins, by the size of a level's type. */
const WIDTHS = [20, 27, 34, 38]
const USUAL_WIDTH = 42

/** `label`: what links lead to. */
export function typstHeading(level: number, title: string, label: string | null = null): string {
  const lines = titleLines(title, WIDTHS[level - 1] ?? USUAL_WIDTH)
  const named = label === null ? 'none' : `label(${typstString(label)})`
  if (lines.length > 1) return `moke-parted(${level}, ${typstString(title)}, (${lines.map(typstString).join(', ')}), ${named})`
  const heading = `heading(level: ${level}, ${typstString(title)})`
  return label === null ? heading : `[#${heading}#${named}]`
}
