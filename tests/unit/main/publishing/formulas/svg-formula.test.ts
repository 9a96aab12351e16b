import { expect, test } from 'vitest'
import { readFormula } from '#main/publishing/formulas/read-formula.ts'
import { svgFormula } from '#main/publishing/formulas/svg-formula.ts'
import { isWellFormed } from '../well-formed.ts'

async function drawn(tex: string, isDisplay = false): Promise<string | null> {
  const reading = readFormula(tex, isDisplay)
  return reading.isRead ? svgFormula(reading.math, tex, isDisplay) : null
}
const measure = (svg: string | null, name: string): number => Number(new RegExp(`[";]${name}:(-?[\\d.]+)em`).exec(svg ?? '')?.[1])

test('a formula stands on the line of its text, and reaches below it as far as it does', async () => {
  expect(measure(await drawn('x'), 'vertical-align')).toBeGreaterThan(-0.1)
  expect(measure(await drawn('y'), 'vertical-align')).toBeLessThan(-0.18)
  expect(measure(await drawn('\\frac{a}{\\frac{b}{c}}'), 'vertical-align')).toBeLessThan(-0.5)
  expect(measure(await drawn('\\sum_{i=1}^n i', true), 'height')).toBeGreaterThan(measure(await drawn('\\sum_{i=1}^n i'), 'height'))
})

test('one with a character that no font has is not drawn: it would be a box', async () => {
  expect([await drawn('\\text{甲\u{12000}}'), await drawn('x+\\text{ไทย}', true)]).toEqual([null, null])
  expect(await drawn('\\text{甲ж}')).not.toBe(null)
})

test('one that is wider than a phone is never cut: in a line it is made smaller, by itself as small as can be read', async () => {
  const wide = Array.from({ length: 40 }, (_, at) => `x_{${at}}`).join('+')
  const [line, display] = [await drawn(wide), await drawn(wide, true)]
  expect([line?.includes('max-width:100%'), (await drawn('x+y'))?.includes('max-width')]).toEqual([true, false])
  expect(measure(display, 'min-width') / measure(display, 'width')).toBeCloseTo(0.6)
  expect(await drawn('x+y', true)).not.toContain('min-width')
})

test.each([
  '\\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}',
  '\\text{当 } x>0',
  '\\boxed{a}',
  '\\cancel{x}',
  '\\color{red}{x}',
  '\\begin{aligned}a&=b\\\\c&=d\\end{aligned}',
])('%s is outlines alone', async (tex) => {
  const svg = await drawn(tex, true)
  expect(svg).toMatch(/^<svg [^>]*>(?:<path [^>]*\/>)+<\/svg>$/)
  expect(isWellFormed(svg!)).toBe(true)
  expect(await drawn(tex, true)).toBe(svg)
})

test('colours stay; what is black takes the colour of the text', async () => {
  expect(await drawn('\\color{red}{x}')).toContain('fill="#ff0000"')
  expect(await drawn('x')).not.toContain('#000000')
})

test('what outlines can’t say is none', async () => {
  expect(await drawn('\\text{😀}')).toBe(null)
})
