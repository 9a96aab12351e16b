/** Shares, prices, versions, amounts with their units, ranges and reckoning: what is written with digits and is said as a number. */
import { COUNTER } from './counters.ts'
import { amount, digitByDigit, GROUPED, versionOf } from './numbers.ts'
import { AFTER, BEFORE, needing, NUMBER, RANGE, rule, type Rule, SIGNED } from './rule.ts'
import { counted, UNIT, unitOf, UNITS, unitsOf } from './units.ts'

const share = (of: string, part: string): string => {
  const isLess = /^[-−]/.test(part)
  const number = isLess ? part.slice(1) : part
  return `${isLess ? '负' : ''}${of}分之${number === '100' && of === '百' ? '百' : amount(number)}`
}
/** Nobody says the zeros at the end of a price. */
const price = (written: string): string => amount(written.replace(/\.(\d*?)0+$/, (_, kept: string) => (kept === '' ? '' : `.${kept}`)))
const priced = (number: string, scale: string | undefined, of: string): string => `${price(number)}${scale ?? ''}${of}`
/** Two is 两 where something is counted. */
const two = (number: string, what: string | undefined): string => (number === '2' && what !== undefined ? '两' : amount(number))

/** What something is for each of: 元/人. */
const EACH = String.raw`(?:[人天月年周次节课斤个份位期套字篇集章件瓶盒台户晚秒分亩股]|学时|小时|分钟|千字|平方米|公斤|季度|㎡|m²|kg|km|L|h|s|min)(?![a-zA-Z])`

/** How long it takes that something is earned or grows. */
const TIME = '(?:[年月周天日]|季度|小时)'

/** Neither at the end of a formula in dollars, nor of a power in one. */
const NO_FORMULA = String.raw`(?<!\$[A-Za-z\\({][^$\n]{0,40}|[\^_{$]\s?)`
/** Behind a sum: not before the next, nor in a formula. */
const OF_SUM = String.raw`(?!\s?\d|[\w^{(\\$])`
const CURRENCIES: readonly (readonly [before: string, behind: string, said: string])[] = [
  [String.raw`HK\$|HKD\s?`, 'HKD|港币', '港元'],
  [String.raw`(?:US)?[$＄]|USD\s?`, `USD|美金|[$＄]${OF_SUM}`, '美元'],
  ['€|EUR\\s?', `EUR|€${OF_SUM}`, '欧元'],
  ['[£￡]|GBP\\s?', `GBP|[£￡]${OF_SUM}`, '英镑'],
  ['[¥￥]|RMB\\s?|CNY\\s?', `(?:RMB|CNY)(?![a-zA-Z])|[¥￥]${OF_SUM}`, '元'],
]

const isLess = (from = '', less = ''): boolean => Number(less.replaceAll(',', '')) < Number(from.replaceAll(',', ''))

/** How much a letter behind a sum is: $1.2M. */
const SCALES: Readonly<Record<string, number>> = { K: 1e3, M: 1e6, B: 1e9, T: 1e12 }
const scaled = (number: string, letter: string): string => amount(String(Math.round(Number(number.replaceAll(',', '')) * SCALES[letter.toUpperCase()]!)))

/** A price for each of something. */
const FOR_EACH = String.raw`(\s*[\/／]\s*(?=${EACH}))?`
const each = (sign: string | undefined): string => (sign === undefined ? '' : '每')

/** As salaries are said: 一万五, 两万. */
const inTalk = (said: string): string => said.replace(/^二(?=[百千万亿])/, '两').replace(/(?<=万[一二三四五六七八九])千$/, '')
/** The first sum has the letter of the second, unless it would be more than that: $1-2M, ¥800-1k. */
const lowerSum = (a: string, from: string | undefined, b: string, to: string): string =>
  from === undefined && !isLess(b, a) ? price(a) : inTalk(scaled(a, from ?? to))

/** Not the letter of what is sold: T恤, B站, K线, M码. */
const NOT_OF_A_WORD = '(?!恤|站|线|码|超|歌)'
const LETTER = String.raw`((?:\s?[kK]|[MBT])${NOT_OF_A_WORD})`

/** What is earned, where nobody needs to say in what. */
const SALARY = String.raw`(?<=(?:[年月周日底时]薪|薪[资水酬]|工资|[月年]入|月收入|年收入|报酬|待遇|预算)(?:[是为约在有：:]|大约|大概|\s)*)`
/** A letter that is a thousand: of sums with their currency behind, and of salaries. */
const THOUSANDS = String.raw`(?:\s?[kK])`

/** Who are counted by the ten thousand. */
const READERS = '(?:人|元|字|粉|播放|阅读|用户|次|块)'

/** Sums whose currency is told behind, or by what they are for. */
const SUMS_BEHIND: readonly Rule[] = [
  rule(
    `${BEFORE}(${NUMBER})\\s*[wW]?${RANGE}(${NUMBER})\\s*[wW](?![\\w])(?=\\s*${READERS})`,
    (a, b) => `${inTalk(`${amount(a!)}万`)}到${inTalk(`${amount(b!)}万`)}`,
  ),
  ...CURRENCIES.flatMap(([, behind, of]) => [
    rule(`${BEFORE}(${NUMBER})(${THOUSANDS})?${RANGE}(${NUMBER})${THOUSANDS}\\s*(?:${behind}|${of})${FOR_EACH}`, (a, from, b, sign) => {
      return `${lowerSum(a!, from?.trim(), b!, 'k')}到${inTalk(scaled(b!, 'k'))}${of}${each(sign)}`
    }),
    rule(`${BEFORE}(${NUMBER})${THOUSANDS}\\s*(?:${behind}|${of})${FOR_EACH}`, (number, sign) => inTalk(scaled(number!, 'k')) + of + each(sign)),
  ]),
  rule(`${SALARY}(${NUMBER})(${THOUSANDS})?${RANGE}(${NUMBER})${THOUSANDS}(?!\\w)${FOR_EACH}`, (a, from, b, sign) => {
    return `${lowerSum(a!, from?.trim(), b!, 'k')}到${inTalk(scaled(b!, 'k'))}${each(sign)}`
  }),
  rule(`${SALARY}(${NUMBER})${THOUSANDS}(?!\\w)${FOR_EACH}`, (number, sign) => inTalk(scaled(number!, 'k')) + each(sign)),
  rule(`${BEFORE}(${NUMBER})(${THOUSANDS})?${RANGE}(${NUMBER})${THOUSANDS}\\s*[\\/／]\\s*(?=[年月周]薪?(?!\\p{Script=Han}))`, (a, from, b) => {
    return `${lowerSum(a!, from?.trim(), b!, 'k')}到${inTalk(scaled(b!, 'k'))}每`
  }),
]

/** Sums from one to another with a letter for how much. Asked before letters and pages, which would take the sign between them. */
export const SUM_RANGES: readonly Rule[] = needing(/\d\s*[kKMBTwW]/, [
  ...SUMS_BEHIND,
  ...CURRENCIES.map(([before, , of]) =>
    rule(`(?:${before})\\s*(${NUMBER})${LETTER}?${RANGE}(?:${before})?\\s*(${NUMBER})${LETTER}(?!\\w)(?:${of})?${FOR_EACH}`, (a, from, b, to, sign) => {
      return `${lowerSum(a!, from?.trim(), b!, to!.trim())}到${inTalk(scaled(b!, to!.trim()))}${of}${each(sign)}`
    }),
  ),
])

const MONEY: readonly Rule[] = CURRENCIES.flatMap(([before, behind, of]) => [
  rule(`(?:${before})\\s*(${NUMBER})([kKMBT])${NOT_OF_A_WORD}(?![\\w])`, (number, letter) => scaled(number!, letter!) + of),
  rule(
    `(?:${before})\\s*(${NUMBER})\\s*(万|亿)?${RANGE}(?:${before})?\\s*(${NUMBER})\\s*(万|亿)?(?:${of})?${FOR_EACH}`,
    (a, from, b, scale, sign) => `${inTalk(price(a!) + (from ?? ''))}到${inTalk(priced(b!, scale, of))}${each(sign)}`,
  ),
  rule(`(?:${before})\\s*(${NUMBER})\\s*(万|亿)?(?:${of})?${FOR_EACH}`, (number, scale, sign) => priced(number!, scale, of) + each(sign)),
  rule(
    `${NO_FORMULA}${BEFORE}(${NUMBER})\\s*(万|亿)?\\s*(?:${behind})?${RANGE}(${NUMBER})\\s*(万|亿)?\\s*(?:${behind})`,
    (a, from, b, scale) => `${inTalk(price(a!) + (from ?? ''))}到${inTalk(priced(b!, scale, of))}`,
  ),
  rule(`${NO_FORMULA}${BEFORE}(${NUMBER})\\s*(万|亿)?\\s*(?:${behind})`, (number, scale) => priced(number!, scale, of)),
])

const SHARES: readonly Rule[] = [
  rule(`(?<![\\w)）])[+＋]\\s*(${NUMBER})\\s*[%％]`, (part) => `加${share('百', part!)}`),
  rule(`(${NUMBER})[\\-–~～](${NUMBER})\\s*[%％]\\s*[\\/／]\\s*(${TIME})`, (a, b, time) => `每${time!}${share('百', a!)}到${share('百', b!)}`),
  rule(`(?<![\\-–—~～到至%％])(${SIGNED})\\s*[%％]\\s*[\\/／]\\s*(${TIME})`, (part, time) => `每${time!}${share('百', part!)}`),
  rule(
    `(?<![\\-–—~～到至万亿]\\s*)${BEFORE}(${NUMBER})\\s*(万|亿)\\s*[\\/／]\\s*(${TIME})`,
    (number, scale, time) => `每${time!}${inTalk(price(number!) + scale!)}`,
  ),
  rule(`(${SIGNED})\\s*[%％]\\s*[\\/／]\\s*(?=${EACH})`, (part) => `${share('百', part!)}每`),
  rule(`(${SIGNED})${RANGE}(${SIGNED})\\s*[%％]`, (a, b) => `${share('百', a!)}到${share('百', b!)}`),
  rule(`(${SIGNED})\\s*[%％]${RANGE}(${SIGNED})\\s*[%％]`, (a, b) => `${share('百', a!)}到${share('百', b!)}`),
  rule(`(${SIGNED})\\s*[%％][+＋](?![\\w+＋])`, (part) => `${share('百', part!)}以上`),
  rule(`(${SIGNED})\\s*[%％]`, (part) => share('百', part!)),
  rule(`(${SIGNED})\\s*‰`, (part) => share('千', part!)),
]

const RECKONING: readonly Rule[] = [
  rule(`(?<=满\\s*)(${NUMBER})\\s*[\\-−–]\\s*(${NUMBER})`, (a, b) => `${amount(a!)}减${amount(b!)}`),
  rule(`(?<=[A-Za-z]\\s?)(\\d+(?:\\.\\d+)?)-(\\d+(?:\\.\\d+)?)(?=[BMK](?!\\w))`, (a, b) => `${amount(a!)} ${amount(b!)}`),
  rule(`(${NUMBER})\\s*[+＋]\\s*(?=\\d)`, (number) => `${amount(number!)}加`),
  rule(`(${NUMBER})\\s*[×xX*]\\s*(?=\\d)`, (number) => `${amount(number!)}乘`),
  // A range goes up: what goes down with room around the sign is taken away.
  { ...rule(`${BEFORE}(${NUMBER})\\s+[\\-−–]\\s+(${NUMBER})(?![\\d\\-])`, (a, b) => `${amount(a!)}减${amount(b!)}`), isFor: isLess },
  rule(`(${NUMBER})\\s*÷\\s*(?=\\d)`, (number) => `${amount(number!)}除以`),
  rule(`(${NUMBER})\\s*[=＝]\\s*(?=[\\w\\-−])`, (number) => `${amount(number!)}等于`),
]

/** Two numbers with a stroke between them: two of several, a ratio, a mixed number, a part of a whole. */
const STROKES: readonly Rule[] = [
  {
    ...rule(`${BEFORE}(\\d{1,2})\\s+(\\d{1,2})\\/(\\d{1,2})${AFTER}(?!\\/)`, (whole, a, b) => `${amount(whole!)}又${amount(b!)}分之${amount(a!)}`),
    isFor: (_, a, b) => isLess(b, a),
  },
  rule(`${BEFORE}(\\d{1,2})\\/(\\d{1,2})(?=\\s*(?:[日号层楼班]|年级))`, (a, b) => `${amount(a!)}、${amount(b!)}`),
  {
    ...rule(`${BEFORE}([1-9]\\d?)\\/([1-9]\\d?)${AFTER}(?!\\/)`, (a, b) => `${amount(a!)}比${amount(b!)}`),
    isFor: (a, b) => Number(a) + Number(b) === 100 && Number(a) % 5 === 0,
  },
  {
    ...rule(
      `${BEFORE}(\\d{1,2})\\/(\\d{1,2})${RANGE}(\\d{1,2})\\/(\\d{1,2})${AFTER}(?!\\/)`,
      (a, b, c, d) => `${amount(b!)}分之${amount(a!)}到${amount(d!)}分之${amount(c!)}`,
    ),
    isFor: (a, b, c, d) => Number(a) / Number(b) < Number(c) / Number(d),
  },
  rule(`${BEFORE}(\\d{1,2})\\/(\\d{1,2})${AFTER}(?!\\/)`, (a, b) => `${amount(b!)}分之${amount(a!)}`),
  // A part of many; not the first day of a hundred, nor a month of a year.
  {
    ...rule(`${BEFORE}(?<!(?:第|进度|共|[Dd]ay)\\s*)([1-9])\\/([1-9]\\d{2,8})${AFTER}(?!\\/|\\s*[页天章课集])`, (a, b) => `${amount(b!)}分之${amount(a!)}`),
    isFor: (_, b = '') => !/^(?:19|20)\d\d$/.test(b) || b === '2000',
  },
]

/** Long numbers are amounts where something is counted, or where they are round. */
const LONG_AMOUNTS: readonly Rule[] = [
  rule(`${BEFORE}(\\d{9,16})(?=\\s*(?:[元块人个次条字份名位家年步]|[美欧日港]元|英镑|用户|粉丝|播放))`, (digits) => amount(digits!)),
  { ...rule(`${BEFORE}([1-9]\\d{8,15})${AFTER}`, (digits) => amount(digits!)), isFor: (digits = '') => digits.endsWith('000000') },
]

/** Two moneys: what one is worth in the other, or how much of one is paid for the other. Not several that are taken. */
const MONEYS = '(?:人民币|[美欧日港韩澳加]元|英镑|卢布|泰铢|瑞郎|离岸人民币)'
const EXCHANGES: readonly Rule[] = [
  rule(`(?<=\\d\\s*)(${MONEYS}|元)\\s*[\\/／]\\s*(?=${MONEYS})`, (money) => `${money!}每`),
  rule(
    `(?<!(?:支持|可用|接受|使用|[用付收])\\s*|[\\/／、])(${MONEYS})\\s*[\\/／]\\s*(?=${MONEYS}(?!\\s*(?:[\\/／、]|均可|都|支付|结算|付款|账户|计价|两)))`,
    (money) => `${money!}兑`,
  ),
]

/** A speed as drivers say it. */
const AN_HOUR = String.raw`\s*(km|公里|千米)\s*[\/／]\s*(?:hr?(?![a-zA-Z])|小时)`
const driven = (number: string, unit: string): string => counted(number, unit === 'km' ? '公里' : unit)
const SPEEDS: readonly Rule[] = [
  rule(String.raw`(?<=时速(?:[约为是达在到]|超过|\s)*)(${NUMBER})${AN_HOUR}`, (number, unit) => driven(number!, unit!)),
  rule(`(?<![A-Za-z_\\d])(${NUMBER})(?:${AN_HOUR})?${RANGE}(${NUMBER})${AN_HOUR}`, (a, _, b, unit) => `每小时${amount(a!)}到${driven(b!, unit!)}`),
  rule(`(?<![A-Za-z_\\d])(${NUMBER})${AN_HOUR}`, (number, unit) => `每小时${driven(number!, unit!)}`),
]

export const AMOUNTS: readonly Rule[] = [
  ...needing(/[/／]/, EXCHANGES),
  // Of what another rule has read: ×10^9/L.
  ...needing(/^\s?[/／]/, [rule(`^\\s?[\\/／]\\s?(${UNIT})(?![a-zA-Z])`, (unit) => `每${unitOf(unit!)}`)]),
  rule(`(?<=\\d[KkPp])\\/(?=\\d{1,4}[KkPp](?!\\w))`, () => '、'),
  rule(`(?<!\\w\\s*)[>＞]\\s*(?=\\d)`, () => '大于'),
  rule(`(?<!\\w\\s*)[<＜]\\s*(?=\\d)`, () => '小于'),
  rule(`${BEFORE}(${NUMBER})\\s*V\\s*[\\/,，]?\\s*(${NUMBER})\\s*A(?![\\w级])`, (volts, amperes) => `${amount(volts!)}伏${amount(amperes!)}安`),
  rule(`${BEFORE}(${NUMBER})\\s*[wW](?![\\w])(?=\\s*${READERS})`, (number) => `${amount(number!)}万`),
  rule(`${BEFORE}(\\d)\\.(\\d)\\s*(?=折)`, (a, b) => digitByDigit(a! + b!)),
  rule(`${BEFORE}([1-9][1-9])\\s*(?=折(?![页线叠]))`, digitByDigit),
  // Of a place and not of a rise: from −5 ℃ to +3 ℃.
  rule(`(?<=(?:℃|°C|度)\\s*(?:到|至|[~～\\-–—、，和与]|——)\\s*)[+＋]\\s?(?=\\d+(?:\\.\\d+)?\\s*(?:℃|°C|度))`, () => '正'),
  ...needing(/\d\s*(?:[%％‰]|[万亿]\s*[/／])/, SHARES),
  ...needing(/[$＄€£￡¥￥]\s*\d|\d\s*[万亿]?\s*[$＄€£￡¥￥]|HKD|USD|EUR|GBP|RMB|CNY|港币|美金/, MONEY),
  rule(`(\\d[\\d,]*\\.\\d{1,2})\\s*(?=元)`, (number) => price(number!)),
  rule(`${BEFORE}[vV](\\d+(?:\\.\\d+)+)${AFTER}`, (digits) => `版本${versionOf(digits!)}`),
  rule(`(?:${BEFORE}|(?<=[A-Za-z]{2}))(\\d+(?:\\.\\d+){2,})${AFTER}`, (digits) => versionOf(digits!)),
  rule(`${BEFORE}(\\d{3,4})[pP]${AFTER}`, (lines) => `${digitByDigit(lines!)}P`),
  rule(`(?<=\\d\\s*(?:月|日|号|年|点|岁|元|块|万|亿|千|章|节|课|周|℃|°C|个|人|次|天|斤|米|分|小时|分钟))\\s*[~～\\-–—]\\s*(?=\\d)`, () => '到'),
  ...needing(/(?:km|公里|千米)\s*[/／]/, SPEEDS),
  ...needing(/[~～]/, [
    rule(
      `(${SIGNED})\\s*(${UNITS})\\s*[~～]\\s*(${SIGNED})\\s*(${UNITS})(?![a-zA-Z])`,
      (a, from, b, to) => `${counted(a!, unitsOf(from!))}到${counted(b!, unitsOf(to!))}`,
    ),
  ]),
  rule(`(?<![A-Za-z_])(${SIGNED})${RANGE}(${SIGNED})\\s*(${UNITS})(?![a-zA-Z])`, (a, b, unit) => `${counted(a!, '')}到${counted(b!, unitsOf(unit!))}`),
  ...needing(/[/／]/, [rule(`(${SIGNED})\\s*(${UNIT})\\s*[\\/／]\\s*(?=${EACH})(?![a-zA-Z])`, (number, unit) => `${counted(number!, unitsOf(unit!))}每`)]),
  rule(`${BEFORE}(\\d+)\\s*h\\s*(\\d{1,2})\\s*min(?![a-zA-Z])`, (h, min) => `${counted(h!, '小时')}${counted(min!, '分钟')}`),
  rule(`${BEFORE}(\\d+)\\s*min\\s*(\\d{1,2})\\s*s(?![a-zA-Z])`, (min, s) => `${amount(min!)}分${amount(s!)}秒`),
  // An m alone is as often a metre: where someone runs or swims, and where there would be an hour of them.
  rule(`${BEFORE}(?<!(?:跑|游|冲刺)[了过完]?\\s?)([1-5]?\\d)\\s*m\\s*(\\d{1,2})\\s*s(?![a-zA-Z])`, (min, s) => `${amount(min!)}分${amount(s!)}秒`),
  rule(`(?<![A-Za-z_\\d])(${SIGNED})\\s*(${UNITS})(?![a-zA-Z])`, (number, unit) => counted(number!, unitsOf(unit!))),
  ...needing(/[/／]/, [
    rule(`(?<=[元块币角次人字页个度分价])\\s*[\\/／]\\s*(${UNIT})(?![a-zA-Z])`, (unit) => `每${unitOf(unit!)}`),
    rule(`(?<=[元块币角次人字页个度分价]|\\d\\s*\\p{Script=Han}{1,2})\\s*[\\/／]\\s*(?=${EACH})`, () => '每'),
  ]),
  rule(`${BEFORE}(\\d{2,3})\\/(\\d{2,3})\\s*(?:mmHg|毫米汞柱)`, (a, b) => `${amount(a!)}、${amount(b!)}毫米汞柱`),
  rule(`${BEFORE}(\\d+)(?:st|nd|rd|th)(?!\\w)`, (number) => `第${amount(number!)}`),
  ...needing(/\d\/\d/, STROKES),
  rule(`${BEFORE}(\\d+)[:：∶](\\d+)${AFTER}`, (a, b) => `${amount(a!)}比${amount(b!)}`),
  ...needing(/\d\s*[-−–+＋×xX*÷=＝]/, RECKONING),
  rule(`第\\s*(${GROUPED}|\\d+)${RANGE}(${GROUPED}|\\d+)(?![\\d\\-])`, (a, b) => `第${amount(a!)}到${amount(b!)}`),
  rule(String.raw`(?<![\w.])((?:k?m|mg|g|mol|mmol|kg)\/(?:h|s|L|mL|kg|m³|m²|s²)|km²?|kg|cm|mm|mg|m[lL]|[kM]?Pa|[kMG]?Hz|kWh?)(?![\w²³\/])`, (unit) =>
    unitsOf(unit!),
  ),
  rule(`${BEFORE}(${NUMBER})${RANGE}(${NUMBER})(?![\\d\\-])(?=\\s*(${COUNTER})?)`, (a, b, what) => `${two(a!, what)}到${two(b!, what)}`),
  rule(`±\\s*(${NUMBER})`, (number) => `正负${amount(number!)}`),
  rule(`[≈约]\\s*(?=\\d)`, () => '约'),
  rule(`(?<![\\w\\p{Script=Han}）)\\]])[~～]\\s*(?=\\d)`, () => '约'),
  rule(`第\\s*(${GROUPED}|\\d+(?:\\.\\d+)*)`, (number) => `第${number!.split('.').map(amount).join('点')}`),
  rule(`${BEFORE}(${NUMBER})[+＋](?![\\w+＋])`, (number) => amount(number!) + (number!.endsWith('0') ? '多' : '加')),
  rule(`(?<![\\w.])2\\s*(?=${COUNTER})(?!点\\d)`, () => '两'),
  ...needing(/\d{9}/, LONG_AMOUNTS),
  rule(`${BEFORE}(\\d{9,})${AFTER}`, (digits) => digitByDigit(digits!)),
  rule(`(?<![\\w.)）])[\\-−](${NUMBER})`, (number) => `负${amount(number!)}`),
  rule(`(?<![\\w.)）+＋])[+＋](${NUMBER})`, (number) => `加${amount(number!)}`),
  rule(`(${NUMBER})`, (number) => amount(number!)),
]
