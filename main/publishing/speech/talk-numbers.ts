/** Numbers as people write them in posts and in talk: 10w+, 粉丝 5W, 80、90 后, 2/8 法则. */
import { amount, asTelephone, digitByDigit } from './numbers.ts'
import { BEFORE, needing, NUMBER, rule, type Rule } from './rule.ts'

/** What is counted in 万 without a word behind that says so. */
const GAINED = String.raw`(?:月入|年入|日入|月薪|年薪|粉丝|涨粉|吸粉|销量|阅读量?|播放量?|点赞|收藏|转发|浏览量?|收入|赚)(?:了|到|达|过|超过?|约|近|破|[是为：:]|\s)*`
/** Below posts. Of pictures and films, 4k is how large they are. */
const BELOW_POSTS = '(?:个|条|次|人)?(?:点?赞|收藏|评论|转发|关注|粉|用户|下载|订阅)'
/** Nothing is added behind it. */
const NO_SUM = String.raw`(?!\s?[\d(A-Za-z+＋=＝])`

const thousands = (number = ''): string => amount(String(Math.round(Number(number.replaceAll(',', '')) * 1000)))

export const TALK_NUMBERS: readonly Rule[] = [
  ...needing(/\d\s*[wW万亿kK千]/, [
    rule(`${BEFORE}(${NUMBER})\\s*(?:[wW]|(万|亿|千万|百万))\\s?[+＋]${NO_SUM}`, (number, scale = '万') => `${amount(number!)}${scale}加`),
    rule(`(?<=${GAINED})(${NUMBER})\\s*[wW](?!\\w)`, (number) => `${amount(number!)}万`),
    rule(`${BEFORE}(${NUMBER})\\s?k\\s?[+＋]\\s?(?=${BELOW_POSTS})`, (number) => `${thousands(number!)}加`),
    rule(`${BEFORE}(${NUMBER})\\s?k(?=\\s?${BELOW_POSTS})`, thousands),
    rule(String.raw`(?<=\d\s*)kW\s?[·⋅∙・]\s?h(?!\w)`, () => '千瓦时'),
  ]),
  ...needing(/后/, [rule(`${BEFORE}([05-9]0(?:\\s*[、，和]\\s*[05-9]0)+)(?=\\s*后(?![面来台续天排端]))`, digitByDigit)]),
  ...needing(/法则|定律|原则|原理|分成/, [
    rule(`${BEFORE}([1-9])\\s?[/／]\\s?([1-9])(?=\\s?(?:法则|定律|原则|原理|分成))`, (one, other) => digitByDigit(`${one}${other}`)),
  ]),
  ...needing(/波音/, [rule(String.raw`(?<=波音\s?(?:7\d7\s*[、，/和与或]\s*)*)(7\d7)(?![\d\-–])`, digitByDigit)]),
  ...needing(/《/, [rule('(?<=《)((?:1\\d|20)\\d\\d)(?=》)', digitByDigit)]),
  ...needing(/查号|分机/, [rule(String.raw`(?<=(?:查号台?|分机号?)\s?[是为：:]?\s?)(\d{2,5})(?!\d)`, asTelephone)]),
  ...needing(/速/, [rule(`${BEFORE}(${NUMBER})\\s?[xX×]\\s?(?=速)`, (number) => `${amount(number!)}倍`)]),
]
