/**
 * Writing in the middle of a text: a few words are taken out of a held-out paragraph, and the rest of it stands behind the
 * caret. Is what was taken out suggested, and is what follows said again?
 */
import { type CompletionRequest, wordsOf } from '#engine/completion/index.ts'
import { Random } from '#engine/model/index.ts'
import { isNext, type Suggest } from './author.ts'
import type { Work } from './work.ts'

/** Words that were taken out of a work, in places of its flow. */
export interface Gap {
  readonly work: Work
  readonly from: number
  readonly to: number
}

/** How it is asked at gaps. */
export interface Way {
  /** The model is not told what follows, for comparison. */
  readonly isBlind?: boolean
  /** Nothing is taken out: the caret stands within a sentence that is whole. */
  readonly isWhole?: boolean
  /** 0 by itself, from 1 on as an author who asks for it. */
  readonly candidate?: number
}

/** What was suggested at a gap; '' for nothing. */
export interface Offer {
  readonly gap: Gap
  readonly question: CompletionRequest
  readonly text: string
}

/** How much likelier what follows the caret is behind a text than at once, as a logarithm, in the eyes of some model. */
export type GainBehind = (text: string, question: CompletionRequest) => Promise<number>

/** What was suggested at gaps. `repeated`: it says again some of what follows the caret; `found`: its first word is the one taken out. */
export interface MiddleTally {
  readonly asked: number
  readonly shown: number
  readonly found: number
  readonly repeated: number
}

const words = new Intl.Segmenter('zh', { granularity: 'word' })
const mostWords = 5
/** Of the paragraph, that stand before and behind a gap at least. */
const [leastBefore, leastAfter] = [6, 4]
const afterCharacters = 300
/** So many characters or Latin words of what follows, said in a row, are seldom an accident. */
const surely = 3
const triesPerWork = 20

/** Gaps of one to five words, one from each work in turn, drawn with a seed. Fewer where the works are too short. */
export function gapsOf(works: readonly Work[], { places, seed }: { readonly places: number; readonly seed: number }): Gap[] {
  const random = new Random(seed)
  const gaps: Gap[] = []
  for (let turn = 0; turn < triesPerWork * Math.max(1, Math.ceil(places / Math.max(1, works.length))) && gaps.length < places; turn++) {
    for (const work of works) {
      const gap = gaps.length < places ? gapAt(work, random.below(Math.max(1, work.flow.length)), 1 + random.below(mostWords)) : null
      if (gap) gaps.push(gap)
    }
  }
  return gaps
}

/** The gap of so many words behind the word at a place; null where the paragraph is too short for it. */
function gapAt(work: Work, place: number, count: number): Gap | null {
  const start = work.flow.lastIndexOf('\n', place - 1) + 1
  const block = work.restAt(start)
  const found = [...words.segment(block)]
  const first = found.findIndex(({ index, isWordLike }) => start + index > place && isWordLike === true)
  const taken = found.slice(Math.max(0, first)).filter(({ isWordLike }) => isWordLike === true)
  const [from, last] = [taken[0], taken[count - 1]]
  if (first < 0 || !from || !last) return null
  const to = last.index + last.segment.length
  return from.index < leastBefore || block.length - to < leastAfter ? null : { work, from: start + from.index, to: start + to }
}

/** The question at a gap, with the text behind it. */
export function questionAt({ work, from, to }: Gap, { isBlind = false, isWhole = false, candidate = 0 }: Way = {}): CompletionRequest {
  const after = work.flow
    .slice(isWhole ? from : to)
    .replaceAll('\n', '\n\n')
    .slice(0, afterCharacters)
  return { ...work.questionsFrom(from)(from), after: isBlind ? '' : after, candidate }
}

/** Asks at every gap. What follows is of the offers' questions, whether it was told or not. */
export async function fillIn(gaps: readonly Gap[], suggest: Suggest, way: Way = {}): Promise<Offer[]> {
  const offers: Offer[] = []
  for (const gap of gaps) offers.push({ gap, question: questionAt(gap, { ...way, isBlind: false }), text: await suggest(questionAt(gap, way), gap.from) })
  return offers
}

/** Counts what was offered. */
export function tallyOf(offers: readonly Offer[]): MiddleTally {
  const shown = offers.filter(({ text }) => text !== '')
  const found = shown.filter(({ gap: { work, from }, text }) => isNext(wordsOf(text, true)[0] ?? '', work.restAt(from)))
  const repeated = shown.filter(({ question, text }) => saysAgain(text, question.after))
  return { asked: offers.length, shown: shown.length, found: found.length, repeated: repeated.length }
}

/** What the text behind the caret loses at most behind what belongs there, but for one gap in twenty: less loses nothing that matters. */
export async function leastGain(gaps: readonly Gap[], gainBehind: GainBehind): Promise<number> {
  const gains: number[] = []
  for (const gap of gaps) gains.push(await gainBehind(gap.work.flow.slice(gap.from, gap.to), questionAt(gap)))
  return gains.sort((a, b) => a - b)[Math.floor(gains.length / 20)] ?? 0
}

/** How many of the offers what follows goes on from at least so well. */
export async function fittingOf(offers: readonly Offer[], least: number, gainBehind: GainBehind): Promise<number> {
  let fitting = 0
  for (const { text, question } of offers) if (text !== '' && (await gainBehind(text, question)) >= least) fitting++
  return fitting
}

/**
 * Whether a suggestion says any three characters or Latin words in a row of the first clause behind the caret, or a shorter one of two as a
 * whole. Wider than what is kept from being shown (`completion/overlap.ts` looks at how the text goes on from the caret), so that it says
 * what that lets pass; some of it is right.
 */
export function saysAgain(text: string, after: string): boolean {
  const clause =
    after
      .split(endsClause)
      .map(unitsOf)
      .find((units) => units.length > 0) ?? []
  const length = Math.min(surely, Math.max(2, clause.length))
  const said = joined(unitsOf(text))
  return clause.some((_, at) => at + length <= clause.length && said.includes(joined(clause.slice(at, at + length))))
}

const endsClause = /[，。！？；：、…,.!?;:\n]+/u

/** Chinese characters and other words, whatever their width and case. */
function unitsOf(text: string): readonly string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{N}'’])+/gu) ?? []
  )
}

function joined(units: readonly string[]): string {
  return ` ${units.join(' ')} `
}
