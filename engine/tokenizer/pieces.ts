/**
 * The pre-tokeniser: cuts a text into the pieces within which tokens are formed. It is the one called
 * `qwen2` in llama.cpp, whose pattern is
 *
 *     '[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD]
 *     |[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+
 *
 * written out as a scanner: several times faster than the expression, linear in a text of any shape, and
 * with llama.cpp's idea of white space. Every text is the concatenation of its pieces.
 */
import { classOf, LETTER, NUMBER, OTHER, SPACE } from './character-classes.ts'

const CR = 13
const LF = 10
const BLANK = 32
const APOSTROPHE = 39

/** Where the piece that begins at `start` ends; `start` must be below the text's length. */
export function pieceEnd(text: string, start: number): number {
  const first = codePointAt(text, start)
  if (first === APOSTROPHE) {
    const end = contractionEnd(text, start + 1)
    if (end > 0) return end
  }
  const kind = classOf(first)
  const second = start + width(first)
  if (kind === LETTER) return runEnd(text, second, LETTER)
  if (kind === NUMBER) return second
  if (first !== CR && first !== LF && classAt(text, second) === LETTER) return runEnd(text, second, LETTER)
  if (kind === OTHER) return newlinesEnd(text, runEnd(text, second, OTHER))
  if (first === BLANK && classAt(text, second) === OTHER) return newlinesEnd(text, runEnd(text, second, OTHER))
  return spaceEnd(text, start)
}

/** All pieces of a text, in order. */
export function splitPieces(text: string): string[] {
  const pieces: string[] = []
  for (let start = 0; start < text.length;) {
    const end = pieceEnd(text, start)
    pieces.push(text.slice(start, end))
    start = end
  }
  return pieces
}

function codePointAt(text: string, at: number): number {
  const unit = text.charCodeAt(at)
  return unit >= 0xd800 && unit < 0xdc00 ? (text.codePointAt(at) ?? unit) : unit
}

function width(codePoint: number): number {
  return codePoint > 0xffff ? 2 : 1
}

function classAt(text: string, at: number): number {
  return at < text.length ? classOf(codePointAt(text, at)) : 0
}

function runEnd(text: string, from: number, kind: number): number {
  let at = from
  while (at < text.length) {
    const codePoint = codePointAt(text, at)
    if (classOf(codePoint) !== kind) break
    at += width(codePoint)
  }
  return at
}

function newlinesEnd(text: string, from: number): number {
  let at = from
  while (isNewline(text.charCodeAt(at))) at++
  return at
}

function isNewline(unit: number): boolean {
  return unit === CR || unit === LF
}

/** The end of s, t, m, d, re, ve or ll after an apostrophe, in either case; 0 where there is none. */
function contractionEnd(text: string, at: number): number {
  switch (text[at]) {
    case 's':
    case 'S':
    case 't':
    case 'T':
    case 'm':
    case 'M':
    case 'd':
    case 'D':
      return at + 1
    case 'r':
    case 'R':
    case 'v':
    case 'V':
      return text[at + 1] === 'e' || text[at + 1] === 'E' ? at + 2 : 0
    case 'l':
    case 'L':
      return text[at + 1] === 'l' || text[at + 1] === 'L' ? at + 2 : 0
    default:
      return 0
  }
}

/**
 * White space goes up to the last line break in it; without one it leaves its last character to what
 * follows, unless it is a single character or nothing follows.
 */
function spaceEnd(text: string, start: number): number {
  const end = runEnd(text, start, SPACE)
  for (let at = end; at > start; at--) if (isNewline(text.charCodeAt(at - 1))) return at
  return end - start > 1 && end < text.length ? end - 1 : end
}
