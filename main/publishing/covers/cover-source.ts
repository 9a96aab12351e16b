/** A cover in Typst's language, as code: a page of so many points, and a value that draws on it. What is written is a string, never markup. */
import { typstString } from '../formulas/typst-math.ts'
import type { CoverGround } from './cover-ground.ts'
import type { CoverTemplate, CoverWords } from './cover.ts'
import { mountains } from './mountains.ts'
import { plain } from './plain.ts'
import { slip } from './slip.ts'

/** Families of the fonts, the best first. Emoji are of one colour: drawn in many they are pictures of megabytes. */
export const coverFonts = ['Noto Serif SC', 'Noto Emoji', 'Source Han Sans SC'] as const

export function coverSource(code: string, { width, height }: Pick<CoverGround, 'width' | 'height'>): string {
  return `${COVER_KIT}
#set document(date: none)
#set page(width: ${width}pt, height: ${height}pt, margin: 0pt)
#${code}`
}

/** A picture that is a cover by itself. */
export function wholePicture({ width, height, path }: { readonly width: number; readonly height: number; readonly path: string }): string {
  return `cover-fill(${typstString(path)}, ${width}pt, ${height}pt)`
}

/** A value of the whole page, for books that have pages of their own. */
export function coverCode(template: CoverTemplate, words: CoverWords, ground: CoverGround): string {
  switch (template) {
    case 'slip':
      return slip(words, ground)
    case 'mountains':
      return mountains(words, ground)
    case 'plain':
    case 'night':
      return plain(words, ground, template === 'night')
  }
}

/** `cover-line` is never wider than it may be: widths are estimated here, and known there. */
export const COVER_KIT = `#let cover-paper = rgb("#fbfaf7")
#let cover-ink = rgb("#1f2328")
#let cover-quiet = rgb("#6b6f76")
#let cover-red = rgb("#b5392b")
#let cover-text(size, weight, fill, tracking, body) = text(font: (${coverFonts.map((name) => typstString(name)).join(', ')}), size: size, weight: weight, fill: fill, tracking: tracking, lang: "zh", region: "cn", fallback: false, top-edge: "ascender", bottom-edge: "descender", body)
#let cover-line(width, body) = context {
  let one = box(body)
  let needed = measure(one).width
  if needed > width { scale(x: width / needed * 100%, y: width / needed * 100%, reflow: true, one) } else { one }
}
#let cover-lines(width, gap, side, ..lines) = stack(dir: ttb, spacing: gap, ..lines.pos().map(line => align(side, cover-line(width, line))))
#let cover-at(x, y, body) = place(top + left, dx: x, dy: y, body)
#let cover-fill(path, width, height) = box(width: width, height: height, clip: true, image(path, width: width, height: height, fit: "cover"))
#let cover-seal(size, body) = box(width: size, height: size, fill: cover-red, radius: size * 6%, stroke: (paint: cover-red, thickness: size * 3%), inset: size * 9%, align(center + horizon, body))`
