import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const renderer = fileURLToPath(new URL('../../../../renderer/', import.meta.url))
const css = readFileSync(`${renderer}ui/tokens.css`, 'utf8')

/** The colours that a block of the style sheet declares. */
function coloursOf(selector: string): Map<string, string> {
  const start = css.indexOf(`${selector} {`)
  const block = css.slice(start, css.indexOf('}', start))
  return new Map([...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map((match) => [match[1] ?? '', match[2] ?? '']))
}

/** Relative luminance: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

const light = coloursOf(':root')
const themes = [
  ['light', light],
  ['dark', new Map([...light, ...coloursOf(":root[data-theme='dark']")])],
] as const

/** Text on what it stands on, and the contrast it must have. */
const pairs: [text: string, on: string, least: number][] = [
  ...['ink', 'ink-2', 'ink-3', 'accent-ink', 'good', 'warn'].flatMap((text) =>
    ['paper', 'desk', 'raised'].map((on): [string, string, number] => [text, on, 4.5]),
  ),
  ...['ink', 'ink-2'].flatMap((text) =>
    ['hover', 'sunk', 'warn-wash', 'info-wash', 'accent-wash', 'good-wash', 'violet-wash', 'highlight', 'selection'].map((on): [string, string, number] => [
      text,
      on,
      4.5,
    ]),
  ),
  ['ink', 'found', 4.5],
  ['on-found', 'found-current', 4.5],
  ['accent-ink', 'accent-wash', 4.5],
  ['ghost', 'paper', 4.5],
  ['good', 'good-wash', 4.5],
  ['warn', 'warn-wash', 4.5],
  ['info', 'info-wash', 4.5],
  ['violet', 'violet-wash', 4.5],
  ['violet', 'desk', 4.5],
  ['info', 'desk', 4.5],
  ['link', 'paper', 4.5],
  ['paper', 'ink', 4.5],
  ...['paper', 'desk', 'raised'].flatMap((on): [string, string, number][] => [
    ['control', on, 3],
    ['accent', on, 3],
  ]),
]

/** Text and what it stands on, wherever one rule of a style sheet says both. */
const rules = globSync('**/*.css', { cwd: renderer }).flatMap((file) =>
  [...readFileSync(renderer + file, 'utf8').matchAll(/([^{}]+)\{([^{}]*)\}/g)].flatMap(([, selector = '', block = '']) => {
    const on = /background(?:-color)?: var\(--([\w-]+)\);/.exec(block)?.[1]
    const text = /(?<![\w-])color: var\(--([\w-]+)\);/.exec(block)?.[1]
    return on && text ? [{ rule: `${file}:${selector.split('*/').at(-1)?.trim()}`, text, on }] : []
  }),
)

describe.each(themes)('the %s theme', (_, colours) => {
  test('it can be read everywhere', () => {
    const weak = pairs
      .map(([text, on, least]) => ({ text, on, least, ratio: contrast(colours.get(text) ?? '', colours.get(on) ?? '') }))
      .filter(({ ratio, least }) => !(ratio >= least))
    expect(weak).toEqual([])
  })

  test('so can what a rule writes on a ground of its own', () => {
    const weak = rules
      .map(({ rule, text, on }) => ({ rule, ratio: contrast(colours.get(text) ?? '', colours.get(on) ?? '') }))
      .filter(({ ratio }) => !(ratio >= 4.5))
    expect(rules.length).toBeGreaterThan(30)
    expect(weak).toEqual([])
  })
})
