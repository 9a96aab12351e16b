/** 素纸 and 墨夜: type alone, with one red line; on paper, and on ink. */
import type { CoverGround } from './cover-ground.ts'
import type { CoverWords } from './cover.ts'
import { headedLines, headedTitle } from './headed-title.ts'
import { at, points, seriesLines, written, writtenLines } from './type.ts'
import { veil } from './veil.ts'

const LEADING = 1.34
/** Between letters of a series, in sizes of its type. */
const TRACKING = 0.16

export function plain(words: CoverWords, { width, height, picture }: CoverGround, isNight: boolean): string {
  const isOver = picture?.as === 'background'
  const [ground, ink] = isNight || isOver ? ['cover-ink', 'cover-paper'] : ['cover-paper', 'cover-ink']
  // On a picture nothing can be quiet.
  const quiet = isOver ? ink : isNight ? 'rgb("#b9b5ac")' : 'cover-quiet'
  const unit = Math.min(width, height)
  const isWide = width > height * 1.3
  const margin = unit * 0.1
  const small = unit * 0.036
  // A picture stands beside the words where there is room, else below them.
  const inset =
    picture?.as === 'inset' ? (isWide ? { x: width * 0.6, y: 0, w: width * 0.4, h: height } : { x: 0, y: height * 0.58, w: width, h: height * 0.42 }) : null
  const right = inset !== null && isWide ? inset.x : width
  const bottom = inset !== null && !isWide ? inset.y : height
  const series = words.series === '' ? null : seriesLines(words.series, right - margin * 2, small, TRACKING)
  const second = series !== null && series.lines.length > 1 ? series.size * LEADING : 0
  const space = {
    width: right - margin * 2,
    height: bottom - margin * 2 - small * (isWide ? 6.4 : 6) - second,
    most: unit * (isWide ? 0.2 : 0.155),
    leading: LEADING,
    mostLines: 5,
  }
  const title = headedTitle(words.title, space)
  const { tall } = title
  const first = margin + small * 3.1 + second
  const top = isWide || inset !== null ? first + (space.height - tall) / 2 : first + Math.min(height * 0.1, (space.height - tall) / 2)
  return [
    `block(width: ${points(width)}, height: ${points(height)}, clip: true, fill: ${ground}, {`,
    ...(isOver
      ? [
          at(0, 0, `cover-fill("${picture.path}", ${points(width)}, ${points(height)})`),
          ...veil({ width, height }, [
            { from: 'top', reach: top + tall + title.head.size * 0.15, fade: height * 0.18 },
            ...(words.author === '' ? [] : [{ from: 'bottom', reach: margin + small * 2.1, fade: height * 0.12 } as const]),
          ]),
        ]
      : []),
    ...(inset === null ? [] : [at(inset.x, inset.y, `cover-fill("${picture!.path}", ${points(inset.w)}, ${points(inset.h)})`)]),
    at(margin, margin, `rect(width: ${points(unit * 0.11)}, height: ${points(Math.max(3, unit * 0.009))}, fill: cover-red)`),
    ...(series === null
      ? []
      : [at(margin, margin + small * 0.75, writtenLines(series, space.width, LEADING, 'left', { weight: 400, fill: quiet, tracking: TRACKING }))]),
    ...headedLines(title, margin - title.head.size * 0.04, top, space, { weight: 900, fill: ink }),
    ...(words.author === ''
      ? []
      : [
          at(
            margin,
            bottom - margin - small * 1.9,
            `rect(width: ${points(space.width)}, height: ${points(Math.max(1, unit * 0.0012))}, fill: ${quiet}.transparentize(45%))`,
          ),
          at(
            margin,
            bottom - margin - small * 1.45,
            `cover-line(${points(space.width)}, ${written(words.author, { size: small * 1.1, weight: 600, fill: ink, tracking: 0.14 })})`,
          ),
        ]),
    '})',
  ].join('\n')
}
