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
  // What stands over a letter is of it.
  ['0.\\dot3', '0.3\u0307'],
  ['\\vec a+\\bar x', 'a\u20d7 + x\u0304'],
  ['\\overline{AB}', 'A\u0305B\u0305'],
  // A stroke and a power are of what stands next to them alone.
  ['\\frac12 x', '(1/2)x'],
  ['2\\frac{a}{b}', '2(a/b)'],
  ['y=\\frac{1}{2}', 'y = 1/2'],
  ['f(\\frac12)=(a)\\frac12', 'f(1/2) = (a)(1/2)'],
  ['\\frac{a}{b}+c', 'a/b + c'],
  ['\\frac{-b\\pm\\sqrt{b^2-4ac}}{2a}', '(−b ± √(b² − 4ac))/(2a)'],
  ['e^{i\\pi}', 'e^(iπ)'],
  ['x^{10}+a_{\\max}', 'x¹⁰ + aₘₐₓ'],
  ['\\frac{\\Delta y}{\\Delta x}', 'Δy/(Δx)'],
  ['\\binom nk', 'C(n, k)'],
])('%s is %s', (tex, characters) => {
  const reading = readFormula(tex, false)
  expect(reading.isRead && plainFormula(reading.math)).toBe(characters)
})
