/** Numbers that are names and no amounts: of telephones that everybody knows, of cars, days, shops and versions, and years of two digits. */
import { amount, asTelephone, digitByDigit, versionOf } from './numbers.ts'
import { AFTER, BEFORE, rule, type Rule } from './rule.ts'

/** Of the police, the fire brigade, ambulances and accidents on roads. */
const EMERGENCY = String.raw`(?:11[09]|12[02])`
const NOT_COUNTED = String.raw`(?!\s*(?:[个次元万年月块折字人秒分斤克米岁天度倍页集平公毫厘]|[a-zA-Z%％]|[、，,]\s*\d))`

/** Where a car is registered. */
const PROVINCES = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼'

/** Days of sales and what people say with numbers, each of which is said digit by digit among others of them. */
const SAYINGS = '315|520|521|1314|996|955|007|618|233|666|888|985|211|404|5201314|1024'
/** What they are called with. */
const OF_SAYINGS = '晚会|大促|购物节|年中大促|情人节|表白日|程序员节|高校|院校|工作制'
const SAYING = String.raw`(?:${SAYINGS})(?:\s*(?:${OF_SAYINGS}))?`

const SAID_BY_DIGITS: readonly Rule[] = [
  // Two or more of them beside each other.
  rule(String.raw`${BEFORE}(${SAYING}(?:\s*[、，,\/和与及或]\s*${SAYING})+)(?![\w.%％]|\s*[、，,]\s*\d|\s*[个元块人次年米页斤克吨公平千分名位万亿])`, (all) =>
    digitByDigit(all!.replaceAll(/\s*\/\s*/g, '、')),
  ),
  rule(`${BEFORE}(315)(?=\\s*(?:晚会|曝光|打假|投诉|消费者))`, digitByDigit),
  rule(`${BEFORE}(520|521)(?=\\s*(?:表白|情人节|告白|文案|礼物|那天|当天|这天|领证|红包|[，、]?\\s*我爱你))`, digitByDigit),
  rule(`${BEFORE}(618)(?=\\s*(?:大促|期间|活动|当天|前后|预售|购物|促销|战报|满减|年中|和双|、双))`, digitByDigit),
  rule(`(?<=双\\s?(?:11|12|十一|十二)\\s*[和、与或\\/]\\s*)(618)${AFTER}`, digitByDigit),
  rule(`${BEFORE}(996|007)(?=\\s*(?:制|工时|的?加班|上班|打工人|[，、]\\s*007))`, digitByDigit),
  rule(String.raw`(?<=996[^。！？\n]{0,12})(955|007)${AFTER}(?!\s*[个元块人次年米页斤])`, digitByDigit),
  rule(`${BEFORE}(996)(?=\\s*(?:不|是|太|违|已|成|到|公|也|很|才|就))`, digitByDigit),
  rule(`${BEFORE}(\\d{3,5})(?=\\s*(?:号)?端口(?!号))`, digitByDigit),
  // What servers answer.
  rule(`${BEFORE}([1-5]0\\d)(?=\\s*(?:Not\\b|OK\\b|Bad\\b|Forbidden|Unauthorized|Internal|错误页|页面|重定向|状态码|响应))`, digitByDigit),
  rule(`${BEFORE}(40[0-9]|50[0-4])(?=\\s*(?:错误|报错|异常))`, digitByDigit),
  rule(`(?<=(?:状态码|响应码|返回码?|报错?|HTTP)(?:[是为了：:]|\\s)*)([1-5]0\\d)${AFTER}(?!\\s*[个次元万年月块字人秒分条行毫微兆])`, digitByDigit),
]

/** Before what lasts so many years. */
const LASTED = String.raw`(?<!(?:[了约共近第满过活用等]|公元|前|长达|历时|享年|在位|执政|存在|延续|持续|工作|生活|相隔|距今|仅|只|有|至少|超过|不到|将近|整整|[一二三四五六七八九十百千万\d])\s*)`
const HAPPENED =
  '香港|澳门|洪水|特大|大?地震|金融危机|亚洲金融|世界杯|欧洲杯|奥运|亚运|春晚|春节|国庆|南巡|回归|高考|改革|下岗|房改|入世|出生|毕业|入学|入伍|参军|下海|创业|结婚|考上|大学|生人|生的|那年|那会儿|那时|前后|开始|起|[初底末春夏秋冬]|[上下]半年|[版款]|\\d{1,2}\\s*月'

/** Two digits that are a year of the last century. */
const SHORT_YEARS: readonly Rule[] = [
  rule(`${LASTED}${BEFORE}['’]?([4-9]\\d)\\s*(?=年(?:的\\s*)?(?:${HAPPENED}))`, digitByDigit),
  rule(`(?<=(?:[从自]|[生建创始立办]于|出生[在于]|毕业于)\\s*)([5-9]\\d)\\s*(?=年(?!代))`, digitByDigit),
]

/** Steps within a line: 1）…2）…, (1)…(2)…, 1. …2. … */
const ITEMS: readonly Rule[] = [
  String.raw`(?:^|(?<=[，。；：、！？:;]))\s{0,3}[（(](\d{1,2})[）)]\s*(?=[\p{Script=Han}“《])`,
  String.raw`\s{1,3}[（(](\d{1,2})[）)]\s*(?=[\p{Script=Han}“《])`,
  String.raw`(?<![（(][^（()）]{0,40})(?:^|(?<=[，。；：、！？:;])|\s)\s{0,3}(\d{1,2})[）)]\s*(?=[\p{Script=Han}A-Za-z“《])`,
  String.raw`(?:(?<=[；。：:])|\s{1,3})(\d{1,2})[.．]\s*(?=\p{Script=Han})`,
  String.raw`(?<=[；。：:])\s{0,3}(\d{1,2})、\s*(?=\p{Script=Han})`,
].map((pattern) => ({ ...rule(pattern, (number) => `${amount(number!)}，`), isItem: true }))

/** Three digits that are a year: behind the name of a reign, from one to another, in brackets. */
const OLD_YEARS: readonly Rule[] = [
  rule(String.raw`(?:^|(?<=[。！？；]))\s{0,2}([1-9]\d[1-9])\s?(?=年(?:[，,]|[春夏秋冬初底末]|\s?\d{1,2}\s?月))`, digitByDigit),
  rule(String.raw`(?<=(?:[元一二三四五六七八九十]|(?<!\d)\d{1,2})年\s?[（(]\s?(?:公元)?)(\d{3})(?=年?\s?[）)，,])`, digitByDigit),
  {
    ...rule(
      String.raw`(?<=[从自]\s?(?:公元)?\s?)(\d{3})(\s?年(?!\s?[到至前后的来])[^。！？\n\d]{0,8}[到至]\s?)(\d{3})(?=\s?年(?![前后的]))`,
      (from, between, to) => digitByDigit(from!) + between!.replaceAll(' ', '') + digitByDigit(to!),
    ),
    isFor: (from, _, to) => Number(from) < Number(to) && (Number(from) % 10 > 0 || Number(to) % 10 > 0),
  },
  rule(String.raw`(?<=[（(])(\d{3,4})\s*[\-–—~～]\s*(\d{3,4})(?=\s*年[)）])`, (from, to) => `${digitByDigit(from!)}到${digitByDigit(to!)}`),
  rule(String.raw`${BEFORE}([6-9][05]|0[05])\s(?=后[、，,。和与们的])`, digitByDigit),
]

const ratio = (parts = ''): string =>
  parts
    .split(/[:：∶]/)
    .map((part) => amount(part))
    .join('比')

/** Ratios that have parts of one or of several; a time of a lap is none, 1:23.45. */
const RATIOS: readonly Rule[] = [
  rule(String.raw`(?<=\p{Script=Han})[:：](?=\p{Script=Han}{1,6}(?:[:：]\p{Script=Han}{1,6})*\s*[=＝为]\s*\d+[:：])`, () => '比'),
  {
    ...rule(
      String.raw`((?<=[\p{Script=Han}\w)）])\s{0,2}[=＝]\s{0,2})?(?<!\w|(?<!\p{Script=Han})\.)(\d+(?:\.\d+)?(?:[:：∶]\d+(?:\.\d+)?)+)${AFTER}`,
      (equals, all) => (equals === undefined ? '' : '等于') + ratio(all),
    ),
    isFor: (_, all = '') => isRatio(all),
  },
]

function isRatio(all: string): boolean {
  const [, ...rest] = all.split(/[:：∶]/)
  if (/^\d{1,2}[:：]\d\d\.\d+$/.test(all)) return false
  return all.includes('.') || (rest.length > 1 && rest.some((part) => part.length === 1))
}

/** Steps of one thing: 24/30/60. Days have a year, or are small. */
const STEPS: Rule = {
  ...rule(String.raw`${BEFORE}(\d+(?:\/\d+){2,})${AFTER}(?!\/)`, (all) =>
    all!
      .split('/')
      .map((part) => amount(part))
      .join('、'),
  ),
  isFor: (all = '') => all.split('/').some((part) => Number(part) > 31) && !/(?:^|\/)(?:1[89]|20)\d\d(?:\/|$)/.test(all),
}

export const NAMED_NUMBERS: readonly Rule[] = [
  ...OLD_YEARS,
  ...RATIOS,
  STEPS,
  // A lap.
  rule(
    String.raw`${BEFORE}(\d{1,2})[:：]([0-5]\d)\.(\d{1,2})${AFTER}`,
    (min, s, part) => `${amount(min!)}分${amount(String(Number(s)))}秒${digitByDigit(part!)}`,
  ),
  rule(String.raw`${BEFORE}(\d{1,2})m([0-5]?\d)s(?![a-zA-Z\d])`, (min, s) => `${amount(min!)}分${amount(s!)}秒`),
  rule(String.raw`(?<=(?:杠杆|放大|提速|变焦|加速|快了?)\s*)(\d+(?:\.\d+)?)\s?[xX×](?![\w\s]*\d)(?!\w)`, (times) => `${amount(times!)}倍`),
  rule(String.raw`(?<=(?:HTTP|状态码)[^。！？\n]{0,30}[、，,和或]\s*)([1-5]0\d)(?=\s*(?:是|表示|代表|[，、。]))`, digitByDigit),
  rule(String.raw`${BEFORE}(12\d{3})(?=\s*(?:是|[（(])?\s*(?:政务|市民|便民|消费|法律|投诉|维权)[^。，！？\n]{0,8}(?:热线|电话|援助|平台))`, asTelephone),
  rule(String.raw`(?<=[ωΩ])\s?[\-－]\s?([369])(?!\d)`, amount),
  rule(String.raw`(?<=(?:sin|cos|tan|cot)\s?)(\d+(?:\.\d+)?)\s?°(\s?[=＝]\s?)?`, (angle, equals) => `${amount(angle!)}度${equals === undefined ? '' : '等于'}`),
  ...ITEMS,
  rule(`${BEFORE}(${EMERGENCY})(?=\\s*(?:报警|急救|火警|匪警|救护|出警|接警|指挥中心|电话|热线|专线|台(?!\\p{Script=Han}?[电机设]))|[”"」])`, asTelephone),
  rule(`(?<=(?:打(?:[了过个通完]|\\s)*|拨打?|呼叫)\\s*[“"「]?\\s*)(${EMERGENCY}(?:\\s*[、，\\/和或]\\s*${EMERGENCY})*)${AFTER}${NOT_COUNTED}`, asTelephone),
  rule(`${BEFORE}(110\\s*[、，\\/和或]\\s*(?:119|120|122)(?:\\s*[、，\\/和或]\\s*${EMERGENCY})*)${AFTER}${NOT_COUNTED}`, asTelephone),
  rule(`${BEFORE}(119\\s*[、，\\/和或]\\s*(?:110|120|122)(?:\\s*[、，\\/和或]\\s*${EMERGENCY})*)${AFTER}${NOT_COUNTED}`, asTelephone),
  rule(
    String.raw`([${PROVINCES}])\s?([A-HJ-NP-Z])\s?[·•・.\-—\s]?\s?((?=[A-HJ-NP-Z]{0,4}\d)[A-HJ-NP-Z\d]{5,6})(?!\w)`,
    (place, letter, number) => `${place!}${letter!} ${number!.replaceAll(/\d+|[A-Z]/g, (part) => `${asTelephone(part)} `).trim()}`,
  ),
  rule(
    String.raw`${BEFORE}7-(?:11|[Ee]leven|ELEVEn)(?=\s*(?:便利店|门店|超市|加盟|便利|的?(?:关东煮|饭团|店))|[、和与]\s*(?:全家|罗森|便利蜂))`,
    () => 'seven eleven',
  ),
  rule(String.raw`(?<=(?:全家|罗森|便利蜂|便利店)\s*[、和与]?\s*)7-(?:11|[Ee]leven|ELEVEn)${AFTER}`, () => 'seven eleven'),
  rule(String.raw`(?<=版本?|[Vv]ersion)\s*(?:v|V(?=\d+\.))(\d+(?:\.\d+)*)${AFTER}`, (digits) => versionOf(digits!)),
  rule(String.raw`${BEFORE}[vV](\d+(?:\.\d+)*)(?=\s*版)`, (digits) => versionOf(digits!)),
  rule(String.raw`${BEFORE}(0\.\d+)\s*(?=折)`, amount),
  ...SAID_BY_DIGITS,
  ...SHORT_YEARS,
]

/** Before what is said of two digits and a 年, or of three, nobody can know whether it is a year or a time that long. */
const [YEAR_OR_LENGTH, OLD_OR_LENGTH] = [/^\s*年(?:\s*[的产，。、；！？]|\s*$)/, /^\s*年(?![前后来间历之里以代级轮])/]

/** What was read as an amount of years and may be one of them: its text, where the texts around it are given. */
export function unsureYear(before: string, { written, said }: { readonly written: string; readonly said: string }, after: string): string | null {
  const isUnsure = /^[5-9][1-46-9]$/.test(written.trim()) ? YEAR_OR_LENGTH.test(after) : /^[1-9]\d[1-9]$/.test(written.trim()) && OLD_OR_LENGTH.test(after)
  if (said === digitByDigit(written.trim()) || !isUnsure) return null
  return new RegExp(`${LASTED}$`, 'u').test(before) ? `${written.trim()}年` : null
}
