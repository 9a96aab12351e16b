/** Whether the text behind a caret goes on from what was suggested there, in the eyes of a model that did not suggest it. */
import type { CompletionRequest } from '#engine/completion/index.ts'
import { type Gap, questionAt } from './gaps.ts'
import type { Offer } from './middle.ts'

/** How much likelier what follows the caret is behind a text than at once, as a logarithm, in the eyes of some model. */
export type GainBehind = (text: string, question: CompletionRequest) => Promise<number>

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
