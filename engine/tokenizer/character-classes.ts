/**
 * What the pre-tokeniser knows of a code point: letter (\p{L}), number (\p{N}), white space, or other.
 *
 * White space is Unicode's White_Space as in llama.cpp, not JavaScript's \s, which has U+FEFF and lacks
 * U+0085; letters and numbers are those of Unicode 15.1 as there. A lone surrogate is "other", like the U+FFFD that it becomes in UTF-8.
 */
import { isYoungerThanUnicode15 } from './unicode-age.ts'

export const OTHER = 1
export const LETTER = 2
export const NUMBER = 3
export const SPACE = 4

const isLetter = /^\p{L}$/u
const isNumber = /^\p{N}$/u
const isSpace = /^\p{White_Space}$/u

// 0 means "not asked yet": filling the table at once would cost a tenth of a second at every start.
const known = new Uint8Array(0x110000)

/** The class of a code point. */
export function classOf(codePoint: number): number {
  return known[codePoint] || classify(codePoint)
}

function classify(codePoint: number): number {
  const found = classFromUnicode(codePoint)
  known[codePoint] = found
  return found
}

function classFromUnicode(codePoint: number): number {
  const character = String.fromCodePoint(codePoint)
  if (isSpace.test(character)) return SPACE
  const kind = isLetter.test(character) ? LETTER : isNumber.test(character) ? NUMBER : OTHER
  return isYoungerThanUnicode15(codePoint) ? OTHER : kind
}
