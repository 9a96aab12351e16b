/** How a text may go on, by a model: asked where its last word may be taken back, and where it may not. */
import { type Choice, choicesAtEnd, healable } from './healing.ts'
import type { LanguageModel } from './language-model.ts'

/**
 * How tokens may go on, the likeliest first; up to `takeBack` of the last of them may be replaced. `ahead` is what is guessed to follow.
 * Throws the signal's reason, between steps.
 */
export async function choicesBehind(
  model: LanguageModel,
  tokens: readonly number[],
  takeBack: number,
  signal: AbortSignal,
  ahead: readonly number[] = [],
): Promise<{ readonly choices: Choice[]; readonly evaluated: number }> {
  const textOf = (token: number) => model.textOf([token])
  const lastTokens = tokens.slice(-takeBack - 1).slice(1)
  const back = healable(lastTokens, takeBack, textOf)
  const { distributions, evaluated } = await model.evaluate(tokens, back + 1, signal, ahead)
  return { choices: choicesAtEnd(distributions, lastTokens.slice(lastTokens.length - back), textOf), evaluated }
}
