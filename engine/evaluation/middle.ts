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
export function questionAt({ work, from, to }: Gap): CompletionRequest {
  return { ...work.questionsFrom(from)(from), after: work.flow.slice(to).replaceAll('\n', '\n\n').slice(0, afterCharacters) }
}

/** Asks at every gap. `isBlind`: without the text behind, for comparison. */
export async function fillIn(gaps: readonly Gap[], suggest: Suggest, isBlind: boolean): Promise<MiddleTally> {
  let [shown, found, repeated] = [0, 0, 0]
  for (const gap of gaps) {
    const question = questionAt(gap)
    const text = await suggest(isBlind ? { ...question, after: '' } : question, gap.from)
    if (text === '') continue
    shown++
    if (isNext(wordsOf(text, true)[0] ?? '', gap.work.restAt(gap.from))) found++
    if (saysAgain(text, question.after)) repeated++
  }
  return { asked: gaps.length, shown, found, repeated }
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
