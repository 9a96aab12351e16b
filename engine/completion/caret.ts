/** Carets at which no text can stand: within a character, a Latin word or a number, and behind what no text is. */

const characters = new Intl.Segmenter('zh', { granularity: 'grapheme' })
/** Longer than the longest character in use: an emoji of a family, or of a couple with the colours of its skins. */
const longestCharacter = 40
/** A cat on the keys. */
const endlessNumber = /\p{Nd}{20}$/u
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
