/**
 * Characters that no font of the book has, told with their places: where they stand readers see a box; and text that signs without a shape
 * turn around, which a book has as it is written.
 */
import { blockText, inlinesOf, isRun, linesOf } from '#preload/document/lines.ts'
import type { Block } from '#preload/document/schema.ts'
import { signsOf } from '../prose/title-lines.ts'
import type { PlacedLesson } from '../desk/course.ts'
import { type Finding, Findings } from '../desk/finding.ts'
import { OVERRIDES } from '../formulas/typst-math.ts'
import type { BookFonts } from './book.ts'

/** Signs of texts that none of these families has. */
export type Probe = (signs: readonly string[], families: readonly string[]) => Promise<readonly string[]>

/** What the serif has for certain: letters and marks of Latin, marks and syllables of Chinese and Japanese, and the ideographs of the first Unicode. */
const KNOWN =
  /^[\s\u0020-\u007e\u00a0-\u00ac\u00ae-\u00ff\u2013\u2014\u2018\u2019\u201c\u201d\u2026\u3001-\u3011\u3041-\u3093\u30a1-\u30f6\u4e00-\u9fa5\uff01-\uff5e]+$/
const SEEN = /[\p{L}\p{M}\p{N}\p{P}\p{S}]/u
/** The font of emoji has all that there are. */
const EMOJI = /[\p{Emoji_Presentation}\p{Regional_Indicator}\u{fe0f}]/u
/** Written from the right against its own direction, or from the left. */
const TURNED = /\u202e[^\u202c\n]*[\p{L}\p{N}]|\u202d[^\u202c\n]*[\p{Script=Hebrew}\p{Script=Arabic}]/u
/** As many as a sentence names. */
const NAMED = 5

type Face = 'body' | 'code' | 'math'

interface Text {
  readonly lesson: string | null
  readonly block: Block['id'] | null
  readonly text: string
  readonly face: Face
}

const MATH = 'New Computer Modern Math'

/** Families of formulas in a text of these. */
export const mathFonts = (body: readonly string[]): readonly string[] => [MATH, ...body]

export async function unseenSigns(titles: readonly string[], lessons: readonly PlacedLesson[], fonts: BookFonts, probe: Probe): Promise<Finding[]> {
  const texts = [...titles.map((text): Text => ({ lesson: null, block: null, text, face: 'body' })), ...lessons.flatMap(textsOf)]
  const of = (face: Face, families: readonly string[]): Promise<ReadonlySet<string>> =>
    missingOf(
      texts.flatMap((each) => (each.face === face ? [each.text] : [])),
      families,
      probe,
    )
  const missing = { body: await of('body', fonts.body), code: await of('code', fonts.code), math: await of('math', probedMath(fonts.body)) }
  return texts.flatMap(({ lesson, block, text, face }) => {
    const told = new Findings(lesson)
    if (TURNED.test(text)) told.add('changed', 'text-turned', text.replaceAll(OVERRIDES, ''), block)
    tellUnseen(
      told,
      rareOf(text).filter((sign) => missing[face].has(sign)),
      block,
    )
    return told.all
  })
}

/** What of a formula none of its fonts has. */
export function unseenInFormula(tex: string, body: readonly string[], probe: Probe): Promise<readonly string[]> {
  return unseenIn(tex, probedMath(body), probe)
}

/** That of formulas last: its box is empty, so that a sign could not be told by it. */
const probedMath = (body: readonly string[]): readonly string[] => [...body, MATH]

/** What of a text none of these families has. */
export async function unseenIn(text: string, families: readonly string[], probe: Probe): Promise<readonly string[]> {
  return [...(await missingOf([text], families, probe))]
}

export function tellUnseen(told: Findings, signs: readonly string[], block: Block['id'] | null = null): void {
  const found = [...new Set(signs)]
  if (found.length > 0) told.add('lost', 'glyph-missing', found.slice(0, NAMED).map(named).join('、'), block, { count: found.length })
}

function textsOf({ id: lesson, title, doc }: PlacedLesson): Text[] {
  const own = doc.flatMap((block): Text[] => {
    const texts: Record<Face, string[]> = { body: [], code: [], math: [] }
    if (block.type === 'formula-block') texts.math.push(blockText(block))
    else
      for (const each of linesOf(block).flatMap(({ line }) => inlinesOf(line))) {
        if (isRun(each)) texts[block.type === 'code' || each.code === true ? 'code' : 'body'].push(each.text)
        else if (each.type === 'formula') texts.math.push(each.tex)
      }
    return (['body', 'code', 'math'] as const).map((face) => ({ lesson, block: block.id, text: texts[face].join(' '), face }))
  })
  return [{ lesson, block: null, text: title, face: 'body' }, ...own]
}

async function missingOf(texts: readonly string[], families: readonly string[], probe: Probe): Promise<ReadonlySet<string>> {
  const signs = new Set(texts.flatMap(rareOf))
  return new Set(signs.size === 0 ? [] : await probe([...signs], families))
}

function rareOf(text: string): string[] {
  return KNOWN.test(text) ? [] : signsOf(text.toWellFormed()).filter((sign) => !KNOWN.test(sign) && SEEN.test(sign) && !EMOJI.test(sign))
}

/** With its number, for the screen may not have it either. */
function named(sign: string): string {
  return `${sign}（${[...sign].map((each) => `U+${each.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`).join(' ')}）`
}
