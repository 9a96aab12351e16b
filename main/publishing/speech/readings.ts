/**
 * A text as a narrator says it: numbers, dates, times, shares, prices, ranges, units, signs, letters and addresses in words. By rule and in
 * order, the narrowest first; what a rule has said no later one reads again.
 */
import { amount, asTelephone, digitByDigit } from './numbers.ts'
import { pinyinOf } from './pinyin.ts'
import { UNIT, unitOf } from './units.ts'

/** How a word is said that the rules would say otherwise. The author's own. */
export type Pronunciations = ReadonlyMap<string, string>

interface Rule {
  readonly pattern: RegExp
  /** Where what is said is the same word, of which only this tells the sound. */
  readonly pinyin?: string
  readonly say: (...groups: string[]) => string
}

const NUMBER = String.raw`\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?`
const SIGNED = String.raw`[-−]?(?:${NUMBER})`
const RANGE = String.raw`\s*(?:-|–|—|~|～|至|到)\s*`
/** Not amid other letters or digits. */
const [BEFORE, AFTER] = [String.raw`(?<![\w.])`, String.raw`(?![\w]|\.\d)`]
/** Four digits that are a year; in a range of two also where no 年 follows, unless they are counted or paid. */
const YEAR = String.raw`(?:1[89]|20)\d\d`
const COUNTED = String.raw`\s*(?:[元块人个只台斤克米次字份册页件套吨万亿千百名位公分点条张辆棵种度步倍级件篇家户本]|${UNIT}|[%％‰])`
const CLOCK = String.raw`([01]?\d|2[0-4])[:：]([0-5]\d)`
/** Words beside two numbers with a colon that are a ratio and no time. */
const [RATIO_BEFORE, RATIO_AFTER] = [
  String.raw`(?<=(?:比例|配比|比值|比分|比率|赔率|之比|按照?|[缩放]小)(?:尺|关系)?(?:[是为约成：:]|大约|大概|控制在|\s)*)`,
  String.raw`(?=\s*(?:的\s*(?:比例|配比|比|浓度|模型|尺寸)|稀释|兑水|勾兑|混合|等比))`,
]

const rule = (pattern: string, say: Rule['say'], flags = 'g'): Rule => ({ pattern: new RegExp(pattern, flags), say })

const year = (digits: string): string => digitByDigit(digits)
const clock = (hour: string, minute: string, second: string | undefined): string =>
  `${amount(hour)}点${minute === '00' ? (second === undefined ? '整' : '零分') : `${minute.startsWith('0') ? `零${amount(minute.slice(1))}` : amount(minute)}分`}${second === undefined ? '' : `${amount(String(Number(second)))}秒`}`

/** In a range nobody says 整. */
const clockInRange = (hour: string, minute: string): string => clock(hour, minute, undefined).replace('整', '')
const ratio = (parts: string): string =>
  parts
    .split(/[:：]/)
    .map((part) => amount(part))
    .join('比')
const telephone = (...parts: string[]): string => parts.map((part) => asTelephone(part)).join('，')

const RULES: readonly Rule[] = [
  rule(String.raw`https?:\/\/[^\s，。；！？）】》]+|www\.[\w./?=&%-]+`, () => '（链接见文稿）'),
  rule(String.raw`[\w.+-]+@[\w-]+(?:\.[\w-]+)+`, () => '（邮箱见文稿）'),
  rule(`${BEFORE}(${YEAR})\\s*年?${RANGE}(${YEAR})\\s*年`, (from, to) => `${year(from!)}年到${year(to!)}年`),
  rule(`${BEFORE}(${YEAR})${RANGE}(${YEAR})(?![\\d-])${`(?!\\.\\d|${COUNTED})`}`, (from, to) => `${year(from!)}到${year(to!)}`),
  rule(`${BEFORE}([12]\\d{3})\\s*年`, (digits) => `${year(digits!)}年`),
  rule(
    `${BEFORE}(\\d{4})[-/.](0?[1-9]|1[0-2])[-/.](0?[1-9]|[12]\\d|3[01])${AFTER}`,
    (y, m, d) => `${year(y!)}年${amount(String(Number(m)))}月${amount(String(Number(d)))}日`,
  ),
  rule(`${BEFORE}(${YEAR})[-/](0[1-9]|1[0-2])${AFTER}(?![-/]\\d)`, (y, m) => `${year(y!)}年${amount(String(Number(m)))}月`),
  rule(`${BEFORE}([1-9]0)\\s*(?=年代)`, (digits) => amount(digits!)),
  rule(`${BEFORE}24\\/7${AFTER}(?!\\/)(?:\\s*小时)?`, () => '七乘二十四小时'),
  rule(`${RATIO_BEFORE}(\\d+(?:[:：]\\d+)+)${AFTER}`, (parts) => ratio(parts!)),
  rule(`${BEFORE}(\\d+(?:[:：]\\d+)+)${RATIO_AFTER}`, (parts) => ratio(parts!)),
  rule(`${BEFORE}${CLOCK}${RANGE}${CLOCK}${AFTER}(?![:：]\\d)`, (h, m, hour, minute) => `${clockInRange(h!, m!)}到${clockInRange(hour!, minute!)}`),
  rule(`${BEFORE}${CLOCK}(?:[:：]([0-5]\\d))?${AFTER}`, clock),
  rule(`${BEFORE}([48]00)[ -]?(\\d{3})[ -]?(\\d{4})${AFTER}`, telephone),
  rule(`${BEFORE}([48]00)[ -](\\d{4})[ -](\\d{3})${AFTER}`, telephone),
  rule(`(?<=(?:拨打|拨|致电|热线|电话|客服)(?:号码)?(?:[是为：:]|\\s)*)(\\d{3,8})${AFTER}(?!\\s*[-个次元万年月])`, telephone),
  rule(`${BEFORE}(\\d{3,8})(?=\\s*(?:客服|服务)?热线)`, telephone),
  rule(`${BEFORE}(1[3-9]\\d)[ -]?(\\d{4})[ -]?(\\d{4})${AFTER}`, telephone),
  rule(`${BEFORE}(0\\d{2,3})[ -](\\d{7,8})${AFTER}`, telephone),
  rule(`${BEFORE}(\\d+(?:-\\d+){2,})${AFTER}`, (digits) => digits!.split('-').map(digitByDigit).join('，')),
  rule(`${BEFORE}(\\d{1,2})\\s*(?:[vV][sS]?|V[sS]\\.)\\s*(\\d{1,2})${AFTER}`, (a, b) => `${amount(a!)}对${amount(b!)}`),
  rule(`${BEFORE}(${NUMBER})\\s*V\\s*[/,，]?\\s*(${NUMBER})\\s*A(?![\\w级])`, (volts, amperes) => `${amount(volts!)}伏${amount(amperes!)}安`),
  rule(`(${NUMBER})\\s*[wW](?=[+＋])`, (number) => `${amount(number!)}万`),
  rule(`(${SIGNED})${RANGE}(${SIGNED})\\s*[%％]`, (a, b) => `百分之${amount(a!)}到百分之${amount(b!)}`),
  rule(`(${SIGNED})\\s*[%％]${RANGE}(${SIGNED})\\s*[%％]`, (a, b) => `百分之${amount(a!)}到百分之${amount(b!)}`),
  rule(`(${SIGNED})\\s*[%％]`, (share) =>
    share!.startsWith('-') || share!.startsWith('−') ? `负百分之${amount(share!.slice(1))}` : `百分之${amount(share!)}`,
  ),
  rule(`(${SIGNED})\\s*‰`, (share) => `千分之${amount(share!)}`),
  rule(`[¥￥]\\s*(${NUMBER})\\s*(万|亿)?`, (price, scale = '') => `${amount(price!)}${scale}元`),
  rule(`(?:US)?[$＄]\\s*(${NUMBER})\\s*(万|亿)?`, (price, scale = '') => `${amount(price!)}${scale}美元`),
  rule(`€\\s*(${NUMBER})\\s*(万|亿)?`, (price, scale = '') => `${amount(price!)}${scale}欧元`),
  rule(`${BEFORE}[vV](\\d+(?:\\.\\d+)+)${AFTER}`, (version) => `版本${version!.split('.').map(digitByDigit).join('点')}`),
  rule(`${BEFORE}(\\d+(?:\\.\\d+){2,})${AFTER}`, (version) => version!.split('.').map(digitByDigit).join('点')),
  rule(`(${SIGNED})${RANGE}(${SIGNED})\\s*(${UNIT})(?![a-zA-Z])`, (a, b, unit) => `${counted(a!, '')}到${counted(b!, unitOf(unit!))}`),
  rule(`(${SIGNED})\\s*(${UNIT})(?![a-zA-Z])`, (number, unit) => counted(number!, unitOf(unit!))),
  rule(`${BEFORE}(\\d{1,2})\\/(\\d{1,2})${AFTER}(?!\\/)`, (a, b) => `${amount(b!)}分之${amount(a!)}`),
  rule(`${BEFORE}(\\d+)[:：](\\d+)${AFTER}`, (a, b) => `${amount(a!)}比${amount(b!)}`),
  rule(`(${NUMBER})\\s*[×xX*]\\s*(?=\\d)`, (number) => `${amount(number!)}乘`),
  rule(`(\\d+)\\s*\\^\\s*(\\d+)`, (base, power) => `${amount(base!)}的${amount(power!)}次方`),
  rule(`(${NUMBER})\\s*=\\s*(?=\\w)`, (number) => `${amount(number!)}等于`),
  rule(`${BEFORE}(${NUMBER})${RANGE}(${NUMBER})(?![\\d-])`, (a, b) => `${amount(a!)}到${amount(b!)}`),
  rule(`±\\s*(${NUMBER})`, (number) => `正负${amount(number!)}`),
  rule(`[≈约]\\s*(?=\\d)`, () => '约'),
  rule(`第\\s*(\\d+)`, (number) => `第${amount(number!)}`),
  rule(`(?<![\\w.])2\\s*(?=[${'个次位种条件本节课天周倍步点头边者份层篇句项套组台家块张只双页段'}])(?!点\\d)`, () => '两'),
  rule(`${BEFORE}(\\d{9,})${AFTER}`, (digits) => digitByDigit(digits!)),
  rule(`(?<![\\w.)）])[-−](${NUMBER})`, (number) => `负${amount(number!)}`),
  rule(`(${NUMBER})`, (number) => amount(number!)),
  rule(`${BEFORE}([A-Z]{2,5})(?=s?${AFTER})`, (letters) => letters!.split('').join(' ')),
  rule(`\\s*→\\s*`, () => '，到，'),
  rule(`\\s*≈\\s*`, () => '约等于'),
  rule(`\\s*≠\\s*`, () => '不等于'),
  rule(`\\s*[≥⩾]\\s*`, () => '大于等于'),
  rule(`\\s*[≤⩽]\\s*`, () => '小于等于'),
  rule(`[&＆]`, () => '和'),
]

function counted(number: string, unit: string): string {
  const said = amount(number)
  return said === '二' && /^(?:千克|克|吨|公里|千米|小时|分钟|秒|毫升|升|平方米|立方米|米每秒|千米每小时)/.test(unit) ? `两${unit}` : said + unit
}

/** A piece of a text: as it is written, and as it is said where that is another. */
export interface Spoken {
  readonly written: string
  readonly said: string
  /** How a word is pronounced that has several ways, by the author: syllables with the numbers of their tones. */
  readonly pinyin?: string
}

/** A text in pieces, of which each was read by one rule or by none. */
export function readAloud(text: string, own: Pronunciations = new Map()): Spoken[] {
  let pieces: Piece[] = [{ written: text, said: null }]
  for (const each of [...ownRules(own), ...RULES]) pieces = pieces.flatMap((piece) => (piece.said === null ? split(piece.written, each) : [piece]))
  return pieces.map(({ said, ...piece }) => ({ ...piece, said: said ?? piece.written }))
}

/** The whole of it, as it is said. */
export function saidOf(text: string, own: Pronunciations = new Map()): string {
  return readAloud(text, own)
    .map(({ said }) => said)
    .join('')
}

interface Piece extends Omit<Spoken, 'said'> {
  /** Null: no rule has read it. */
  readonly said: string | null
}

/** Longer words first: one may stand within another. */
function ownRules(own: Pronunciations): Rule[] {
  return [...own]
    .filter(([word]) => word !== '')
    .toSorted(([a], [b]) => b.length - a.length)
    .map(([word, said]) => ownRule(word, said))
}

/** Another way to say a word, or the sound of the word itself in pinyin. */
function ownRule(word: string, said: string): Rule {
  const pattern = word.replaceAll(/[/^$.*+?()[\]{}|\\-]/g, String.raw`\$&`)
  const pinyin = /\p{Script=Han}/u.test(word) ? pinyinOf(said) : null
  return pinyin === null ? rule(pattern, () => said) : { ...rule(pattern, () => word), pinyin }
}

function split(text: string, { pattern, say, pinyin }: Rule): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const match of text.matchAll(pattern)) {
    if (match[0] === '') continue
    if (match.index > at) pieces.push({ written: text.slice(at, match.index), said: null })
    pieces.push({ written: match[0], said: say(...match.slice(1)), ...(pinyin === undefined ? {} : { pinyin }) })
    at = match.index + match[0].length
  }
  if (at < text.length) pieces.push({ written: text.slice(at), said: null })
  return pieces
}
