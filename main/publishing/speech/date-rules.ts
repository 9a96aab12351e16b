/** Days, years, hours and numbers of telephones: what is written with digits and is no amount. */
import { amount, asTelephone, digitByDigit } from './numbers.ts'
import { AFTER, BEFORE, NUMBER, RANGE, rule, type Rule } from './rule.ts'
import { UNIT } from './units.ts'

/** Four digits that are a year; in a range of two also where no 年 follows, unless they are counted or paid. */
const YEAR = String.raw`(?:1[89]|20)\d\d`
const COUNTED = String.raw`\s*(?:[元块人个只台斤克米次字份册页件套吨万亿千百名位公分点条张辆棵种度步倍级件篇家户本]|${UNIT}|[%％‰])`
const CLOCK = String.raw`([01]?\d|2[0-4])[:：]([0-5]\d)`
/** Words beside two numbers with a colon that are a ratio and no time. */
const [RATIO_BEFORE, RATIO_AFTER] = [
  String.raw`(?<=(?:比例|配比|比值|比分|比率|赔率|之比|按照?|[缩放]小)(?:尺|关系)?(?:[是为约成：:]|大约|大概|控制在|\s)*)`,
  String.raw`(?=\s*(?:的\s*(?:比例|配比|比|浓度|模型|尺寸)|稀释|兑水|勾兑|混合|等比))`,
]

const clock = (hour: string, minute: string, second: string | undefined): string =>
  `${amount(String(Number(hour)))}点${minute === '00' ? (second === undefined ? '整' : '零分') : `${minute.startsWith('0') ? `零${amount(minute.slice(1))}` : amount(minute)}分`}${second === undefined ? '' : `${amount(String(Number(second)))}秒`}`

/** In a range nobody says 整. */
const clockInRange = (hour: string, minute: string): string => clock(hour, minute, undefined).replace('整', '')
const ratio = (parts: string): string =>
  parts
    .split(/[:：]/)
    .map((part) => amount(part))
    .join('比')
const telephone = (...parts: string[]): string => parts.map((part) => asTelephone(part)).join('，')
const halfDay = (letter: string): string => (/^a/i.test(letter) ? '上午' : '下午')
const HALF = String.raw`\s*([aApP])\.?[mM]\b\.?`
const QUARTERS = ['一', '二', '三', '四']

export const DATES: readonly Rule[] = [
  rule(
    `${BEFORE}(${YEAR})\\s*年?\\s*Q([1-4])${RANGE}Q?([1-4])(?!\\w)`,
    (digits, from, to) => `${digitByDigit(digits!)}年第${QUARTERS[Number(from) - 1]}到第${QUARTERS[Number(to) - 1]}季度`,
  ),
  rule(`(?<=[〔［[（(])(${YEAR})(?=[〕］\\])）])`, (digits) => digitByDigit(digits!)),
  // Years of a life, or of a reign.
  rule(String.raw`(?<=[（(])(\d{3,4})\s*[\-–—~～]\s*(\d{3,4})(?=[)）])`, (from, to) => `${digitByDigit(from!)}到${digitByDigit(to!)}`),
  rule(`${BEFORE}(${YEAR})(?=级(?!别)|[AEF](?!\\w))`, (digits) => digitByDigit(digits!)),
  // The number of a part, before its title.
  rule(String.raw`^\s*(\d{1,2})[.．、]\s*(?=[^\d\s])`, (number) => `${amount(number!)}，`),
  rule(String.raw`(?<=[图表式例题]\s*)(\d{1,3})([\-–—.])(\d{1,3})${AFTER}`, (a, sign, b) => `${amount(a!)}${sign === '.' ? '点' : '杠'}${amount(b!)}`),
  // Days that are names.
  rule(`${BEFORE}(\\d{1,2})[·•・](\\d{1,2})${AFTER}`, (a, b) => digitByDigit(a! + b!)),
  rule(String.raw`(?<=[“"「‘])(\d{3})(?=[”"」’])`, (digits) => digitByDigit(digits!)),
  rule(String.raw`${BEFORE}(\d{3,4})(?=\s*(?:高校|院校|工程|工作制|大促|购物节|程序员节|胶水|国道|路公交)|[、\/，和及]\s*211(?!\d))`, (digits) =>
    digitByDigit(digits!),
  ),
  rule(`${BEFORE}(${YEAR})\\s*年?\\s*(?:Q([1-4])|H([12]))(?!\\w)`, (digits, quarter, half) =>
    quarter === undefined ? `${digitByDigit(digits!)}年${half === '1' ? '上' : '下'}半年` : `${digitByDigit(digits!)}年第${QUARTERS[Number(quarter) - 1]}季度`,
  ),
  rule(`${BEFORE}(${YEAR})\\s*年?${RANGE}(${YEAR})\\s*年`, (from, to) => `${digitByDigit(from!)}年到${digitByDigit(to!)}年`),
  rule(`${BEFORE}(${YEAR})${RANGE}(${YEAR})(?![\\d\\-])${`(?!\\.\\d|${COUNTED})`}`, (from, to) => `${digitByDigit(from!)}到${digitByDigit(to!)}`),
  rule(`${BEFORE}([12]\\d{3})\\s*年`, (digits) => `${digitByDigit(digits!)}年`),
  rule(
    `${BEFORE}(\\d{4})[\\-\\/.](0?[1-9]|1[0-2])[\\-\\/.](0?[1-9]|[12]\\d|3[01])${AFTER}`,
    (y, m, d) => `${digitByDigit(y!)}年${amount(String(Number(m)))}月${amount(String(Number(d)))}日`,
  ),
  rule(`${BEFORE}(${YEAR})[\\-\\/](0[1-9]|1[0-2])${AFTER}(?![\\-\\/]\\d)`, (y, m) => `${digitByDigit(y!)}年${amount(String(Number(m)))}月`),
  rule(`${BEFORE}((?:19|20)\\d\\d)\\/([1-9])${AFTER}(?!\\/)`, (y, m) => `${digitByDigit(y!)}年${amount(m!)}月`),
  rule(`${BEFORE}([1-9]0)\\s*(?:年代)?${RANGE}([1-9]0)\\s*(?=年代)`, (a, b) => `${amount(a!)}到${amount(b!)}`),
  rule(`(?<=\\d\\s*年)\\s*[~～\\-–—]\\s*(?=公元|前\\d)`, () => '到'),
  rule(`${BEFORE}([1-9]0)\\s*(?=年代)`, (digits) => amount(digits!)),
  // Generations by the years of their birth.
  rule(`${BEFORE}([05-9][05]|10)(?=后(?!\\w))`, (digits) => digitByDigit(digits!)),
  rule(`${BEFORE}([1-9]|1[0-2])\\/([1-9]|1[0-2])(?=月)`, (a, b) => `${amount(a!)}、${amount(b!)}`),
  rule(`${BEFORE}24\\/7${AFTER}(?!\\/)(?:\\s*小时)?`, () => '七乘二十四小时'),
  rule(
    `(?<=(?:比分|总分|战胜|击败|负于|[胜负输赢])(?:[是为：:了]|\\s)*)(\\d{1,3})\\s*[\\-–—:：]\\s*(\\d{1,3})${AFTER}(?![\\-:：]\\d)`,
    (a, b) => `${amount(a!)}比${amount(b!)}`,
  ),
  rule(`${RATIO_BEFORE}(\\d+(?:[:：]\\d+)+)${AFTER}`, (parts) => ratio(parts!)),
  rule(`${BEFORE}(\\d+(?:[:：]\\d+)+)${RATIO_AFTER}`, (parts) => ratio(parts!)),
  rule(`${BEFORE}${CLOCK}${HALF}`, (h, m, half) => halfDay(half!) + clock(h!, m!, undefined)),
  rule(`${BEFORE}(1[0-2]|[1-9])${HALF}`, (h, half) => `${halfDay(half!)}${amount(h!)}点`),
  rule(`${BEFORE}${CLOCK}${RANGE}${CLOCK}${AFTER}(?![:：]\\d)`, (h, m, hour, minute) => `${clockInRange(h!, m!)}到${clockInRange(hour!, minute!)}`),
  rule(`${BEFORE}${CLOCK}(?:[:：]([0-5]\\d))?${AFTER}`, clock),
  rule(`[+＋]\\s?86[ \\-]?(?=1[3-9]\\d)`, () => '加八六，'),
  rule(`${BEFORE}([48]00)[ \\-]?(\\d{3})[ \\-]?(\\d{4})${AFTER}`, telephone),
  rule(`${BEFORE}([48]00)[ \\-](\\d{4})[ \\-](\\d{3})${AFTER}`, telephone),
  rule(`(?<=(?:拨打|拨|打|致电|热线|电话|客服|报警)(?:号码)?(?:[是为：:]|\\s)*)(\\d{3,8})${AFTER}(?!\\s*[\\-个次元万年月块折字人秒分])`, telephone),
  rule(`${BEFORE}(\\d{3,8})(?=\\s*(?:客服|服务)?热线)`, telephone),
  rule(`${BEFORE}(12306|12315|12348|10086|10010|955\\d\\d)${AFTER}(?!\\s*[个次元万年月块字人秒分步])`, telephone),
  rule(`${BEFORE}(1[3-9]\\d)[ \\-]?(\\d{4})[ \\-]?(\\d{4})${AFTER}`, telephone),
  rule(`${BEFORE}(0\\d{2,3})[ \\-](\\d{7,8})${AFTER}`, telephone),
  rule(`${BEFORE}(\\d+(?:-\\d+){2,})${AFTER}`, (digits) => digits!.split('-').map(digitByDigit).join('，')),
  // Numbers that are names: of rooms, seats, parcels.
  rule(
    String.raw`(?<=(?:端口|错误码|状态码|RTX|GTX|邮编|邮政编码|房间|房号|门牌|尾号|编号|学号|工号|卡号|账号|帐号|群号|车号|股票代码|代码|区号|验证码|邀请码|提取码|兑换码|优惠码|密码|口令|序列号|单号|QQ群?|微信号?|(?<![A-Za-z])ID)(?:号码?)?(?:[是为：:]|\s)*)(\d{3,})${AFTER}(?!\s*[个次元万年月块人])`,
    (digits) => digitByDigit(digits!),
  ),
  rule(`${BEFORE}(\\d{1,2})\\s*(?:[vV][sS]?|V[sS]\\.)\\s*(\\d{1,2})${AFTER}`, (a, b) => `${amount(a!)}对${amount(b!)}`),
  rule(`(?<=公元前\\s*)(${NUMBER})(?=\\s*年)`, (digits) => amount(digits!)),
]
