/** 远山: ridges in ink behind one another, a red sun, the title on the paper above. */
import { createHash } from 'node:crypto'
import type { CoverGround } from './cover-ground.ts'
import type { CoverWords } from './cover.ts'
import { headedLines, headedTitle } from './headed-title.ts'
import { at, points, seal, seriesLines, written, writtenLines } from './type.ts'
import { veil } from './veil.ts'

const LEADING = 1.32
/** Between letters of a series, in sizes of its type. */
const TRACKING = 0.18

export function mountains(words: CoverWords, { width, height, picture }: CoverGround): string {
  const isWide = width > height * 1.3
  const unit = Math.min(width, height)
  const margin = unit * 0.09
  const small = unit * 0.034
  const horizon = height * (isWide ? 0.58 : 0.6)
  const series = words.series === '' ? null : seriesLines(words.series, (isWide ? width * 0.8 : width) - margin * 2, small, TRACKING)
  const above = series === null ? 0 : small * 2.2 + (series.lines.length - 1) * series.size * LEADING
  const space = {
    width: (isWide ? width * 0.8 : width) - margin * 2,
    height: horizon - margin - above - unit * (isWide ? 0.12 : 0.17),
    most: unit * (isWide ? 0.19 : 0.15),
    leading: LEADING,
    mostLines: isWide ? 3 : 4,
  }
  const title = headedTitle(words.title, space)
  const isOver = picture?.as === 'background'
  const [ink, quiet] = isOver ? ['cover-paper', 'cover-paper'] : ['cover-ink', 'cover-quiet']
  const top = margin + above
  const stamp = seal(words.author, unit * 0.085)
  return [
    `block(width: ${points(width)}, height: ${points(height)}, clip: true, fill: cover-paper, {`,
    ...scenery(words, { width, height, picture }, horizon, {
      above: top + title.tall + title.head.size * 0.15,
      below: words.author === '' ? 0 : margin + small * 1.8,
    }),
    ...(series === null
      ? []
      : [
          at(
            margin,
            margin - small * 0.3,
            writtenLines(series, space.width, LEADING, 'left', { weight: 600, fill: isOver ? ink : 'cover-red', tracking: TRACKING }),
          ),
        ]),
    ...headedLines(title, margin, top, space, { weight: 900, fill: ink }),
    ...(words.author === ''
      ? []
      : [
          at(
            margin,
            height - margin - small * 1.3,
            `cover-line(${points(width - margin * 2 - unit * 0.12)}, ${written(words.author, { size: small * 1.15, weight: 600, fill: isOver || picture !== null ? 'cover-paper' : quiet === 'cover-quiet' ? 'cover-ink' : quiet, tracking: 0.12 })})`,
          ),
        ]),
    ...(stamp === '' ? [] : [at(width - margin - unit * 0.085, height - margin - unit * 0.085, stamp)]),
    '})',
  ].join('\n')
}

/** `said`: how far from the top and from the bottom words stand. */
function scenery(
  words: CoverWords,
  { width, height, picture }: CoverGround,
  horizon: number,
  said: { readonly above: number; readonly below: number },
): string[] {
  if (picture?.as === 'background')
    return [
      at(0, 0, `cover-fill("${picture.path}", ${points(width)}, ${points(height)})`),
      ...veil({ width, height }, [
        { from: 'top', reach: said.above, fade: height * 0.22 },
        ...(said.below === 0 ? [] : [{ from: 'bottom', reach: said.below, fade: height * 0.14 } as const]),
      ]),
    ]
  if (picture !== null)
    return [
      at(0, horizon, `cover-fill("${picture.path}", ${points(width)}, ${points(height - horizon)})`),
      at(0, height * 0.84, `rect(width: ${points(width)}, height: ${points(height * 0.16)}, fill: cover-ink.transparentize(30%))`),
      at(0, horizon - 1, `rect(width: ${points(width)}, height: ${points(Math.max(2, height * 0.004))}, fill: cover-red)`),
    ]
  return landscape(words, width, height, horizon)
}

/** Five ridges, each nearer, darker and lower than the one behind it, with mist at its foot. */
function landscape(words: CoverWords, width: number, height: number, horizon: number): string[] {
  const chance = chancesOf(words)
  const unit = Math.min(width, height)
  const sun = unit * 0.12
  const sunX = width * (0.6 + chance() * 0.2)
  const ridges = Array.from({ length: 5 }, (_, layer) => {
    const near = layer / 4
    const foot = horizon + (height - horizon) * (0.22 + near * 0.5)
    const rise = unit * (0.2 - near * 0.06)
    const waves = Array.from({ length: 5 }, (_each, octave) => ({
      turns: (octave + 1) * (0.7 + chance() * 0.9) * (width / unit),
      phase: chance() * Math.PI * 2,
      size: 1 / (octave + 1) ** 1.15,
    }))
    const steps = 120
    const heights = Array.from({ length: steps + 1 }, (_each, step) => {
      const wave = waves.reduce((sum, { turns, phase, size }) => sum + Math.sin((step / steps) * turns * Math.PI * 2 + phase) * size, 0)
      return foot - rise * (0.5 + wave * 0.32)
    })
    const ridge = heights.map((y, step) => `(${points((step / steps) * width)}, ${points(y)})`)
    // Typst counts from the top of the page. Of the nearest the foot is paper, on which the author's name can be read.
    const top = Math.min(...heights) / height
    const ink = 0.14 + near ** 1.3 * 0.7
    const stops = [
      [0, ink],
      [top, ink],
      [top + (1 - top) * 0.3, ink * 0.78],
      [top + (1 - top) * (layer === 4 ? 0.56 : 0.75), layer === 4 ? 0.02 : ink * 0.3],
      [1, 0],
    ]
    const colours = stops.map(([place = 0, share = 0]) => `(${blend(share)}, ${Math.round(place * 1000) / 10}%)`)
    return at(
      0,
      0,
      `polygon(fill: gradient.linear(${colours.join(', ')}, angle: 90deg), ${ridge.join(', ')}, (${points(width)}, ${points(height)}), (0pt, ${points(height)}))`,
    )
  })
  const disc = at(sunX - sun / 2, horizon - sun * 0.5, `circle(radius: ${points(sun / 2)}, fill: cover-red)`)
  return [...ridges.slice(0, 2), disc, ...ridges.slice(2)]
}

/** So much ink on paper, as one colour: a PDF has no gradients that can be seen through. */
function blend(ink: number): string {
  const mixed = [
    [0xfb, 0x1f],
    [0xfa, 0x23],
    [0xf7, 0x28],
  ].map(([paper = 0, dark = 0]) =>
    Math.round(paper + (dark - paper) * ink)
      .toString(16)
      .padStart(2, '0'),
  )
  return `rgb("#${mixed.join('')}")`
}

/** Numbers from 0 to 1 that are of the words alone: every course has ridges of its own, and the same each time. */
function chancesOf({ title, series, author }: CoverWords): () => number {
  let state = createHash('sha256')
    .update(JSON.stringify([title, series, author]))
    .digest()
    .readUInt32LE(0)
  return () => {
    // A linear congruence (Numerical Recipes): plenty for hills.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
