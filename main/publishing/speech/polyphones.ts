/**
 * Names and terms whose sound a voice has to guess: characters of several readings in a word that no dictionary has. Words that one has
 * are left to the voice, which has it too.
 */

/** Surnames that are read otherwise than the same character elsewhere. */
const SURNAMES_READ_OTHERWISE = '单曾仇任解查区朴盖覃纪宁华尉乐召员'
/** Surnames that are hardly ever a word of their own, so that what follows is a name. */
const SURNAMES = '李张刘陈杨赵吴徐孙胡朱林郭罗梁宋郑谢韩唐冯董萧曹袁邓许傅沈彭吕苏卢蒋蔡贾魏薛阎潘杜戴姚谭廖邹陆郝孔崔邱秦邵孟汤王黄周'
const POLYPHONES = '行重长乐朝调盛乘藏省传弹曾单率参强少降宿'
/** Words of one character that no name goes on with. */
const COMMON = '的了着过是在不就也都还要会能一个和与说看做写你他她它这那有没很太最更被把给让对从到去来用想请可以上下里中为及或并而且再又只才更人吗呢吧啊'
/** Surnames that are words of their own too, and what often goes on from those: 盖住, 解开, 查到. No name begins so. */
const WORDS_TOO = '单解任查盖宁华员召区'
const GOES_ON = '住前后时开好完掉成过起出紧严满实牢熟透面板饭锅火水盐油肉菜房楼章子被题法释答析决约词何务号数码阅询找看问集会域间分块工'
const TITLES = new Set(['先生', '女士', '老师', '小姐', '教授', '博士', '医生', '太太', '师傅', '同学'])

/** Made once: making one takes far longer than using it. */
const WORDS = new Intl.Segmenter('zh', { granularity: 'word' })
const PHRASES = /[^\s，。；：？！、,.;:?!（）()]+/g
const QUOTED = /[“「『《]([\p{Script=Han}]{2,6})[”」』》]/gu
const ASKED = new RegExp(`[${SURNAMES_READ_OTHERWISE}${POLYPHONES}]`)

/** Each such word once, in their order. */
export function unsureWords(text: string): string[] {
  const phrases = (text.match(PHRASES) ?? []).filter((phrase) => ASKED.test(phrase))
  return [...new Set(phrases.flatMap((phrase) => [...quotedTerms(phrase), ...names(wordsOf(phrase))]))]
}

const wordsOf = (text: string): string[] => [...WORDS.segment(text)].map(({ segment }) => segment)
const isOneHan = (word: string | undefined): word is string => word !== undefined && /^\p{Script=Han}$/u.test(word) && !COMMON.includes(word)

function quotedTerms(phrase: string): string[] {
  return [...phrase.matchAll(QUOTED)].flatMap(([, term = '']) => {
    const words = wordsOf(term)
    const isTerm = words.length > 1 && words.every((word) => word.length > 1 || isOneHan(word))
    return isTerm && words.some((word) => word.length === 1 && POLYPHONES.includes(word)) ? [term] : []
  })
}

function names(words: readonly string[]): string[] {
  return words.flatMap((surname, at) => {
    const [next, last] = [words[at + 1], words[at + 2]]
    const isRead = SURNAMES_READ_OTHERWISE.includes(surname)
    if (surname.length !== 1 || (!isRead && !SURNAMES.includes(surname))) return []
    if (isRead && next !== undefined && TITLES.has(next)) return [surname + next]
    if (!isOneHan(next) || (WORDS_TOO.includes(surname) && GOES_ON.includes(next))) return []
    const given = isOneHan(last) ? next + last : next
    return isRead || [...given].some((sign) => POLYPHONES.includes(sign)) ? [surname + given] : []
  })
}
