/** A suggestion in the middle of a text must not say again what already follows the caret. */

/** So many equal units within a suggestion are no accident, nor is a whole short clause. */
const surely = 4

/**
 * Where `text` repeats what follows the caret, in UTF-16 units; the length where it does not. While `text`
 * is still growing (`complete` false) only what no later word can undo counts.
 */
export function overlapStart(text: string, after: string, complete: boolean): number {
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

/** How many units at the end of `text` could turn out to be the beginning of what follows the caret. */
export function possibleOverlap(text: string, after: string): number {
  const following = after.trimStart()
  for (let at = Math.max(0, text.length - following.length); at < text.length; at++) {
    if (following.startsWith(text.slice(at))) return text.length - at
  }
  return 0
}

/** One equal letter at the end may be chance; the whole suggestion, two letters or a mark are not. */
function isOverlap(text: string, at: number, equal: number): boolean {
  return equal >= 2 || (equal === 1 && (at === 0 || !/[\p{L}\p{N}]/u.test(text.charAt(at))))
}

function commonLength(text: string, at: number, other: string): number {
  let length = 0
  while (at + length < text.length && length < other.length && text.charAt(at + length) === other.charAt(length)) length++
  return length
}
