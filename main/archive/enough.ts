/** How much there must be to learn a voice from. The one place that says so. */
import type { Enough } from '#preload/contract/archive.ts'

/** Below this a model learns sentences by heart and no voice; fewer works leave none to prove it by. */
export const needed = { words: 20_000, works: 5 } as const

/** A work as it counts here. */
interface Counted {
  readonly words: number
  readonly isChinese: boolean
}

/** Whether what is learnt from is enough, and what is missing if it is not. */
export function enough(works: readonly Counted[]): Enough {
  const words = works.reduce((sum, work) => sum + work.words, 0)
  const chinese = works.filter(({ isChinese }) => isChinese)
  const chineseWords = chinese.reduce((sum, work) => sum + work.words, 0)
  const have = { words: chineseWords, works: chinese.length }
  if (have.words >= needed.words && have.works >= needed.works) return { kind: 'enough', have, need: { ...needed } }
  if (works.length > 0 && chineseWords < words / 2) return { kind: 'language', have, need: { ...needed } }
  return { kind: have.words < needed.words ? 'words' : 'works', have, need: { ...needed } }
}
