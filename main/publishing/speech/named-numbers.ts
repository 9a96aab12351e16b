/** Numbers that are names and no amounts: of telephones that everybody knows, of cars, days, shops and versions, and years of two digits. */
import { NOT_COUNTED } from './counters.ts'
import { amount, asTelephone, digitByDigit, versionOf } from './numbers.ts'
import { AFTER, BEFORE, needing, NUMBER, RANGE, rule, type Rule } from './rule.ts'

/** Of the police, the fire brigade, ambulances and accidents on roads. */
const EMERGENCY = String.raw`(?:11[09]|12[02])`

/** Where a car is registered. */
const PROVINCES = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼'

/** Days of sales and what people say with numbers, each of which is said digit by digit among others of them. */
const SAYINGS = '315|520|521|1314|996|955|007|618|233|666|888|985|211|404|5201314|1024'
/** What they are called with. */
const OF_SAYINGS = '晚会|大促|购物节|年中大促|情人节|表白日|程序员节|高校|院校|工作制'
const SAYING = String.raw`(?:${SAYINGS})(?:\s*(?:${OF_SAYINGS}))?`
/** Sayings that stand together, by kind: one of another kind beside them is a number like any other. */
const KINDS = ['520|521|1314|5201314', '996|955|007', '985|211', '233|666|888'].map((kind) => new RegExp(`^(?:${kind})$`))
/** Before amounts, codes and what is reckoned, and behind them. */
const MEASURED = String.raw`(?=\d)(?<!(?:[长宽高厚重深]度?|重量|像素|分辨率|尺寸|大小|面积|价格?|人数|数量|号|容量|热量|分数|[\[=＝＋+*×]|\s\/|\d\s*[、，,])(?:[是为约有各：:]|\s)*)`
const NOR_MEASURED = String.raw`(?!\s*(?:[=＝\]＋+*×]|\/\s|像素|[号间室楼元路平分]))`
const SEVERAL_SAYINGS = String.raw`${MEASURED}${BEFORE}(${SAYING}(?:(?:\s*[、，,和与及或]\s*|\/)${SAYING})+)(?![\w.%％])${NOT_COUNTED}${NOR_MEASURED}`

/** A stroke is none where they are said, nor is there a space before what they are called with. */
const asSayings = (all = ''): string => digitByDigit(all.replaceAll('/', '、').replaceAll(new RegExp(String.raw`\s+(?=${OF_SAYINGS})`, 'g'), ''))

/** Several that differ, and are of one kind or called something. */
function areSayings(all = ''): boolean {
  const sayings = all.match(/\d+/g) ?? []
  const isCalled = new RegExp(OF_SAYINGS).test(all) || KINDS.some((kind) => sayings.every((saying) => kind.test(saying)))
  return isCalled && areDistinct(all)
}

function areDistinct(all = ''): boolean {
  const numbers = all.match(/\d+/g) ?? []
  return new Set(numbers).size === numbers.length
}

const SAID_BY_DIGITS: readonly Rule[] = [
  // Two or more of them beside each other.
  { ...rule(SEVERAL_SAYINGS, asSayings), isFor: areSayings },
  {
    ...rule(String.raw`(?=\d)(?<=(?:热词|流行语|谐音|暗[语号]|梗)[^。！？；\n\d]{0,8})${SEVERAL_SAYINGS}`, asSayings),
    isFor: areDistinct,
  },
  rule(`${BEFORE}(315)(?=\\s*(?:晚会|曝光|打假|投诉|消费者))`, digitByDigit),
  rule(`${BEFORE}(520|521)(?=\\s*(?:表白|情人节|告白|文案|礼物|那天|当天|这天|领证|红包|[，、]?\\s*我爱你))`, digitByDigit),
  rule(`${BEFORE}(618)(?=\\s*(?:大促|期间|活动|当天|前后|预售|购物|促销|战报|满减|年中|和双|、双))`, digitByDigit),
  rule(`(?<=双\\s?(?:11|12|十一|十二)\\s*[和、与或\\/]\\s*)(618)${AFTER}`, digitByDigit),
  rule(`${BEFORE}(996|007)(?=\\s*(?:制|工时|的?加班|上班|打工人|[，、]\\s*007))`, digitByDigit),
  rule(String.raw`(?<=996[^。！？\n]{0,12})(955|007)${AFTER}(?!\s*[个元块人次年米页斤])`, digitByDigit),
  rule(`${BEFORE}(996)(?=\\s*(?:不|是|太|违|已|成|到|公|也|很|才|就))`, digitByDigit),
  rule(`(?<!\\d${RANGE})${BEFORE}(\\d{3,5})(?=\\s*(?:号)?端口(?!号))`, digitByDigit),
]

/** Before 报 that is of papers, posters and reports, and tells of no fault. */
const REPORTS = '海日年上预播晚简申填汇呈通情捷喜警公举早周月季电谎虚'
const ANSWERED = String.raw`(?<=(?:返回|(?<![${REPORTS}])报)了?\s*)`
/** What tells of servers in a sentence in which something is 返回 or 报, as prices are; some codes tell it themselves. */
const SERVERS = '错误|出错|报错|状态码|接口|服务器|服务端|[前后]端|HTTP|http|请求|浏览器|网页|API'
const OF_SERVERS = String.raw`(?:(?<=(?:${SERVERS})[^。！？；\n]{0,40})|(?=[^。！？；\n]{0,40}(?:${SERVERS}))|(?<=返回了?\s*)(?=[\d\s、，,\/和与及或者以]{0,40}(?:40[1-9]|50[1-4])))`

const AND = String.raw`\s*(?:[、，,\/和与及]|或者?|以及)\s*`
/** One code, or a list, of which none is read otherwise than the rest. */
const codes = (code: string, times = '*'): string => String.raw`((?:${code})(?:${AND}(?:${code}))${times})(?!\d|${AND}(?:${code})(?!\d))`
const ANY_CODE = String.raw`[1-5]0\d|4[12]\d`
const asCodes = (all = ''): string => digitByDigit(all.replaceAll(/\s/g, '').replaceAll('/', '、'))

/** What servers answer. */
const SERVER_CODES: readonly Rule[] = [
  rule(
    String.raw`(?=\d)(?<=(?:HTTP|状态码)[^。！？\n]{0,30}(?:[、，,和或（(：:]|[例比]如|包括)\s*)${codes(ANY_CODE, '+')}${AFTER}${NOT_COUNTED}(?!${RANGE}\d)`,
    asCodes,
  ),
  rule(String.raw`(?=\d)(?<=(?:HTTP|状态码)[^。！？\n]{0,30}(?:[、，,和或]|[例比]如)\s*)${codes(ANY_CODE)}(?=\s*(?:是|表示|代表|[，。]))`, asCodes),
  rule(String.raw`${BEFORE}${codes(String.raw`[1-5]0\d`)}(?=\s*(?:Not\b|OK\b|Bad\b|Forbidden|Unauthorized|Internal|错误页|页面|重定向|状态码|响应))`, asCodes),
  rule(String.raw`${BEFORE}${codes(String.raw`40\d|50[0-4]`)}(?=\s*(?:错误|报错|异常))`, asCodes),
  rule(String.raw`(?=\d)(?<=(?:状态码|响应码|返回码|错误码|报错|HTTP)(?:[是为了有：:]|\s)*)${codes(ANY_CODE)}${AFTER}${NOT_COUNTED}(?!${RANGE}\d)`, asCodes),
  rule(String.raw`(?=\d)${ANSWERED}${codes(String.raw`[2-5]0\d`)}(?=\s*(?:的?错|的?状态))`, asCodes),
  rule(
    String.raw`(?=\d)${ANSWERED}${OF_SERVERS}${codes(String.raw`[2-5]0\d|4[12]\d`)}(?!\s*[，,]\s*\d)(?=\s*(?:$|[，。；！？、）)”"]|[时就则都也又才并而说表代是意或和与及吗呢]))`,
    asCodes,
  ),
]

/** Before what lasts so many years. */
const LASTED = String.raw`(?<!(?:[了约共近第满过活用等]|公元|前|长达|历时|享年|在位|执政|存在|延续|持续|工作|生活|相隔|距今|仅|只|有|至少|超过|不到|将近|整整|[一二三四五六七八九十百千万\d])\s*)`
/** What has a year by itself, round or not. */
const HAPPENED =
  '香港|澳门|洪水|特大|大?地震|金融危机|亚洲金融|世界杯|欧洲杯|奥运|亚运|春晚|春节|南巡|回归|高考|下岗|房改|入世|出生(?!率|人口)|毕业(?!率|典礼)|入学(?!率)|入伍|参军|下海|考上|生人|生的|那年|那会儿|那时|初(?!心|衷)|底(?!蕴|气|色)|末|春(?!秋|去|风)|夏|秋|冬|[上下]半年|[版款]|\\d{1,2}\\s*月'
/** What may as well be so many years on, where these are round or 的 stands between. */
const MAY_HAVE_HAPPENED = '国庆|改革|创业|结婚(?!率|纪念)|大学|前后|开始|起(?![伏步点初落码飞])'
/** Behind these, years are of an age or of a reign: 建国 70 年, 民国 42 年. */
const AGED = String.raw`(?<!(?:民国|[昭平]和|光绪|同治|道光|嘉庆|乾隆|康熙|万历|嘉靖|[建开]国|开放|建[校党军交]|成立|创[立办建刊]|恢复|通车|从[业教医]|产权|刑期|寿命)\s*)`

/** Two digits that are a year of the last century. */
const SHORT_YEARS: readonly Rule[] = [
  rule(String.raw`${LASTED}${AGED}${BEFORE}['’]?([4-9]\d)\s*(?=年(?:${HAPPENED}))`, digitByDigit),
  rule(String.raw`${LASTED}${AGED}${BEFORE}['’]?([4-9][1-9])\s*(?=年(?:的\s*(?:${HAPPENED})|(?:${MAY_HAVE_HAPPENED})))`, digitByDigit),
  rule(String.raw`(?<=(?:[生建创始立办]于|出生[在于]|毕业于)\s*)([5-9]\d)\s*(?=年(?![代前后来间]))`, digitByDigit),
  rule(String.raw`(?<=[从自]\s*)([5-9][1-9])\s*(?=年\s*(?:[到至](?!\s*\d)|[到至]\s*\d+\s*年(?![前后的])|开始|起|毕业|入学|入伍|参军|下海))`, digitByDigit),
]

/** Before and behind a number that points to a formula, a figure or a step: 由式 (1) 可得, 把 (1) 代入 (2). */
const [NO_REFERENCE, NOR_REFERENCE] = [
  String.raw`(?<![式图表程把由从和与及入到对将见第题例用据按解较或]\s*)`,
  String.raw`(?!\s*(?:代入|得[到，：]|可[得知见]|中[，的所]|式|[条款项节章][，。的“《]|[的，。、]|所示|[与和及]\s*[（(\d]|两式|相[加减乘]|联立))`,
]

/** Nor is it a step where it is the number of a class, of a house or of a team. */
const NO_CLASS = String.raw`(?!\s*(?:班(?![级会主长子车])|号(?![召称码令角脉])|组(?![织成合建装件])|楼(?![梯盘市])|区(?![分别块域间])|队(?![列形伍员友长])|年级|栋|单元(?![测格])))`

/**
 * A step, and whether it is one of several: its text also has those before it from the first on, or the second, all of which are read as steps. The
 * first may stand right behind a word, 因为（1）…；（2）…, and no other, which as often points to something.
 */
function step(before: string, number: string): readonly [pattern: string, isWithin: (text: string, number?: string) => boolean] {
  const source = String.raw`(?:^\s{0,3}|${before}|${NO_REFERENCE}(?<=\p{Script=Han})(?<!1[）).．][^\n]*?)(?=[（(]?1[）).．]))${number}`
  const pattern = new RegExp(source, 'gu')
  let [last, steps] = ['', new Set<number>()]
  const isWithin = (text: string, written?: string): boolean => {
    if (text !== last) [last, steps] = [text, new Set([...text.matchAll(pattern)].map(([, found]) => Number(found)))]
    return steps.has(1) && steps.has(2) && Array.from({ length: Number(written) }, (_, at) => at + 1).every((each) => steps.has(each))
  }
  return [source, isWithin]
}

const IN_BRACKETS = String.raw`[（(](\d{1,2})[）)]${NOR_REFERENCE}${NO_CLASS}\s*`
/** Letters and digits only where nothing else can end before the bracket: f (1)x. */
const ITS_TEXT = String.raw`(?=[\p{Script=Han}“《]|(?<=(?:^|[，。；：、！？:;])\s{0,3}[（(]\d{1,2}[）)]\s*)[A-Za-z\d])`

/** At the beginning of the text and not only of what is left of it behind a name or an address: f(2). */
const isFirst = (text: string, written?: string): boolean => /^\s{0,3}[（(](\d{1,2})[）)]/.exec(text)?.[1] === written

/** Steps within a line: 1）…2）…, (1)…(2)…, 1. …2. … */
const ITEMS: readonly Rule[] = (
  [
    step(String.raw`(?<=[，。；：、！？:;“])\s{0,3}|${NO_REFERENCE}\s{1,3}`, IN_BRACKETS + ITS_TEXT),
    [String.raw`^\s{0,3}${IN_BRACKETS}(?=[\p{Script=Han}“《])`, isFirst],
    step(
      String.raw`(?<![（(][^（()）]{0,40})(?:(?<=[，。；：、！？:;])|${NO_REFERENCE}\s)\s{0,3}`,
      String.raw`(?<!\w)(\d{1,2})[）)]${NO_CLASS}\s*(?=[\p{Script=Han}A-Za-z“《])`,
    ),
    step(String.raw`(?<=[；。：:、，,！？“”）)])|\s{1,3}`, String.raw`(\d{1,2})[.．]\s*(?=\p{Script=Han})`),
    step(String.raw`(?<=[；。：:，,])\s{0,3}`, String.raw`(\d{1,2})、\s*(?=\p{Script=Han})`),
  ] as const
).map(([pattern, isWithin]) => ({ ...rule(pattern, (number) => `${amount(number!)}，`), isItem: true, isWithin }))

/** What tells that a text is of old times, where a time that long is not what begins a sentence. */
const OF_OLD = /公元|[汉晋隋唐宋辽金元魏齐梁陈周明清]朝|皇帝|即位|登基|称[帝王]|起兵|叛乱|之[战变乱]|迁都|[灭建亡]国|\d{3}\s?年\s?(?:[春夏秋冬]|\d{1,2}\s?月)/

/** Three digits that are a year: behind the name of a reign, from one to another, in brackets. */
const OLD_YEARS: readonly Rule[] = [
  rule(String.raw`(?:^|(?<=[。！？；]))\s{0,2}([1-9]\d[1-9])\s?(?=年(?:春(?!秋|去|风)|夏|秋|冬|初(?!心|衷)|底(?!蕴|气|色)|末|\s?\d{1,2}\s?月))`, digitByDigit),
  {
    ...rule(String.raw`(?:^|(?<=[。！？；]))\s{0,2}([1-9]\d[1-9])\s?(?=年[，,])`, digitByDigit),
    isWithin: (text) => OF_OLD.test(text),
  },
  rule(String.raw`(?<=(?:[元一二三四五六七八九十]|(?<!\d)\d{1,2})年\s?[（(]\s?(?:公元)?)(\d{3})(?=年?\s?[）)，,])`, digitByDigit),
  {
    ...rule(
      String.raw`(?<=[从自]\s?(?:公元)?\s?)(\d{3})(\s?年(?!\s?[到至前后的来])[^。！？\n\d]{0,8}[到至]\s?)(\d{3})(?=\s?年(?![前后的]))`,
      (from, between, to) => digitByDigit(from!) + between!.replaceAll(' ', '') + digitByDigit(to!),
    ),
    isFor: (from, between = '', to) => Number(from) < Number(to) && (Number(from) % 10 > 0 || Number(to) % 10 > 0) && !/[增延缩减涨升长]/.test(between),
  },
  rule(String.raw`(?<=[（(])(\d{3,4})\s*[\-–—~～]\s*(\d{3,4})(?=\s*年[)）])`, (from, to) => `${digitByDigit(from!)}到${digitByDigit(to!)}`),
]

/** Who are of a generation. */
const PEOPLE =
  '们|一代|人群|群体|用户|消费者|[员职]工|同事|小伙|青年|年轻人|父母|家长|[宝辣奶]妈|妈妈|爸爸|夫妻|夫妇|情侣|[男女][孩生性]|姑娘|学[生员]|大学生|创业者|创始人|程序员|作[者家]|导演|演员|歌手|设计师|职场|打工人|粉丝|老师|读者|朋友|孩子|网友|独生子女'
const BORN = String.raw`(?:[05-9][05]|10)\s?后们?`

/** Generations with a space before 后, which is as often 以后: the people are named, or another generation. */
const GENERATIONS: readonly Rule[] = [
  rule(String.raw`${BEFORE}(?<![:：]\s?)(${BORN}(?:\s?(?:[、，,和与及或到至]|以及|甚至)\s?${BORN})+)`, (all) => digitByDigit(all!.replaceAll(/\s/g, ''))),
  rule(
    String.raw`(?=[5-9])(?<!(?:[到满过达至超]|[升降调加]\p{Script=Han}?)了?\s*)${BEFORE}(?<![:：]\s?)([5-9][05])\s(?=后\s?(?:的\s?)?(?:${PEOPLE})|后\s?的\s?[人我你他她])`,
    digitByDigit,
  ),
  rule(
    String.raw`(?=[5-9])(?<=(?:[我你他她们都也]是|作为|身为|是?一[个名位群代批]|[这那]些|很多|许多|不少|大多数?|典型的?)\s?)([5-9][05])\s(?=后(?![面来续台退悔期\w]))`,
    digitByDigit,
  ),
]

const ratio = (parts = ''): string =>
  parts
    .split(/[:：∶]/)
    .map((part) => amount(part))
    .join('比')

/** Not how long something takes, 用时 2:4:39, nor what stands behind its own number: 方案 1：3.5. */
const NO_LENGTH = String.raw`(?<!(?:时长|[用耗历]时|片长|[全总]长|配速)(?:[是为约：:]|\s)*)(?:(?<=比[^。！？；\n]{0,8})|(?!\d+：\d+\.\d))`

/** Ratios that have parts of one or of several; a time of a lap is none, 1:23.45. */
const RATIOS: readonly Rule[] = [
  {
    ...rule(
      String.raw`(?:^|(?<=[，。！？；、（(\s]))((?:\p{Script=Han}{1,2}[:：])+)(?=\p{Script=Han}{1,2}\s{0,2}[=＝]\s{0,2}(\d+(?:\.\d+)?(?:[:：∶]\d+(?:\.\d+)?)+)${AFTER})`,
      (names) => names!.replaceAll(/[:：]/g, '比'),
    ),
    // As many parts as names, of which the first leads to nothing: 答：甲 = 3:1.
    isFor: (names = '', parts = '') =>
      names.split(/[:：]/).length === parts.split(/[:：∶]/).length && !/^(?:[答解注例即如问则故]|注意|结论|答案|比例|例如|提示|所以)[:：]/.test(names),
  },
  {
    ...rule(
      String.raw`((?<=[\p{Script=Han}\w)）])\s{0,2}[=＝]\s{0,2})?(?=\d)${NO_LENGTH}(?<!\w[:：]?|(?<!\p{Script=Han})\.)(\d+(?:\.\d+)?(?:[:：∶]\d+(?:\.\d+)?)+)${AFTER}(?![:：]\w|\s*[元块克斤%％℃])`,
      (equals, all) => (equals === undefined ? '' : '等于') + ratio(all),
    ),
    isFor: (_, all = '') => isRatio(all),
  },
]

function isRatio(all: string): boolean {
  const [, ...rest] = all.split(/[:：∶]/)
  if (/^\d{1,2}[:：]\d\d\.\d+$/.test(all) || /^\d{1,2}[:：][0-5]\d[:：][0-5]\d(?:\.\d+)?$/.test(all)) return false
  return all.includes('.') || (rest.length > 1 && rest.some((part) => part.length === 1))
}

/** Steps of one thing: 24/30/60. Days have a year, or are small. */
const STEPS: Rule = {
  ...rule(String.raw`${BEFORE}(\d+(?:\/\d+){2,})${AFTER}(?!\/)(\s+(?=[一二两三四五六七八九十\d]))?`, (all, space) => {
    const steps = all!.split('/').map((part) => amount(part))
    return steps.join('、') + (space === undefined ? '' : '，')
  }),
  isFor: (all = '') => areInOrder(all) || (all.split('/').some((part) => Number(part) > 31) && !/(?:^|\/)(?:1[89]|20)\d\d(?:\/|$)/.test(all)),
}

/** One, two and three: no day is written so in a course. */
function areInOrder(all: string): boolean {
  const numbers = all.split('/')
  return numbers.every((number, at) => number.length === 1 && Number(number) === Number(numbers[0]) + at)
}

/** What is counted by thousands; so many gigabytes behind a number are another's. */
const MANY = '美元|欧元|公里|千米|千克|公斤|平方|立方|毫升|[元人次米册页个字份件台吨斤亩户条张套词步]'

/** Neither within a number nor behind another. */
const NO_ROW = String.raw`(?<![\w.+-]\s?|\d\s?[,，、]\s?)`
/** Threes that spaces part: of zeros, or so many of something. A telephone number has other digits. */
const SPACED: readonly Rule[] = [
  String.raw`${NO_ROW}([1-9]\d{0,2}(?:[ \u00a0\u2009\u202f]000)+)(?![\w.]|[ \u00a0]\d)`,
  String.raw`${NO_ROW}([1-9]\d{0,2}(?:[ \u00a0\u2009\u202f]\d{3})+)(?=\s?(?:${MANY}))`,
  String.raw`${NO_ROW}([1-9]\d{0,2}(?:[\u2009\u202f]\d{3})+)(?![\w.])`,
].map((pattern) => rule(pattern, (digits) => amount(digits!.replaceAll(/\s/g, ''))))

/** A moment as programs write it. */
const MOMENT: Rule = rule(
  String.raw`(?<![\w.-])((?:1[89]|20)\d\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])[Tt]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.\d{1,9})?)?(?:[Zz]|[+-]\d\d:?\d\d)?(?!\w)`,
  (year, month, day, hour, minute, second = '00') =>
    `${digitByDigit(year!)}年${amount(String(Number(month)))}月${amount(String(Number(day)))}日${amount(String(Number(hour)))}点${timeBehind(minute!, second)}`,
)

function timeBehind(minute: string, second: string): string {
  const seconds = second === '00' ? '' : `${amount(String(Number(second)))}秒`
  if (minute === '00') return seconds === '' ? '' : `零分${seconds}`
  return `${minute.startsWith('0') ? '零' : ''}${amount(String(Number(minute)))}分${seconds}`
}

/** To which base a logarithm is, below the line or in the name of a function, and of what. */
const BASE = String.raw`(?<![\w.])log(?:([₀₁₂₃₄₅₆₇₈₉]{1,3})|(2|10)(?=\s?[（(]|\s\d))`
const logarithm = (below = '', named = ''): string => `以${amount((below || named).normalize('NFKC'))}为底`
const LOGARITHMS: readonly Rule[] = [
  rule(
    String.raw`${BASE}\s?(?:[（(]\s?(${NUMBER}|[A-Za-z])\s?[)）]|(${NUMBER}|[A-Za-z])(?![\w.(（^²³]))(?:(\s?[=＝])\s?(?=[\w(（\-−])|(\s?[+＋])\s?(?=[\w(（])|)`,
    (below, name, bracketed, bare, equals, plus) => {
      const of = bracketed ?? bare!
      return `${logarithm(below, name)}${/\d/.test(of) ? amount(of) : ` ${of} `}的对数${equals === undefined ? '' : '等于'}${plus === undefined ? '' : '加'}`
    },
  ),
  rule(String.raw`${BASE}\s?(?=[\w（(])`, (below, name) => `${logarithm(below, name)}的对数 `),
]

const EMERGENCIES: readonly Rule[] = [
  rule(
    `${BEFORE}(${EMERGENCY})(?=\\s*(?:报警|急救|火警|匪警|救护|出警|接警|指挥中心|电话|热线|专线|台(?!\\p{Script=Han}?[电机设]))|(?<=[“"「]...)[”"」])`,
    asTelephone,
  ),
  rule(`(?<=(?:打(?:[了过个通完]|\\s)*|拨打?|呼叫)\\s*[“"「]?\\s*)(${EMERGENCY}(?:\\s*[、，\\/和或]\\s*${EMERGENCY})*)${AFTER}${NOT_COUNTED}`, asTelephone),
  rule(`${BEFORE}(110\\s*[、，\\/和或]\\s*(?:119|120|122)(?:\\s*[、，\\/和或]\\s*${EMERGENCY})*)${AFTER}${NOT_COUNTED}`, asTelephone),
  rule(`${BEFORE}(119\\s*[、，\\/和或]\\s*(?:110|120|122)(?:\\s*[、，\\/和或]\\s*${EMERGENCY})*)${AFTER}${NOT_COUNTED}`, asTelephone),
]

export const NAMED_NUMBERS: readonly Rule[] = [
  ...needing(/\dT\d/i, [MOMENT]),
  ...needing(/log[\d₀-₉]/, LOGARITHMS),
  ...needing(/\d[ \u00a0\u2009\u202f]\d{3}/, SPACED),
  ...needing(/年/, OLD_YEARS),
  ...needing(/后/, GENERATIONS),
  ...needing(/[:：∶]/, RATIOS),
  ...needing(/\d\/\d+\/\d/, [STEPS]),
  // A lap.
  rule(
    String.raw`${BEFORE}(?<!\d[:：])(?!0\d[:：]\d\d\.\d(?!\d))(\d{1,2})[:：]([0-5]\d)\.(\d{1,2})${AFTER}`,
    (min, s, part) => `${amount(min!)}分${amount(String(Number(s)))}秒${digitByDigit(part!)}`,
  ),
  rule(String.raw`${BEFORE}(\d{1,2})m([0-5]?\d)s(?![a-zA-Z\d])`, (min, s) => `${amount(min!)}分${amount(s!)}秒`),
  rule(String.raw`(?<=(?:杠杆|放大|提速|变焦|加速|快了?)\s*)(\d+(?:\.\d+)?)\s?[xX×](?![\w\s]*\d)(?!\w)`, (times) => `${amount(times!)}倍`),
  ...needing(/[1-5]0\d|4[12]\d/, SERVER_CODES),
  rule(String.raw`${BEFORE}(12\d{3})(?=\s*(?:是|[（(])?\s*(?:政务|市民|便民|消费|法律|投诉|维权)[^。，！？\n]{0,8}(?:热线|电话|援助|平台))`, asTelephone),
  rule(String.raw`(?<=[ωΩ])\s?[\-－]\s?([369])(?!\d)`, amount),
  rule(String.raw`(?<=(?:sin|cos|tan|cot)\s?)(\d+(?:\.\d+)?)\s?°(\s?[=＝]\s?)?`, (angle, equals) => `${amount(angle!)}度${equals === undefined ? '' : '等于'}`),
  ...needing(/\d[)）.．、]/, ITEMS),
  ...needing(new RegExp(EMERGENCY), EMERGENCIES),
  rule(
    String.raw`([${PROVINCES}])\s?([A-HJ-NP-Z])\s?[·•・.\-—\s]?\s?((?=[A-HJ-NP-Z]{0,4}\d)[A-HJ-NP-Z\d]{5,6})(?!\w)`,
    (place, letter, number) => `${place!}${letter!} ${number!.replaceAll(/\d+|[A-Z]/g, (part) => `${asTelephone(part)} `).trim()}`,
  ),
  rule(
    String.raw`${BEFORE}7-(?:11|[Ee]leven|ELEVEn)(?=\s*(?:便利店|门店|超市|加盟|便利|的?(?:关东煮|饭团|店))|[、和与]\s*(?:全家|罗森|便利蜂))`,
    () => 'seven eleven',
  ),
  rule(String.raw`(?<=(?:全家|罗森|便利蜂|便利店)\s*[、和与]?\s*)7-(?:11|[Ee]leven|ELEVEn)${AFTER}`, () => 'seven eleven'),
  rule(String.raw`(?<=版本?|[Vv]ersion)\s*(?:v|V(?=\d+\.))(\d+(?:\.\d+)*)${AFTER}`, (digits) => versionOf(digits!)),
  rule(String.raw`${BEFORE}[vV](\d+(?:\.\d+)+)(?=\s*版)`, (digits) => versionOf(digits!)),
  rule(String.raw`${BEFORE}(0\.\d+)\s*(?=折)`, amount),
  ...needing(new RegExp(`${SAYINGS}|端口`), SAID_BY_DIGITS),
  ...needing(/\d\s*年/, SHORT_YEARS),
]

/** Before what is said of two digits and a 年, or of three, nobody can know whether it is a year or a time that long. */
const [YEAR_OR_LENGTH, OLD_OR_LENGTH, ROUND_OR_LENGTH] = [
  /^\s*年(?:\s*[的产，。、；！？]|\s*$)/,
  /^\s*年(?![前后来间历之里以代级轮]|底[蕴气]|初[心衷]|春[秋风])/,
  new RegExp(`^\\s*年(?:的\\s*(?:${HAPPENED})|${MAY_HAVE_HAPPENED}|\\s*[到至])`, 'u'),
]

/** What was read as an amount of years and may be one of them: its text, where the texts around it are given. */
export function unsureYear(before: string, { written, said }: { readonly written: string; readonly said: string }, after: string): string | null {
  const number = written.trim()
  const isUnsure =
    (/^[5-9][1-46-9]$/.test(number) && YEAR_OR_LENGTH.test(after)) ||
    (/^[5-9]\d$/.test(number) && ROUND_OR_LENGTH.test(after)) ||
    (/^[1-9]\d[1-9]$/.test(number) && OLD_OR_LENGTH.test(after))
  if (said === digitByDigit(number) || !isUnsure) return null
  return new RegExp(`${LASTED}$`, 'u').test(before) ? `${number}年` : null
}
