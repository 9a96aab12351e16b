/**
 * Fill-in-the-middle, for models that were taught it: prefix, suffix, then the middle to be written. What the author has
 * written of the present sentence stands at the end, as the middle's beginning, not in the prefix: so a keystroke adds its
 * token at the end and the suffix is read once a sentence, and a word half typed is healed there as anywhere.
 */
import { chanceOf } from './healing.ts'
import type { LanguageModel } from './language-model.ts'

/** The tokens that part a prompt. */
export interface InfillMarks {
  readonly prefix: number
  readonly suffix: number
  readonly middle: number
}

/** What a prompt is made of: the text before the caret, and the text after it. */
export interface Surrounded {
  readonly before: string
  readonly after: string
}

/** Of the room, the text after the caret takes so much: what is near it decides, and the page sends little more. */
export const suffixShare = 0.2
/** A sentence longer than this is cut; in UTF-16 units. */
const longestBeginning = 160
const sentenceEnd = /[\n。！？][”’」』）)]*|[.!?]["'”’)]*\s/g
/** How likely the text's end must be where the gap is full, on average. A model that was not taught goes on with the sentence. */
const surelyEnds = 0.5

/** The prompt of a place within a text. The suffix takes at most `mostSuffix` tokens. */
export function infillTokens(model: LanguageModel, marks: InfillMarks, { before, after }: Surrounded, mostSuffix: number): readonly number[] {
  const begin = model.tokenize('')
  const bare = (text: string) => (text === '' ? [] : model.tokenize(text).slice(begin.length))
  const split = middleStart(before)
  return [
    ...begin,
    marks.prefix,
    ...bare(before.slice(0, split)),
    marks.suffix,
    ...bare(after).slice(0, mostSuffix),
    marks.middle,
    ...bare(before.slice(split)),
  ]
}

/** Where the present sentence begins: the same for all of its letters. */
function middleStart(before: string): number {
  const start = [...before.matchAll(sentenceEnd)].reduce((_, { 0: { length }, index }) => index + length, 0)
  return before.length - start <= longestBeginning ? start : start + Math.floor((before.length - start) / longestBeginning) * longestBeginning
}

/** Gaps that only what follows them tells. */
const trials: readonly { readonly before: string; readonly middle: string; readonly after: string }[] = [
  { before: '小明养了一只猫，它的名字叫', middle: '团团', after: '。团团今年三岁，团团每天都在窗台上晒太阳。' },
  { before: 'We stayed for a week in', middle: ' Lisbon', after: '. Lisbon was warm, and we liked Lisbon so much that we came back.' },
  { before: 'def add(a, b):\n    return', middle: ' a + b', after: '\n\nprint(add(1, 2))\n' },
]

/**
 * Whether a model that has the marks was taught what they mean: many vocabularies have them all the same. It must end where a gap
 * is full, and find what fills it likelier than without the text behind.
 */
export async function knowsInfill(model: LanguageModel, marks: InfillMarks, signal: AbortSignal): Promise<boolean> {
  let [ends, gain] = [0, 0]
  for (const { middle, ...around } of trials) {
    const within = await hear(model, infillTokens(model, marks, around, model.contextTokens >> 2), middle, signal)
    const without = await hear(model, model.tokenize(around.before), middle, signal)
    ends += within.ends / trials.length
    gain += within.likelihood - without.likelihood
  }
  return ends >= surelyEnds && gain > 0
}

/** How likely a model says `middle` behind a prompt, as a logarithm, and then ends, 0…1. */
async function hear(model: LanguageModel, prompt: readonly number[], middle: string, signal: AbortSignal): Promise<{ likelihood: number; ends: number }> {
  const said = model.tokenize(middle).slice(model.tokenize('').length)
  const { distributions } = await model.evaluate([...prompt, ...said], said.length + 1, signal)
  const [last, ...before] = distributions
  const likelihood = before.toReversed().reduce((sum, distribution, at) => sum + Math.log(chanceOf(said[at] ?? -1, distribution)), 0)
  const ends = [...(last ?? [])].reduce((sum, [token, probability]) => sum + (model.endsText(token) ? probability : 0), 0)
  return { likelihood, ends }
}
