/**
 * What the index of the archive holds of a text: every two characters that stand together within letters and digits, however
 * they are written, and every last one by itself. So two-character words, and one alone, are found as fast as long ones.
 */
import { folded } from '#preload/document/same-forms.ts'

const stretches = /[\p{L}\p{N}]+/gu

/** The grams of a text, each once, parted by spaces. */
export function gramsOf(text: string): string {
  const grams = new Set<string>()
  for (const [stretch] of folded(text).matchAll(stretches)) {
    const signs = [...stretch]
    for (const [at, sign] of signs.entries()) grams.add(sign + (signs[at + 1] ?? ''))
  }
  return [...grams].join(' ')
}

/**
 * What the index is asked for words that must all be there, in the words of FTS5; null where no letter or digit is among
 * them, so that it can't tell. It may answer too many works, never too few.
 */
export function questionOf(words: readonly string[]): string | null {
  const parts = words.flatMap((word) => [...folded(word).matchAll(stretches)].map(([stretch]) => [...stretch])).flatMap(partsOf)
  return parts.length === 0 ? null : [...new Set(parts)].join(' AND ')
}

/** One character may begin any gram, so may the last one of more, but that is asked for already. */
function partsOf(signs: readonly string[]): string[] {
  if (signs.length === 1) return [`"${signs[0]}"*`]
  return signs.slice(0, -1).map((sign, at) => `"${sign}${signs[at + 1]}"`)
}
