/** Signs among words: what compares, reckons and leads on, small numbers above and below a line, letters of the Greeks. */
import { GREEK, SIGNS } from './math-words.ts'
import { amount } from './numbers.ts'
import { AFTER, BEFORE, NUMBER, needing, rule, type Rule } from './rule.ts'
import { unitsOf } from './units.ts'

const [RAISED, LOWERED] = ['⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻', '₀₁₂₃₄₅₆₇₈₉']
/** Numbers of one sign: `¾` is 3⁄4. `⅒` and the like too. */
const PARTS = '½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒'
const ARROWS: Readonly<Record<string, string>> = { '↑': '上', '↓': '下', '←': '左', '→': '右' }
/** Keys, as they are drawn on some of them. */
const KEYS: Readonly<Record<string, string>> = { '⌘': 'Command', '⌥': 'Option', '⇧': 'Shift', '⌃': 'Control' }
const KEY = `[${Object.keys(KEYS).join('')}]`
/** Numbers in circles and brackets, or with a stop of their own; those in black have nothing that they are alike to. */
const [CIRCLED, BLACK] = [String.raw`\u2460-\u249b\u24ea\u3220-\u3229\u3251-\u325f\u3280-\u3289\u32b1-\u32bf\u2776-\u277f`, 0x2776]

function partOf(sign: string): string {
  const [part, of] = sign.normalize('NFKC').split('⁄')
  return `${amount(of!)}分之${amount(part!)}`
}

function circledOf(sign: string): string {
  const code = sign.codePointAt(0)! - BLACK
  const plain = code >= 0 && code < 10 ? String(code + 1) : sign.normalize('NFKC').replaceAll(/[().]/g, '')
  return /^\d/.test(plain) ? amount(plain) : plain
}

function powerOf(raised: string): string {
  const number = raised.normalize('NFKC').replace('−', '-')
  if (number === '2') return '的平方'
  if (number === '3') return '的立方'
  // What an ion is charged with.
  const [, charge, sign] = /^(\d*)([+-])$/.exec(number) ?? []
  if (sign !== undefined) return (charge === '' ? '' : amount(charge!)) + (sign === '+' ? '正' : '负')
  return `的${amount(number.replace('+', ''))}次方`
}

/** Between two letters, numbers or brackets. */
const between = (signs: string, say: (sign: string) => string): Rule =>
  rule(String.raw`(?<=[\w)）\]²³${LOWERED}]\s*)(?<!\d[eE])([${signs}])\s*(?=[\w(（\[√${Object.keys(GREEK).join('')}∞−\-])`, (sign) => say(sign!))

/** Before numbers are read: those that belong to one. */
export const SCRIPTS: readonly Rule[] = needing(/[^\p{Script=Han}\s，。；：、！？“”‘’（）《》\w]/u, [
  rule(`(${NUMBER})\\s*[wW](?=[+＋])`, (number) => `${amount(number!)}万`),
  rule(`(${NUMBER})\\s*[\\-−–]\\s*(${NUMBER})\\s*[=＝]\\s*(?=[\\w\\-−])`, (a, b) => `${amount(a!)}减${amount(b!)}等于`),
  {
    ...rule(`${BEFORE}(${NUMBER})\\s*[\\-−–]\\s*(${NUMBER})(?=\\s*等于\\s*(${NUMBER}))`, (a, b) => `${amount(a!)}减${amount(b!)}`),
    isFor: (a, b, is) => Number(a) - Number(b) === Number(is),
  },
  // Areas and volumes of which no number stands before; a metre alone may be another m.
  rule(String.raw`(?<![\w.\/／])([kcdm]m[²³]|(?<=(?:按|每|单位[是为：:]?)\s*)m[²³])(?![\w\/／²³])`, (unit) => unitsOf(unit!)),
  rule(String.raw`(?<![\w.])([nmkr])!(?![=!\w])`, (letter) => `${letter!} 的阶乘`),
  rule(String.raw`${BEFORE}(\d{1,3})!\s*[=＝]\s*(?=[\w(（])`, (number) => `${amount(number!)}的阶乘等于`),
  rule(String.raw`(?<![\w|])\|\s?([a-z])\s?\|(?![\w|])`, (letter) => `${letter!} 的绝对值`),
  rule(String.raw`(?<!\w)A\*(?=\s*(?:算法|搜索|寻路))`, () => 'A 星'),
  ...needing(/\d[eE]/, [
    rule(`${BEFORE}(${NUMBER})[eE]([+\\-−]?\\d+)${AFTER}`, (number, power) => `${amount(number!)}乘十的${amount(power!.replace('+', ''))}次方`),
  ]),
  rule(
    String.raw`(?<=[\w\p{Script=Han})）\]²³${LOWERED}%％${Object.keys(GREEK).join('')}]\s*)[=＝]{1,3}\s*(?=[\w\p{Script=Han}(（\[√¥￥$€£∞−\-${Object.keys(GREEK).join('')}])`,
    () => '等于',
  ),
  rule(String.raw`(?<=[²³])\s*[-−–]\s*(?=[\w(（])`, () => '减'),
  // What a type is of: List<T>.
  rule(String.raw`(?<=[A-Za-z])<([A-Za-z]+(?:,\s*[A-Za-z]+)*)>`, (types) => ` ${types}`),
  // Ways through menus.
  rule(String.raw`(?<=\p{L}{2})\s+[>＞›»]\s+(?=\p{L}{2})`, () => '，'),
  between('>＞', () => '大于'),
  between('<＜', () => '小于'),
  between('+＋', () => '加'),
  // A minus of its own, which is no stroke between names: CFO − CapEx.
  rule(String.raw`(?<=[A-Za-z)）]\s*)−\s*(?=[A-Za-z(（])`, () => '减'),
  rule(String.raw`(?<=[\p{Script=Han})）]\s*)[+＋]\s*(?=[\p{Script=Han}(（])`, () => '加'),
  rule(`(\\d+)\\s*(?:\\^|\\*\\*)\\s*([\\-−]?\\d+)`, (base, power) => `${amount(base!)}的${amount(power!)}次方`),
  rule(String.raw`\s*(?:>=|＞=)\s*(?=\w)`, () => '大于等于'),
  rule(String.raw`\s*(?:<=|＜=)\s*(?=\w)`, () => '小于等于'),
  rule(String.raw`(${KEY}(?:\s*[+＋]?\s*${KEY})*)(?:\s*([+＋])\s*|()(?=[↑↓←→A-Z])|)([↑↓←→])?`, (keys, plus, beside, arrow) => {
    const pressed = [...keys!.replaceAll(/[^⌘⌥⇧⌃]/g, '')].map((key) => KEYS[key]!).join('加')
    return `${pressed}${(plus ?? beside) === undefined ? '' : '加'}${arrow === undefined ? '' : `${ARROWS[arrow]}箭头`}`
  }),
  rule(String.raw`(?<=[A-Za-z])\s*[+＋]\s*([↑↓←→])`, (arrow) => `加${ARROWS[arrow!]}箭头`),
  rule(String.raw`\s*!=\s*(?=\w)`, () => '不等于'),
  rule(String.raw`\s*(?:->|=>|-->|==>)\s*`, () => '，到，'),
  rule(String.raw`(?<=(?:sin|cos|tan|log|ln))([²³])`, (raised) => (raised === '²' ? '平方' : '立方')),
  // Square metres are no power.
  rule(String.raw`(?<=[\w\p{Script=Han})）${LOWERED}])(?<!(?:\d|[\/／每(（]|平方)\s*(?:[kcmdμn]?m|s))([${RAISED}]+)`, (raised) => powerOf(raised!)),
  rule(String.raw`(?<=[\w)）])([${LOWERED}]+)`, (lowered) => amount(lowered!.normalize('NFKC'))),
  rule(`(\\d+)\\s*([${PARTS}])`, (whole, part) => `${amount(whole!)}又${partOf(part!)}`),
  rule(`([${PARTS}])`, (part) => partOf(part!)),
  // Those that are spoken of, and those that lead what follows.
  rule(`\\s*([${CIRCLED}])(?=\\s*[${CIRCLED}])`, (number) => `${circledOf(number!)}、`),
  rule(
    String.raw`(?<=[图式题表步骤第和与及或至到]\s*)\s*([${CIRCLED}])\s*|\s*([${CIRCLED}])(?=\s*(?:[，。；、：,.;:!?！？)）”」/／~～\-—]|[和与及或至到是中所的为处]|$))`,
    (named, other) => circledOf((named ?? other)!),
  ),
  { ...rule(`\\s*([${CIRCLED}])\\s*`, (number) => `${circledOf(number!)}，`), isItem: true },
  rule(String.raw`№\s*(\d+)`, (number) => `第${amount(number!)}`),
  rule(String.raw`§\s*(\d+(?:\.\d+)*)`, (number) => `第${number!.split('.').map(amount).join('点')}节`),
  rule(String.raw`√\s*(?=[\w(（])`, () => '根号'),
  rule(String.raw`∠\s*(?=[A-Z\d])`, () => '角'),
  rule(String.raw`△\s*([A-Z]{3})`, (letters) => `三角形${letters!.split('').join(' ')}`),
  rule(String.raw`(\d+)\s*°\s*(\d+)\s*[′']\s*(?:(\d+)\s*[″"])?`, (a, b, c) => `${amount(a!)}度${amount(b!)}分${c === undefined ? '' : `${amount(c)}秒`}`),
])

export const SIGNS_AMONG_WORDS: readonly Rule[] = [
  rule(`\\s*→\\s*`, () => '，到，'),
  rule(`\\s*←\\s*`, () => '，来自，'),
  rule(`\\s*[⇒⟹]\\s*`, () => '，推出，'),
  rule(`\\s*[⇔⟺↔]\\s*`, () => '，等价于，'),
  rule(`\\s*↑`, () => '上升'),
  rule(`\\s*↓`, () => '下降'),
  rule(`\\s*≈\\s*`, () => '约等于'),
  rule(`\\s*≠\\s*`, () => '不等于'),
  rule(`\\s*[≥⩾]\\s*`, () => '大于等于'),
  rule(`\\s*[≤⩽]\\s*`, () => '小于等于'),
  rule(`\\s*×\\s*`, () => '乘'),
  rule(`\\s*÷\\s*`, () => '除以'),
  // A star with room around it, between amounts that words name.
  rule(String.raw`(?<=[\p{Script=Han}\w)）]|^)\s+[*＊∗]\s+(?=[\p{Script=Han}\w(（]|$)`, () => '乘'),
  rule(`\\s*±\\s*`, () => '正负'),
  rule(`\\s*⊥\\s*`, () => '垂直于'),
  rule(`\\s*∥\\s*`, () => '平行于'),
  rule(`([∞∵∴∈∪∩∅])`, (sign) => SIGNS[sign!]!),
  rule(`°C`, () => '摄氏度'),
  rule(`℃`, () => '摄氏度'),
  rule(`℉`, () => '华氏度'),
  rule(`㎡|(?<![a-zA-Z])m²`, () => '平方米'),
  rule(`([${Object.keys(GREEK).join('')}])`, (letter) => GREEK[letter!]!),
  rule(String.raw`(?<=[A-Z])[+＋](?![\w+＋])`, () => '加'),
  rule(String.raw`([和及与])\s*[\/／]\s*(或)`, (and, or) => `${and!}${or!}`),
  rule(String.raw`(?<=\p{Script=Han})\s*[\/／]\s*(?=\p{Script=Han})`, () => '、'),
  // Between two that were read.
  rule(String.raw`^\s*[\/／]\s*$`, () => '、'),
  rule(`\\s?&&\\s?`, () => '并且'),
  rule(`[&＆]`, () => '和'),
  rule(String.raw`(?<!\w)[@＠](?=[\p{Script=Han}\w])`, () => '艾特'),
  rule(String.raw`[#＃]([^#＃\s]{1,20})[#＃]`, (topic) => topic!),
]
