/** Two numbers with a stroke or a colon between them that are the score of a game, or parts that are shared out: neither a span, nor a time of day. */
import { amount } from './numbers.ts'
import { BEFORE, needing, rule, type Rule } from './rule.ts'

/** What is played, and what becomes of it; somewhere before in the sentence. */
const GAME =
  '网球|乒乓球?|羽毛球|排球|篮球|足球|冰球|棒球|垒球|手球|台球|斯诺克|电竞|球赛|比赛|决赛|预赛|小组赛|淘汰赛|友谊赛|联赛|首局|末局|首盘|末盘|抢七|盘分|局分|比分|总分|对阵|横扫|击败|战胜|完胜|险胜|取胜|获胜|逆转|第\\s?[一二三四五六七\\d]\\s?[局盘]'
/** What tells of two sides that one of them won. */
const WON = '落败|惜败|告负|失利|不敌|负于|输给|输[了掉]|击败|战胜|完胜|险胜|取胜|获胜|胜出|[大小]胜|赢[了下]|逆转|横扫|拿下|夺冠|落后|领先|[战打踢扳]平|反超'
/** A lesson and a quarter of a game are 第一节 alike: of a game where one that has quarters is before, or somebody ahead behind. */
const QUARTER = `第\\s?[一二三四\\d]\\s?节(?:(?<=(?:[篮冰水榄]球[^。！？；\\n]{0,6}(?:赛|对阵)|[NC]BA|总决赛|球赛)[^。！？；\\n]{0,24})|(?=\\s*\\d{1,3}\\s*[\\-–—:：]\\s*\\d{1,3}\\s*(?:${WON})))`
const PART = `[首末]局|[首末]盘|抢七|第\\s?[一二三四五六七\\d]\\s?[局盘]|${QUARTER}`
/** Where even what looks like a time of day is a score. */
const PART_OF_GAME = String.raw`(?:${PART}|[盘局比]分)(?:[以是为：:]|\s)*`
/** Behind a score: the end of what is said, another score, or what becomes of it. Not what would be counted. */
const BEHIND = String.raw`(?=\s*(?:$|[，。、；！？,.;!?）)（(”」\/]|[的拿落获胜负战击险逆横夺晋告赢输惜完取淘收])|\s+\d)(?!\.\d)`
/** Numbers of parts and of pictures, with a stroke between. */
const NAMED = String.raw`(?<!(?:[第图表式例题节章课页]|练习|习题|附录|单元|清单|代码|程序|算法|案例|实验|型号|编号|[A-Za-z])\s*)(?<![\-–—]\s*)`

const PAIR = String.raw`(\d{1,3})\s*[\-–—]\s*(\d{1,3})`
const TIGHT = String.raw`(\d{1,2})[\-–—](\d{1,2})`
const against = (a = '', b = ''): string => `${amount(a)}比${amount(b)}`
const isDown = (a = '', b = ''): boolean => Number(a) >= Number(b)

/** Before what can only be a score; what stands all alone is one where it goes down. Hours, days and differences go down too: 9-5, 10-1, 8-5. */
const SCORED = String.raw`(?:[以比]|比分|[战打踢拼]成)(?:[是为：:了]|\s)*`
/** Where a game is only what those hours or days are of. */
const NOT_WHEN = String.raw`(?<!(?:时间|日期|日程|报名|定|[在于])(?:[是为在于：:]|\s)*)`
/** Nor is a score what there is, about how many of it, or what numbers and sizes are. */
const NOT_HOW_MANY = String.raw`(?<!(?:(?<!(?:[结赛]果|最[后终]|终场|[比总局盘]分)\p{Script=Han}?)[是为]|有|一般|大?约|左右|通常|每\p{Script=Han}?|(?<!进球)数|码|号|量|率|额)(?:[是为在有约：:]|\s)*)`
/** Behind a score that may as well go up. */
const WON_BEHIND = String.raw`(?=\s*(?:${WON}|[胜负](?!率|责|任|载|重|数)))`

/** Several in a row are the games of a match, if one of them goes down: 6-4、3-6、7-5. */
const GAMES = String.raw`(?:\d{1,2}[\-–—]\d{1,2}(?:[(（]\d{1,2}[)）])?)`
const ROW = String.raw`(${GAMES}(?:(?:\s*[、，,\/]\s*|\s+)${GAMES})+)`
const rowOf = (row = ''): string => row.replaceAll(/(\d+)[-–—](\d+)/g, (_, a: string, b: string) => against(a, b)).replaceAll(/\d+/g, (tie) => amount(tie))
const IN_GAME = `(?<=(?:${GAME})[^。！？；\\n]{0,24})`

export const SCORES: readonly Rule[] = needing(/\d\s*[-–—:：/]\s*\d/, [
  {
    ...rule(`(?=\\d)(?<=(?:${GAME})[^。！？；\\n]{0,24}|${SCORED})${NAMED}${BEFORE}${ROW}${BEHIND}`, rowOf),
    isFor: (row = '') => [...row.matchAll(/(\d+)[-–—](\d+)/g)].some(([, a, b]) => isDown(a, b)),
  },
  rule(`(?=\\d)${NAMED}${BEFORE}${ROW}${WON_BEHIND}`, rowOf),
  { ...rule(`(?=\\d)${IN_GAME}${NOT_WHEN}${NOT_HOW_MANY}${NAMED}${BEFORE}${PAIR}(?![\\w\\-–—])${BEHIND}`, against), isFor: isDown },
  rule(`(?=\\d)${NOT_WHEN}${NOT_HOW_MANY}${NAMED}${BEFORE}${PAIR}(?![\\w\\-–—])(?=\\s*(?:取胜|获胜|力克|击败|完胜|险胜|告负|落败|惜败|失利|不敌))`, against),
  // What goes up is a span, but for who won, or how a part of the game ended.
  rule(`(?=\\d)(?:${IN_GAME}${NAMED}|(?<=${QUARTER}\\s*))${BEFORE}${PAIR}${WON_BEHIND}`, against),
  rule(
    `(?=\\d)${IN_GAME}(?<=${SCORED}|(?:${PART}|[上下]半场|加时赛?|点球大战|(?:[结赛]果|[比总局盘]分)\\p{Script=Han}?)(?:[以是为：:]|\\s)*|(?:${WON})[^。！？；\\n\\d]{0,12})${NOT_WHEN}${NOT_HOW_MANY}${NAMED}${BEFORE}${PAIR}(?![\\w\\-–—])${BEHIND}`,
    against,
  ),
  // Minutes have two digits, goals none before them.
  rule(`(?=\\d)(?<=${PART_OF_GAME})${BEFORE}(?!0\\d)(\\d{1,3})\\s*[:：]\\s*(?!0\\d)(\\d{1,3})(?![\\w:：])${BEHIND}`, against),
  rule(String.raw`${NAMED}${BEFORE}(\d{1,3})\s*[:：]\s*(\d{1,3})(?=\s*(?:获胜|取胜|胜出|横扫|拿下))`, against),
  { ...rule(`(?=\\d)(?:(?<=${SCORED})|^(?=[\\d\\-–—]+$))${NAMED}${BEFORE}${TIGHT}(?![\\w\\-–—])${BEHIND}`, against), isFor: isDown },
  // Shares of ten: 六四分成, 六四开.
  {
    ...rule(`${BEFORE}([1-9])\\s*[\\-–—:：\\/]\\s*([1-9])\\s*(?=分成|分账|开(?![始头放会课发车口学门业场奖盘])|对半)`, (a, b) => amount(a!) + amount(b!)),
    isFor: (a, b) => Number(a) + Number(b) === 10,
  },
])
