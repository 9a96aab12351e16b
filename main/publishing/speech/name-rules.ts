/** Addresses, names of files, versions of things, what is spelt letter by letter, and Roman numbers. */
import { amount, digitByDigit } from './numbers.ts'
import { pinyinOf } from './pinyin.ts'
import { AFTER, BEFORE, needing, rule, type Rule } from './rule.ts'

/** Said as words, where others of five letters and fewer are spelt. */
const WORDS =
  'QQ|NASA|JSON|NATO|OPEC|COVID|RAM|ROM|AJAX|REST|CRUD|YAML|BASIC|SCRUM|LASER|JPEG|SWOT|TOEFL|IELTS|IKEA|SARS|REIT|SIM|PIN|OK|UP|TOP|NEXT|PRO|PLUS|MAX|NEW|DAY|ONE|DEMO|LOGO|CLASS|OPEN'
const ENDINGS =
  'html?|md|json|py|jsx?|tsx?|vue|txt|docx?|xlsx?|pptx?|pdf|png|jpe?g|gif|svg|csv|exe|css|java|cpp|sh|zip|rar|mp3|mp4|wav|srt|epub|yaml|yml|toml|ini|log'
const DOMAINS = 'com|cn|net|org|io|ai|dev|app|edu|gov|top|me|tv|cc|info|xyz'
const ROMAN = 'ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ'
const COUNTED_ROMAN = '期型类级度卷章部节代世号区段册'

const PARTS: Readonly<Record<string, string>> = { Vol: '卷', Ch: '章', Sec: '节' }

const spelt = (letters: string): string => letters.split('').join(' ')
const VALUES: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10 }

function roman(letters: string): string {
  const values = [...letters].map((letter) => VALUES[letter] ?? 0)
  return amount(String(values.reduce((sum, value, at) => sum + (value < (values[at + 1] ?? 0) ? -value : value), 0)))
}

/** `wxid12345`: nobody would guess it, so every sign is said. */
function asId(written: string): string {
  return written
    .split(/(\d+|[_.-])/)
    .filter((part) => part !== '')
    .map((part) => {
      if (part === '_') return '下划线'
      if (part === '-') return '杠'
      if (part === '.') return '点'
      if (/^\d/.test(part)) return digitByDigit(part)
      return part.length <= 4 || !/[aeiou]/i.test(part) ? spelt(part) : part
    })
    .join(' ')
}

/** A name with its numbers read. */
const named = (name: string): string => name.replaceAll(/\d+/g, (digits) => (digits.length > 2 ? digitByDigit(digits) : amount(digits)))

/** Lines, and not what is called so: line168-194, A320-200. */
const isSpan = (name: string, to: string): boolean => {
  const from = /^[a-z]+(\d+)$/.exec(name)?.[1]
  return from !== undefined && from.length === to.length && from < to
}

/** The characters of a word whose sound stands behind it. */
function soundOf(word: string, sound: string): string | null {
  const pinyin = pinyinOf(sound)
  return pinyin !== null && pinyin.split(' ').length === [...word].length ? pinyin : null
}

const SOUND = String.raw`[a-zA-Züāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜ]`

/** A word with its sound behind it in brackets. As many characters as there are syllables: the longest that fits is asked first. */
const SOUNDS: readonly Rule[] = [4, 3, 2, 1].map((count) => ({
  ...rule(String.raw`(\p{Script=Han}{${count}})[（(](${SOUND}*[āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜ](?:${SOUND}|[\s'’·])*)[)）]`, (word) => word!),
  pinyin: (word, sound) => soundOf(word ?? '', sound ?? ''),
}))

/** Parts of the name of a file between points, as many as names have. */
const INNER = String.raw`(?:\.[\w\-]{1,80}){0,4}`
/** What stands before a name is the number of a step: 1.vue.js. */
const NO_NUMBER_OF_A_NAME = String.raw`(?!\d{1,2}\.[A-Za-z][\w\-]{0,80}\.)`

export const ADDRESSES: readonly Rule[] = [
  ...needing(/[āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜ]/, SOUNDS),
  rule(String.raw`https?:\/\/[^\s，。；！？）】》"'<>]*[^\s，。；！？）】》"'<>),.;:!?]|www\.[\w.\/?=&%\-]*[\w\/]`, () => '（链接见文稿）'),
  rule(String.raw`[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+`, () => '（邮箱见文稿）'),
  rule(String.raw`${BEFORE}(?:[a-zA-Z0-9\-]+\.)+(?:${DOMAINS})\/[\w.\/?=&%#\-]+`, () => '（链接见文稿）'),
  rule(String.raw`${BEFORE}([a-zA-Z0-9\-]+(?:\.[a-zA-Z0-9\-]+)*)\.(${DOMAINS})(?![\w\-])`, (name, end) => `${named(name!.replaceAll('.', ' 点 '))} 点 ${end!}`),
  rule(String.raw`(?<![\w.])[A-Za-z]:\\[\w\\.\- ]*[\w\\]|(?<![\w.\/~])(?:~|(?<!\p{Script=Han})\.{0,2})(?:\/[\w.\-]+){2,}\/?`, () => '（路径见文稿）'),
  rule(String.raw`(?<![\w.])\.(${ENDINGS})(?![\w.])`, (end) => `点 ${named(end!)}`),
  rule(String.raw`${NO_NUMBER_OF_A_NAME}${BEFORE}(?<!-)(?=[\w\-]*[A-Za-z])([\w\-]{1,80}${INNER})\.(js|ts)(?![\w.])`, (name, end) => {
    return `${named(name!.replaceAll('.', ' 点 '))} ${spelt(end!.toUpperCase())}`
  }),
  rule(String.raw`${NO_NUMBER_OF_A_NAME}${BEFORE}(?<!-)([\w\-]+${INNER})\.(${ENDINGS})(?![\w.])`, (name, end) => {
    return `${named(name!.replaceAll(/[_-]/g, ' ').replaceAll('.', ' 点 '))} 点 ${named(end!)}`
  }),
  {
    ...rule(
      String.raw`(?<=微信号?|公众号|抖音号?|小红书号?|QQ号?|账号|帐号|用户名|(?<![A-Za-z])ID(?![A-Za-z]))((?:[是为叫：:]|\s)*)([a-zA-Z][\w\-]{4,})`,
      (between, name) => (/[\d_-]/.test(name!) ? between! + asId(name!) : between! + name!),
    ),
    isId: true,
  },
]

/** Numbers of standards, which have a year behind them: GB 45438-2025. */
const STANDARD = String.raw`(GB|ISO|IEC|IEEE|RFC|CY|DB|HJ|JB|YY)(\/[TZ])?\s*(\d+(?:\.\d+)?)(?:[\-—–:：](\d{4}))?`

/** From one page to another. P is as often a level, of a fault, a post or what comes first: P0-P2 级故障, 阿里 P6-P7. */
const PAGES = (second: string): string => String.raw`([1-9]\d{0,3})\s*[\-–—~～]\s*${second}(\d{1,4})(?![\w\-])(?!\s*(?:级|职级|故障|优先级))`

export const LETTERS: readonly Rule[] = [
  rule(`${BEFORE}${STANDARD}${AFTER}`, (name, kind, number, year) =>
    [
      spelt(name!),
      ...(kind === undefined ? [] : [spelt(kind.slice(1))]),
      number!.split('.').map(digitByDigit).join('点') + (year === undefined ? '' : `，${digitByDigit(year)}`),
    ].join(' '),
  ),
  rule(String.raw`${BEFORE}([BCDEGMOP])2([BCDEGMOP])(?!\w)`, (a, b) => `${a!} to ${b!}`),
  rule(String.raw`${BEFORE}C\+\+(?!\w)`, () => 'C 加加'),
  rule(String.raw`${BEFORE}([CF])#(?!\w)`, (letter) => `${letter!} sharp`),
  rule(String.raw`(?<!\w)\.NET\b`, () => '点 NET'),
  rule(String.raw`${BEFORE}(H)\.(\d{3})(?!\w)`, (letter, number) => `${letter!} 点 ${digitByDigit(number!)}`),
  rule(String.raw`${BEFORE}(i[3579])-(\d{4,5})`, (name, number) => `${name![0]}${amount(name![1]!)} ${digitByDigit(number!)}`),
  rule(String.raw`${BEFORE}0x([\dA-Fa-f]+)(?!\w)`, (number) => `零 x ${spelt(number!).replaceAll(/\d/g, digitByDigit)}`),
  rule(`${BEFORE}(?<=(?:[见第（(]|》)\\s?)[Pp]${PAGES('[Pp]?')}`, (from, to) => `第${amount(from!)}到${amount(to!)}页`),
  rule(`${BEFORE}(?<!级\\s?)(?:p|P(?=\\d\\d))${PAGES('')}`, (from, to) => `第${amount(from!)}到${amount(to!)}页`),
  rule(String.raw`${BEFORE}P(\d{1,2})\s*[\-–—~～]\s*(P?)(\d{1,2})(?![\w\-])`, (from, level, to) => `P${amount(from!)}到${level!}${amount(to!)}`),
  rule(String.raw`${BEFORE}pp?\.\s?(\d+)\s*[\-–—~]\s*(\d+)`, (from, to) => `第${amount(from!)}到${amount(to!)}页`, 'giu'),
  rule(String.raw`${BEFORE}pp?\.\s?(\d+)`, (page) => `第${amount(page!)}页`, 'giu'),
  rule(String.raw`${BEFORE}(Fig|Vol|Ch|Sec)\.\s?(\d+)`, (what, number) => (what === 'Fig' ? `图${amount(number!)}` : `第${amount(number!)}${PARTS[what!]}`)),
  rule(String.raw`${BEFORE}[Nn]o\.\s?(\d+)`, (number) => `第${amount(number!)}`),
  rule(String.raw`${BEFORE}e\.g\.,?`, () => '例如'),
  rule(String.raw`${BEFORE}i\.e\.,?`, () => '即'),
  rule(String.raw`\betc\.`, () => '等等'),
  rule(String.raw`(?<=[\w\p{Script=Han}%％)）℃]\s*)\b(?:vs|VS|Vs)\b\.?(?=\s*[\w\p{Script=Han}])`, () => '对'),
  rule(String.raw`\b(?:TODO|Todo)\b`, () => '待办'),
  rule(String.raw`(?<=第\s*)([IVX]{1,5}|[${ROMAN}])(?!\w)`, (number) => roman(number!.normalize('NFKC'))),
  { ...rule(String.raw`(?:^|(?<=[，。；：])|\s)([${ROMAN}])[.．、]\s?(?=\p{Script=Han})`, (number) => `${roman(number!.normalize('NFKC'))}，`), isItem: true },
  rule(String.raw`([${ROMAN}])`, (number) => roman(number!.normalize('NFKC'))),
  rule(String.raw`(?<![A-Za-z])([IVX]{2,5})(?=\s*[${COUNTED_ROMAN}])`, (number) => roman(number!)),
  rule(String.raw`(?<![\w&])(III|VII|VIII|XII|XIII|XIV|XVI|XVII|XVIII|II)(?![\w&])`, (number) => roman(number!)),
  // What elements a molecule is of.
  rule(String.raw`(?<![\w.@])((?=\w*[A-Za-z]\d+[A-Z]\w*\d)(?:(?:[HCNOSPFIK]|Na|Cl|Ca|Mg|Al|Si|Fe|Cu|Zn|Ag|Br|Mn|Ba|Pb|Cr)\d{0,2}){3,20})(?![\w@])`, (all) =>
    all!
      .replaceAll(/[A-Z][a-z]?|\d+/g, (part) => (/\d/.test(part) ? amount(part) : `${part} `))
      .replaceAll(/(?<=\p{Script=Han})(?=[A-Z])/gu, ' ')
      .trim(),
  ),
  // Letters and digits that are a name; short ones are read as they are, such as MP3.
  rule(String.raw`(?<![\w.@])([A-Za-z][A-Za-z0-9]*\d{3}[A-Za-z0-9]*|(?:[A-Za-z]+\d+){3}[A-Za-z]*)(?:-(\d{1,4})(?![\w.\-]))?(?![\w@]|\.\d)`, (name, kind) => {
    return asId(name!) + (kind === undefined ? '' : isSpan(name!, kind) ? `到${amount(kind)}` : ` ${named(kind)}`)
  }),
  // Not between two amounts: 12V/2A.
  rule(String.raw`(?<=[A-Za-z])(?<!\d\s?[A-Za-z]{1,2})\/(?=\d)`, () => ' '),
  rule(String.raw`(?<![\w.])((?:[A-Z]\.){2,})`, (letters) => spelt(letters!.replaceAll('.', ''))),
  // One less than how many there are. What is named with a letter and a number has a capital, or a number of several digits.
  rule(String.raw`(?<![\w.\-−])([nmkijt])\s?[\-−]\s?([1-9])(?![\w.%％\-−]|\s*(?:型|号楼|栋|签证))`, (letter, number) => `${letter!} 减${amount(number!)}`),
  rule(
    String.raw`(?<=(?:自由度|除以|下标|从\s?\d\s?到|第|前|共|等于)(?:[是为：:]|\s)*)([NMK])\s?[\-−]\s?([12])(?![\w.%％\-−]|\s*(?:型|号楼|栋))`,
    (letter, number) => `${letter!} 减${amount(number!)}`,
  ),
  rule(String.raw`(?<=[A-Za-z])(?<!\d[eE])-(?=\d{1,2}(?:\.\d+)?[a-z]?(?!\w))`, () => ' '),
]

export const ABBREVIATIONS: readonly Rule[] = [
  rule(String.raw`(?<![A-Za-z\/])([A-Z])\/([A-Z])(?![A-Za-z\/])`, (a, b) => `${a!} ${b!}`),
  rule(String.raw`(?<=[A-Za-z]\s*)\/\s*(?=[A-Za-z])`, () => '、'),
  rule(String.raw`${BEFORE}((?:${WORDS})s?)(?![A-Za-z_])`, (word) => word!),
  rule(`${BEFORE}([A-Z]{2,5})(?=s?${AFTER})`, (letters) => spelt(letters!)),
  rule(String.raw`(?<=[A-Za-z])_(?=[A-Za-z\d]|$)`, () => ' '),
]
