/** Which words can be masked, wherever they come from: typed, selected or listed. */

/** Longer ones are no names, and no words. */
export const longestMasked = 60

/** What can be masked of a text that was given for it, as it is kept; null where it is no word or name, or too long for one. */
export function maskableWord(text: string): string | null {
  const word = text.replace(/\s+/g, ' ').trim()
  return word.length <= longestMasked && /[\p{L}\p{N}]/u.test(word) ? word : null
}
