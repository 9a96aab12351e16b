/** Names of people and peoples among words: a segmenter parts most of them sign by sign. */

/** Surnames that are read otherwise than the same character elsewhere. */
export const SURNAMES_READ_OTHERWISE = '单曾仇任解查区朴盖覃纪宁华尉乐召员翟缪冼宓谌逄郗'
/** Surnames that are hardly ever a word of their own, so that what follows is a name. */
const SURNAMES = '李张刘陈杨赵吴徐孙胡朱林郭罗梁宋郑谢韩唐冯董萧曹袁邓许傅沈彭吕苏卢蒋蔡贾魏薛阎潘杜戴姚谭廖邹陆郝孔崔邱秦邵孟汤王黄周'
/** Of two characters, and those of them that are read otherwise. */
const DOUBLE_READ_OTHERWISE = '万俟|尉迟|澹台|令狐'
const DOUBLE = `${DOUBLE_READ_OTHERWISE}|欧阳|司马|诸葛|上官|夏侯|皇甫|公孙|慕容|长孙|宇文|司徒|独孤|南宫|端木|呼延|赫连|拓跋|完颜|耶律|钟离|闾丘|东郭|西门|公冶|太史|申屠|轩辕|鲜于|司空`
/** Words of one character that no name goes on with. */
const COMMON =
  '的了着过是在不就也都还要会能一个和与说看做写你他她它这那有没很太最更被把给让对从到去来用想请可以上下里中为及或并而且再又只才更人吗呢吧啊跟由因但则却仍已'
/** Surnames that are words of their own too, and what often goes on from those: 盖住, 解开, 查到. No name begins so. */
const WORDS_TOO = '单解任查盖宁华员召区'
const GOES_ON = '住前后时开好完掉成过起出紧严满实牢熟透面板饭锅火水盐油肉菜房楼章子被题法释答析决约词何务号数码阅询找看问集会域间分块工外类树田地植花草'
const TITLES = new Set(['先生', '女士', '老师', '小姐', '教授', '博士', '医生', '太太', '师傅', '同学', '大夫', '律师', '主任', '校长', '院长', '总监'])

const BOTH = new RegExp(`^(?:${DOUBLE})$`)
const OTHERWISE = new RegExp(`^(?:${DOUBLE_READ_OTHERWISE})`)

export const isOneHan = (word: string | undefined): word is string => word !== undefined && /^\p{Script=Han}$/u.test(word) && !COMMON.includes(word)

/** Two that are the same, as many given names are: 盈盈. */
const isTwice = (word: string | undefined): word is string => word !== undefined && /^(\p{Script=Han})\1$/u.test(word)

export interface Name {
  readonly text: string
  /** How many of the words it is made of. */
  readonly length: number
  /** Whether its surname is read otherwise than its characters are elsewhere. */
  readonly isReadOtherwise: boolean
  readonly given: string
}

/** The name that begins with the word at a place; null for none. */
export function nameAt(words: readonly string[], at: number): Name | null {
  const [word = '', next = '', third, fourth] = words.slice(at, at + 4)
  if (BOTH.test(word)) return named(word, 1, next, third)
  if (word.length === 1 && next.length === 1 && BOTH.test(word + next)) return named(word + next, 2, third, fourth)
  const isRead = SURNAMES_READ_OTHERWISE.includes(word)
  if (word.length !== 1 || (!isRead && !SURNAMES.includes(word))) return null
  if (TITLES.has(next)) return { text: word + next, length: 2, isReadOtherwise: isRead, given: '' }
  if (WORDS_TOO.includes(word) && GOES_ON.includes(next)) return null
  return isOneHan(next) || isTwice(next) ? named(word, 1, next, third) : null
}

function named(surname: string, length: number, next: string | undefined, last: string | undefined): Name {
  const isReadOtherwise = surname.length === 1 ? SURNAMES_READ_OTHERWISE.includes(surname) : OTHERWISE.test(surname)
  const given = isTwice(next) ? [next] : isOneHan(next) ? (isOneHan(last) ? [next, last] : [next]) : []
  return { text: surname + given.join(''), length: length + given.length, isReadOtherwise, given: given.join('') }
}
