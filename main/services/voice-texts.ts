/** The texts of a run: what the archive gives to be learnt, in pieces that are never all in memory. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { contextWithin } from '#main/archive/context.ts'
import type { TextPiece } from '#preload/contract/trainer.ts'
import type { Enough } from '#preload/contract/archive.ts'
import { Problem, type ProblemReport } from '#preload/contract/problem.ts'
import type { ArchiveLearning, LearntWork } from './archive-learning.ts'

/** Letters of a piece, and of what is sent together. */
const [pieceLength, togetherLength] = [1 << 17, 1 << 19]
/** From so many letters follows how many tokens there are of all. */
const sampleLength = 20_000

/** The works that are learnt. Throws `works-few` where they are too few, `works-alike` where none of them can be held out. */
export async function learntWorks(
  { learning, enough: isEnough }: { readonly learning: Pick<ArchiveLearning, 'works'>; readonly enough: () => Enough },
  signal: AbortSignal,
): Promise<LearntWork[]> {
  const works = await learning.works(signal)
  const enough = isEnough()
  if (enough.kind !== 'enough') throw fewWorks(enough)
  if (works.some(({ split }) => split === 'held-out')) return works
  throw new Problem('works-alike', 'all works are versions of one')
}

/** All learning texts, a handful of pieces at a time; works that are gone or damaged meanwhile are left out. */
export async function* learningPieces(works: readonly LearntWork[]): AsyncGenerator<readonly TextPiece[]> {
  let pieces: TextPiece[] = []
  let length = 0
  for (const work of works) {
    const { text, context } = work.read()
    for (let at = 0; at < text.length; at += pieceLength) {
      const own = contextWithin(context, at, at + pieceLength)
      const piece = { work: work.id, heldOut: work.split === 'held-out', text: text.slice(at, at + pieceLength) }
      pieces.push(own.length > 0 ? { ...piece, context: own } : piece)
      length += Math.min(pieceLength, text.length - at)
      if (length < togetherLength) continue
      yield pieces
      ;[pieces, length] = [[], 0]
    }
    await nextTurn()
  }
  if (pieces.length > 0) yield pieces
}

/** Some of the texts, from all over the archive. */
export async function sampleOf(works: readonly Pick<LearntWork, 'read'>[]): Promise<string> {
  const every = Math.max(1, Math.floor(works.length / 20))
  let sample = ''
  for (let at = 0; at < works.length && sample.length < sampleLength; at += every) {
    sample += works[at]?.read().text.slice(0, sampleLength / 10) ?? ''
    await nextTurn()
  }
  return sample
}

/** What is missing to learn a voice from. */
export function fewWorks({ have, need }: Enough): Problem {
  const detail = { words: have.words, works: have.works, needWords: need.words, needWorks: need.works }
  return new Problem('works-few', `there are ${have.words} 字 in ${have.works} works`, detail)
}

/** A problem of a run: masked and without quotations there may be less to learn from than was counted. */
export function withAmounts(problem: ProblemReport, enough: () => Enough): ProblemReport {
  return problem.code === 'works-few' ? { ...problem, detail: { ...fewWorks(enough()).detail } } : problem
}
