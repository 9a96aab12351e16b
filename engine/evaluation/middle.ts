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

/** What was suggested at gaps. `repeated`: it says what follows the caret; `found`: its first word is the one taken out. */
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
/** So many letters of what follows, said within a suggestion, are no accident. */
const surely = 4
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
    if (repeats(text, question.after)) repeated++
  }
  return { asked: gaps.length, shown, found, repeated }
}

/** Whether a suggestion says what follows: its first letters, however they are spaced and punctuated. */
function repeats(text: string, after: string): boolean {
  const following = lettersOf(after).slice(0, surely)
  return following.length === surely && lettersOf(text).includes(following)
}

function lettersOf(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase()
}
