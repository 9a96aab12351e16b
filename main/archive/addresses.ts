/**
 * Where people live or can be met: a street and the number of a house, if the text says in which city or behind which door.
 * A street and a number alone may be a place that everyone knows (唐宁街10号).
 */

/** What the number of a house ends with; three buildings (3栋小楼) are no third one. */
const houses = String.raw`号院(?![士长校])|号楼(?![盘市])|号|弄|组|队|[栋幢](?:(?=[一二三四五六七八九十]{1,3}单元)|(?!\p{Script=Han}))`
const houseNumber = new RegExp(String.raw`[甲乙丙丁A-Z]?\d{1,5}(?:[-之]\d{1,4})?(?:${houses}|[ ]号(?!院[士长]))`, 'gu')
/** What stands right before the number of a house. */
const street =
  /(?:路|街|大道|道|巷|弄|胡同|里|村|苑|庄|小区|花园|新村|广场|街坊|家园|嘉园|社区|大院|家属院|宿舍|公寓|(?:科技|产业|工业|软件|创意|物流)园|园区|[东南西北中]区|[东西南北中上下一二三四五六]段|[一二三四五六]环|[一二三四五六七八九十\d]区)[ ]?$/
const run = /[\p{Script=Han}A-Za-z0-9]*[ ]?$/u
/** Words before an address, which no name of a place ends with. */
const stops = /[的在于是到去从住了我你他她它至往离过来寄送址]/g
const province =
  /北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门/
/** A part of an estate (西园四区) is none. */
const district = /[\p{Script=Han}]{2,3}(?<![一二三四五六七八九十])[市县区镇乡旗]/u
const building = String.raw`(?:[\p{Script=Han}]{2,8}(?:大厦|中心|大楼|小区|花园|公寓|广场|苑))?`
/** One step nearer to a door; 2 户人家 and 北院长 are none. */
const step = [
  String.raw`[甲乙丙丁]?[A-Za-z0-9-]{1,6}(?:号院(?![士长校])|号楼(?![盘市])|栋|幢|座|单元|楼|层|室|户(?!人)|房|号)`,
  String.raw`[一二三四五六七八九十]{1,3}(?:号院|号楼|单元)`,
  String.raw`[东西南北][楼座院](?![\p{Script=Han}])`,
].join('|')
/** The number of a room that nothing is written behind: 2单元501, 3-2-501. */
const room = String.raw`(?:(?<=单元|栋|幢|座|号楼)\d{3,4}|[ ]?\d{1,2}-\d{1,2}-\d{3,4})(?![\d-]|[ ]?[年月天元人个名位次平米㎡])`
const doors = new RegExp(String.raw`${building}(?:[ ]?(?:${step})){0,6}(?:${room})?`, 'uy')

/** Behind the words for it an address is believed, if there is a house in it: up to the end of what is said there, and on as long as that comes nearer to a door. */
const said = new RegExp(
  String.raw`(?:地址|住址|住处)[ ]{0,2}[:：=|][ ]{0,2}([\p{Script=Han}A-Z][^\n，,。；;！!？?|]{2,60}(?:[，,][ ]?(?:${step})[^\n，,。；;！!？?|]{0,20}){0,3})`,
  'gu',
)
const anyHouse = /\d[ ]?(?:号|弄|栋|幢|座|组|队|楼|单元|室)|[号楼栋幢座单元][ ]?\d{3,4}/u
/** What is said behind an address, with or without a comma. */
const saidBehind = /[ ]*(?:联系|电话|手机|座机|邮编|邮政|收件|收货人|姓名|微信|QQ|邮箱|[Tt]el).*$/u

function believedIn(text: string): [number, number][] {
  return [...text.matchAll(said)].flatMap(({ 0: all, 1: found = '', index }): [number, number][] => {
    const address = found.replace(saidBehind, '').trimEnd()
    const from = index + all.length - found.length
    return anyHouse.test(address) ? [[from, from + address.length]] : []
  })
}

/** As far before the number of a house as an address begins. */
const reach = 40
/** Characters of the name of a street, where nothing else says where it begins. */
const longestStreet = 5

/** Places of addresses in a text. */
export function addressesIn(text: string): [number, number][] {
  const believed = believedIn(text)
  const places: [number, number][] = []
  for (const match of text.matchAll(houseNumber)) {
    const last = places.at(-1)?.[1] ?? 0
    if (match.index < last || believed.some(([from, to]) => match.index >= from && match.index < to)) continue
    const before = run.exec(text.slice(Math.max(last, match.index - reach), match.index))?.[0] ?? ''
    const stop = [...before.matchAll(stops)].at(-1)?.index ?? -1
    const named = before.slice(stop + 1)
    if (!street.test(named)) continue
    const end = match.index + match[0].length
    doors.lastIndex = end
    const behind = doors.exec(text)?.[0] ?? ''
    const region = province.exec(named) ?? district.exec(named)
    if (!region && behind === '') continue
    const length = region ? named.length - region.index : Math.min(named.length, longestStreet + (named.endsWith(' ') ? 1 : 0))
    places.push([match.index - length, end + behind.length])
  }
  return [...believed, ...places]
}
