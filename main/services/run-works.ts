/** The works of one run: all that can be learnt, or those that its author chose of them. */
import { enough as enoughOf } from '#main/archive/enough.ts'
import type { Enough } from '#preload/contract/archive.ts'
import { Problem } from '#preload/contract/problem.ts'
import type { ArchiveLearning, LearntWork } from './archive-learning.ts'
import type { SidedWork } from './divided-works.ts'

/** Whether a run learns from a work. */
export type Chosen = (work: Pick<LearntWork, 'id' | 'hash'>) => boolean

/** Those works and no others. One that is no longer there is known by what it says; one that is there isn't, so that of two that say the same each is chosen by itself. */
export function chosenAmong(works: readonly Pick<SidedWork, 'id' | 'hash'>[], isThere: (id: string) => boolean = () => false): Chosen {
  const ids = new Set(works.map(({ id }) => id))
  const hashes = new Set(works.flatMap(({ id, hash }) => (hash === undefined || isThere(id) ? [] : hash)))
  return ({ id, hash }) => ids.has(id) || (hash !== undefined && hashes.has(hash))
}

/** The works of a run. `among`: of so many they were chosen, where they are not all that can be learnt. */
export interface RunWorks {
  readonly works: LearntWork[]
  readonly among?: number
}

export interface RunWorksOptions {
  readonly learning: Pick<ArchiveLearning, 'works'>
  /** Whether there is enough to learn from, where nothing is chosen. */
  readonly enough: () => Enough
}

/** The works that a run learns from. Throws `works-few` where they are too few, `works-alike` where none of them can be held out. */
export async function worksOfRun({ learning, enough }: RunWorksOptions, chosen: Chosen | null, signal: AbortSignal): Promise<RunWorks> {
  let among = 0
  const isWanted: Chosen = (work) => {
    among += 1
    return chosen === null || chosen(work)
  }
  const works = await learning.works(signal, isWanted)
  const found = chosen === null ? enough() : enoughIn(works)
  if (found.kind !== 'enough') throw fewWorks(found)
  if (works.every(({ split }) => split === 'train')) throw new Problem('works-alike', 'all works are versions of one')
  return chosen === null || works.length === among ? { works } : { works, among }
}

/** Whether these are enough to learn from. */
function enoughIn(works: readonly LearntWork[]): Enough {
  const amount = (some: readonly LearntWork[]) => ({ works: some.length, words: some.reduce((sum, { words }) => sum + words, 0) })
  return enoughOf(amount(works), amount(works.filter(({ isChinese }) => isChinese !== false)))
}

/** What is missing to learn a voice from. */
export function fewWorks({ have, need }: Enough): Problem {
  const detail = { words: have.words, works: have.works, needWords: need.words, needWorks: need.works }
  return new Problem('works-few', `there are ${have.words} 字 in ${have.works} works`, detail)
}
