/** A lesson with all of its look in its elements and its formulas drawn: as 公众号 takes it, and whatever else takes rich text. */
import { Findings } from '../desk/finding.ts'
import { svgFormula } from '../formulas/svg-formula.ts'
import { readFormula } from '../formulas/read-formula.ts'
import { escapedXml } from '../formulas/xml.ts'
import type { Article } from './article.ts'
import { type Dialect, pastedHtml, type PastedSurroundings } from './pasted-html.ts'
import { imageText } from '../prose/image-places.ts'
import { readerWords } from '../prose/reader-words.ts'

export async function articleHtml(article: Article, dialect: Dialect, findings: Findings, other: Partial<PastedSurroundings> = {}): Promise<string> {
  const { links, label, placeOf } = article
  const surroundings: PastedSurroundings = {
    links,
    label,
    placeOf,
    imageHtml: ({ alt, caption }, place) => escapedXml(imageText(place, readerWords(caption) || alt)),
    formulaHtml: () => null,
    ...other,
  }
  const formulas = other.formulaHtml
    ? {}
    : await drawnFormulas((formulaHtml) => pastedHtml(article.prose, dialect, { ...surroundings, formulaHtml }, new Findings(null)))
  return pastedHtml(article.prose, dialect, { ...surroundings, ...formulas }, findings)
}

type FormulaHtml = PastedSurroundings['formulaHtml']

/** Formulas as drawings. Drawing takes a while, and writing does not wait: what a lesson has is written down first. */
export async function drawnFormulas(write: (noting: FormulaHtml) => void): Promise<{ readonly formulaHtml: FormulaHtml }> {
  const keyOf = (tex: string, isDisplay: boolean): string => `${isDisplay} ${tex}`
  const noted = new Map<string, readonly [tex: string, isDisplay: boolean]>()
  write((tex, isDisplay) => {
    noted.set(keyOf(tex, isDisplay), [tex, isDisplay])
    return null
  })
  const drawn = new Map<string, string | null>()
  for (const [key, [tex, isDisplay]] of noted) {
    const reading = readFormula(tex, isDisplay)
    drawn.set(key, reading.isRead ? await svgFormula(reading.math, tex, isDisplay) : null)
  }
  return { formulaHtml: (tex, isDisplay) => drawn.get(keyOf(tex, isDisplay)) ?? null }
}
