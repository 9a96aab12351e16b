/** The texts of a run: what the archive gives to be learnt, in pieces that are never all in memory. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { contextWithin, learntParts } from '#main/archive/context.ts'
import type { TextPiece } from '#preload/contract/trainer.ts'
import type { Enough } from '#preload/contract/archive.ts'
import type { ProblemReport } from '#preload/contract/problem.ts'
import { countWords } from '#preload/document/counting.ts'
import type { LearntWork } from './archive-learning.ts'
import type { RunRecord } from './run-record.ts'
import { fewWorks } from './run-works.ts'

/** Letters of a piece, and of what is sent together. */
const [pieceLength, togetherLength] = [1 << 17, 1 << 19]
/** From so many letters follows how many tokens there are of all. */
const sampleLength = 20_000

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

/** A problem of a run: masked and without quotations there may be less to learn from than was counted. */
export function withAmounts(problem: ProblemReport, { run, works }: Pick<RunRecord, 'run' | 'works'>, enough: () => Enough): ProblemReport {
  if (problem.code !== 'works-few') return problem
  const all = enough()
  // Of chosen ones, what the whole archive has says nothing.
  const words = works.reduce((sum, work) => sum + work.words, 0)
  const found = run.among === undefined ? all : { ...all, have: { words, works: works.length } }
  return { ...problem, detail: { ...fewWorks(found).detail } }
}
