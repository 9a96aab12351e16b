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

describe('signs that mean one thing here and another there', () => {
  test.each([
    ['X\\sim N(0,1)', 'X服从N括号零，一括号完'],
    ['X\\sim\\mathrm{Poisson}(\\lambda)', 'X服从Poisson括号兰姆达括号完'],
    ['x\\sim p_\\theta', 'x服从p下标西塔'],
    ['\\triangle ABC\\sim\\triangle DEF', '三角形ABC相似于三角形DEF'],
    ['\\sin x\\sim x', '正弦x等价于x'],
    ['A\\sim B', 'A波浪号B'],
    ['3\\sim5', '三到五'],
    ['\\{x:x>0\\}', '集合，x，满足x大于零'],
    ['\\exists x:x<0', '存在x，使得x小于零'],
    ['l:y=kx', 'l，冒号，y等于kx'],
    ['a:b=c:d', 'a比b等于c比d'],
    ['p\\to q', 'p推出q'],
    ['x\\to0^+', 'x趋于零正'],
    ['A\\to B', 'A到B'],
    ['\\theta\\leftarrow\\theta-1', '西塔更新为西塔减一'],
    ['\\triangle=b^2-4ac', '德尔塔等于b的平方减四ac'],
    ['A\\triangle B', 'A对称差B'],
    ['n!!', 'n的双阶乘'],
    ['\\exists!x', '存在唯一的x'],
    ['G\\cong H', 'G同构于H'],
    ['V\\oplus W', 'V圈加W'],
    ['A\\odot B', 'A圈点B'],
    ['M_\\odot', 'M下标太阳'],
    ['v_\\perp', 'v下标垂直'],
    ['x_*', 'x下标星'],
    ['a*b', 'a星b'],
    ['\\nabla\\cdot\\vec{E}', '那布拉点乘E向量'],
    ['R_1\\parallel R_2', 'R下标一并联R下标二'],
    ['X\\perp\\!\\!\\!\\perp Y', 'X独立于Y'],
    ['A\\subset B', 'A包含于B'],
    ['1,2,\\dots', '一，二，依此类推'],
    ['1+\\frac12+\\cdots=2', '一加二分之一，依此类推，等于二'],
    ['A\\cup\\cdots\\cup B', 'A，一直并到B'],
    ['\\mathbb Z/n\\mathbb Z', '整数集模n整数集'],
    ['5\\mid10', '五整除十'],
    ['X|Y', 'X竖线Y'],
    ['E[X|Y]', 'E方括号X在Y的条件下方括号完'],
    ['x=1\\quad y=2', 'x等于一，y等于二'],
  ])('%s → %s', (tex, words) => {
    expect(spoken(tex)).toBe(words)
  })
})

describe('scripts that are no powers', () => {
  test.each([
    ['\\mathrm{C}_5^2', 'C下标五上标二'],
    ['\\mathrm{A}_5^3', 'A下标五上标三'],
    ['C_5^2=10', 'C下标五上标二等于十'],
    ['A_1^2', 'A下标一的平方'],
    ['x^{(i)}', 'x上标括号i括号完'],
    ['W^{[l]}', 'W上标方括号l方括号完'],
    ['a^{[1](i)}', 'a上标方括号一方括号完括号i括号完'],
    ['f^{(4)}(x)', 'f的四阶导数括号x括号完'],
    ['A^{\\mathsf T}', 'A的转置'],
    ['\\mathbf{x}^T', 'x的转置'],
    ['w^T x', 'w的转置x'],
    ['(AB)^T', '括号AB括号完的转置'],
    ['(1+r)^T', '括号一加r括号完的T次方'],
    ['e^T', 'e的T次方'],
    ['x^T', 'x上标T'],
    ['\\mathbb R^+', '正实数集'],
    ['\\mathbb N^*', '正整数集'],
    ['\\mathbb{R}^{m\\times n}', 'm乘n实矩阵空间'],
    ['\\mathbb C^n', 'n维复数空间'],
    ['A^c', 'A的补集'],
    ['[C]^c', '方括号C方括号完的c次方'],
    ['T_{1/2}', 'T下标二分之一'],
    ['a^\\dagger', 'a上标剑号'],
    ['f^{-1}(x)', 'f的反函数括号x括号完'],
    ['\\ln^{-1}x', '自然对数的负一次方x'],
    ['C^\\infty', 'C上标无穷大'],
    ['L^2(\\Omega)', 'L上标二括号欧米伽括号完'],
    ['g^{\\mu\\nu}', 'g上标缪纽'],
    ['x^{\\text{新}}', 'x上标新'],
    ['x_{n+1}', 'x下标括号n加一括号完'],
    ['a_{12}', 'a下标一二'],
    ['e^{-x^2/2}', 'e的负二分之x的平方次方'],
    ['\\mathbb{E}_{x\\sim p}[x]', 'E下标x服从p，方括号x方括号完'],
    ['\\mathbb{1}_A', '示性函数下标A'],
    ['\\chi^2(n)', '卡方括号n括号完'],
  ])('%s → %s', (tex, words) => {
    expect(spoken(tex)).toBe(words)
  })
})

describe('what stands over, under and behind', () => {
  test.each([
    ['\\overset{a}{x}', 'x，上面标着a'],
    ['\\underset{b}{x}', 'x，下面标着b'],
    ['\\overset{\\frown}{AB}', '弧AB'],
    ['\\underset{x}{\\min}', '最小值，对x'],
    ['\\max_t^u s', '最大值，上面标着u，下面标着t，s'],
    ['X\\overset{\\text{i.i.d.}}{\\sim}N(0,1)', 'X独立同分布，服从N括号零，一括号完'],
    ['A\\xlongequal{u=x}B', 'A等于，上面标着u等于x，B'],
    ['A\\xleftarrow{加热}B', 'A左箭头，上面标着加热，B'],
    ['A\\xrightarrow[下]{上}B', 'A右箭头，上面标着上，下面标着下，B'],
    ['X_n\\xrightarrow{d}X', 'X下标n依分布收敛于X'],
    ['F(x)\\big|_a^b', 'F括号x括号完，从a到b'],
    ['f(x)|_{x=0}=1', 'f括号x括号完，在x等于零处，等于一'],
    ['f|_A', 'f，限制在A上'],
    ['\\bigl|x\\bigr|', 'x的绝对值'],
    ['||x||', 'x的范数'],
    ['|a||b|', 'a的绝对值乘b的绝对值'],
    ['|-x|', '绝对值负x绝对值完'],
    ['|A|', '竖线A竖线完'],
    ['E|X|', 'E竖线X竖线完'],
    ['\\{x_n\\}_{n=1}^{\\infty}', '花括号x下标n花括号完，从n等于一到无穷大'],
    ['|A\\cup B|', '竖线A并B竖线完'],
    ['|Ax_0+C|', '绝对值Ax下标零加C绝对值完'],
    ['[4,6]=12', '方括号四，六方括号完等于十二'],
    ['|\\vec a|', 'a向量的模'],
    ['\\langle\\psi|\\phi\\rangle', '普西与斐的内积'],
    ['\\bra{\\psi}\\ket{\\phi}', '普西与斐的内积'],
    ['|\\psi\\rangle', '右矢普西'],
    ['\\langle\\psi|', '左矢普西'],
    ['\\langle\\psi|H|\\phi\\rangle', '左矢普西，H，右矢斐'],
    ['\\langle 1,2\\rangle', '尖括号一，二尖括号完'],
    ['[A,B]', '方括号A，B方括号完'],
    ['P(\\overline{AB})', 'P括号上划线AB上划线完括号完'],
    ['0.\\overline{3}', '零点三循环'],
    ['0.1\\overline{42}', '零点一四二循环'],
    ['{}^{14}_{6}\\mathrm{C}', '左上标十四，左下标六，C'],
  ])('%s → %s', (tex, words) => {
    expect(spoken(tex)).toBe(words)
  })
})

describe('parts that would be heard as others', () => {
  test.each([
    ['a+\\textcolor{red}{b-c}', 'a加b减c'],
    ['2\\dfrac34', '二又四分之三'],
    ['x\\frac{a}{b}', 'x乘b分之a'],
    ['\\Delta\\frac{a}{b}', '德尔塔，b分之a'],
    ['\\frac{b}{a\\cdot c}', '括号a乘c括号完分之b'],
    ['\\frac{a}{2}+b', '二分之a，加b'],
    ['\\frac{\\frac{a}{b}+c}{d}', 'd分之括号b分之a，加c括号完'],
    ['\\frac{\\frac{a}{b}}{c}', 'c分之b分之a'],
    ['\\frac{a}{\\frac{b}{c}}', '括号c分之b括号完分之a'],
    ['\\frac{a}{\\sqrt{b^2}}', '括号根号下b的平方括号完分之a'],
    ['\\sqrt{\\frac{a}{b^2}}', '根号下b的平方分之a'],
    ['\\sqrt[3]{\\frac{a}{b}}', '括号b分之a括号完的三次方根'],
    ['\\frac{\\sqrt[3]{a}}{b}', 'b分之a的三次方根'],
    ['\\sqrt[3]{\\sqrt{a+b}}', '括号根号下a加b括号完的三次方根'],
    ['\\sqrt{a^2}+c', '根号下a的平方，加c'],
    ['\\sqrt{a^2+c}', '根号下a的平方加c'],
    ['a^{b/\\frac{c}{d}}', 'a的括号d分之c括号完分之b次方'],
    ['\\boxed{a+b}^2', '括号a加b括号完的平方'],
    ['\\boxed{x}^2', 'x的平方'],
    ['y=\\boxed{a+b}', 'y等于a加b'],
    ['2\\boxed{a+b}', '二括号a加b括号完'],
    ['\\cancel{ab}', '划去的括号ab括号完'],
    ['\\cancel{a}b', '划去的ab'],
    ['x^2\\sqrt8', 'x的平方乘根号八'],
    ['x^n\\sqrt8', 'x的n次方乘根号八'],
    ['(a+b)^2\\sqrt8', '括号a加b括号完的平方乘根号八'],
    ['\\frac{x^2}{3}\\sqrt8', '三分之x的平方乘根号八'],
    ['\\sin^2\\sqrt{x}', '正弦平方，根号x'],
    ['2\\sqrt8', '二根号八'],
    ['\\sqrt{a}b', '根号a乘b'],
    ['\\sqrt{ab}', '根号下ab'],
    ['\\sqrt{ab}c', '根号下ab，乘c'],
    ['\\sqrt{\\frac{a}{b}}', '根号下b分之a'],
    ['\\sqrt{x^2}', '根号下x的平方'],
    ['\\sqrt{x}^2', '括号根号x括号完的平方'],
    ['2\\sqrt[3]{x}', '二乘x的三次方根'],
    ['\\sqrt[3]{2x}', '括号二x括号完的三次方根'],
    ['\\frac{a}{\\sqrt{b+c}}', '括号根号下b加c括号完分之a'],
    ['\\lfloor x+1\\rfloor', '括号x加一括号完向下取整'],
    ['\\widehat{xy}', '帽xy帽完'],
    ['\\log_2 x\\log_3 y', '以二为底x的对数以三为底y的对数'],
    ['\\frac{dy}{dx}', 'y对x的导数'],
    ['m\\frac{d^2x}{dt^2}', 'm乘，x对t的二阶导数'],
    ['\\frac{\\partial^2u}{\\partial x\\partial y}', 'u对x、y的二阶偏导数'],
    ['\\frac{d}{dx}\\sin x', '正弦x对x的导数'],
    ['\\frac{d_1}{d_2}', 'd下标二分之d下标一'],
    ['\\partial\\Omega', '欧米伽的边界'],
    ['100\\%', '百分之百'],
    ['\\frac12\\%', '百分之，二分之一'],
  ])('%s → %s', (tex, words) => {
    expect(spoken(tex)).toBe(words)
  })
})

describe('chemistry and units', () => {
  test.each([
    ['\\ce{A <=> B}', 'A可逆生成B'],
    ['\\ce{A <- B}', 'A左箭头B'],
    ['\\ce{N2 + 3H2 <=>[高温、高压][催化剂] 2NH3}', 'N二加三H二在高温、高压和催化剂条件下可逆生成二NH三'],
    ['\\ce{2KClO3 ->[MnO2][\\Delta] 2KCl + 3O2 ^}', '二KClO三在MnO二和加热条件下变成二KCl加三O二，气体'],
    ['\\ce{SO4^2-}', 'SO四，二负'],
    ['\\ce{^{14}_{6}C}', '左上标十四，左下标六，C'],
    ['\\ce{CH2=CH2}', 'CH二双键CH二'],
    ['\\ce{CuSO4.5H2O}', 'CuSO四，点，五H二O'],
    ['\\ce{AgCl v}', 'AgCl，沉淀'],
    ['3\\times10^8\\,\\mathrm{m/s}', '三乘十的八次方米每秒'],
    ['9.8\\,\\mathrm{m\\cdot s^{-2}}', '九点八米每二次方秒'],
    ['8.314\\,\\mathrm{J/(mol\\cdot K)}', '八点三一四焦每摩尔每开'],
    ['20^\\circ\\text{C}', '二十摄氏度'],
    ['25\\,^\\circ\\mathrm{C}', '二十五摄氏度'],
  ])('%s → %s', (tex, words) => {
    expect(spoken(tex)).toBe(words)
  })
})

describe('the number of an equation, where its author wrote one', () => {
  test.each([
    ['E=mc^2\\tag{1}', 'E等于mc的平方，记作式一'],
    ['a=b\\tag*{式 1}', 'a等于b，记作式一'],
    ['a=b\\tag{*}', 'a等于b，记作星号式'],
    ['a=b\\tag{3-1}', 'a等于b，记作式三杠一'],
    ['a=b\\tag{1.2}', 'a等于b，记作式一点二'],
    ['\\begin{equation}a=b\\end{equation}', 'a等于b'],
    ['\\begin{aligned}a&=b\\end{aligned}', 'a等于b'],
    ['\\begin{aligned}a&=b&c&=d\\end{aligned}', 'a等于b，c等于d'],
  ])('%s → %s', (tex, words) => {
    expect(spoken(tex)).toBe(words)
  })
})

describe('one that cannot', () => {
  test.each([
    ['\\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}'],
    ['\\begin{aligned}a&=1\\\\b&=2\\end{aligned}'],
    ['\\binom{n}{k}'],
    ['D(P\\|Q)'],
    ['D(P||Q)'],
    ['\\ce{A <=>> B}'],
    ['X\\simeq Y'],
    ['\\bot'],
    ['\\ce{Cl^.}'],
    ['\\underline{\\hat{x}}\\check{y}'],
    ['\\langle a|a^n=1\\rangle'],
    ['\\begin{matrix}1&2\\end{matrix}'],
    ['a+b+c+d+e+f+g+h+i+j+k+l+m+n+o+p+q+r+s+t'],
  ])('%s', (tex) => {
    expect(spoken(tex)).toBe(null)
  })
})
