/** Gaps in the middle of held-out texts, and how it is asked there. */
import type { CompletionRequest } from '#engine/completion/index.ts'
import { Random } from '#engine/model/index.ts'
import type { Work } from './work.ts'

/** Words that were taken out of a work, in places of its flow. */
export interface Gap {
  readonly work: Work
  readonly from: number
  readonly to: number
}

/** How it is asked at gaps. */
export interface Way {
  /** Nothing is taken out: the caret stands within a sentence that is whole. */
  readonly isWhole?: boolean
  /** 0 by itself, from 1 on as an author who asks for it. */
  readonly candidate?: number
}

const words = new Intl.Segmenter('zh', { granularity: 'word' })
const mostWords = 5
/** Of the paragraph, that stand before and behind a gap at least. */
const [leastBefore, leastAfter] = [6, 4]
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
export function questionAt({ work, from, to }: Gap, { isWhole = false, candidate = 0 }: Way = {}): CompletionRequest {
  return { ...work.questionWithout(from, isWhole ? from : to), candidate }
}
