import { describe, expect, test } from 'vitest'
import { readFormula } from '#main/publishing/formulas/read-formula.ts'
import { spokenFormula } from '#main/publishing/speech/spoken-formula.ts'

function spoken(tex: string): string | null {
  const reading = readFormula(tex, true)
  if (!reading.isRead) throw new Error(reading.message)
  return spokenFormula(reading.math)?.replaceAll(' ', '') ?? null
}

describe('a formula that can be followed by ear', () => {
  test.each([
    ['E=mc^2', 'E等于mc的平方'],
    ['\\frac{a+b}{2}', '二分之a加b'],
    ['\\sqrt{x}', '根号x'],
    ['\\sqrt[3]{x}', 'x的三次方根'],
    ['x_1+x_2\\ge 0', 'x下标一加x下标二大于等于零'],
    ['\\sum_{i=1}^{n} i^2', '求和，从i等于一到n，i的平方'],
    ['\\lim_{x\\to 0} x', '极限，x趋于零，x'],
    ['\\sin\\alpha', '正弦阿尔法'],
    ['\\left|x\\right|', 'x的绝对值'],
    ['\\vec{v}', 'v向量'],
    ["f'(x)", 'f一撇括号x括号完'],
    ['90^\\circ', '九十度'],
    ['\\text{速度}=\\frac{\\text{路程}}{\\text{时间}}', '速度等于时间分之路程'],
  ])('%s → %s', (tex, words) => {
    expect(spoken(tex)).toBe(words)
  })
})

describe('one that cannot', () => {
  test.each([
    ['\\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}'],
    ['\\begin{aligned}a&=1\\\\b&=2\\end{aligned}'],
    ['\\binom{n}{k}'],
    ['a+b+c+d+e+f+g+h+i+j+k+l+m+n+o+p+q+r+s+t'],
  ])('%s', (tex) => {
    expect(spoken(tex)).toBe(null)
  })
})
