/** Names in the order in which people count: 2 before 10, 第九章 before 第十章. */

const digits: Readonly<Record<string, number>> = { 〇: 0, 零: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 }
const units: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 }

/** A Chinese number up to 9999, such as 一百零二, or digit by digit, such as 二〇二四. */
export function chineseNumber(text: string): number {
  if (!/[十百千]/.test(text)) return Number([...text].map((one) => digits[one] ?? '').join(''))
  let [sum, digit] = [0, 0]
  for (const one of text) {
    const unit = units[one]
    if (unit === undefined) digit = digits[one] ?? 0
    else {
      sum += (digit === 0 ? 1 : digit) * unit
      digit = 0
    }
  }
  return sum + digit
}

const numeral = '[〇零一二两三四五六七八九十百千]+'
const counted = new RegExp(`(?<=[第课課章节節回篇部卷集册]\\s*)${numeral}|${numeral}(?=\\s*[章节課课讲回篇部卷集册、.．])|(?<=[（(])${numeral}(?=[）)])`, 'g')
const collator = new Intl.Collator('zh-CN', { numeric: true })

/** Compares two names. */
export function naturally(a: string, b: string): number {
  return collator.compare(withDigits(a), withDigits(b)) || (a < b ? -1 : a > b ? 1 : 0)
}

function withDigits(name: string): string {
  return name.replace(counted, (found) => String(chineseNumber(found)))
}
