import { expect, test } from 'vitest'
import { plainFormula } from '#main/publishing/formulas/plain-formula.ts'
import { readFormula } from '#main/publishing/formulas/read-formula.ts'

test.each([
  ['r=5\\%', 'r = 5%'],
  ['m\\to\\infty', 'm → ∞'],
  ['\\mathrm{e}\\approx2.71828', 'e ≈ 2.71828'],
  // A sign before a number or a letter is the number's own; between two it has room on both sides.
  ['b=-2', 'b = −2'],
  ['x\\in\\{-1,1\\}', 'x ∈ {−1,1}'],
  ['x\\to-\\infty', 'x → −∞'],
  ['a-b', 'a − b'],
  // A name is apart from what it is of.
  ['\\sin x+\\log_2 n', 'sin x + log₂ n'],
  ['\\sin(x)', 'sin(x)'],
  ['90^\\circ', '90°'],
])('%s is %s', (tex, characters) => {
  const reading = readFormula(tex, false)
  expect(reading.isRead && plainFormula(reading.math)).toBe(characters)
})
