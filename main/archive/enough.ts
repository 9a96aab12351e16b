/** How much there must be to learn a voice from. The one place that says so. */
import type { Enough } from '#preload/contract/archive.ts'

/** Below this a model learns sentences by heart and no voice; fewer works leave none to prove it by. */
export const needed = { words: 20_000, works: 5 } as const

/** An amount of works and of 字. */
interface Amount {
  readonly words: number
  readonly works: number
}

/** Whether what is learnt from is enough, and what is missing if it is not. `chinese`: what of it is Chinese, which alone counts. */
export function enough(all: Amount, chinese: Amount): Enough {
  const [have, need] = [{ ...chinese }, { ...needed }]
  if (have.words >= need.words && have.works >= need.works) return { kind: 'enough', have, need }
  if (chinese.words < all.words / 2) return { kind: 'language', have, need }
  return { kind: have.words < need.words ? 'words' : 'works', have, need }
}
