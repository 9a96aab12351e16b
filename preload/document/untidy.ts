/**
 * What is untidy in a line in a way that has one answer: several spaces, lines broken within a sentence, half-width marks within Chinese,
 * full-width digits. Places are offsets in the line's text, in which a formula or a footnote's mark is one sign. Code is not looked at.
 */
import { objectSign } from './blocks.ts'
import { inlinesOf, isRun } from './lines.ts'
import type { Inline, Line } from './schema.ts'

export const untidyKinds = ['spaces', 'line-broken', 'half-marks', 'full-digits'] as const
export type UntidyKind = (typeof untidyKinds)[number]

interface UntidyRange {
  readonly from: number
  readonly to: number
}

export interface UntidyPlace extends UntidyRange {
  /** What belongs there. */
  readonly text: string
}

interface Rule {
  /** What each place has: most lines have none, and are asked no more. */
  readonly sign: RegExp
  readonly pattern: RegExp
  readonly text: (found: string) => string
}

const HAN = String.raw`\p{Script=Han}`
const FULL: Readonly<Record<string, string>> = { ',': '，', ';': '；', ':': '：', '?': '？', '!': '！', '.': '。' }
/** Shorter lines may be verse, an address or a signature, which end where their author wants. */
const SHORTEST_BROKEN = 15

const rules: Readonly<Record<UntidyKind, Rule>> = {
  // One space may be meant, between names or behind a chapter's number; wide ones align. At the beginning of a line some indent by hand.
  spaces: { sign: /[ \u00a0]{2}/, pattern: /(?<=\S)[ \u00a0]{2,}(?=\S)/g, text: () => ' ' },
  'line-broken': { sign: /\n/, pattern: new RegExp(`(?<=[^\\n]{${SHORTEST_BROKEN - 1}}[${HAN}])[ \\t]*\\n[ \\t]*(?=[${HAN}])`, 'gu'), text: () => '' },
  // Between Chinese and more of it, or the end. Numbers, times, file names and addresses have none of it.
  'half-marks': {
    sign: /[.,;:?!"]/,
    pattern: new RegExp(
      [
        `(?<=[${HAN}”’》】」』）)]|[${HAN}，。；：？！]["'])[.,;:?!](?= *(?:[${HAN}“‘《【「『（]|$)) *`,
        // A share ends as words do, and a quotation goes on or begins behind words.
        `(?<=[%％])[,;:?!](?= *[${HAN}“‘《【「『（]) *`,
        `(?<=[${HAN}”’》】」』）)])[,;:?!](?= *"[^"\\n]*[${HAN}]) *`,
        // Before what is counted, and a sentence that begins with a year or a month. A number behind 图 or 第 is that of a part.
        `(?<=[${HAN}”’》】」』）)]|[${HAN}，。；：？！]["'])[,;:?!](?= *\\d+(?:\\.\\d+)?[%％]?[${HAN}]) *`,
        `(?<=[${HAN}]{2}|[”’》】」』）)]|[${HAN}]")(?<![图表例题式第版])\\.(?= *(?:(?:1[89]|20)\\d\\d *年|\\d{1,2} *月 *\\d)(?!\\S*\\.[a-z])) *`,
      ].join('|'),
      'gmu',
    ),
    text: (found) => FULL[found.charAt(0)] ?? found,
  },
  'full-digits': {
    sign: /[０-９Ａ-Ｚａ-ｚ]/,
    pattern: /[０-９Ａ-Ｚａ-ｚ]+/g,
    text: (found) => String.fromCharCode(...[...found].map((sign) => sign.charCodeAt(0) - 0xfee0)),
  },
}

/** Words in straight quotation marks. */
const QUOTED = /"[^"\n]*"/g
/** What stands before and behind such words within Chinese: not a bracket of code, nor the colon of a record. */
const [BEFORE_QUOTED, AFTER_QUOTED] = [
  new RegExp(`(?:^|[${HAN}，。；：？！、…—（）《》“”]|[${HAN}][,.;:?!]) *$`, 'u'),
  new RegExp(`^ *(?:$|[${HAN}，。；：？！、…—（）《》“”]|[,.;:?!](?: *[${HAN}\\d]|$))`, 'u'),
]

/** Straight quotation marks around Chinese, where they come in pairs. */
function straightQuotes(text: string): UntidyPlace[] {
  if (!text.includes('"')) return []
  const places: UntidyPlace[] = []
  let at = 0
  for (const line of text.split('\n')) {
    const isPaired = (line.match(/"/g)?.length ?? 0) % 2 === 0
    for (const { index, 0: all } of isPaired ? line.matchAll(QUOTED) : []) {
      const [before, after] = [line.slice(Math.max(0, index - 3), index), line.slice(index + all.length, index + all.length + 3)]
      if (!/\p{Script=Han}/u.test(all) || !BEFORE_QUOTED.test(index > 3 ? before : line.slice(0, index)) || !AFTER_QUOTED.test(after)) continue
      const [from, to] = [at + index, at + index + all.length]
      places.push({ from, to: from + 1, text: '“' }, { from: to - 1, to, text: '”' })
    }
    at += line.length + 1
  }
  return places
}

/** Addresses and paths up to a space or a mark that none has: what looks like a mistake in them leads somewhere. */
const ADDRESS =
  /(?:https?:\/\/|www\.|(?<![\w.-])[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?::\d+)?[/?#]|(?:^|(?<=\s))(?:[A-Za-z]:[\\/]|~?\/|\.{1,2}\/))[^\s，。；：？！、（）“”‘’《》【】「」『』<>"]*/gim

/** Signs that foreign names are written with. A stop between such is the dot of a name. */
const SOUNDS =
  '阿埃艾爱安昂奥巴拜班邦鲍贝本比彼别宾波伯博布查达戴丹德登狄迪蒂丁杜顿多恩尔法凡范菲费芬佛弗福夫盖甘冈高戈格葛根古哈海汉豪赫亨洪胡华怀惠霍基吉加贾杰金卡凯坎康考柯科克肯库奎昆拉莱兰朗劳勒雷里利莉丽列林琳刘卢鲁路伦罗洛马玛麦曼梅门蒙米密莫墨默姆穆娜纳南内尼妮宁纽诺欧帕佩皮珀普奇乔切琼萨塞桑森沙珊莎圣史斯苏索塔泰坦汤唐特图托瓦万威韦维温文翁沃乌伍西希锡夏肖谢辛休雅亚扬耶伊英尤约翰泽詹朱兹佐治'
/** Stops that are none at the end of a sentence: behind a number by which a line begins, and within a name. */
const OTHER_STOP = new RegExp(
  `(?<=^[ \\t]*(?:[第图表例题]|附录|步骤)?(?:[一二三四五六七八九十百〇零]+[章节课讲回篇部]?|[甲乙丙丁戊己庚辛壬癸]))\\.|(?<=[${SOUNDS}]{2})\\.(?=[${SOUNDS}]{2})`,
  'gmu',
)

/** Where the addresses in a text are. */
export function rangesOfAddresses(text: string): UntidyRange[] {
  return rangesOf(text, ADDRESS)
}

function rangesOf(text: string, pattern: RegExp): UntidyRange[] {
  return [...text.matchAll(pattern)].map((match) => ({ from: match.index, to: match.index + match[0].length }))
}

/** What of a line stays as it is: addresses, of links also the words. */
function kept(line: Line, text: string, kind: UntidyKind): UntidyRange[] {
  if (kind !== 'half-marks' && kind !== 'full-digits') return []
  const ranges = [...rangesOfAddresses(text), ...(kind === 'half-marks' ? rangesOf(text, OTHER_STOP) : [])]
  let from = 0
  for (const each of inlinesOf(line)) {
    const to = from + (isRun(each) ? each.text.length : 1)
    if (kind === 'half-marks' && isRun(each) && each.link !== undefined) ranges.push({ from, to })
    from = to
  }
  return ranges
}

/** Stands for what is not looked at; matches no rule. */
const hidden = (text: string): string => objectSign.repeat(text.length)

/** The text of a line with signs that mean nothing for its code. */
export function hiddenCode(children: readonly Inline[]): string {
  return children.map((each) => (isRun(each) ? (each.code ? hidden(each.text) : each.text) : objectSign)).join('')
}

export function untidy(line: Line, kind: UntidyKind): UntidyPlace[] {
  const text = hiddenCode(inlinesOf(line))
  const { sign, pattern, text: belongs } = rules[kind]
  if (!sign.test(text)) return []
  const found = [...text.matchAll(pattern)].map((match) => ({ from: match.index, to: match.index + match[0].length, text: belongs(match[0]) }))
  const places = kind === 'half-marks' ? [...found, ...straightQuotes(text)].toSorted((one, other) => one.from - other.from) : found
  const ranges = places.length === 0 ? [] : kept(line, text, kind)
  return places.filter(({ from }) => ranges.every((range) => from < range.from || from >= range.to))
}
