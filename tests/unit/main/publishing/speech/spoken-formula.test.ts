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
    ['c=299\\,792\\,458', 'c等于二亿九千九百七十九万二千四百五十八'],
    ['10\\,000\\,\\text{m}', '一万米'],
    ['a=1\\;234.5', 'a等于一千二百三十四点五'],
    ['1\\quad 234', '一二百三十四'],
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
    // Bounds come before what they are of, in a line as by itself.
    ['\\int_0^1 x^2\\,dx=\\frac{1}{3}', '积分，从零到一，x的平方dx等于三分之一'],
    ['\\int f(x)\\,\\mathrm{d}x', '积分f括号x括号完dx'],
    ['\\int_{-\\infty}^{+\\infty}e^{-x^2}dx=\\sqrt{\\pi}', '积分，从负无穷大到正无穷大，e的负x的平方次方dx等于根号派'],
    ['\\iint_D f\\,dxdy', '二重积分，在D上，fdxdy'],
    ['\\left.x^2\\right|_0^1', 'x的平方，从零到一'],
    ['\\sum_{i}x_i', '求和，对i，x下标i'],
    ['\\lim_{n\\to\\infty}\\left(1+\\frac{1}{n}\\right)^n=e', '极限，n趋于无穷大，括号一加n分之一括号完的n次方等于e'],
    ['\\arg\\max_x f(x)', '最大值点，对x，f括号x括号完'],
    // What is added or compared is told apart from what is around it.
    ['x=\\frac{-b\\pm\\sqrt{b^2-4ac}}{2a}', 'x等于二a分之负b加减根号下b的平方减四ac'],
    ['\\frac{a+b}{2}+c', '二分之a加b，加c'],
    ['\\left(\\frac{W_n}{W_0}\\right)^{1/n}-1', '括号W下标零分之W下标n括号完的n分之一次方减一'],
    // Sums that are multiplied, by their names.
    ['1+r=(1+i)(1+\\pi)', '一加r等于一加i的和，乘以一加派的和'],
    ['(a+b)(a-b)=a^2-b^2', 'a加b的和，乘以a减b的差，等于a的平方减b的平方'],
    ['\\left(1+i\\right)\\times\\left(1+\\pi\\right)', '一加i的和，乘以一加派的和'],
    ['f(x+1)(y+1)', 'f括号x加一括号完括号y加一括号完'],
    ['a-(b+c)(d+e)', 'a减括号b加c括号完括号d加e括号完'],
    ['(\\frac{a}{b})^2', '括号b分之a括号完的平方'],
    ['a^{1/2}', 'a的二分之一次方'],
    ['x^{m/n}', 'x的n分之m次方'],
    ['(x^2)^3', '括号x的平方括号完的立方'],
    ['\\frac{1}{a+b}', '括号a加b括号完分之一'],
    ['e^{-x}', 'e的负x次方'],
    ['a-3', 'a减三'],
    ['\\log_2 8=3', '以二为底八的对数等于三'],
    ['\\sin^2 x+\\cos^2 x=1', '正弦平方x加余弦平方x等于一'],
    ['|x|', 'x的绝对值'],
    ['|a-b|+c', '绝对值a减b绝对值完加c'],
    ['P(A\\mid B)', 'P括号A在B的条件下括号完'],
    ['\\{x\\mid x>0\\}', '集合，x，满足x大于零'],
    ['\\{1,2,3\\}', '集合一，二，三'],
    ['x\\in\\mathbb{R}', 'x属于实数集'],
    ['A\\cap B=\\emptyset', 'A交B等于空集'],
    ['\\complement_U A', 'A在U中的补集'],
    ['[0,1]', '闭区间零到一'],
    ['(0,+\\infty)', '开区间零到正无穷大'],
    ['x_1,x_2,\\dots,x_n', 'x下标一，x下标二，一直到x下标n'],
    ['1+2+\\cdots+n', '一加二，一直加到n'],
    ['A^T', 'A的转置'],
    ['f^{(n)}(x)', 'f的n阶导数括号x括号完'],
    ['f:A\\to B', 'f，从A到B'],
    ['a\\equiv b\\pmod{n}', 'a同余于b，模n'],
    ['90\\%', '百分之九十'],
    ['1\\frac{1}{2}', '一又二分之一'],
    ['0.\\dot{3}', '零点三循环'],
    ['9.8\\,\\mathrm{m/s^2}', '九点八米每二次方秒'],
    ['25^\\circ\\mathrm{C}', '二十五摄氏度'],
    ['\\mathrm{H_2O}', 'H二O'],
    ['\\vec{a}\\cdot\\vec{b}', 'a向量点乘b向量'],
    ['\\overline{AB}', '线段AB'],
    ['\\Gamma,\\kappa,\\upsilon', '大写伽马，卡帕，宇普西隆'],
    ['f(x)=\\begin{cases}x, & x\\ge 0\\\\ -x, & \\text{其他}\\end{cases}', 'f括号x括号完等于分段函数，当x大于等于零时，是x；其他情况，是负x'],
    ['\\begin{cases}x+y=1\\\\x-y=2\\end{cases}', '方程组，x加y等于一；x减y等于二'],
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
