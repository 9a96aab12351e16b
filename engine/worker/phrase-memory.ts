/** What the author says again and again, kept beside whatever model serves: indexed in pieces, between which everything else goes on. */
import { type Passage, Phrases } from '#engine/phrases/index.ts'
import type { RememberedSource } from '#preload/contract/phrases.ts'

export interface PhraseMemory {
  recall(before: string): readonly Passage[]
  readonly reliability: number | null
  remember(sources: readonly RememberedSource[]): void
  forget(sources: readonly string[]): void
}

/** Pieces are built for so long at a time. */
const atOnceMs = 4

export function phraseMemory(): PhraseMemory {
  const phrases = new Phrases()
  let building: Generator<undefined, void, undefined> | null = null
  const go = () => {
    const until = performance.now() + atOnceMs
    while (building && performance.now() < until) if (building.next().done) building = null
    if (building) setImmediate(go)
  }
  return {
    recall: (before) => phrases.recall(before),
    get reliability() {
      return phrases.reliability
    },
    remember: (sources) => {
      for (const { source, text, group } of sources) phrases.add(source, text, group)
      if (building) return
      building = phrases.build()
      setImmediate(go)
    },
    forget: (sources) => {
      for (const source of sources) phrases.remove(source)
    },
  }
}
