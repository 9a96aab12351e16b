/**
 * How a suggestion begins: as is likeliest, or, where the author asks for another candidate, with another
 * word. Candidates are numbered without being made: all follow from the choices at one place.
 */
import type { Choice } from './healing.ts'

/** What a choice must be to begin a suggestion. */
export interface Conditions {
  /** The likeliest begins a suggestion that nobody asked for only from this probability on. */
  readonly speakAbove: number
  /** Other candidates were asked for, and begin with what is hardly likely, too. */
  readonly offerAbove: number
  /** Whether it is text, and not the text's end. */
  readonly isText: (choice: Choice) => boolean
  /** Whether something of it could be shown. */
  readonly isShowable: (choice: Choice) => boolean
  /** What is said where nobody asks, if that is not the likeliest of the choices; null where it is, or nothing is said. */
  readonly said?: string | null
}

/** A mark says that the author's clause, or word, is over: as another candidate it has to be rather likely. Quotes and titles only begin something. */
const leastMark = 0.2
const mark = /^\s*(?![“「『《〈"‘#$@])[\p{P}\p{S}]/u
/** Where hardly any text is likely, at least so much of the probability counts as that of text. */
const leastShare = 0.05
const words = new Intl.Segmenter('zh', { granularity: 'word' })

/**
 * What candidate n begins with; undefined where there is none. `choices` come likeliest first. 0 is the
 * likeliest, if it is likely enough; the others are all that remain, each with another first word.
 */
export function beginningOf(candidate: number, choices: readonly Choice[], conditions: Conditions): Choice | undefined {
  const { speakAbove, offerAbove, isText, isShowable, said = null } = conditions
  const spoken = choices.slice(0, 1).filter((choice) => isText(choice) && choice.probability >= speakAbove)
  if (candidate === 0) return spoken[0]
  const shown = said === null ? spoken.filter(isShowable) : []
  const offered = [...shown]
  // The author wants text here: how likely one is tells among those that are text.
  const none = choices.filter((choice) => choice.probability >= offerAbove && (choice.text.trim() === '' || !isText(choice)))
  const share = Math.max(
    leastShare,
    none.reduce((rest, { probability }) => rest - probability, 1),
  )
  for (const choice of choices) {
    if (choice.probability < offerAbove * share) break
    const isOther =
      (choice.probability >= leastMark || !mark.test(choice.text)) &&
      isText(choice) &&
      isShowable(choice) &&
      offered.every((other) => differ(choice.text, other.text)) &&
      (said === null || differ(choice.text, said))
    if (isOther) offered.push(choice)
  }
  return offered[shown.length + candidate - 1]
}

/** Whether two texts cannot grow into the same first word. Half a character may become any. */
function differ(a: string, b: string): boolean {
  const [one, other] = [a.trimStart(), b.trimStart()]
  if (one.startsWith(other) || other.startsWith(one) || one.includes('\uFFFD')) return false
  return firstWord(one) !== firstWord(other)
}

function firstWord(text: string): string {
  for (const { segment } of words.segment(text)) return segment
  return ''
}
