/** The texts of a run: what the archive gives to be learnt, in pieces that are never all in memory. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { contextWithin, learntParts } from '#main/archive/context.ts'
import type { TextPiece } from '#preload/contract/trainer.ts'
import type { Enough } from '#preload/contract/archive.ts'
import { Problem, type ProblemReport } from '#preload/contract/problem.ts'
import { countWords } from '#preload/document/counting.ts'
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

/** What a trainer reckons by before a run: some of the texts, and how many characters all of them have, about. */
export interface Sampled {
  readonly sample: string
  readonly characters: { readonly learning: number; readonly heldOut: number }
}

/** Takes the sample from all over the works. Their amounts are told in 字 and words, of which a word has several letters, and without what is read but not learnt. */
export async function sampledWorks(works: readonly Pick<LearntWork, 'words' | 'split' | 'read'>[]): Promise<Sampled> {
  const every = Math.max(1, Math.floor(works.length / 20))
  let [sample, words] = ['', 0]
  for (let at = 0; at < works.length && sample.length < sampleLength; at += every) {
    const { text, context } = works[at]?.read() ?? { text: '', context: [] }
    const part = text.slice(0, sampleLength / 10)
    for (const [, learnt] of learntParts({ text: part, context: contextWithin(context, 0, part.length) })) words += countWords(learnt)
    sample += part
    await nextTurn()
  }
  const perWord = words > 0 ? sample.length / words : 1
  const amount = (split: LearntWork['split']) => Math.round(works.reduce((sum, work) => sum + (work.split === split ? work.words : 0), 0) * perWord)
  return { sample, characters: { learning: amount('train'), heldOut: amount('held-out') } }
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
