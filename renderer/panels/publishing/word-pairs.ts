/** Words with what is put for each, as lines that are typed. Pure. */

export interface Pair {
  readonly from: string
  readonly to: string
}

export function pairsFrom(words: Readonly<Record<string, string>>): Pair[] {
  return Object.entries(words).map(([from, to]) => ({ from, to }))
}

/** The lines as one text, as they are typed. */
export function textFromPairs(pairs: readonly Pair[]): string {
  return JSON.stringify(pairs)
}

export function pairsFromText(text: string): Pair[] {
  return JSON.parse(text) as Pair[]
}

/** A line that is not whole yet counts for nothing; of two for the same word the last one does. */
export function wordsFrom(pairs: readonly Pair[]): Record<string, string> {
  const whole = pairs.map(({ from, to }) => ({ from: from.trim(), to: to.trim() })).filter(({ from, to }) => from !== '' && to !== '')
  return Object.fromEntries(whole.map(({ from, to }) => [from, to]))
}
