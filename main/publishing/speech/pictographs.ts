/**
 * Emoji, stars, ticks and the like among words. What means something wherever it stands is said: how many stars of how many, what is ticked or
 * crossed, the number in a key. What else there is nobody says: it is taken out before a text is read, and put back as what is seen.
 */
import { amount, digitByDigit } from './numbers.ts'
import { needing, rule, type Rule } from './rule.ts'
import type { Spoken } from './readings.ts'

/** How an emoji is drawn, which says no more. */
const LOOK = String.raw`\ufe0f?\p{Emoji_Modifier}?`
const SOME = /[\p{Extended_Pictographic}\u{1f1e6}-\u{1f1ff}★☆●○■□◆◇▶▷◀▲▼✓✗※†‡¶�]|\ufe0f|\u20e3/u
const DRAWN = String.raw`(?:\u200d\p{Extended_Pictographic}|\ufe0f|\p{Emoji_Modifier}|[\u{e0020}-\u{e007f}])`
/** With all that says how it is drawn: a row of signs that could be parted in two ways each would be tried in all of them. */
const SIGN = String.raw`(?:\p{Extended_Pictographic}${DRAWN}*(?!${DRAWN})|[\u{1f1e6}-\u{1f1ff}]{2}|(?!\p{Extended_Pictographic})[\ufe0f\u20e3★☆●○■□◆◇▶▷◀▲▼✓✗※†‡¶�])`
/** Bounded, for they are sought in whole texts: of a long row each space would look on to its end, and back to its beginning. */
const SPACES = String.raw`\s{0,8}`
const WORD = String.raw`[\p{L}\p{N}“《（(]`
const BEHIND_WORD = String.raw`(?<=[\p{L}\p{N}”》）)%％℃°])`

const [TICK, CROSS, BOX] = ['[✅✔✓☑]', '[❌✗✘✖❎]', '[☐⬜]']
const MARKS: readonly (readonly [sign: string, said: string])[] = [
  [TICK, '对勾'],
  [CROSS, '叉'],
  [BOX, '空方框'],
  ['⭕', '圆圈'],
]
const MARK = String.raw`(?:[✅✔✓☑❌✗✘✖❎☐⬜⭕]${LOOK})`
/** Bounded, as all that repeats is: each sign of a long row would look on to its end. */
const MARKS_TOGETHER = `${MARK}{1,10}`
const markOf = (signs = ''): string => {
  const all = [...signs.replaceAll(/[\ufe0f\s]/g, '')]
  const said = MARKS.find(([sign]) => new RegExp(sign).test(all[0]!))![1]
  return all.length === 1 ? said : `${all.length === 2 ? '两' : amount(String(all.length))}个${said}`
}

/** What is spoken of is called by its name. */
const NAMES: Readonly<Record<string, string>> = {
  '👍': '大拇指',
  '👎': '朝下的大拇指',
  '👏': '鼓掌',
  '🙏': '合十',
  '❤': '红心',
  '⭐': '星星',
  '★': '五角星',
  '☆': '空心五角星',
  '🔥': '火苗',
  '💡': '灯泡',
  '📌': '图钉',
  '🎉': '礼花',
  '🔴': '红点',
  '🟡': '黄点',
  '🟢': '绿点',
  '🔵': '蓝点',
  '⚠': '警告标志',
  '❗': '感叹号',
  '❓': '问号',
  '😀': '笑脸',
  '😊': '微笑',
  '😂': '笑哭',
  '😭': '大哭',
  '●': '实心圆',
  '○': '空心圆',
  '■': '实心方块',
  '□': '空心方块',
  '▲': '实心三角',
  '△': '三角',
  '▶': '三角',
  '◆': '菱形',
  '©': '版权符号',
  '®': '注册商标符号',
  '™': '商标符号',
}
const NAMED = String.raw`([${Object.keys(NAMES).join('')}])${LOOK}`
const [IS_SAID_OF, IS_SHOWN] = [
  String.raw`(?=${SPACES}[”"」』）)]?${SPACES}(?:表示|代表(?![作人团队性大们])|的?意思|是指|指的是|图标|按钮|标[志记](?!性)|符号|表情|键))`,
  String.raw`(?<=(?:[点单双]击|[点按]一?下|图标|表情|符号|标[志记]|按钮)(?:是|为|[：:])?${SPACES}[（("“「『]?${SPACES})`,
]
const KEY = String.raw`(?:[0-9#*]\ufe0f?\u20e3|🔟)`
const keyOf = (key = ''): string => (key === '🔟' ? '十' : key.startsWith('#') ? '井号' : key.startsWith('*') ? '星号' : amount(key[0]!))
/** Beside a mark that a sentence speaks of: no pause is there. */
const [SPOKEN_BEFORE, SPOKEN_BEHIND] = [
  String.raw`(?<=(?:[打画写标是为用点带有选勾按]|符号|一个|图标)${SPACES})`,
  String.raw`(?=${SPACES}(?:[的表代是为和与或]|符号|标记|图标))`,
]
const YEARS = String.raw`(?:1[89]|20)\d\d(?:${SPACES}[-–—~～]${SPACES}(?:1[89]|20)\d\d)?`

/** Asked before all others. */
export const PICTOGRAPHS: readonly Rule[] = needing(SOME, [
  rule(String.raw`((?:${KEY}){2,})`, (keys) => digitByDigit(keys!.replaceAll(/[\ufe0f\u20e3]/g, '').replaceAll('🔟', '十'))),
  rule(String.raw`(?<=[按选第和与及或至到步]${SPACES})(${KEY})|(${KEY})(?=${SPACES}(?:键|[的和与及或至到，。；、：,.;:!?！？）)]|$))`, (named, other) =>
    keyOf(named ?? other),
  ),
  { ...rule(String.raw`${SPACES}(${KEY})${SPACES}`, (key) => `${keyOf(key)}，`), isItem: true },
  rule(String.raw`((?:[★⭐🌟]${LOOK}\s?){1,10})((?:☆\s?){0,9}☆)(\s${SPACES}(?=${WORD}))?`, starsOf),
  rule(String.raw`((?:[★⭐🌟]${LOOK}){2,10})()(\s${SPACES}(?=${WORD}))?`, starsOf),
  rule(String.raw`(?<![\w.])(\d(?:\.\d)?)\s?[★⭐🌟]${LOOK}(?![★⭐🌟☆])`, (number) => `${amount(number!)}星`),
  rule(`${IS_SHOWN}${NAMED}|${NAMED}${IS_SAID_OF}`, (shown, named) => NAMES[(shown ?? named)!]!),
  rule(String.raw`${SPOKEN_BEFORE}(${MARKS_TOGETHER})|(${MARKS_TOGETHER})${SPOKEN_BEHIND}`, (named, other) => markOf(named ?? other)),
  rule(String.raw`${BEHIND_WORD}${SPACES}(${MARKS_TOGETHER})${SPACES}(?=${WORD})`, (marks) => `，${markOf(marks)}，`),
  rule(String.raw`${BEHIND_WORD}${SPACES}(${MARKS_TOGETHER})`, (marks) => `，${markOf(marks)}`),
  rule(String.raw`(${MARKS_TOGETHER})${SPACES}(?=${WORD})`, (marks) => `${markOf(marks)}，`),
  rule(String.raw`(${MARKS_TOGETHER})`, markOf),
  rule(String.raw`(?<=(?:[Cc]opyright|COPYRIGHT|版权(?:所有)?)${SPACES})©${SPACES}(${YEARS})?`, (years) => (years === undefined ? '' : ` ${yearsOf(years)}`)),
  rule(String.raw`(?<!\p{L}\s?)©${SPACES}(${YEARS})?(?:${SPACES}年)?${SPACES}(?:(?=${WORD})()|)`, (years, more) => {
    return `版权所有${years === undefined ? '' : `，${yearsOf(years)}年`}${more === undefined ? '' : '，'}`
  }),
  rule(String.raw`${BEHIND_WORD}${SPACES}[➡➔➜]${LOOK}${SPACES}(?=${WORD})`, () => '，到，'),
])

function starsOf(full = '', empty = '', more?: string): string {
  const [all, of] = [full, full + empty].map((stars) => [...stars.replaceAll(/[\ufe0f\s]/g, '')].length)
  const said = (count: number): string => `${count === 2 ? '两' : amount(String(count))}颗`
  return (empty === '' ? `${said(all!)}星` : `${said(of!)}星里的${said(all!)}`) + (more === undefined ? '' : '，')
}

const yearsOf = (years: string): string =>
  years
    .split(/\s*[-–—~～]\s*/)
    .map(digitByDigit)
    .join('到')

/** Signs with rules of their own elsewhere. */
const ARROW = /^[↔→←↑↓]/u
const SIGNS = new RegExp(SIGN, 'gu')
/** A mark that leads what it is of. */
const LEADING = new RegExp(
  String.raw`(?:^|(?<=[。！？；\n]))(?!${SPACES}${MARKS_TOGETHER}${SPOKEN_BEHIND})${SPACES}${MARKS_TOGETHER}${SPACES}(?=${WORD})`,
  'gu',
)
const [OPENING, CLOSING, STOP] = [/[（(]$/, /^[）)]/, /^[\s，。！？；：、,.!?;:）)”」』]/]

/** A line without such signs at its ends, to see which marks it ends and begins with. */
export function bare(line: string): string {
  return SOME.test(line) ? line.replaceAll(AT_ENDS, '') : line
}
const AT_ENDS = new RegExp(String.raw`^(?:${SPACES}${SIGN}){1,20}${SPACES}|(?:${SPACES}${SIGN}){1,20}${SPACES}$`, 'gu')

/** Whether there are marks of one kind and of another: then each says which its text is of, and is no ornament. */
export function areContrasted(text: string): boolean {
  return new Set((text.match(new RegExp(MARK, 'gu')) ?? []).map(markOf)).size > 1
}

/** What was taken out, and before which sign of the rest it stood. */
interface Taken {
  readonly at: number
  readonly written: string
}

/** A text without what nobody says of it. `own`: what its author has told how to say. `hasContrast`: whether marks that lead tell one from another. */
export function withoutPictographs(
  text: string,
  own: Iterable<string>,
  hasContrast: () => boolean,
): { readonly rest: string; readonly taken: readonly Taken[] } {
  if (!SOME.test(text)) return { rest: text, taken: [] }
  const said = saidIn(text, own, hasContrast)
  const taken: Taken[] = []
  let [rest, from] = ['', 0]
  for (const { 0: sign, index } of text.matchAll(SIGNS)) {
    if (ARROW.test(sign) || said[index] === 1) continue
    rest += text.slice(from, index)
    from = index + sign.length
    const last = taken.at(-1)?.at === rest.length ? taken.pop() : undefined
    let written = (last?.written ?? '') + sign
    // What stood around it alone goes with it.
    const isBracketed = OPENING.test(rest) && CLOSING.test(text.slice(from))
    const isSpaced = !isBracketed && rest.endsWith(' ') && (from === text.length || STOP.test(text.slice(from)))
    if (isBracketed || isSpaced) {
      written = rest.at(-1)! + written
      rest = rest.slice(0, -1)
    }
    if (isBracketed || (!isSpaced && text[from] === ' ' && (rest === '' || STOP.test(rest.at(-1)!)))) written += text[from++]!
    taken.push({ at: rest.length, written })
  }
  return { rest: rest + text.slice(from), taken }
}

/** Which signs of a text are said, by rule or by its author: 1 for each of them. */
function saidIn(text: string, own: Iterable<string>, hasContrast: () => boolean): Uint8Array {
  const said = new Uint8Array(text.length)
  const told = [...own].filter((word) => SOME.test(word)).map((word) => new RegExp(word.replaceAll(/[/^$.*+?()[\]{}|\\]/g, String.raw`\$&`), 'gu'))
  const leading = [...text.matchAll(LEADING)]
  for (const pattern of [...PICTOGRAPHS.map((each) => each.pattern), ...told]) mark(said, text.matchAll(pattern), 1)
  if (leading.length > 0 && !hasContrast()) mark(said, leading, 0)
  return said
}

function mark(said: Uint8Array, found: Iterable<RegExpExecArray>, as: 0 | 1): void {
  for (const { 0: part, index } of found) said.fill(as, index, index + part.length)
}

/** Pieces of what was left, with what was taken out as what is seen and not said. */
export function withPictographs(pieces: readonly Spoken[], taken: readonly Taken[]): Spoken[] {
  const waiting = [...taken]
  let at = 0
  const all = pieces.flatMap((piece): Spoken[] => {
    const parts: Spoken[] = []
    let { written } = piece
    const isPlain = piece.written === piece.said && piece.pinyin === undefined
    const start = at
    at += written.length
    while (waiting[0] !== undefined && waiting[0].at < at) {
      const next = waiting.shift()!
      const before = isPlain ? written.slice(0, next.at - (at - written.length)) : ''
      if (before !== '') parts.push({ written: before, said: before })
      written = written.slice(before.length)
      // Within what a rule has read it stands before it.
      parts.push({ written: next.written, said: '' })
    }
    return at === start ? [piece] : [...parts, isPlain ? { ...piece, written, said: written } : piece]
  })
  return [...all, ...waiting.map(({ written }) => ({ written, said: '' }))]
}

/** Each sign once. */
export function pictographsIn(taken: readonly Taken[]): string[] {
  return [...new Set(taken.flatMap(({ written }) => written.match(SIGNS) ?? []))].filter((sign) => sign !== '\ufe0f')
}
