/** Lets a model go on with a text, as far as it is let: not what an author would be shown, but what it has to say by itself. */
import type { Distribution } from './healing.ts'
import type { LanguageModel } from './language-model.ts'

export interface Generation {
  /** Characters (UTF-16 units) after which it ends, if the model does not end before. */
  readonly characters: number
  /** How much likelier what is likely is made: 1 as the model has it, towards 0 always the likeliest. */
  readonly temperature: number
  /** Draws the next number in [0, 1). */
  readonly draw: () => number
}

/** What follows a text. Throws the signal's reason, between steps. */
export async function generate(model: LanguageModel, text: string, { characters, temperature, draw }: Generation, signal: AbortSignal): Promise<string> {
  const prompt = model.tokenize(text).slice(-Math.floor(model.contextTokens / 2))
  const written: number[] = []
  let said = ''
  while (said.length < characters && prompt.length + written.length < model.contextTokens) {
    const { distributions } = await model.evaluate([...prompt, ...written], 1, signal)
    const next = drawn(distributions[0] ?? new Map<number, number>(), temperature, draw())
    if (next === undefined || model.endsText(next)) break
    written.push(next)
    // A character that is not whole yet is none.
    said = model.textOf(written, prompt).replace(/\ufffd+$/, '')
  }
  return said.slice(0, characters).replace(/[\ud800-\udbff]$/, '')
}

/** One of the tokens, as likely as it is; undefined where there is none. */
export function drawn(distribution: Distribution, temperature: number, at: number): number | undefined {
  const all = [...distribution].sort(([, a], [, b]) => b - a)
  const top = all[0]?.[1] ?? 0
  const weights = all.map(([, probability]) => (probability / top) ** (1 / temperature))
  let left = at * weights.reduce((sum, weight) => sum + weight, 0)
  for (const [place, [token]] of all.entries()) {
    left -= weights[place] ?? 0
    if (left < 0) return token
  }
  return all.at(-1)?.[0]
}
