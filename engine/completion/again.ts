/**
 * A sentence that says again what it has said: not at once, as in a loop, and not a whole clause, but a clause that only its first
 * letters tell from another, or one that is put together from two pieces of the others.
 */
import { blockOf } from './block.ts'
import { pieceMark, sentenceMark } from './marks.ts'

const letter = /[\p{L}\p{N}\p{Cs}]/u
const han = /\p{Script=Han}/u
/** A clause that only adds one of these says nothing new. */
const particle = /[的了呢吗嗎吧啊呀]/u
/** A sentence is looked at so far back, in UTF-16 units. */
const longestSentence = 160
/**
 * So much said twice is no accident, in Chinese characters. Of 15,000 held-out Chinese continuations it cuts ten
 * (engine/LOG.md); shorter pieces are often terms.
 */
const least = 4
/** So many letters before it make a clause no other; the first piece of two has as many. */
const mostBefore = 2
/** In letters. */
const lastWord = 2
/** One of a kind in its sentence; other names may come again behind an article (the control group). */
const superlative = /(?<![\p{L}\p{N}])the\s+(?:most|least|best|worst)(?:\s+\p{L}*)?/gu
/** A name, 是, and the same name again; also where one is called itself as well: 不仅是承诺，也是承诺. */
const longestName = 12
const copulaAtEnd = /(?:[，,](?:也是|又是)|就是|也是|是)$/u
const tautologies = [/(?<![\p{L}\p{N}])(\p{Script=Han}{2,12})(就是|也是|是)\1/gu, /(?<=是)(\p{Script=Han}{2,12})([，,](?:也是|又是))\1/gu]
/** What a bracket explains, and how it begins to: one explanation is enough for a block. */
const glossed = { term: 3, gloss: 2 }
/** So many Chinese letters of an explanation are the same one, whatever it explains. */
const sameGloss = 4
/** A clause that only its number tells from another is its parallel: 第一组做实验，第二组做实验. */
const numbered = /[\p{N}一二三四五六七八九十两兩甲乙丙丁]$/u

/** Letters without marks and spaces, each with its place; '\n' parts clauses. */
interface Letters {
  readonly said: string
  readonly places: readonly number[]
  /** Where those of the suggestion begin. */
  readonly own: number
  /** Whether the sentence is over, or nothing more comes. */
  readonly isOver: boolean
}

/** Where a suggestion begins to say again what its sentence has said, in UTF-16 units; the length where it does not. */
export function againStart(text: string, before: string, isWhole: boolean): number {
  return Math.min(clauseAgainStart(text, before, isWhole), superlativeStart(text, before, isWhole), tautologyStart(text, before), glossStart(text, before))
}

/** Pictures that are put together, as a family is. */
const joined = /\p{Extended_Pictographic}\uFE0F?(?:\u200D\p{Extended_Pictographic}\uFE0F?)+/gu

/** Where a picture of the block that is put together begins again, whole or in part, in UTF-16 units; the length where none does. */
export function pictureStart(text: string, before: string): number {
  const firsts = (blockOf(before).match(joined) ?? []).map((picture) => String.fromCodePoint(picture.codePointAt(0) ?? 0))
  return Math.min(text.length, ...firsts.map((first) => text.indexOf(first)).filter((at) => at >= 0))
}

function clauseAgainStart(text: string, before: string, isWhole: boolean): number {
  const letters = lettersOf(text, before, isWhole)
  for (let end = letters.own + 1; end <= letters.said.length; end++) {
    const start = startAt(letters, end)
    if (start !== null) return Math.max(0, letters.places[start] ?? 0)
  }
  return text.length
}

/** How many units at the end of `text` could turn out to be said again. */
export function possibleAgain(text: string, before: string): number {
  const gloss = text.length - glossStart(text, before, true)
  return Math.max(possibleClause(text, before), text.length - superlativeStart(text, before, false, true), possibleTautology(text, before), gloss)
}

/** Where a bracket begins to explain again what its block has explained: 通货膨胀（俗称……通货膨胀（俗称. `isBegun`: also where it may turn out to. */
function glossStart(text: string, before: string, isBegun = false): number {
  const block = blockOf(before)
  const all = block + text
  for (const { index } of all.matchAll(/[（(]/gu)) {
    const end = index + 1 + glossed.gloss
    const written = all.slice(Math.max(0, index - glossed.term), end)
    const isOpen = end > all.length
    const isAgain = end > block.length && index >= glossed.term && (isBegun || !isOpen) && all.slice(0, index).includes(written)
    if (isAgain || isSameGloss(all, index, block.length, isBegun)) return Math.max(0, index - block.length)
  }
  return text.length
}

function isSameGloss(all: string, opens: number, own: number, isBegun: boolean): boolean {
  const end = opens + 1 + sameGloss
  const written = all.slice(opens, end)
  return end > own && (isBegun || end <= all.length) && /^.\p{Script=Han}*$/u.test(written) && all.slice(0, opens).includes(written)
}

/** Where a name is said to be itself (深度学习是深度学习), in UTF-16 units; the length where none is. */
function tautologyStart(text: string, before: string): number {
  const sentence = sentenceBefore(before)
  const starts = tautologies.flatMap((tautology) =>
    [...(sentence + text).matchAll(tautology)]
      .filter(({ index, 0: { length } }) => index + length > sentence.length)
      .map(({ index, 1: first = '', 2: copula = '' }) => Math.max(0, index + first.length + copula.length - sentence.length)),
  )
  return Math.min(text.length, ...starts)
}

/** How much of the end of `text` may be the beginning of the same name behind 是. */
function possibleTautology(text: string, before: string): number {
  const all = sentenceBefore(before) + text
  for (let length = Math.min(text.length, longestName); length > 0; length--) {
    const [said, copula] = [all.slice(-length), copulaAtEnd.exec(all.slice(0, -length))]
    const name = copula === null ? '' : all.slice(0, copula.index).slice(-longestName)
    for (let at = 0; at <= name.length - 2; at++) if (name.slice(at).startsWith(said)) return length
  }
  return 0
}

function sentenceBefore(before: string): string {
  return (blockOf(before).split(sentenceMark).at(-1) ?? '').slice(-longestSentence)
}

function possibleClause(text: string, before: string): number {
  const { said, places, own } = lettersOf(text, before, false)
  const end = said.length
  const start = Math.min(possibleStart(said, end), particle.test(said.at(-1) ?? '') ? possibleStart(said, end - 1) : end)
  return start >= end || own >= end ? 0 : text.length - Math.max(0, places[start] ?? 0)
}

function possibleStart(said: string, end: number): number {
  const from = clauseStart(said, end)
  return Math.min(isSpliced(said, from, end) ? from + mostBefore : end, end - runAt(said, end))
}

function lettersOf(text: string, before: string, isWhole: boolean): Letters {
  const sentence = sentenceBefore(before)
  const written = text.split(sentenceMark, 1)[0] ?? ''
  const all = sentence + written
  let said = ''
  const places: number[] = []
  for (let at = 0; at < all.length; at++) {
    const isMark = pieceMark.test(all.charAt(at))
    if (!isMark && !letter.test(all.charAt(at))) continue
    said += isMark ? '\n' : all.charAt(at)
    places.push(at - sentence.length)
  }
  const own = places.findIndex((place) => place >= 0)
  return { said, places, own: own < 0 ? said.length : own, isOver: isWhole || written.length < text.length }
}

/** Where what ends at `end` is said again from, if it is. */
function startAt({ said, own, isOver }: Letters, end: number): number | null {
  const start = end - runAt(said, end)
  const from = clauseStart(said, end)
  const again = said.slice(start, end)
  if (end - start < 2 || end - own < 2 || !isEnd(said.slice(end), isOver)) return null
  const earlier = said.slice(0, from)
  const isSplice = start - from >= mostBefore && earlier.includes(said.slice(from, start)) && earlier.includes(again)
  if (isSplice && !isParallel(said, from, end)) return weightOf(said.slice(from, end)) >= least ? start : null
  if (isSplice) return null
  if (numbered.test(said.slice(from, start))) return null
  const isClause = start === from || (start - from <= mostBefore && said.slice(0, start).includes(`${again}\n`))
  return isClause && weightOf(again) >= least ? start : null
}

/** Whether a clause begins as another does and only its last word tells them apart, though that stands elsewhere: 水流得越快，……水流得越慢. */
function isParallel(said: string, from: number, end: number): boolean {
  const shared = said.slice(from, end - lastWord)
  return shared.length >= mostBefore && `\n${said.slice(0, from)}`.includes(`\n${shared}`)
}

/** Whether a clause ends before `rest`. */
function isEnd(rest: string, isOver: boolean): boolean {
  const bare = particle.test(rest.charAt(0)) ? rest.slice(1) : rest
  return [rest, bare].some((behind) => behind.startsWith('\n') || (isOver && behind === ''))
}

function clauseStart(said: string, end: number): number {
  return said.lastIndexOf('\n', end - 1) + 1
}

/** The length of the longest run ending at `end` within its clause that stands somewhere before it. */
function runAt(said: string, end: number): number {
  let length = 0
  while (length < end && said.charAt(end - length - 1) !== '\n' && said.slice(0, end - length - 1).includes(said.slice(end - length - 1, end))) length++
  return length
}

/** Whether what is said of a clause so far may be two pieces of what stands before it. */
function isSpliced(said: string, from: number, end: number): boolean {
  const earlier = said.slice(0, from)
  let first = 0
  while (from + first < end && earlier.includes(said.slice(from, from + first + 1))) first++
  return first >= Math.min(2, end - from) && earlier.includes(said.slice(from + first, end))
}

/** How many Chinese characters it is worth: of other letters and digits half as many, and six at most. */
function weightOf(said: string): number {
  const words = said.match(/\p{Script=Han}|(?:(?!\p{Script=Han})\p{L})+|\p{N}+/gu) ?? []
  return words.reduce((weight, word) => weight + (han.test(word) ? 1 : word.length === 1 ? 2 : Math.min(6, word.length / 2)), 0)
}

/** Where an English sentence calls something the most important once more, in UTF-16 units. `isBegun`: also where it may turn out to. */
function superlativeStart(text: string, before: string, isWhole: boolean, isBegun = false): number {
  const sentence = sentenceBefore(before)
  const all = (sentence + text).toLowerCase()
  for (const { 0: found, index } of all.matchAll(superlative)) {
    const end = index + found.length
    const said = found.trim().replace(/\s+/gu, ' ')
    const earlier = ` ${(all.slice(0, index).split(sentenceMark).at(-1) ?? '').replace(/\s+/gu, ' ')}`
    const isOpen = end === all.length && !isWhole
    const isAgain = isOpen ? isBegun && earlier.includes(` ${said}`) : /^the \p{L}+ \p{L}/u.test(said) && followedByNoLetter(earlier, ` ${said}`)
    // The article may be shown already.
    if (end > sentence.length && isAgain) return Math.max(0, index + 'the'.length - sentence.length)
  }
  return text.length
}

function followedByNoLetter(text: string, part: string): boolean {
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) if (!letter.test(text.charAt(at + part.length))) return true
  return false
}
