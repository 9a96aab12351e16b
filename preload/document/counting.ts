/**
 * 字数 as Chinese authors know it, which is how Word counts it: every Han character, kana, Hangul syllable,
 * full-width letter and full-width punctuation mark is one; every other unbroken run of characters is one,
 * whatever is in it (`Moke`, `3.14`, `don't`, `C++`, `https://a.b/c`, a lone `-`). Spaces are none.
 *
 * Two cases need a rule of their own.
 * - Quotes “” ‘’, dashes — and dots … · have no width of their own. They count one each as Chinese
 *   punctuation, except where they touch only Latin: “Hello,” and don’t are one word.
 * - An emoji is one, however many code points make it.
 * Combining marks, variation selectors and zero-width characters are none.
 */
import { perBlock } from './blocks.ts'
import { linesOf, lineText } from './lines.ts'
import type { Block, Doc } from './schema.ts'

const full = String.raw`[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Bopo}\u3001-\u303f\u30fb\u30fc\uff01-\uffee\ufe10-\ufe1f\ufe30-\ufe6f]`
const emoji = String.raw`(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f)`
const either = String.raw`[“”‘’—―…⋯·•]`

/** Emoji with what is joined to it; a flag is two of them. */
const emojiSequence = new RegExp(String.raw`\p{RI}{2}|${emoji}(?:\ufe0f|\p{EMod}|\u200d${emoji}|\u200d\p{Extended_Pictographic})*`, 'gu')
const invisible = /[\p{Mn}\p{Me}\p{Cf}]/gu
const undecided = new RegExp(`${either}+`, 'gu')
const fullWidth = new RegExp(full, 'gu')
const fullWidthOne = new RegExp(full, 'u')
const latinRun = /[^\s]+/gu

/** Stands for one counted character while counting: a character of full width that no keyboard makes. */
const one = '\u3013'

/** Whether marks of no width of their own, at `start` to `end` of a text, belong to Latin words. */
function isLatinThere(text: string, start: number, end: number): boolean {
  const before = /\S$/u.exec(text.slice(Math.max(0, start - 2), start))?.[0]
  const after = /^\S/u.exec(text.slice(end, end + 2))?.[0]
  const isLatin = (character: string | undefined) => character !== undefined && !fullWidthOne.test(character)
  const isFull = (character: string | undefined) => character !== undefined && fullWidthOne.test(character)
  return (isLatin(before) || isLatin(after)) && !isFull(before) && !isFull(after)
}

/** 字数 of a text. */
export function countWords(text: string): number {
  return countPlain(text) ?? countAny(text)
}

/** What a character is for `countPlain`; 0: it is none for it. */
const [SPACE, LATIN, FULL, EITHER] = [1, 2, 3, 4]

function plainKind(unit: number): number {
  if (unit >= 0x4e00 && unit <= 0x9fff) return FULL
  if (unit < 0x7f) return unit > 0x20 ? LATIN : unit === 0x20 || (unit >= 0x09 && unit <= 0x0d) ? SPACE : 0
  // Marks of Chinese, without those that are drawn as emoji or stand above a character.
  if ((unit >= 0x3001 && unit <= 0x3029) || (unit >= 0xff01 && unit <= 0xff5e)) return FULL
  return unit === 0x201c || unit === 0x201d || unit === 0x2018 || unit === 0x2019 || unit === 0x2014 || unit === 0x2026 || unit === 0xb7 ? EITHER : 0
}

/** Of a text that has nothing but what nearly all have, in one go; null for any other. A whole course is counted for its tables. */
function countPlain(text: string): number | null {
  let [count, before] = [0, SPACE]
  for (let at = 0; at < text.length; at += 1) {
    let kind = plainKind(text.charCodeAt(at))
    if (kind === 0) return null
    if (kind === EITHER) {
      const from = at
      while (at + 1 < text.length && plainKind(text.charCodeAt(at + 1)) === EITHER) at += 1
      const after = at + 1 < text.length ? plainKind(text.charCodeAt(at + 1)) : SPACE
      if (after === 0) return null
      const isLatin = (before === LATIN || after === LATIN) && before !== FULL && after !== FULL
      kind = isLatin ? LATIN : FULL
      if (!isLatin) count += at - from
    }
    if (kind === FULL || (kind === LATIN && before !== LATIN)) count += 1
    before = kind
  }
  return count
}

function countAny(text: string): number {
  const plain = text.replace(emojiSequence, one).replace(invisible, '')
  const settled = plain.replace(undecided, (marks, start: number) => (isLatinThere(plain, start, start + marks.length) ? 'x' : one.repeat(marks.length)))
  let count = 0
  const latin = settled.replace(fullWidth, () => {
    count += 1
    return ' '
  })
  return count + (latin.match(latinRun)?.length ?? 0)
}

const wordsOf = perBlock((block) => (block.type === 'formula-block' ? 0 : sumOfLines(block, countWords)))
const charactersOf = perBlock((block) => sumOfLines(block, codePoints))

/** A formula parts words and is none; a footnote's mark does not even part them. */
function sumOfLines(block: Block, count: (text: string) => number): number {
  return linesOf(block).reduce((sum, { line }) => sum + count(lineText(line, ({ type }) => (type === 'formula' ? ' ' : ''))), 0)
}

/** Number of code points: what a reader would call characters, but for joined emoji. */
export function codePoints(text: string): number {
  let count = 0
  for (let index = 0; index < text.length; index += 1) {
    const high = text.charCodeAt(index)
    if (high >= 0xd800 && high < 0xdc00 && text.charCodeAt(index + 1) >= 0xdc00 && text.charCodeAt(index + 1) < 0xe000) index += 1
    count += 1
  }
  return count
}

/** 字数 of a lesson, code, headings, captions and footnotes included; formulas are none. */
export function words(doc: Doc): number {
  return doc.reduce((sum, block) => sum + wordsOf(block), 0)
}

/** A node of any kind, as far as its text goes. */
interface Written {
  readonly text?: string
  readonly children?: readonly Written[]
}

/** 字 of what is put in or taken out as one. */
export function wordsWithin({ text, children = [] }: Written): number {
  // Runs of one line are counted as one text: a word may be in two of them.
  const isLine = children.every((child) => child.text !== undefined)
  return text === undefined
    ? isLine
      ? countWords(children.map((child) => child.text).join(''))
      : children.reduce((sum, child) => sum + wordsWithin(child), 0)
    : countWords(text)
}

/** 字数 of what a narrator would read aloud: everything but code and footnotes. */
export function narratedWords(doc: Doc): number {
  return doc.reduce((sum, block) => sum + (block.type === 'code' || block.type === 'note' ? 0 : wordsOf(block)), 0)
}

/** Characters of a lesson, spaces included. */
export function characters(doc: Doc): number {
  return doc.reduce((sum, block) => sum + charactersOf(block), 0)
}

/** Minutes that reading `count` 字 aloud takes at `pace` 字 a minute. */
export function narrationMinutes(count: number, pace: number): number {
  return count / pace
}
