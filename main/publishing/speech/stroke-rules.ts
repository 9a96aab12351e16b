/** A stroke beside a number: where it takes away, x-1=0, and where it parts what a name is made of, 歼-20. */
import { NOT_COUNTED } from './counters.ts'
import { amount, digitByDigit } from './numbers.ts'
import { BEFORE, needing, rule, type Rule } from './rule.ts'

const MINUS = String.raw`\s?[\-−]\s?`
const FEW = String.raw`(?=\d{1,2}(?:\.\d+)?(?![\w%％\-−]|\.\d)`
/** Neither in a word nor behind another stroke. */
const ALONE = String.raw`(?<![\w.\-−])`
/** Behind what it is times: 2x. */
const TIMES = String.raw`(?<=(?:^|[^\w.\-−])\d{1,3})`
const EQUALS = String.raw`\s*[=＝≠≈≤≥⩽⩾]\s*[\w(（\-−√]`
/** Before a bracket that is reckoned with, or has what something is a function of; and behind one. */
const [RECKONED_BEFORE, RECKONED_BEHIND] = [
  String.raw`(?<=(?:[)）²³^*×\/·+＋]\s?|(?<![A-Za-z])[A-Za-z]['′]?|\d)[(（]\d{0,3})`,
  String.raw`[)）]\s?[\/*×^²³·(（=＝]`,
]
const NO_NAME = String.raw`(?!\s*(?:型|号楼|栋|签证)))`

const less = (letter = ''): string => `${letter} 减`
const lessLetter = (number = ''): string => `${amount(number)}减 `

/** Letters that stand for numbers, less so many; what is reckoned on with is read by others. */
const TAKEN_AWAY: readonly Rule[] = [
  rule(`(?:${ALONE}|${TIMES})([xyz])${MINUS}${FEW}${NO_NAME}`, less),
  rule(`(?:${ALONE}|${TIMES})([xyz])${MINUS}(?=\\d{1,3}[xyz](?![\\w\\-−]))`, less),
  rule(`(?:${ALONE}|${TIMES})([A-Za-z])${MINUS}(?=\\d{1,3}[A-Za-z]${EQUALS})`, less),
  rule(`${ALONE}([pqN])${MINUS}(?=[1-9](?![\\w.%％\\-−])${NO_NAME}`, less),
  rule(`${TIMES}([nmk])${MINUS}(?=[1-9](?![\\w.%％\\-−]))`, less),
  rule(`${ALONE}([KM])${MINUS}(?=[1-9]\\s*(?:[个次步层项条种轮阶维]|准则|原则))`, less),
  rule(`(?:${ALONE}|${TIMES})([A-Za-z])${MINUS}${FEW}${EQUALS})`, less),
  rule(`${RECKONED_BEFORE}([A-Za-z])${MINUS}${FEW}[)）])`, less),
  rule(`(?<=[(（])([A-Za-z])${MINUS}${FEW}${RECKONED_BEHIND})`, less),
  rule(`(?<=[\\w)）]\\s?[+＋×*]\\s?)(?<!\\w{2}[+＋])([A-Za-z])${MINUS}${FEW})`, less),
  rule(`${ALONE}([A-Za-z])${MINUS}(?=[A-Za-z]${EQUALS})`, (letter) => `${letter!} 减 `),
  rule(`${ALONE}(\\d{1,3})${MINUS}(?=[xyzpq](?![\\w\\-−]))`, lessLetter),
  rule(`${ALONE}(\\d{1,3})${MINUS}(?=\\d{0,2}[A-Za-z]${EQUALS})`, lessLetter),
  rule(`${BEFORE}(\\d{1,2})\\/(\\d{1,2})${MINUS}(?=\\d{1,2}\\/\\d{1,2}\\s*[=＝])`, (a, b) => `${amount(b!)}分之${amount(a!)}减`),
  // What is left of one: 1-P(x), 1/(1-d).
  rule(`${ALONE}(\\d)${MINUS}(?=[A-Za-z][(（][A-Za-z])`, lessLetter),
  rule(`${RECKONED_BEFORE}(\\d{1,3})${MINUS}(?=[A-Za-z][)）])`, lessLetter),
]

/** Hours from Greenwich; the clock of a time zone is none. */
const ZONES: readonly Rule[] = [
  rule(String.raw`(?<=(?:UTC|GMT)\s?)([+＋\-−–])\s?(\d{1,2})(?::?([0-5]\d))?(?![\d:])`, (sign, hours, minutes = '00') => {
    const behind = minutes === '00' ? '' : `小时${amount(minutes)}分`
    return `${/[+＋]/.test(sign!) ? '加' : '减'}${amount(String(Number(hours)))}${behind}`
  }),
]

/** What is built, launched and found under a name and a number. */
const BUILT =
  '[歼轰]|(?<!垂)直|武直|(?<![航空海陆搬客货])运|强击?|高教|教练|空警|翼龙|彩虹|东风|巨浪|红旗|鹰击|长剑|霹雳|长征|神舟|天舟|天宫|天问|嫦娥|风云|实践|遥感|快舟|捷龙|朱雀|力箭|谷神星|米格|伊尔|雅克|联盟|阿波罗|旅行者|波音'
const BY_NUMBER = ['苏', '2[2457]|3[03457]|57'] as const
const [TUPOLEVS, ANTONOVS, MILS, KAMOVS] = [
  ['图', '16|22|95|104|114|134|144|154|160|204|214'] as const,
  ['安', '2|12|22|24|26|72|124|225'] as const,
  ['(?<![\\d一二三四五六七八九十百千万]\\s?)米', '8|17|24|26|28|35|38|171'] as const,
  ['卡', '27|28|29|31|50|52|226'] as const,
]
/** Elements, of which others weigh more or less. */
const ELEMENTS =
  '[氢氦锂硼碳氮氧氟氖钠镁铝硅磷硫氯氩钾钙铬锰铁钴镍铜锌镓砷硒溴氪铷锶钇锆铌钼锝钌铑钯银镉铟锡锑碲碘氙铯钡镧铈钷钐铕镥铪钽钨铼锇铱铂汞铊铅铋钋砹氡钫镭锕钍镤铀镎钚镅锔锎]'
const NUMBERED = '图|表|附录|附件|轴|方案|案例|步骤|阶段|版本|样本|实验|任务|练习|模块|单元|介素|欧米[伽茄加]|拉丁语?'
/** Nor is it how many, or how cold. */
const NO_AMOUNT = String.raw`(?![\w.%％℃°\-–—~～]|\s*(?:摄氏|华氏|度))`

/** Said digit by digit from three digits on: 铀-235. */
const model = (number = ''): string => (number.length > 2 ? digitByDigit(number) : amount(number))

const NAMES: readonly Rule[] = [
  rule(String.raw`(?<=${BUILT}|${ELEMENTS})-(\d{1,3})(?=[A-Z]?${NO_AMOUNT})`, model),
  rule(`(?<=${NUMBERED})-(\\d{1,3})${NO_AMOUNT}`, model),
  ...[BY_NUMBER, TUPOLEVS, ANTONOVS, MILS, KAMOVS].map(([name, numbers]) => rule(`(?<=${name})-(${numbers})(?=[A-Z]{0,2}${NO_AMOUNT})`, model)),
  {
    ...rule(
      `${BEFORE}(?<![\\-–—~～]\\s?)(7[0-8]7)-(\\d{3}|[89]|10)(?=(?:ER|LR|MAX|F)?(?![\\w.\\-]))${NOT_COUNTED}`,
      (plane, kind) => `${digitByDigit(plane!)} ${amount(kind!)}`,
    ),
    isFor: (_, kind = '') => kind.length < 3 || kind.endsWith('00'),
  },
  // How large a model is, behind which of them it is: Llama-3-8B.
  rule(String.raw`(?<=[A-Za-z])-(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)(?=[BbMK](?!\w))`, (which, size) => ` ${amount(which!)} ${amount(size!)}`),
  rule(String.raw`(?<=\p{L})-(\d+(?:\.\d+)?)(?=[Bb](?!\w))`, (size) => ` ${amount(size!)}`),
]

export const STROKED: readonly Rule[] = [...needing(/UTC|GMT/, ZONES), ...needing(/[-−]\s?[\dA-Za-z]/, [...TAKEN_AWAY, ...NAMES])]
