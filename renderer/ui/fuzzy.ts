/** How well a few characters fit a text that contains them. Pure. */

/** How well `query` fits `text`; null when its characters do not all occur in order. Higher is better; from 900 on the text contains the query whole. */
export function fuzzyScore(query: string, text: string): number | null {
  const wanted = [...normalise(query)]
  const given = [...normalise(text)]
  if (wanted.length === 0) return 0
  const whole = given.join('').indexOf(wanted.join(''))
  if (whole >= 0) return 1000 - Math.min(90, whole) - given.length * 0.01
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

/** Text as it is compared: without differences of case and width. */
export function normalise(text: string): string {
  return text.normalize('NFKC').toLowerCase().trim()
}
