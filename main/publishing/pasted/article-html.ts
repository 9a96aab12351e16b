/** A lesson with all of its look in its elements and its formulas drawn: as 公众号 takes it, and whatever else takes rich text. */
import type { Findings } from '../desk/finding.ts'
import { readFormula } from '../formulas/read-formula.ts'
import { escapedXml } from '../formulas/xml.ts'
import type { Article } from './article.ts'
import { type Dialect, pastedHtml, type PastedSurroundings } from './pasted-html.ts'
import { imageText } from '../prose/image-places.ts'
import { textOf } from '../prose/prose.ts'

export async function articleHtml(article: Article, dialect: Dialect, findings: Findings, other: Partial<PastedSurroundings> = {}): Promise<string> {
  // Loaded where a formula is drawn: it is native code, and large.
  const { svgFormula } = await import('../formulas/svg-formula.ts')
  const { links, label, placeOf } = article
  const surroundings: PastedSurroundings = {
    links,
    label,
    placeOf,
    imageHtml: ({ alt, caption }, place) => escapedXml(imageText(place, textOf(caption) || alt)),
    formulaHtml: (tex, isDisplay) => {
      const reading = readFormula(tex, isDisplay)
      return reading.isRead ? svgFormula(reading.math, tex, isDisplay) : null
    },
    ...other,
  }
  return pastedHtml(article.prose, dialect, surroundings, findings)
}
