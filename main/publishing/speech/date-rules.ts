/** Days, years, hours and numbers of telephones: what is written with digits and is no amount. */
import { COUNTED, COUNTER } from './counters.ts'
import { amount, asTelephone, digitByDigit, GROUPED } from './numbers.ts'
import { AFTER, BEFORE, needing, NUMBER, RANGE, rule, type Rule } from './rule.ts'
import { UNIT } from './units.ts'

/** Four digits that are a year; in a range of two also where no 年 follows, unless they are counted or paid. */
const YEAR = String.raw`(?:1[89]|20)\d\d`
const NO_YEAR = String.raw`\s*(?:[元块人个只台斤克米次字份册页件套吨万亿千百名位公分点条张辆棵种度步倍级件篇家户本]|${UNIT}|[%％‰])`
const CLOCK = String.raw`([01]?\d|2[0-4])[:：]([0-5]\d)`
/** Words beside two numbers with a colon that are a ratio and no time. */
const [RATIO_BEFORE, RATIO_AFTER] = [
  String.raw`(?:(?<=(?:比例|配比|比值|比分|比率|赔率|之比|按照?|[缩放]小)(?:尺|关系)?(?:[是为约成：:]|大约|大概|控制在|\s)*)|(?<=[水粉料液油醋糖盐茶高长宽男女师生股债盈亏信噪]比(?:[是为约成：:]|大约|大概|控制在|\s)*)(?!\d+[:：]\d+\s*[早晚]))`,
  String.raw`(?=\s*(?:的\s*(?:比例|配比|比|浓度|模型|尺寸)|稀释|兑水|勾兑|混合|等比))`,
]

const clock = (hour: string, minute: string, second: string | undefined): string =>
  `${amount(String(Number(hour)))}点${minute === '00' ? (second === undefined ? '整' : '零分') : `${minute.startsWith('0') ? `零${amount(minute.slice(1))}` : amount(minute)}分`}${second === undefined ? '' : `${amount(String(Number(second)))}秒`}`

const secondsOf = (written: string): string => `${amount(String(Number(written)))}秒`

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

/** No score is what looks like an hour behind a day or a part of it. */
const NOT_AT_AN_HOUR = String.raw`(?<!(?:(?:周|星期|礼拜)[一二三四五六日天]|[上中下]午|[早晚]上|[今明昨][天早晚]|凌晨|清晨|傍晚|半夜)\s*(?=\d{1,2}[:：][0-5]\d(?!\d)))`

/** What a year is the name of. */
const SEASON = '赛季|学年|财年|年度|雪季|榨季'
const isNext = (year = '', next = ''): boolean => (Number(year) + 1) % 100 === Number(next)
const followsOn = (year = '', next = ''): boolean => isNext(year.slice(-2), next)
const follow = (...dates: string[]): boolean => {
  const [m = 0, d = 0, month = 0, day = 0] = dates.map(Number)
  return m < month || (m === month && d < day)
}
/** Two parts of a whole as well: they grow, or are of few parts, as halves and thirds are. */
const mayBeParts = (...dates: string[]): boolean => {
  const [m = 0, d = 0, month = 0, day = 0] = dates.map(Number)
  return m < d && month < day && (m / d < month / day || (d <= 10 && day <= 10))
}
const shrink = (...dates: string[]): boolean => {
  const [m = 0, d = 0, month = 0, day = 0] = dates.map(Number)
  return m / d > month / day
}
/** From a half to a third; what has more above and shrinks is mostly days: 3/5-3/7. */
const areOneOfSo = (m = '', _d = '', month = ''): boolean => Number(m) === 1 && Number(month) === 1
const areParts = (...dates: string[]): boolean => mayBeParts(...dates) && (!shrink(...dates) || areOneOfSo(...dates))
const daysToDays = (...dates: string[]): string => {
  const [m, d, month, day] = dates.map((number) => amount(String(Number(number))))
  return `${m}月${d}日到${month}月${day}日`
}
const DAYS = String.raw`${BEFORE}(1[0-2]|0?[1-9])\/([12]\d|3[01]|0?[1-9])${RANGE}(1[0-2]|0?[1-9])\/([12]\d|3[01]|0?[1-9])${AFTER}(?![\/\-]|\s*[=＝])`
const partsToParts = (...parts: string[]): string => {
  const [above, below, more, whole] = parts.map((number) => amount(String(Number(number))))
  return `${below}分之${above}到${whole}分之${more}`
}
/** What goes on for days. */
const GOES_ON = '放[假寒暑春秋]|休[息假市]|补课|报名|上课|开课|停课|开学|考试|集训|出差|请假|旅[行游]|值班|停业|停电|停水|施工|展出|举[行办]|期间'
const [DAYS_BEFORE, DAYS_AFTER] = [
  String.raw`(?:(?:放假|休假|假期|报名|日期|档期)(?:时间|日期)?\s*[是为：:（(]?|时间\s*[：:])\s*`,
  String.raw`\s*[）)]?\s*(?:${GOES_ON})`,
]
const dayOf = (year: string, month: string, day: string): string => `${digitByDigit(year)}年${amount(String(Number(month)))}月${amount(String(Number(day)))}日`

/** What waits or lasts, or a bound of it: a number with an s behind that is seconds. */
const LASTING = String.raw`(?:(?:等待?|超[时过]|[耗用]时|时长|延[迟时]|间隔|每隔?|持续|缓存|[约共]|运行|不[到足]|[大小]于|至[多少]|最[多长]|TTL|timeout|(?:响应|运行|等待|执行|处理|训练|推理|加载|启动|过期|有效|总|平均)时间)(?:[是为约了：:]|\s)*|[等跑花用训练行]了\s*)`

/** What decades are named for. */
const CULTURE = '风|复古|音乐|流行|金曲|迪斯科|文化|电影|怀旧|老歌|港片|出生'

/** 1990s, 80's. */
const DECADES: readonly Rule[] = [
  rule(String.raw`(?<!\w)((?:1[89]\d|20[0-4])0)['’]?s(?:\s*年代|(?=\s*的?\s*(?:${CULTURE})))`, (decade) => `${digitByDigit(decade!)}年代`),
  rule(String.raw`(?<!${LASTING})(?<!\w)((?:1[89]\d|20[0-4])0)['’]?s(?!\w)`, (decade) => `${digitByDigit(decade!)}年代`),
  rule(String.raw`(?<!\w)['’]?([3-9]0)['’]?s(?=\s*(?:${CULTURE}))`, (decade) => `${amount(decade!)}年代`),
  rule(String.raw`(?<!\w)['‘’]([3-9]0)s(?!\w)`, (decade) => `${amount(decade!)}年代`),
  // Two that follow each other.
  {
    ...rule(
      String.raw`(?<!${LASTING})(?<!\w)([5-9]0)s\s*([、，和与及或])\s*([5-9]0)s(?!\w)`,
      (decade, and, next) => `${amount(decade!)}年代${and!}${amount(next!)}年代`,
    ),
    isFor: (decade, _, next) => Number(next) - Number(decade) === 10,
  },
]

/** Years that stand for two, decades, days that are names, and years without 年. */
const NAMED_TIMES: readonly Rule[] = [
  ...needing(/0['’]?s/, DECADES),
  rule(String.raw`(?<!\w)9\/11(?=\s*(?:[”"』」’]|事件|恐怖|恐袭|袭击|委员会|调查|纪念))`, () => '九一一'),
  {
    ...rule(`${BEFORE}(\\d{1,2})[\\/.](\\d{1,2})(?=[”"』」’]?\\s*(?:事件|事变|惨案|运动|政变|起义|晚会|大促|购物节|(?:大?地震)))`, (month, day) =>
      /^1[12]$/.test(month!) && month === day ? `双${amount(month)}` : digitByDigit(month! + day!),
    ),
    isFor: (month, day = '') => Number(month) <= 12 && day.length === 2 && Number(day) <= 31,
  },
  rule(`${BEFORE}(${YEAR})\\s*[\\/\\-–—]\\s*(${YEAR}|\\d\\d)(?=\\s*(?:${SEASON}))`, (from, to) => `${digitByDigit(from!)}到${digitByDigit(to!)}`),
  { ...rule(`${BEFORE}(\\d\\d)\\s*[\\/\\-–—]\\s*(\\d\\d)(?=\\s*(?:${SEASON}))`, (from, to) => `${digitByDigit(from!)}到${digitByDigit(to!)}`), isFor: isNext },
  {
    ...rule(`${BEFORE}(${YEAR})[\\/\\-–](1[3-9]|[2-9]\\d)(?![\\w\\-\\/]|\\.\\d|${NO_YEAR})`, (from, to) => `${digitByDigit(from!)}到${digitByDigit(to!)}`),
    isFor: followsOn,
  },
  {
    ...rule(`${BEFORE}(${YEAR})(?=\\s*(?:${SEASON}|世界杯|奥运|欧洲杯|亚运|[版款]))`, (year) => digitByDigit(year!)),
    isFor: (year = '') => !year.endsWith('00'),
  },
  rule(
    `${BEFORE}(${YEAR})\\.(0?[1-9]|1[0-2])${RANGE}(${YEAR})\\.(0?[1-9]|1[0-2])${AFTER}`,
    (y, m, year, month) => `${digitByDigit(y!)}年${amount(String(Number(m)))}月到${digitByDigit(year!)}年${amount(String(Number(month)))}月`,
  ),
  {
    ...rule(`${BEFORE}(\\d{1,2})\\/(\\d{1,2})\\/(${YEAR})${AFTER}(?!\\/)`, (d, m, y) => dayOf(y!, m!, d!)),
    isFor: (d, m) => Number(d) > 12 && Number(m) <= 12,
  },
  {
    ...rule(`${BEFORE}(\\d{1,2})\\/(\\d{1,2})\\/(${YEAR})${AFTER}(?!\\/)`, (m, d, y) => dayOf(y!, m!, d!)),
    isFor: (m, d) => Number(d) > 12 && Number(m) <= 12,
  },
  rule(
    `${BEFORE}(1[0-2]|0?[1-9])\\/([12]\\d|3[01]|0?[1-9])(?=\\s*[（(]?(?:周[一二三四五六日天]|星期)|\\s+\\d{1,2}[:：]\\d\\d)`,
    (m, d) => `${amount(String(Number(m)))}月${amount(String(Number(d)))}日`,
  ),
  { ...rule(`(?=\\d)(?<=${DAYS_BEFORE})${DAYS}`, daysToDays), isFor: follow },
  { ...rule(`${DAYS}(?=${DAYS_AFTER})`, daysToDays), isFor: follow },
  { ...rule(DAYS, daysToDays), isFor: (...dates) => follow(...dates) && !areParts(...dates) },
  { ...rule(DAYS, partsToParts), isFor: (...parts) => follow(...parts) && areParts(...parts) && shrink(...parts) },
  // Years of which few have a thousand: what lasted so long would be rounder, and has no reign before it.
  rule(String.raw`(?<=(?:公元|朝代?|时代|[汉晋隋唐宋])\s*)(\d{3})\s*[至到]\s*(\d{3,4})(?=\s*年)`, (from, to) => `${digitByDigit(from!)}到${digitByDigit(to!)}`),
  {
    ...rule(
      `${BEFORE}(\\d{3})(?:\\s*年?\\s*[\\-–—~～]|\\s*年\\s*[至到])\\s*(\\d{3,4})(?=\\s*年)`,
      (from, to) => `${digitByDigit(from!)}到${digitByDigit(to!)}`,
    ),
    isFor: (from, to) => Number(from) < Number(to) && !(Number(from) % 10 === 0 && Number(to) % 10 === 0),
  },
  rule(String.raw`(?<=公元\s*)(\d{3})(?=\s*年)`, (year) => digitByDigit(year!)),
]

/** What lasts minutes and seconds. */
const DURATIONS = '时长|[用耗历]时|片长|[全总]长|配速|总时间|闷蒸|萃取|倒计时'
const LASTS = `(?<=(?:${DURATIONS})(?:[是为约到：:]|大约|大概|控制在|不超过|设[为成]|\\s)*)`
/** No hours of a night, which begin with a nought as seconds do. */
const NO_NIGHT = String.raw`(?<!(?:凌晨|[半深午]夜|夜[里间]|零点|[今明昨每次当]天|[日号晚]|(?:周|星期|礼拜)[一二三四五六日天]|\d[\-\/.]\d{1,2})\s*)`

const lengthOf = (hours: string | undefined, minutes: string, seconds: string): string =>
  hours === undefined && Number(minutes) === 0
    ? secondsOf(seconds)
    : `${hours === undefined ? '' : `${amount(String(Number(hours)))}小时`}${amount(String(Number(minutes)))}分${secondsOf(seconds)}`

/** How long something is, of which the first number is minutes. */
const LENGTHS: readonly Rule[] = [
  ...needing(/\d[:：]\d/, [
    rule(
      `${LASTS}(\\d{1,3})[:：]([0-5]\\d)${RANGE}(\\d{1,3})[:：]([0-5]\\d)(?![\\d:：])`,
      (min, s, minutes, seconds) => `${lengthOf(undefined, min!, s!)}到${lengthOf(undefined, minutes!, seconds!)}`,
    ),
    rule(`${LASTS}(?:(\\d{1,2})[:：])?(\\d{1,3})[:：]([0-5]\\d)(?![\\d:：])`, (h, min, s) => lengthOf(h, min!, s!)),
    // From the beginning of what is heard or seen. Before days are read, behind which it is night.
    rule(`${NO_NIGHT}${BEFORE}0[:：]00${RANGE}0[:：]([0-5]\\d)${AFTER}(?![:：]\\d)`, (to) => `零秒到${secondsOf(to!)}`),
  ]),
  {
    ...rule(String.raw`(?<![\w.])(\d{1,2})\s*['′’](\d\d)["″”]`, (min, s) => `${amount(min!)}分${amount(String(Number(s)))}秒`),
    isFor: (_, s = '') => /^(?:0\d|1[2-9]|[2-5]\d)$/.test(s),
  },
  // 20K pages are no hours: 8k-15k.
  rule(`${BEFORE}(\\d+(?:\\.\\d+)?)\\s*[kK]\\s*[\\-–—~～]\\s*(\\d+(?:\\.\\d+)?)\\s*[kK](?!\\w)`, (a, b) => `${amount(a!)}K到${amount(b!)}K`),
]

/** A comma parts the thousands of one number, or several numbers. */
const THOUSANDS = new RegExp(`^${GROUPED}$`)
const rowOf = (part: string): string =>
  THOUSANDS.test(part)
    ? amount(part)
    : part
        .split(',')
        .map((each) => amount(each.trim()))
        .join('、')

/** Several of one row: 第1、2节. */
const ROWS: readonly Rule[] = [
  rule(
    String.raw`第\s*(\d+(?:\s*[、,，和及与或\/／]\s*\d+)+)(?![\d\w\-.:：%％])(?=\s*[章节课讲回页条款步题关周天期季届集卷部件点轮组层行列段项排号班年名位次])`,
    (numbers) =>
      `第${numbers!
        .split(/([、，和及与或/／])/)
        .map((part) => (/\d/.test(part) ? rowOf(part.trim()) : /[和及与或]/.test(part) ? part : '、'))
        .join('')}`,
  ),
  rule(
    String.raw`(?<=(?:房间|房号|门牌)(?:号码?)?(?:[是为：:]|\s)*)(\d{3,4}(?:\s*[、和与及或]\s*\d{3,4})+)${AFTER}(?!\s*(?:[间元块平套]|${COUNTED}))`,
    (rooms) => digitByDigit(rooms!.replaceAll(/\s/g, '')),
  ),
  rule(String.raw`(?<=[楼座栋]\s*)(\d+)(?=\s*层)`, (storey) => amount(storey!)),
  {
    ...rule(String.raw`${BEFORE}([1-9]\d{2,3})(?=\s*(?:教室|会议室|号房|室(?!内|外|温)))`, (room) => digitByDigit(room!)),
    isFor: (room = '') => !room.endsWith('00'),
  },
]

export const DATES: readonly Rule[] = [
  ...NAMED_TIMES,
  ...LENGTHS,
  ...needing(/[第房门楼座栋室]/, ROWS),
  rule(
    `${BEFORE}(${YEAR})\\s*年?\\s*Q([1-4])${RANGE}Q?([1-4])(?!\\w)`,
    (digits, from, to) => `${digitByDigit(digits!)}年第${QUARTERS[Number(from) - 1]}到第${QUARTERS[Number(to) - 1]}季度`,
  ),
  rule(`(?<=[〔［[（(])(${YEAR})(?=[〕］\\])）])`, (digits) => digitByDigit(digits!)),
  // Years of a life, or of a reign.
  rule(String.raw`(?<=[（(])(\d{3,4})\s*[\-–—~～]\s*(\d{3,4})(?=[)）])`, (from, to) => `${digitByDigit(from!)}到${digitByDigit(to!)}`),
  rule(`${BEFORE}(${YEAR})(?=\\s?级(?!别)|[AEF](?!\\w))`, (digits) => digitByDigit(digits!)),
  // The number of a part, before its title.
  rule(String.raw`^\s*(\d{1,2})[.．、]\s*(?=[^\d\sa-z])`, (number) => `${amount(number!)}，`),
  rule(
    String.raw`(?<=(?:[图表式题]|(?<!案)例)\s*)(\d{1,3})([\-–—.])(\d{1,3})${AFTER}`,
    (a, sign, b) => `${amount(a!)}${sign === '.' ? '点' : '杠'}${amount(b!)}`,
  ),
  rule(String.raw`(?<=(?:练习|习题|附录|清单|算法|案例)\s*)(\d{1,3})[\-–—](\d{1,3})${AFTER}(?!\s*${COUNTER})`, (a, b) => `${amount(a!)}杠${amount(b!)}`),
  // Days that are names.
  rule(`${BEFORE}(\\d{1,2})[·•・](\\d{1,2})${AFTER}`, (a, b) => digitByDigit(a! + b!)),
  rule(String.raw`(?<=[“"「‘])(\d{3})(?=[”"」’])`, (digits) => digitByDigit(digits!)),
  rule(String.raw`${BEFORE}985(\s*[、\/，和及]\s*)211(?!\d)`, (between) => `九八五${/[和及]/.test(between!) ? between!.trim() : '、'}二一一`),
  rule(String.raw`${BEFORE}996(?=\s*(?:加班|文化|模式|公司|程序员|福报|的(?:生活|工作|公司|日子)|[和、\/]\s*(?:007|ICU)))`, () => '九九六'),
  rule(String.raw`${BEFORE}(\d{3,4})(?=\s*(?:高校|院校|工程|工作制|大促|购物节|程序员节|胶水|国道|路公交)|[、\/，和及]\s*211(?!\d))`, (digits) =>
    digitByDigit(digits!),
  ),
  rule(`${BEFORE}(${YEAR})\\s*年?\\s*(?:Q([1-4])|H([12]))(?!\\w)`, (digits, quarter, half) =>
    quarter === undefined ? `${digitByDigit(digits!)}年${half === '1' ? '上' : '下'}半年` : `${digitByDigit(digits!)}年第${QUARTERS[Number(quarter) - 1]}季度`,
  ),
  rule(`${BEFORE}(${YEAR})\\s*年?${RANGE}(${YEAR})\\s*年`, (from, to) => `${digitByDigit(from!)}年到${digitByDigit(to!)}年`),
  rule(`${BEFORE}(${YEAR})${RANGE}(${YEAR})(?![\\d\\-])${`(?!\\.\\d|${NO_YEAR})`}`, (from, to) => `${digitByDigit(from!)}到${digitByDigit(to!)}`),
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
  rule(
    `${NOT_AT_AN_HOUR}${BEFORE}(\\d{1,3})\\s*[\\-–—:：]\\s*(\\d{1,3})(?=\\s*(?:[大险完小]?胜|战胜|击败|惜败|不敌|负于|领先|落后|战平|逆转))`,
    (a, b) => `${amount(a!)}比${amount(b!)}`,
  ),
  ...needing(/\d[:：]\d/, [
    rule(`${RATIO_BEFORE}(\\d+(?:[:：]\\d+)+)${AFTER}`, (parts) => ratio(parts!)),
    rule(`${BEFORE}(\\d+(?:[:：]\\d+)+)${RATIO_AFTER}`, (parts) => ratio(parts!)),
    rule(`${BEFORE}${CLOCK}${HALF}`, (h, m, half) => halfDay(half!) + clock(h!, m!, undefined)),
  ]),
  ...needing(/[aApP]\.?[mM]/, [rule(`${BEFORE}(1[0-2]|[1-9])${HALF}`, (h, half) => `${halfDay(half!)}${amount(h!)}点`)]),
  ...needing(/\d[:：]\d/, [
    rule(`${BEFORE}${CLOCK}${RANGE}${CLOCK}${AFTER}(?![:：]\\d)`, (h, m, hour, minute) => `${clockInRange(h!, m!)}到${clockInRange(hour!, minute!)}`),
    rule(`${BEFORE}${CLOCK}(?:[:：]([0-5]\\d))?${AFTER}`, clock),
  ]),
  ...needing(/\d{3}/, [
    rule(`[+＋]\\s?86[ \\-]?(?=1[3-9]\\d)`, () => '加八六，'),
    rule(`${BEFORE}([48]00)[ \\-]?(\\d{3})[ \\-]?(\\d{4})${AFTER}`, telephone),
    rule(`${BEFORE}([48]00)[ \\-](\\d{4})[ \\-](\\d{3})${AFTER}`, telephone),
    rule(
      `(?<=(?:拨打|拨|打|致电|热线|电话|客服|报警)(?:号码)?(?:[是为：:]|\\s)*)(\\d{4,8}|\\d{3}(?!\\s*${COUNTED}))${AFTER}(?!\\s*[\\-个次元万年月块折字人秒分])`,
      telephone,
    ),
    rule(`${BEFORE}(\\d{3,8})(?=\\s*(?:客服|服务)?热线)`, telephone),
    rule(`${BEFORE}(12306|12315|12348|10086|10010|955\\d\\d)${AFTER}(?!\\s*[个次元万年月块字人秒分步])`, telephone),
    rule(`${BEFORE}(1[3-9]\\d)[ \\-]?(\\d{4})[ \\-]?(\\d{4})${AFTER}`, telephone),
    rule(`(?<!\\w)[(（](0\\d{2,3})[)）]\\s?-?\\s?(\\d{7,8})${AFTER}`, telephone),
    rule(`(?<!\\w)[(（](0\\d{2,3})[)）]\\s?-?\\s?(\\d{3,4})[ \\-](\\d{4})${AFTER}`, telephone),
    rule(`${BEFORE}(0\\d{2,3})[ \\-](\\d{7,8})${AFTER}`, telephone),
    rule(`${BEFORE}(0\\d{2,3})[ \\-](\\d{3,4})[ \\-](\\d{4})${AFTER}`, telephone),
  ]),
  rule(`${BEFORE}(\\d+(?:-\\d+){2,})${AFTER}`, (digits) => digits!.split('-').map(digitByDigit).join('，')),
  rule(String.raw`(?<=QQ\s?(?:群|账号|帐号)?(?:号码?)?(?:[是为：:]|\s)*)(\d{5,11})${AFTER}(?!\s*[个次元万年月块人])`, asTelephone),
  // Numbers that are names: of rooms, seats, parcels.
  rule(
    String.raw`(?<=(?:端口|错误码|状态码|RTX|GTX|邮编|邮政编码|房间|房号|门牌|尾号|编号|学号|工号|卡号|账号|帐号|群号|车号|股票代码|代码|区号|验证码|邀请码|提取码|兑换码|优惠码|密码|口令|序列号|单号|QQ群?|微信号?|(?<![A-Za-z])ID)(?:号码?)?(?:[是为：:]|\s)*)(\d{3,})${AFTER}(?!\s*[个次元万年月块人])`,
    (digits) => digitByDigit(digits!),
  ),
  rule(`${BEFORE}(\\d{1,2})\\s*(?:[vV][sS]?|V[sS]\\.)\\s*(\\d{1,2})${AFTER}`, (a, b) => `${amount(a!)}对${amount(b!)}`),
  rule(`(?<=公元前\\s*)(${NUMBER})(?=\\s*年)`, (digits) => amount(digits!)),
]

/** Around what is a time of day, where a digit and two more might be minutes and seconds, or a ratio. */
const DAY_BEFORE =
  /(?:[早晚夜]|上午|下午|中午|凌晨|[今明昨后每当次]天|[日号]|\d[-/.]\d{1,2}|(?:周|星期|礼拜)[一二三四五六日天末]|[上下]班|[上下放开]学|会议?|课|第[一二三四五六七八九十]+[节盘局场]|考试|报名|截止|时间|闹钟)[是为：:（(]?\s*$/
const DAY_AFTER = /^\s*(?:[起开上下出到之以前后准整]|集合|入场|的(?:课|会|车|票|飞机|航班|闹钟))/
/** What leads to hours, and to seconds as well: 注水到 0:45. */
const LED = /[在从到至于前]\s*$/

const [MAY_LAST, MAY_BE_SECONDS] = [/^[1-9][:：][0-5]\d$/, new RegExp(`^0[:：][0-5]\\d(?:${RANGE}0[:：][0-5]\\d)?$`)]
/** Around what is heard or seen, which begins at nought. */
const OF_A_CLIP = new RegExp(`片[头尾]|镜头|画面|[视音]频|开[头场]|前奏|字幕|旁白|歌词|广告|注水|${DURATIONS}`)

/** What was read as a time of day and may be so many minutes and seconds, or as seconds and may be half an hour: its text, where the texts around it are given. */
export function unsureTime(before: string, { written, said }: { readonly written: string; readonly said: string }, after: string): string | null {
  const time = written.trim()
  if (MAY_BE_SECONDS.test(time) && said.startsWith('零秒到')) return OF_A_CLIP.test(before + after) ? null : time
  if (!said.includes('点') || DAY_BEFORE.test(before) || DAY_AFTER.test(after)) return null
  return MAY_BE_SECONDS.test(time) || (MAY_LAST.test(time) && !LED.test(before)) ? time : null
}

const [WHOLE_DAYS, BEHIND_DAYS, BEFORE_DAYS] = [new RegExp(`^${DAYS}$`), new RegExp(`${DAYS_BEFORE}$`), new RegExp(`^${DAYS_AFTER}`)]

/** What may be days from one to another as well as parts of a whole that grow smaller: its text, where the texts around it are given. */
export function unsureDays(before: string, { written }: { readonly written: string }, after: string): string | null {
  const range = written.trim()
  const dates = WHOLE_DAYS.exec(range)?.slice(1) ?? []
  const isUnsure = dates.length > 0 && follow(...dates) && mayBeParts(...dates) && shrink(...dates)
  return isUnsure && !BEHIND_DAYS.test(before) && !BEFORE_DAYS.test(after) ? range : null
}
