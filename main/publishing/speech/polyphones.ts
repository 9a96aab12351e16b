/**
 * Names and terms whose sound a voice has to guess: characters of several readings in a word that no dictionary has. Words that one has
 * are left to the voice, which has it too.
 */
import { isOneHan, nameAt, SURNAMES_READ_OTHERWISE } from './names.ts'

const POLYPHONES = '行重长乐朝调盛乘藏省传弹曾单率参强少降宿'
/** Names of old peoples, rulers, generals and places, whose characters are read otherwise elsewhere. */
const OLD_NAMES =
  /(?<![不其])单于(?!此)|龟兹|[大小]?月氏|阏氏|身毒|吐谷浑|冒顿|可汗|金日磾|[郦审]食其|皋陶|嫪毐|伍员|乐毅|乐羊|曹大家|(?<![这那各一几两三每哪何某此多])种(?:师[道中]|世衡|谔)|会稽|番禺|高句丽/g

/** Made once: making one takes far longer than using it. */
const WORDS = new Intl.Segmenter('zh', { granularity: 'word' })
const PHRASES = /[^\s，。；：？！、,.;:?!（）()]+/g
const QUOTED = /[“「『《]([\p{Script=Han}]{2,6})[”」』》]/gu
const ASKED = new RegExp(`[${SURNAMES_READ_OTHERWISE}${POLYPHONES}俟迟澹令]`)

/** Each such word once, in their order. */
export function unsureWords(text: string): string[] {
  const phrases = (text.match(PHRASES) ?? []).filter((phrase) => ASKED.test(phrase) || phrase.search(OLD_NAMES) >= 0)
  return [
    ...new Set(
      phrases.flatMap((phrase) => {
        const words = wordsOf(phrase)
        return [...quotedTerms(phrase), ...oldNames(phrase, words), ...names(words)]
      }),
    ),
  ]
}

const wordsOf = (text: string): string[] => [...WORDS.segment(text)].map(({ segment }) => segment)

function quotedTerms(phrase: string): string[] {
  return [...phrase.matchAll(QUOTED)].flatMap(([, term = '']) => {
    const words = wordsOf(term)
    const isTerm = words.length > 1 && words.every((word) => word.length > 1 || isOneHan(word))
    return isTerm && words.some((word) => word.length === 1 && POLYPHONES.includes(word)) ? [term] : []
  })
}

/** Not across words: 全身毒素, 快乐毅力. */
function oldNames(phrase: string, words: readonly string[]): string[] {
  const ends = new Set([0])
  let end = 0
  for (const word of words) ends.add((end += word.length))
  return [...phrase.matchAll(OLD_NAMES)].filter(({ 0: name, index }) => ends.has(index) && ends.has(index + name.length)).map(([name]) => name)
}

function names(words: readonly string[]): string[] {
  return words.flatMap((_, at) => {
    const name = nameAt(words, at)
    if (name === null) return []
    return name.isReadOtherwise || [...name.given].some((sign) => POLYPHONES.includes(sign)) ? [name.text] : []
  })
}
