/** What leads from one part of a lesson to the next: where a heading has no such words of its own, and asks nothing. */

const FIRST = '我们先来看，'
const LAST = '最后，'
/** Of those between, by turns. */
const BETWEEN = ['接下来，', '再来看，', '然后，']

/** Headings that lead on by themselves, are numbered or called what they are. */
const LEADS = new RegExp(
  String.raw`^[\s“"「（(【\[]*(?:先(?![生秦进锋天知])|最[后终]|接[着下]|接下来|然后|首先|其[次他实]|再(?![生婚现版])|下面|现在|从|回[头顾]|还有|另外|此外|第\s?[一二三四五六七八九十百\d]|[一二三四五六七八九十]{1,3}[、.．，)）：:]|\d{1,2}(?:[、.．)）]|\s)|步骤|[小总]结|结[语论尾]|总的|练习|[复预]习|作业|思考题?|课后|本[课节讲章]|今天|这[一]?[课节讲章]|引言|前言|导[语言入]|开场|写在|要点|清单|附录|参考|下[一]?[课节讲章]|上[一]?[课节讲章])`,
  'u',
)
const ASKS = /[？?]|[吗呢]["”」）)]?$|为什么|为何|怎么|怎样|如何|什么|多少|哪|谁|是不是|能不能|要不要|该不该|是否|几/

/** `at`: which of how many that lead from part to part. Empty: the heading stands alone. */
export function transitionTo(title: string, at: number, all: number): string {
  if (LEADS.test(title) || ASKS.test(title)) return ''
  if (at === 0) return FIRST
  return at === all - 1 ? LAST : BETWEEN[(at - 1) % BETWEEN.length]!
}
