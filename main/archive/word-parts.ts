/** Of which word of the text a place is a part: Chinese writes no bounds of words, so a short name stands within others (`张某` in `主张某`). */

const words = new Intl.Segmenter('zh', { granularity: 'word' })
/** So much around a place tells its word. */
const around = 16

/** The word that a place begins within, neither at its beginning nor after it; null where a word begins there. */
export function wordAround(text: string, at: number): string | null {
  const before = /\p{Script=Han}*$/u.exec(text.slice(Math.max(0, at - around), at))?.[0].length ?? 0
  if (before === 0) return null
  const from = at - before
  const after = /^\p{Script=Han}*/u.exec(text.slice(at, at + around))?.[0].length ?? 0
  const found = words.segment(text.slice(from, at + after)).containing(before)
  return found && found.index < before ? found.segment : null
}
