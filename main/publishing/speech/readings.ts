/**
 * A text as a narrator says it: numbers, dates, times, shares, prices, ranges, units, signs, letters and addresses in words. By rule and in
 * order, the narrowest first; what a rule has said no later one reads again.
 */
import { AMOUNTS, SUM_RANGES } from './amount-rules.ts'
import { CARRIED_NUMBERS } from './carried-numbers.ts'
import { DATES } from './date-rules.ts'
import { ABBREVIATIONS, ADDRESSES, LETTERS } from './name-rules.ts'
import { NAMED_NUMBERS } from './named-numbers.ts'
import { PICTOGRAPHS } from './pictographs.ts'
import { pinyinOf } from './pinyin.ts'
import { digitByDigit } from './numbers.ts'
import { needing, rule, type Rule } from './rule.ts'
import { SCORES } from './score-rules.ts'
import { SCRIPTS, SIGNS_AMONG_WORDS } from './sign-rules.ts'
import { STROKED } from './stroke-rules.ts'
import { TALK_NUMBERS } from './talk-numbers.ts'

/** How a word is said that the rules would say otherwise. The author's own. */
export type Pronunciations = ReadonlyMap<string, string>

/** Too long to be a name or an amount. */
const LONG: readonly Rule[] = [rule(String.raw`([A-Za-z]{40,})`, (letters) => letters!), rule(String.raw`(\d{17,})`, (digits) => digitByDigit(digits!))]

const RULES: readonly Rule[] = [
  ...PICTOGRAPHS,
  ...needing(/\d{3}/, CARRIED_NUMBERS),
  ...needing(/[\w（(]/, [...LONG, ...ADDRESSES]),
  ...needing(/\d/, TALK_NUMBERS),
  ...STROKED,
  ...needing(/\d/, [...NAMED_NUMBERS, ...SUM_RANGES, ...SCORES, ...DATES]),
  ...needing(/[A-Za-zⅠ-Ⅻ]/, LETTERS),
  ...SCRIPTS,
  ...needing(/[\d元块币角次人字页个度分价A-Za-z]/, AMOUNTS),
  ...needing(/[A-Za-z]/, ABBREVIATIONS),
  ...needing(/[^\p{Script=Han}\s，。；：、！？“”‘’（）《》\w]/u, SIGNS_AMONG_WORDS),
]

/** A piece of a text: as it is written, and as it is said where that is another. */
export interface Spoken {
  readonly written: string
  readonly said: string
  /** The name of an account: said sign by sign, and shown as it is written. */
  readonly isId?: true
  /** What stands below a picture, where that is neither: a formula in characters. */
  readonly seen?: string
  /** How a word is pronounced that has several ways, by the author: syllables with the numbers of their tones. */
  readonly pinyin?: string
}

/** A text in pieces, of which each was read by one rule or by none. */
export function readAloud(text: string, own: Pronunciations = new Map()): Spoken[] {
  const whole = narrow(text)
  let pieces: Piece[] = stretches(whole).map((written) => ({ written, said: null }))
  for (const each of [...ownRules(own), ...RULES]) pieces = pieces.flatMap((piece) => (piece.said === null ? split(piece, each, whole) : [piece]))
  let at = 0
  return pieces.map(({ said, isItem, ...piece }, index) => {
    const [written, before] = [text.slice(at, (at += piece.written.length)), pieces[index - 1]]
    const isPaused = !isItem || before === undefined || !/[\p{L}\p{N}”’」』）)》%％℃]\s*$/u.test(before.said ?? before.written)
    return { ...piece, written, said: (isPaused ? '' : '，') + (said ?? piece.written) }
  })
}

/** Digits and letters that are as wide as 汉字, and the strokes and points between them, as rules know them; each sign stays one. */
function narrow(text: string): string {
  if (!/[\ufe62\ufe63\uff0d-\uff5a]/.test(text)) return text
  return text
    .replaceAll('\ufe62', '+')
    .replaceAll('\ufe63', '-')
    .replaceAll(/[０-９Ａ-Ｚａ-ｚ]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replaceAll(/(?<=[\w年月日号点分%％℃])－(?=\w)/g, '-')
    .replaceAll(/(?<=^|[\s（(，。：；、为是到至于约])－(?=\d)|－(?=\d+(?:\.\d+)?\s*(?:℃|°|度))/g, '-')
    .replaceAll(/(?<=\d)．(?=\d)/g, '.')
}

/**
 * A text in stretches that rules can read: many look on and back as far as there is no end, so that each sign of a long line costs them the whole
 * line. Parted where a sentence ends; what is longer is none, and is parted where it must be, but never within a character.
 */
function stretches(text: string): string[] {
  const parts: string[] = []
  let from = 0
  while (text.length - from > LONGEST_STRETCH) {
    const part = text.slice(from, from + LONGEST_STRETCH)
    const [whole] = ENDS.map((end) => end.exec(part)).find((match) => match !== null) ?? [part]
    parts.push(whole)
    from += whole.length
  }
  return [...parts, text.slice(from)]
}

/** UTF-16 units. */
const LONGEST_STRETCH = 600
/** Up to the last end of a sentence, of a clause, of a word with no number beside it, of a character. */
const ENDS = [
  /^.*(?:[。！？；]["”’」』）)》】]*|[.!?;]\s)(?=[^\s"”’」』）)》】])/s,
  /^.*[，、：](?=\S)/s,
  /^.*[^\s\d]\s+(?=[^\s\d])/s,
  /^.+(?=[^\udc00-\udfff])/s,
]

/**
 * Without the spaces that stood around digits and letters, where these are Chinese now: no voice needs them, and no line is to be parted there; who
 * reads what is written has them still. Behind a number in Chinese a comma is said, or the two would be heard as one: 周三 14:30.
 */
export function closed(pieces: readonly Spoken[]): Spoken[] {
  const saidAt = (at: number): string => {
    const piece = pieces[at]
    return piece !== undefined && piece.written !== piece.said ? shownOf(piece) : ''
  }
  return pieces.flatMap((piece, at) => {
    if (piece.written !== piece.said || piece.pinyin !== undefined) return [piece]
    const [before, after] = [saidAt(at - 1), saidAt(at + 1)]
    const starts = /\p{Script=Han}$/u.test(before) ? piece.said.replace(/^[ \u00a0]+(?=[\p{Script=Han}（“《]|$)/u, '') : piece.said
    const text = /^\p{Script=Han}/u.test(after) ? starts.replace(/(?<=[\p{Script=Han}）”》]|^)[ \u00a0]+$/u, '') : starts
    const isParted = NUMERAL.test(after) && (WEEKDAY.test(text) || (text !== starts && NUMERALS.test(text)))
    const [lead, trail] = [piece.said.slice(0, piece.said.length - starts.length), starts.slice(text.length)]
    return [
      ...(lead === '' ? [] : [{ written: lead, said: '' }]),
      ...(text === '' ? [] : [{ written: text, said: text }]),
      ...(isParted ? [{ written: trail, said: '，', seen: trail }] : trail === '' ? [] : [{ written: trail, said: '' }]),
    ]
  })
}

/** Behind and before what a number that is said in Chinese would be heard as more of. */
const [NUMERALS, NUMERAL, WEEKDAY] = [/[零〇一二三四五六七八九十百千万亿]$/, /^[零一二两三四五六七八九十百千]/, /(?:周|星期|礼拜)[一二三四五六]$/]

/** What stands in a script. */
export function shownOf({ written, said, isId }: Spoken): string {
  return isId ? written : said
}

/** What stands below a picture: a reading is for the ear alone. What nobody wrote stands as it is said, and a word whose sound is told, without it. */
export function seenOf({ written, said, seen, pinyin }: Spoken): string {
  return seen ?? (written === '' || pinyin !== undefined ? said : written)
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
  readonly isItem?: true
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
  const pattern = narrow(word).replaceAll(/[/^$.*+?()[\]{}|\\]/g, String.raw`\$&`)
  const pinyin = /\p{Script=Han}/u.test(word) ? pinyinOf(said) : null
  return pinyin === null ? rule(pattern, () => said) : { ...rule(pattern, () => word), pinyin: () => pinyin }
}

/** A pattern is run as it is: `matchAll` would make another of it for every piece. `whole`: all that the piece is of. */
function split(piece: Piece, { pattern, say, pinyin, isFor, isWithin, isId, isItem, needs }: Rule, whole: string): Piece[] {
  const text = piece.written
  pattern.lastIndex = 0
  let match = needs === undefined || needs.test(text) ? pattern.exec(text) : null
  if (match === null) return [piece]
  const pieces: Piece[] = []
  let at = 0
  for (; match !== null; match = pattern.exec(text)) {
    if (match[0] === '') {
      pattern.lastIndex += 1
      continue
    }
    const groups = match.slice(1)
    const sound = pinyin?.(...groups)
    // A rule that knows the sound of a word says nothing of one that it can't.
    if (sound === null || isFor?.(...groups) === false || isWithin?.(whole, ...groups) === false) continue
    if (match.index > at) pieces.push({ written: text.slice(at, match.index), said: null })
    pieces.push({
      written: match[0],
      said: say(...groups),
      ...(sound === undefined ? {} : { pinyin: sound }),
      ...(isId && { isId }),
      ...(isItem && { isItem }),
    })
    at = match.index + match[0].length
  }
  if (at < text.length) pieces.push({ written: text.slice(at), said: null })
  return pieces
}
