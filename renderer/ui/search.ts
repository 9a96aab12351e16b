/** Finds what the author means from a few characters, from another word for it, or from its pinyin. Pure. */
import { fuzzyScore, normalise } from './fuzzy.ts'

/** What a thing is found by. */
export interface Words {
  readonly title: string
  /** Other words for it, in any language. */
  readonly synonyms?: readonly string[] | undefined
}

/** Place of the first character of a text whose pinyin, whole or by initials, begins with these letters; null where none does. */
export type PinyinPlace = (text: string, letters: string) => number | null

/** Something found, and how well it fits: higher is better. */
export interface Hit<T> {
  readonly item: T
  readonly score: number
}

/** What fits, best first; equal ones stay in their order. Without `pinyin` only characters count. */
export function search<T>(query: string, items: readonly T[], wordsOf: (item: T) => Words, pinyin: PinyinPlace | null): Hit<T>[] {
  const hits = items.flatMap((item) => {
    const score = bestScore(query, wordsOf(item), pinyin)
    return score === null ? [] : [{ item, score }]
  })
  return hits.sort((a, b) => b.score - a.score)
}

/** A title that contains the query comes first, then synonyms, then what the pinyin says (of the title's beginning, of synonyms, of the rest of the title), then scattered characters. */
function bestScore(query: string, { title, synonyms = [] }: Words, pinyin: PinyinPlace | null): number | null {
  const letters = pinyin && /[a-zü]/i.test(query) ? normalise(query).replace(/['’]/g, '') : null
  const scores = [
    fuzzyScore(query, title),
    hasSynonyms(query, synonyms) ? 700 : null,
    letters && pinyinScore(pinyin?.(title, letters)),
    letters && synonyms.some((word) => pinyin?.(word, letters) === 0) ? 620 : null,
  ].filter((score) => typeof score === 'number')
  return scores.length === 0 ? null : Math.max(...scores)
}

/** Letters that begin a title say more than those in it: of long titles, initials and rare readings together spell much that nobody means. */
const pinyinScore = (place: number | null | undefined) => (place === null || place === undefined ? null : place === 0 ? 650 : 600 - place)

/** Whether every word of the query begins a synonym. */
function hasSynonyms(query: string, synonyms: readonly string[]): boolean {
  const words = normalise(query).split(/\s+/).filter(Boolean)
  return words.length > 0 && words.every((word) => synonyms.some((synonym) => normalise(synonym).startsWith(word)))
}
