/** What signs are called that a lesson speaks of. */
import { amount } from './numbers.ts'

const NAMES: Readonly<Record<string, string>> = {
  '#': '井号',
  '-': '减号',
  '>': '大于号',
  '<': '小于号',
  '*': '星号',
  '+': '加号',
  '=': '等号',
  '`': '反引号',
  '~': '波浪号',
  _: '下划线',
  '|': '竖线',
  '!': '感叹号',
  '/': '斜杠',
  '\\': '反斜杠',
  '@': '艾特',
  $: '美元符号',
  '%': '百分号',
  '&': '和号',
}

/** As many as headings of the deepest level have. */
const MOST = 6

/** The name of a sign, or of so many of it; null for anything else. */
export function signsOf(written: string): string | null {
  const signs = written.trim()
  const [sign = ''] = signs
  const name = Object.hasOwn(NAMES, sign) ? NAMES[sign]! : null
  if (name === null || signs.length > MOST || signs !== sign.repeat(signs.length)) return null
  return signs.length === 1 ? name : `${signs.length === 2 ? '两' : amount(String(signs.length))}个${name}`
}
