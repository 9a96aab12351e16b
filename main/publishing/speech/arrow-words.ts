/** What stands over and under an arrow, or a sign of equality: the conditions of a reaction, the name of a map, in which sense something comes close. */
import type { Expression } from '../formulas/expression.ts'
import { type Item, itemsOf, signIn } from './math-groups.ts'
import { letterOf } from './math-kinds.ts'
import { unsayable } from './math-rows.ts'
import { RELATIONS } from './math-words.ts'

export interface Labelled {
  readonly sign: string
  readonly over: Expression | null
  readonly under: Expression | null
}

const NAMES: Readonly<Record<string, string>> = {
  '→': '右箭头',
  '⟶': '右箭头',
  '←': '左箭头',
  '⟵': '左箭头',
  '↔': '双向箭头',
  '⟷': '双向箭头',
  '⇌': '双向箭头',
  '⇒': '推出',
  '⟹': '推出',
  '⇔': '等价于',
  '⟺': '等价于',
  '↦': '映射到',
  '=': '等于',
  '∼': '波浪号',
}

const DEFINED = /^(?:def|Δ|△|定义|记作?|令)$/
/** In which sense it comes close, or is alike. */
const SENSES: Readonly<Record<string, string>> = {
  '→d': '依分布收敛于',
  '→D': '依分布收敛于',
  '→p': '依概率收敛于',
  '→P': '依概率收敛于',
  '→a.s.': '几乎必然收敛于',
  '=d': '同分布于',
  '∼i.i.d.': '独立同分布，服从',
  '∼iid': '独立同分布，服从',
}
const CONDITION = /点燃|燃烧|[加高微煮]热|[高常低室]温|[高常低加减]压|催化|光|电|酶|浓|稀|过量|条件|℃|°C/

/** `isReaction`: among elements of chemistry; `isOfSequence`: among things that have indices, as what comes close has. */
export function arrowWords({ sign, over, under }: Labelled, isReaction: boolean, isOfSequence: boolean, say: (math: Expression) => string): string {
  const labels = [over, under].filter((label) => label !== null)
  const [text] = [over === null ? '' : textOf(over)]
  if (under === null && over !== null) {
    if (sign === '=' && DEFINED.test(text)) return '定义为'
    const sense = isOfSequence || sign !== '→' || text.length > 1 ? SENSES[sign + text] : undefined
    if (sense !== undefined) return sense
  }
  const isReacting = isReaction || labels.some((label) => CONDITION.test(textOf(label)))
  if (isReacting && /^[→⟶=⇌]$/.test(sign)) {
    const becomes = sign === '⇌' ? '可逆生成' : '变成'
    if (labels.length === 0) return becomes
    return `在 ${labels.map((label) => (/^[Δ△]$/.test(textOf(label)) ? '加热' : say(label))).join(' 和 ')} 条件下${becomes}`
  }
  if (labels.length === 0) return sign === '→' || sign === '⟶' ? '到' : (NAMES[sign] ?? unsayable())
  if (sign === '→' && under === null && over !== null) {
    if (itemsOf(over).some((item) => RELATIONS.has(signIn(item) ?? ''))) return `，当 ${say(over)} 时，趋于`
    if (letterOf(itemsOf(over)[0]) !== '' && itemsOf(over).length === 1) return `经 ${say(over)} 到`
  }
  const above = over === null ? '' : `上面标着 ${say(over)} ，`
  return `${NAMES[sign] ?? unsayable()} ，${above}${under === null ? '' : `下面标着 ${say(under)} ，`}`
}

/** Letters and words alone, as they are written. */
function textOf(math: Expression): string {
  return itemsOf(math)
    .map((item: Item) => (item.kind === 'text' ? item.text.trim() : (signIn(item) ?? '?')))
    .join('')
}
