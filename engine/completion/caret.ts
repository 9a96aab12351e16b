/** Carets at which no text can stand: within a character, a Latin word or a number, and behind what no text is. */

const characters = new Intl.Segmenter('zh', { granularity: 'grapheme' })
/** Longer than the longest character in use: an emoji of a family, or of a couple with the colours of its skins. */
const longestCharacter = 40
/** A cat on the keys. */
const endlessNumber = /\p{Nd}{20}$/u
/** What another word or a number would grow together with, or must not touch; and what is parted from one only where the author parts it. */
const touchesWord = /[\p{Script=Latin}\p{N}\p{M},.;:!?]$/u
const mayTouchWord = /[\p{L})\]”’"'%]$/u
const wordCharacter = /[\p{Script=Latin}\p{N}\p{M}]/u
/** What joins the character before it to another one. */
const joins = /^(?:[\u0300-\u036F]|\u200D|[\u20D0-\u20FF]|[\uFE00-\uFE0F]|\p{Emoji_Modifier})/u

/** Whether the caret stands within what is one to a reader. */
export function isWithin(before: string, after: string): boolean {
  if (/[\uD800-\uDBFF]$/.test(before) || endlessNumber.test(before)) return true
  const [left, right] = [before.slice(-longestCharacter), after.slice(0, longestCharacter)]
  if (left === '' || right === '' || /^[\n\r]/.test(right)) return false
  if (wordCharacter.test(left.at(-1) ?? '') && wordCharacter.test(right.charAt(0))) return true
  return [...characters.segment(left + right)].every(({ index }) => index !== left.length)
}

/** Whether a text would change the character that it follows. */
export function joinsBefore(text: string): boolean {
  return joins.test(text)
}

/** The space that a text needs behind it where a Latin word or a number follows the caret at once; '' where it needs none. */
export function spaceBehind(text: string, before: string, after: string): string {
  const needsSpace = touchesWord.test(text) || (before.endsWith(' ') && mayTouchWord.test(text))
  return needsSpace && wordCharacter.test(after.charAt(0)) ? ' ' : ''
}
