/**
 * What a model cannot know and makes up: telephone and account numbers, addresses of sites and mails. They look right,
 * and nobody checks them. What the author has written elsewhere in the text may be written again.
 */

/** A number of so many digits names something, if it is not written as an amount or a date. */
const namingDigits = 4
/** Amounts, dates and lists, also while they are written: round or grouped ones, decimals, years and days, small numbers in a row. */
const ordinary = [
  /^\p{Nd}{3,6}00$|^\p{Nd}{3}0$|^(?:1\d|20)\d\d$/u,
  /^\p{Nd}{1,2}[-. ]\p{Nd}{1,2}$/u,
  /^\p{Nd}{1,2}(?:\.\p{Nd}{1,2}){2}$/u,
  /^\p{Nd}{1,3}(?:,\p{Nd}{3})*(?:,\p{Nd}{0,3}|\.\p{Nd}{1,2})$/u,
  /^\p{Nd}{1,3}\.\p{Nd}+$/u,
  /^(?:1\d|20)\d\d[-.](?:0?[1-9]|1[0-2]|0)(?:[-.](?:0?[1-9]|[12]\d|3[01]|0)(?: \d{1,2})?)?$/,
  /^(?:1\d|20)\d\d-(?:1|2|1\d{1,3}|20\d{0,2})$/,
  /^\p{Nd}{1,2}(?:,\p{Nd}{1,2})+$/u,
]
/** So much of a number or an address is looked at that the author has begun. */
const longestTyped = 200
/** Of a time or a range so much. */
const longestBegun = 24
const number = /\p{Nd}(?:[-., ]?\p{Nd})*/gu
const numberAtEnd = /\p{Nd}(?:[-., ]?\p{Nd})*[-., ]?$/u
const addressCharacters = /^[A-Za-z0-9/?&=#%+_~:@.!-]*/
const addressAtEnd = /[A-Za-z0-9/?&=#%+_~:@.!-]+$/
const isAddress = /:\/\/|@|^www\.|^(?:\d{1,3}\.){2}/
const addressBegins = /https?:|\bwww\.|[A-Za-z0-9._-]+@[A-Za-z0-9]/
/** Words with 号 or 码 that identify nothing: marks, kinds, sizes, titles, days, what is computed. */
const ordinaryHao = '[\\p{N}一二三四五六七八九十几幾符引括句逗问問叹冒分顿等加减減乘除星井型信讯口外绰称国年庙谥字大小中旗商暗标记序]'
const ordinaryMa = '[起尺筹价数解源编代转译页砝号]'
/** Nouns of what names one thing or person: …号, …码, …ID, …number, and where one is reached. */
const identifiers = [
  `(?<!${ordinaryHao})[号號][码碼]?`,
  `(?<!${ordinaryMa})[码碼]`,
  '\\b(?:ID|QQ|PIN)|微信|[电電][话話]|[热熱][线線]|[传傳]真|[邮郵][箱编編]|[网網]址|官[网網]|地址|住址|联系方式|聯絡方式|密[钥鑰]|口令|身份[证證]|[护護]照|車牌|车牌',
  '(?<!\\b(?:the|a|an|this|that|total|whole|prime|even|odd|average|real|natural|atomic|larger|smaller|first|last) )\\bnumber',
  '\\b(?:phone|mobile|fax|hotline|extension|account|password|passcode|e-?mail|address|website|username|reference)',
]
/** What asks for such a thing, at the caret, and that thing begun. */
const asked = new RegExp(
  `(?:(?:${identifiers.join('|')}) *(?:通常|就|填[^。，；\\n]{0,2})?(?:[是为為][：:]?|[：:]|\\bis\\b)|\\b(?:call|reach|contact|text) \\w+ (?:at|on)\\b)` +
    '\\s*(?:\\p{Script=Han}(?=[A-Z]))?(?:[\\p{Script=Latin}\\p{N}._@/-]| (?=\\p{N}))*$',
  'iu',
)

/** Numbers that nothing in the text bears out: the second year of a reference, minutes from the sixtieth on, the end of a range far beyond its beginning. */
const reference = /(?<=\p{Script=Han}\[)\p{Nd}{3,}/gu
const minutes = /(?<!\p{Nd})(?:[01]?\d|2[0-4])[:：][6-9]\p{Nd}(?!\p{Nd})/gu
/** What tells that 7:30 is a time and no ratio. */
const clock = /[上下中]午|早上|晚上|凌晨|\p{Nd}[:：][0-5]\p{Nd}/u
/** The end of a range is at most ten times its beginning, or as round as 20～20000; behind three digits and more nobody is as coarse as that. */
const range = /(?<!\p{Nd}|[-.])(\p{Nd}{2,6}) ?(?:[-~～—–]|至|到) ?(\p{Nd}{3,})/gu
/** A time or a range begun: half of it is no number that anybody means. */
const timeOrRangeAtEnd = /\p{Nd}+(?:[:：]\p{Nd}*| ?(?:[-~～—–]|至|到) ?\p{Nd}*)$/u
const farBeyond = 10
/** What begins with three digits that are not round ends at most so far beyond (128～1024). */
const farBeyondExact = 8
const coarse = /^(?:\p{Nd}{2}|[1-9]0+)$/u
/** Digits that make another number of one that the author has begun. */
const digitsMore = /^\p{Nd}{4}/u
/** An abbreviation begun. */
const abbreviated = /(?:缩写|縮寫|abbreviat\p{L}+)[^，。；\n]{0,6}(?:是|为|為|is|:|：) ?[A-Z]{1,5}$/u
/** Behind what asks for a number nothing that its sentence says further on is known either. */
const askedAbove = new RegExp(`(?<!\\p{N} ?)(?:${identifiers.join('|')}) *(?:[是为為][：:]?|[：:]|\\bis\\b) ?\\p{N}[^，。；！？\\n]{0,16}$`, 'iu')
/** When somebody was born. */
const born = /(?:出生于|出生於|[诞誕]生于|[诞誕]生於|生于|生於|出生日期[是为為：:]*|生日[是为為：:]+|\bborn (?:in|on)) ?$/u

/** Where something made up begins, in UTF-16 units; the length where nothing does. */
export function inventedStart(text: string, before: string): number {
  return Math.min(longNumberStart(text, before), addressStart(text, before), askedStart(text, before), unlikelyStart(text, before))
}

/** How many units at the end of `text` may become a long number, a time, a range or an address. */
export function possibleInvention(text: string, before: string): number {
  const all = before.slice(-longestBegun) + text
  const held = [numberAtEnd, timeOrRangeAtEnd, /[A-Za-z0-9._-]+@$/].map((begun) => begun.exec(all)?.[0].length ?? 0)
  return Math.min(text.length, Math.max(...held))
}

function longNumberStart(text: string, before: string): number {
  const typed = numberAtEnd.exec(before.slice(-longestTyped))?.[0] ?? ''
  const earlier = before.slice(0, before.length - typed.length)
  for (const { 0: written, index } of (typed + text).matchAll(number)) {
    if (index + written.length <= typed.length) continue
    if (isNaming(written) && !earlier.includes(written)) return Math.max(0, index - typed.length)
  }
  return text.length
}

function isNaming(written: string): boolean {
  return written.replace(/\P{Nd}/gu, '').length >= namingDigits && !ordinary.some((way) => way.test(written))
}

function addressStart(text: string, before: string): number {
  const typed = addressAtEnd.exec(before.slice(-longestTyped))?.[0] ?? ''
  const begins = text.search(addressBegins)
  const known = isAddress.test(typed) ? knownLength(text, typed, before.slice(0, before.length - typed.length)) : text.length
  return begins < 0 ? known : Math.min(known, begins)
}

/** How much of an address may be written on: as far as one stands in the text already, or all where it is over. */
function knownLength(text: string, typed: string, earlier: string): number {
  const goesOn = addressCharacters.exec(text)?.[0] ?? ''
  for (let length = goesOn.length; length > 0; length--)
    if (earlier.includes(typed + goesOn.slice(0, length))) return length === goesOn.length ? text.length : length
  return goesOn === '' && /[A-Za-z0-9]$/.test(typed) ? text.length : 0
}

/** Behind what asks for a number, an account or an address: no digits, and no letters of one. */
function askedStart(text: string, before: string): number {
  if (born.test(before.slice(-20)) || askedAbove.test(before.slice(-60))) return firstDigit(text)
  if (!asked.test(before.slice(-60))) return text.length
  const at = text.search(/[\p{N}@]/u)
  const isBegun = /[0-9_@-]$/.test(before) && /^[A-Za-z0-9_@.-]/.test(text)
  const typed = /[\p{N}-]+$/u.exec(before)?.[0] ?? ''
  if (typed !== '' && isBegun) return knownLength(text, typed, before.slice(0, before.length - typed.length))
  return isBegun ? 0 : at < 0 ? text.length : at
}

function firstDigit(text: string): number {
  const at = text.search(/\p{N}/u)
  return at < 0 ? text.length : at
}

function unlikelyStart(text: string, before: string): number {
  const typed = before.slice(-longestBegun)
  const all = typed + text
  if (abbreviated.test(typed) && /^[a-z]/.test(text)) return 0
  if (/\p{Nd}$/u.test(typed) && digitsMore.test(text)) return 0
  const times = [...all.matchAll(minutes)].filter(({ index }) => clock.test(all.slice(0, index)))
  const ranges = [...all.matchAll(range)].filter(({ 0: written, 1: from = '', 2: to = '' }) => isFarBeyond(from, to) && !before.includes(written))
  const made = [...all.matchAll(reference), ...times, ...ranges].filter(({ index, 0: { length } }) => index + length > typed.length)
  return Math.min(text.length, ...made.map(({ index }) => Math.max(0, index - typed.length)))
}

function isFarBeyond(from: string, to: string): boolean {
  const ratio = Number(to) / Number(from)
  if (coarse.test(from)) return ratio > farBeyond && !ordinary.some((way) => way.test(to))
  return ratio > farBeyondExact
}
