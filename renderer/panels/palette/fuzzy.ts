/** Finds what the author means from a few characters of it. Pure. */

/** How well `query` fits `text`; null when its characters do not all occur in order. Higher is better. */
export function fuzzyScore(query: string, text: string): number | null {
  const wanted = [...normalise(query)]
  const given = [...normalise(text)]
  if (wanted.length === 0) return 0
  const whole = given.join('').indexOf(wanted.join(''))
  if (whole >= 0) return 1000 - whole - given.length * 0.01
  let score = 0
  let at = -1
  for (const character of wanted) {
    const next = given.indexOf(character, at + 1)
    if (next < 0) return null
    const startsWord = next === 0 || given[next - 1] === ' '
    score += next === at + 1 ? 8 : startsWord ? 6 : 1
    score -= Math.min(4, next - at - 1) * 0.5
    at = next
  }
  return score - given.length * 0.01
}

/** The items that fit, best first; equal ones stay in their order. */
export function fuzzyFind<T>(query: string, items: readonly T[], textOf: (item: T) => string): T[] {
  const found = items.flatMap((item) => {
    const score = fuzzyScore(query, textOf(item))
    return score === null ? [] : [{ item, score }]
  })
  return found.sort((a, b) => b.score - a.score).map(({ item }) => item)
}

function normalise(text: string): string {
  return text.normalize('NFKC').toLowerCase().trim()
}
