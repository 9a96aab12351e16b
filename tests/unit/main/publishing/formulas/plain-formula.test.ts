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
  // A whole number and a fraction are one number; what is larger than one, or made of letters, is multiplied.
  ['2\\dfrac{3}{4}', '2又3/4'],
  ['x=-2\\tfrac34 y', 'x = −(2又3/4)y'],
  ['1\\frac12+2\\frac13', '1又1/2 + 2又1/3'],
  ['2\\frac53', '2(5/3)'],
  ['2.5\\frac12', '2.5(1/2)'],
  ['x^{2\\frac12}', 'x^(2又1/2)'],
  // So it is whatever the fraction looks like.
  ['\\dfrac{a}{b}c', '(a/b)c'],
  ['a\\textcolor{red}{\\frac12}', 'a(1/2)'],
  ['a\\div\\frac bc', 'a ÷ (b/c)'],
  ['1/\\frac ab', '1/(a/b)'],
  ['\\frac12\\%', '(1/2)%'],
  ['x=\\frac12\\quad y=2', 'x = 1/2 y = 2'],
  ['\\frac{路程}{时间}', '路程/时间'],
  ['\\frac{\\partial f}{\\partial x}', '∂f/(∂x)'],
  // A root is of what stands behind it alone, and its index belongs to nothing before it.
  ['\\sqrt{a}b', '(√a)b'],
  ['\\sqrt{ab}', '√(ab)'],
  ['2\\sqrt3', '2√3'],
  ['\\sqrt[3]{8}', '³√8'],
  ['x\\sqrt[3]{8}', 'x(³√8)'],
  ['x^3\\sqrt8', 'x³(√8)'],
  ['x^{\\alpha+b}\\sqrt y', 'x^(α + b)(√y)'],
  ['\\sqrt{3^2}', '√(3²)'],
  ['\\sqrt[\\alpha]{x}', 'x^(1/α)'],
  ['\\sqrt[\\alpha]{\\sqrt{x}}', '(√x)^(1/α)'],
  // So are powers and indices.
  ['\\frac{a}{b}^2', '(a/b)²'],
  ['\\sqrt{a}^2', '(√a)²'],
  ['{x^2}^3', '(x²)³'],
  ['{x_i}_j', '(xᵢ)ⱼ'],
  ["f'^2+f''(x)", 'f′² + f″(x)'],
  ['\\overline{AB}^2+\\bar x^2', '(A\u0305B\u0305)² + x\u0304²'],
  ['e^\\pi i', '(e^π)i'],
  ['A^TB', '(A^T)B'],
  ['x_\\alpha^2', '(x_α)²'],
  ['\\sum_\\alpha x+\\sum_{i=1}^n i^2', '∑_α x + ∑ᵢ₌₁ⁿ i²'],
  ['C{}^{14}_{6}N', 'C₆¹⁴N'],
  ['\\ce{^{14}_{6}C}', '₆¹⁴C'],
  ['\\ce{2 ^{14}C}', '2(¹⁴C)'],
  // What stands above something is no power of it, and what a brace names is no factor.
  ['\\overset{a}{x}', 'x（上方：a）'],
  ['\\overset{a}{\\frac xy}', '(x/y)（上方：a）'],
  ['\\overset{\\text{负载}}{\\operatorname{Var}}(X)', 'Var（上方：负载）(X)'],
  ['\\underset{\\theta}{\\operatorname{argmin}} L(\\theta)', 'argmin_θ L(θ)'],
  ['A\\overset{def}{=}B', 'A =ᵈᵉᶠ B'],
  ['\\underbrace{a+b}_{n}c', '(a + b)（下方：n）c'],
  ['\\overbrace{a+b}^n', '(a + b)（上方：n）'],
  // A box holds together what is in it; colours and sizes hold nothing.
  ['\\boxed{a+b}c', '(a + b)c'],
  ['a-\\boxed{b+c}', 'a − (b + c)'],
  ['\\boxed{E=mc^2}', 'E = mc²'],
  ['\\textcolor{red}{a+b}c', 'a + bc'],
  // A line over several is over what stands between them too; what is struck out is seen to be.
  ['\\overline{A+B}C', 'A\u0305 \u0305+\u0305 \u0305B\u0305C'],
  ['\\widehat{a+b}', '(a + b)\u0302'],
  ['\\cancel{x}+y', 'x\u0336 + y'],
  // Cells in which there is room stand apart.
  ['\\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}', '(1 2；3 4)'],
  ['\\begin{pmatrix}a+b&2\\\\3&2\\frac{a}{b}\\end{pmatrix}', '(a + b, 2；3, 2(a/b))'],
  ['2\\begin{matrix}a&b\\end{matrix}', '2(a b)'],
])('%s is %s', (tex, characters) => {
  const reading = readFormula(tex, false)
  expect(reading.isRead && plainFormula(reading.math)).toBe(characters)
})
