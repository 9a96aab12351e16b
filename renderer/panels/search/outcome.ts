import type { ReplacementOutcome, ReplacementWork } from '#preload/contract/search.ts'

export type Outcome = Pick<ReplacementOutcome, 'id' | 'lessons' | 'places' | 'left'>

export const nothingDone: Outcome = { id: null, lessons: 0, places: 0, left: [] }

/** What came of it in the end; `tell` hears how far it is. */
export async function outcomeOf(told: AsyncIterable<ReplacementWork>, tell: (work: ReplacementWork['work']) => void = () => undefined): Promise<Outcome> {
  for await (const { work, outcome } of told) {
    if (outcome) return outcome
    tell(work)
  }
  return nothingDone
}
