/** What the head of a column tells of its cells: which kind of number they are, in which unit, and how head and cell are said in one. */
import { UNITS } from './units.ts'

const NUMBER = String.raw`[\-−+]?\d[\d,]*(?:\.\d+)?`
const AMOUNT = new RegExp(String.raw`^\s*(?:约|近|不到|超过)?\s*${NUMBER}(?:\s*(?:[\-–—~～]|至|到)\s*${NUMBER})?\s*$`)
/** A unit in brackets at the end of a head belongs to the numbers below it: 用量（g）. */
const UNIT_BEHIND = new RegExp(
  String.raw`^(.*\S)\s*[（(]\s*(?:单位\s*[：:]\s*)?([%％‰]|${UNITS}|[万亿千百]?(?:元|美元|人|字|个|次|份|册|吨|辆|件|台|户|亩)|元\/[\p{Script=Han}]{1,2}|分钟|小时|秒|天|周|个月|年|岁|公?斤|[毫千]?克|[厘毫千]?米|公里|平方?米|平方千米|[毫]?升|度|摄氏度|分|倍|页|节|课|步|勺|杯|片|颗)\s*[）)]\s*$`,
  'u',
)

const YEARS = /^(?:.{0,4}年份|年度|哪年|哪一年|.{0,2}年)$/
const DAYS = /日期$|^(?:.{0,2}日子|生日|哪天|哪一天|.{0,4}时间|何时|什么时候)$/
const DAY = String.raw`(?:1[0-2]|0?[1-9])[\/.](?:[12]\d|3[01]|0?[1-9])`
const YEAR = /^\s*(?:1[89]|20)\d\d\s*$/
/** A day, or one and another. A stop is one of an hour and a half as well. */
const [SLASHED, POINTED] = [new RegExp(String.raw`^\s*${DAY}(?:\s*(?:[\-–—~～至到])\s*${DAY})?\s*$`), /日期$|日子$|^生日$/]

/** A column as it is said: its head, and what a cell below is read as. */
export interface Column {
  readonly head: string
  readonly cell: (written: string) => string
}

/** Of a head by its words. */
export function columnOf(written: string): Column {
  const [, name, unit] = UNIT_BEHIND.exec(written.trim()) ?? []
  const head = name ?? written
  if (unit !== undefined) return { head, cell: (cell) => (AMOUNT.test(cell) ? cell.trimEnd() + unit : cell) }
  if (YEARS.test(head.trim())) return { head, cell: (cell) => (YEAR.test(cell) ? `${cell.trim()}年` : cell) }
  if (DAYS.test(head.trim()))
    return {
      head,
      cell: (cell) => (SLASHED.test(cell) && (cell.includes('/') || POINTED.test(head.trim())) ? cell.replaceAll(new RegExp(DAY, 'g'), inMonths) : cell),
    }
  return { head, cell: (cell) => cell }
}

function inMonths(day: string): string {
  const [month, of] = day.split(/[/.]/).map(Number)
  return `${month}月${of}日`
}

/** What asks or bids, and what is said of a thing in a sentence of its own. */
const NO_NAME =
  /[？?]$|[吗呢么谁哪啥]|什么|多少|几|是否|如何|怎|^(?:要(?![点素求])|该|能(?![力量耗级])|会(?![员议])|可(?!信|靠性)|别(?![名称])|不|先|用(?![量途时户料法])|做(?![法工])|看(?![点法])|写(?![法作])|让|把|注意|小心|适合|适用)|^(?:说明|解释|备注|特点|含义|意思|作用|例子|例句|原因|理由|做法|好处|坏处|优点|缺点|建议|要点)$/
const CLAUSE = /^(?:[也不没要先再别可能会有是用把被让很太更最就都还在跟和从到比像给为]|适合|看|写|请|一定|必须?|需要|得[^到])|[，。；：！？,;:!?]/

/** What stands between a head and its cell: 是 where both are short names or the cell a number, else a pause. */
export function betweenOf(head: string, cell: string): string {
  const [name, words] = [head.trim(), cell.trim()]
  if (/[？?：:]$/.test(name)) return ''
  if (NO_NAME.test(name)) return '：'
  const isNumber = /^(?:约|近|不到|超过)?\s*[¥￥$€£\-−+]?\s?\d/.test(words) && !/[，。；！？]/.test(words)
  return isNumber || ([...words].length <= 5 && !CLAUSE.test(words)) ? '是' : '：'
}

/** What is said of a cell with a stroke in it, which says that there is nothing. */
export const NONE = '没有'

export function isNone(cell: string): boolean {
  return /^\s*[-‐‑–—―─−]{1,3}\s*$/.test(cell)
}
