/** Covers as files of an export. */
import { PICTURE } from '../pictures/cover-picture.ts'
import { Findings } from '../desk/finding.ts'
import type { Materials, Unit } from '../desk/target.ts'
import { taken } from '../pdf/taken.ts'
import { typesetting } from '../pdf/typesetter.ts'
import { tellUnseen, unseenIn } from '../pdf/unseen-signs.ts'
import type { Drawn } from '../pictures/drawing.ts'
import type { CoverPicture } from './cover-ground.ts'
import type { CoverChoice, CoverWords } from './cover.ts'
import type { CoverSize } from './cover-size.ts'
import { tellLabel } from './cover-label.ts'
import { coverCode, coverFonts, coverSource, wholePicture } from './cover-source.ts'

/** A cover of pixels; undefined where none is wanted, null where it can't be drawn. */
export async function coverOf(
  choice: CoverChoice,
  words: Omit<CoverWords, 'series'>,
  size: CoverSize,
  materials: Materials,
): Promise<Drawn | null | undefined> {
  const source = sourceOf(choice, words, size)
  if (source === null || materials.draw === undefined) return undefined
  return materials.draw({ source, picture: choice.picture?.image ?? null, ...size })
}

/** A cover as a value of Typst's, for a book that has pages of its own; null where none is wanted. `path`: where the author's picture lies. */
export function coverPage(
  choice: CoverChoice,
  words: Omit<CoverWords, 'series'>,
  { width, height }: Pick<CoverSize, 'width' | 'height'>,
  path = PICTURE,
): string | null {
  if (choice.picture?.as === 'whole') return wholePicture({ width, height, path })
  return choice.template === 'none'
    ? null
    : coverCode(choice.template, { ...words, series: choice.series }, { width, height, picture: pictureOf(choice, path) })
}

function sourceOf(choice: CoverChoice, words: Omit<CoverWords, 'series'>, { width, height }: CoverSize): string | null {
  const code = coverPage(choice, words, { width, height })
  return code === null ? null : coverSource(code, { width, height })
}

function pictureOf({ picture }: CoverChoice, path: string): CoverPicture | null {
  return picture === null || picture.as === 'whole' ? null : { path, as: picture.as }
}

/** The address of a cover in a page that holds it; null where there is none to see. */
export async function shownCover(choice: CoverChoice, words: Omit<CoverWords, 'series'>, size: CoverSize, materials: Materials): Promise<string | null> {
  const drawn = await coverOf(choice, words, size, materials)
  return drawn ? `data:image/${drawn.type};base64,${Buffer.from(drawn.bytes).toString('base64')}` : null
}

/** A file's name: of its form, which its size decides. */
export function coverName(name: string, { type }: Drawn): string {
  return `${name}.${type === 'jpeg' ? 'jpg' : 'png'}`
}

export interface CoverFile {
  readonly id: string
  /** Its way and name, without the ending. */
  readonly path: string
  readonly lesson: string | null
  readonly words: Omit<CoverWords, 'series'>
  readonly size: CoverSize
}

/** Whether there is a cover at all. */
export function isCovered({ template, picture }: CoverChoice): boolean {
  return template !== 'none' || picture?.as === 'whole'
}

/** A unit of its own, so that a word in a lesson draws no cover again; none where none is wanted. */
export function coverUnits(choice: CoverChoice, { id, path, lesson, words, size }: CoverFile, materials: Materials): Unit[] {
  if (materials.draw === undefined || !isCovered(choice)) return []
  return [
    {
      id,
      input: { choice, path, words, size, version: VERSION },
      make: async () => {
        const [drawn, findings] = [await coverOf(choice, words, size, materials), new Findings(lesson)]
        if (!drawn) findings.add('lost', 'cover-missing', words.title)
        else {
          tellLabel(findings, drawn.bytes, words.title)
          tellUnseen(findings, await unseenOn(choice, words))
        }
        return { files: drawn ? [{ path: coverName(path, drawn), bytes: drawn.bytes }] : [], findings: findings.all }
      },
    },
  ]
}

/** Characters of a cover that none of its fonts has: boxes are drawn for them. */
export async function unseenOn(choice: CoverChoice, { title, author }: Pick<CoverWords, 'title' | 'author'>): Promise<readonly string[]> {
  if (choice.template === 'none' || choice.picture?.as === 'whole') return []
  return (await taken(() => unseenIn(`${title} ${author} ${choice.series}`, coverFonts, typesetting.unseen)))?.made ?? []
}

/** Counted up whenever templates draw otherwise, or other things are told of them. */
const VERSION = 11
