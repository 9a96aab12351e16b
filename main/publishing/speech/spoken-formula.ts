/** A formula as a teacher says it. Null where nobody could follow it by ear: there the listener is told to look at the text. */
import { isNothing, type Expression, partsOf } from '../formulas/expression.ts'
import { amount } from './numbers.ts'

/** Parts that can be followed by ear. */
const MOST_PARTS = 24

export function spokenFormula(math: Expression): string | null {
  try {
    const words = say(math).replaceAll(/\s+/g, ' ').trim()
    return words === '' || words.split(' ').length > MOST_PARTS ? null : words
  } catch (error) {
    if (error instanceof Unsayable) return null
    throw error
  }
}

/** No one says it. */
class Unsayable extends Error {}

const SIGNS: Readonly<Record<string, string>> = {
  '+': '加',
  '−': '减',
  '-': '减',
  '×': '乘',
  '⋅': '乘',
  '·': '乘',
  '÷': '除以',
  '/': '比',
  '±': '正负',
  '=': '等于',
  '≠': '不等于',
  '≈': '约等于',
  '≡': '恒等于',
  '<': '小于',
  '>': '大于',
  '≤': '小于等于',
  '≥': '大于等于',
  '≪': '远小于',
  '≫': '远大于',
  '∈': '属于',
  '∉': '不属于',
  '⊂': '真包含于',
  '⊆': '包含于',
  '∪': '并',
  '∩': '交',
  '∧': '且',
  '∨': '或',
  '¬': '非',
  '→': '趋于',
  '⇒': '推出',
  '⇔': '等价于',
  '∞': '无穷大',
  '∑': '求和',
  '∏': '连乘',
  '∫': '积分',
  '∂': '偏',
  '∇': '那布拉',
  '∀': '对任意',
  '∃': '存在',
  '∠': '角',
  '△': '三角形',
  '⟂': '垂直于',
  '∥': '平行于',
  '∘': '度',
  '%': '百分号',
  '∴': '所以',
  '∵': '因为',
  '!': '的阶乘',
  '∝': '正比于',
  '∼': '相似于',
  '≅': '全等于',
  '…': '一直到',
  '⋯': '一直到',
  ',': '，',
  ':': '比',
  '(': '括号',
  ')': '括号完',
  '[': '方括号',
  ']': '方括号完',
}

const GREEK: Readonly<Record<string, string>> = {
  α: '阿尔法',
  β: '贝塔',
  γ: '伽马',
  δ: '德尔塔',
  Δ: '德尔塔',
  ε: '艾普西隆',
  ϵ: '艾普西隆',
  ζ: '泽塔',
  η: '伊塔',
  θ: '西塔',
  λ: '兰姆达',
  μ: '缪',
  ν: '纽',
  ξ: '克西',
  π: '派',
  ρ: '柔',
  σ: '西格玛',
  Σ: '西格玛',
  τ: '套',
  φ: '斐',
  ϕ: '斐',
  χ: '卡伊',
  ψ: '普西',
  ω: '欧米伽',
  Ω: '欧米伽',
}

const NAMES: Readonly<Record<string, string>> = {
  sin: '正弦',
  cos: '余弦',
  tan: '正切',
  log: '对数',
  ln: '自然对数',
  lim: '极限',
  max: '最大值',
  min: '最小值',
  exp: 'e 的指数',
}

function say(math: Expression): string {
  switch (math.kind) {
    case 'row':
      return math.of.map(say).join(' ')
    case 'sign':
      return sign(math.text, math.role)
    case 'text':
      return ` ${math.text} `
    case 'space':
    case 'rule':
    case 'hidden':
      return ' '
    case 'fraction':
      return math.hasBar ? `${say(math.below)} 分之 ${say(math.above)}` : unsayable()
    case 'root':
      return math.index === null ? `根号 ${say(math.of)}` : `${say(math.of)} 的 ${say(math.index)} 次方根`
    case 'scripts':
      return scripts(say(math.base), math.sub, math.sup)
    case 'limits':
      return limits(math.base, math.under, math.over)
    case 'accent':
      return `${say(math.of)} ${ACCENTS[math.sign] ?? unsayable()}`
    case 'line':
      return `${say(math.of)} ${math.at === 'over' ? '上划线' : '下划线'}`
    case 'fenced':
      return fenced(math.open, math.close, math.parts)
    case 'boxed':
    case 'coloured':
    case 'sized':
    case 'styled':
      return say(math.of)
    case 'arrow':
      return math.over === null ? '变成' : `在 ${say(math.over)} 条件下变成`
    case 'grid':
      return math.rows.length === 1 && math.columns.length === 1 ? math.rows[0]!.cells.map(say).join(' ') : unsayable()
    case 'prescripts':
    case 'brace':
    case 'cancelled':
      return unsayable()
  }
}

function unsayable(): never {
  throw new Unsayable()
}

function sign(text: string, role: string): string {
  if (role === 'number') return amount(text)
  const plain = text.normalize('NFKC')
  const known = SIGNS[plain] ?? GREEK[plain] ?? NAMES[plain]
  if (known !== undefined) return known
  return /^[\p{L}′' ]+$/u.test(plain) ? plain : unsayable()
}

const ACCENTS: Readonly<Record<string, string>> = { '→': '向量', ˆ: '帽', '‾': '一横', '~': '波浪', '˙': '一点', '¨': '两点' }

function scripts(base: string, sub: Expression | null, sup: Expression | null): string {
  const below = sub === null || isNothing(sub) ? base : `${base} 下标 ${say(sub)}`
  if (sup === null || isNothing(sup)) return below
  const power = say(sup).trim()
  if (/^[′\s]+$/.test(power)) return `${below} ${['一', '两', '三'][[...power].filter((one) => one === '′').length - 1] ?? unsayable()}撇`
  if (power === '度') return `${below} 度`
  if (power === '二') return `${below} 的平方`
  if (power === '三') return `${below} 的立方`
  return `${below} 的 ${power} 次方`
}

function limits(base: Expression, under: Expression | null, over: Expression | null): string {
  const name = say(base)
  if (over !== null && under !== null) return `${name}，从 ${say(under)} 到 ${say(over)}，`
  if (under !== null) return `${name}，${say(under)} ，`
  return over === null ? name : unsayable()
}

function fenced(open: string, close: string, parts: readonly Expression[]): string {
  const inner = parts.map(say).join(' ')
  if (open === '|' && close === '|') return `${inner} 的绝对值`
  if (open === '‖' && close === '‖') return `${inner} 的范数`
  const isOne = parts.length === 1 && partsOf(parts[0]!).length === 1
  return isOne ? inner : `括号 ${inner} 括号完`
}
