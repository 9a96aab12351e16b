/** What leads from one part of a lesson to the next: where a heading has no such words of its own, asks nothing and is no sentence. */

const FIRST = '我们先来看，'
const LAST = '最后，'
/** Of those between, by turns. */
const BETWEEN = ['接下来，', '再来看，', '然后，']

/** Headings that lead on by themselves, are numbered or called what they are. */
const LEADS = new RegExp(
  String.raw`^[\s“"「（(【\[]*(?:先(?![生秦进锋天知])|最[后终]|接[着下]|接下来|然后|首先|其[次他实]|再(?![生婚现版])|下面|现在|从|回[头顾]|还有|另外|此外|第\s?[一二三四五六七八九十百\d]|[一二三四五六七八九十]{1,3}[、.．，)）：:]|\d{1,2}(?:[、.．)）]|\s)|步骤|[小总]结|结[语论尾]|总的|练习|[复预]习|作业|思考题?|课后|本[课节讲章]|今天|这[一]?[课节讲章]|引言|前言|导[语言入]|开场|写在|要点|清单|附录|参考|下[一]?[课节讲章]|上[一]?[课节讲章])`,
  'u',
)
const ASKS = /[？?]|[吗呢]["”」）)]?$|为什么|为何|怎么|怎样|如何|什么|多[少大久长远高重快]|哪|谁|是不是|能不能|要不要|该不该|是否|几/
/** Of those that ask, the ones that nobody takes for the name of something: 怎么选 may be either. */
const QUESTIONS =
  /(?:吗|多[少大久长远高重快]|什么|为何|怎么[办样]|哪[里儿些个]|是谁)["”」）)]?$|^(?:为什么|为何|什么(?:是|叫)|谁|哪)[^：:—]*$|(?:是不是|能不能|要不要|该不该|有没有|值不值得?)[^的：:—]*$/
/** A sentence can't be what somebody looks at: 来看，钱会自己长大. */
const SENTENCES =
  /[，,；;]|(?<=[^机社大开协员年\s])会(?![话员议计])|(?<=[^功性智可机技职动电节热核潜产才万\s])能(?![力量源耗])|[让把](?![手握关])|被(?![子动告])|.是.|说清楚|讲明白|(?:清楚|明白|起来|下去|出来|[了着])$|^(?:别(?![名称墅])|不要|记住|学会)/

/** `at`: which of how many that lead from part to part. Empty: the heading stands alone. */
export function transitionTo(title: string, at: number, all: number): string {
  if (LEADS.test(title) || ASKS.test(title) || SENTENCES.test(title)) return ''
  if (at === 0) return FIRST
  // Of two nobody calls the second the last.
  return at === all - 1 && all > 2 ? LAST : BETWEEN[(at - 1) % BETWEEN.length]!
}

/** What a heading ends with that has no stop of its own. */
export function stopOf(title: string): string {
  return QUESTIONS.test(title.trim()) ? '？' : '。'
}
