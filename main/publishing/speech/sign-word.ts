/** A sign, a letter, a name or a number of a formula, as it is said by itself. */
import { unsayable } from './math-rows.ts'
import { GREEK, NAMES, SIGNS } from './math-words.ts'
import { amount } from './numbers.ts'

export function wordOf(text: string, role: string): string {
  const plain = text.normalize('NFKC')
  if (text === '𝟙') return '示性函数'
  if (role === 'number') return amount(plain.replace(/\.$/, ''))
  const known = SIGNS[text] ?? SIGNS[plain] ?? GREEK[plain] ?? NAMES[plain.replaceAll(/\s/g, '')]
  if (known !== undefined) return known
  return /^[\p{L}′' ]+$/u.test(plain) ? plain : unsayable()
}

/** How a sign is said that stands alone, above or below a letter. */
export const ALONE: Readonly<Record<string, string>> = {
  '+': '正',
  '−': '负',
  '-': '负',
  '∗': '星',
  '*': '星',
  '⋆': '星',
  '×': '叉',
  '⋅': '点',
  '∘': '圆圈',
  '⊙': '太阳',
  '⊕': '地球',
  '⊥': '垂直',
  '⟂': '垂直',
  '∥': '平行',
  '!': '叹号',
  '?': '问号',
  '/': '斜杠',
}
