/**
 * A suggestion in the middle of a text must not say again what already follows the caret: neither what its own block
 * goes on with nor what the next blocks begin with, however they are spaced, punctuated or marked.
 */
import { withoutMark } from './block.ts'

/** So many equal units within a suggestion are no accident, nor is a whole short clause. */
const surely = 4
/** Blocks that are looked at, the author's own among them. */
const mostBlocks = 4
const letter = /[\p{L}\p{N}]/u
/** Text on either side of the caret that tells whether it stands within a word. */
const longestHalf = 4
/** Marks that end a clause; what is opened or quoted is none. */
const endingMarks = /[，。！？；：、…,.!?;:]+$/u
const startsWithMark = /^\s*[，。！？；：、…,.!?;:]/u

const words = new Intl.Segmenter('zh', { granularity: 'word' })
const opener = /^[（(《〈「『【[{“‘—…]/u

/**
 * Where `text` repeats what follows the caret, in UTF-16 units; the length where it does not. While `text`
 * is still growing (`complete` false) only what no later word can undo counts.
 */
export function overlapStart(text: string, after: string, complete: boolean, before = ''): number {
  if (beginsAsAfter(text, after, before)) return 0
  const start = Math.min(unitsStart(text, after, complete), lettersStart(text, after, complete), spacedStart(text, after, before))
  return complete ? withoutSecondMark(text.slice(0, start), after) : start
}

/** How many units at the end of `text` could turn out to be the beginning of what follows the caret. */
export function possibleOverlap(text: string, after: string): number {
  return Math.max(possibleUnits(text, after), possibleLetters(text, after), text.length - withoutSecondMark(text, after))
}

/** Whether it begins as the rest of the block does, with a mark that opens or with the other half of the word around the caret: then the two are ways to go on, and no text. */
function beginsAsAfter(text: string, after: string, before: string): boolean {
  const [first, next] = [text.trimStart().charAt(0), after.charAt(0)]
  if (first === '' || first !== next) return false
  const [left, right] = [before.slice(-longestHalf), after.slice(0, longestHalf)]
  return opener.test(first) || (/\p{Script=Han}$/u.test(left) && [...words.segment(left + right)].every(({ index }) => index !== left.length))
}

/** Behind Latin letters a space before Chinese is for them alone: back| 属性 goes on in Latin letters or not at all. */
function spacedStart(text: string, after: string, before: string): number {
  const at = /[\p{Script=Latin}\p{Nd}]$/u.test(before) && /^ \p{Script=Han}/u.test(after) ? text.search(/\s*[\p{Script=Han}，。；：、！？]/u) : -1
  return at < 0 ? text.length : at
}

function unitsStart(text: string, after: string, complete: boolean): number {
  const following = after.trimStart()
  if (following === '') return text.length
  const clause = following.search(/[^\p{L}\p{N}]|$/u)
  const enough = Math.min(surely, Math.max(2, clause))
  for (let at = 0; at < text.length; at++) {
    const equal = commonLength(text, at, following)
    if (equal >= enough || (complete && at + equal === text.length && isOverlap(text, at, equal))) return at
  }
  return text.length
}

function possibleUnits(text: string, after: string): number {
  const following = after.trimStart()
  for (let at = Math.max(0, text.length - following.length); at < text.length; at++) {
    if (following.startsWith(text.slice(at))) return text.length - at
  }
  return 0
}

/** By letters alone. A block that is shorter than `surely` counts as a whole; a single letter is chance. */
function lettersStart(text: string, after: string, complete: boolean): number {
  const { letters, places } = lettersOf(text)
  const starts = followingsOf(after).map(({ following, isOwn }) => {
    const enough = Math.min(surely, Math.max(2, following.length))
    for (let at = 0; at < letters.length; at++) {
      const equal = commonLength(letters, at, following)
      if (equal >= enough || (complete && isOwn && equal >= 2 && at + equal === letters.length)) return places[at] ?? text.length
    }
    return text.length
  })
  return Math.min(text.length, ...starts)
}

function possibleLetters(text: string, after: string): number {
  const { letters, places } = lettersOf(text)
  const held = followingsOf(after).map(({ following }) => {
    for (let at = Math.max(0, letters.length - following.length); at < letters.length; at++) {
      if (following.startsWith(letters.slice(at))) return text.length - (places[at] ?? text.length)
    }
    return 0
  })
  return Math.max(0, ...held)
}

/** The blocks after the caret by their letters, without the marks of their kinds. */
function followingsOf(after: string): { readonly following: string; readonly isOwn: boolean }[] {
  return after
    .split(/[\n\r]+/, mostBlocks)
    .map((line, at) => ({ following: lettersOf(at === 0 ? line : withoutMark(line)).letters, isOwn: at === 0 }))
    .filter(({ following }) => following.length > 0)
}

/** A text's letters and digits, whatever their width and case, and where each stands in UTF-16 units. */
function lettersOf(text: string): { readonly letters: string; readonly places: readonly number[] } {
  let letters = ''
  const places: number[] = []
  let at = 0
  for (const character of text) {
    const plain = letter.test(character) ? character.normalize('NFKC').toLowerCase() : ''
    letters += plain
    for (let unit = 0; unit < plain.length; unit++) places.push(at)
    at += character.length
  }
  return { letters, places }
}

/** The length of `text` without the mark at its end, where one follows the caret already. */
function withoutSecondMark(text: string, after: string): number {
  return startsWithMark.test(after) ? text.replace(endingMarks, '').length : text.length
}

/** One equal letter at the end may be chance; the whole suggestion, two letters or a mark are not. */
function isOverlap(text: string, at: number, equal: number): boolean {
  return equal >= 2 || (equal === 1 && (at === 0 || !letter.test(text.charAt(at))))
}

function commonLength(text: string, at: number, other: string): number {
  let length = 0
  while (at + length < text.length && length < other.length && text.charAt(at + length) === other.charAt(length)) length++
  return length
}
