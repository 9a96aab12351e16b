/** What another model gives the tokens that one wrote, at the same places: the base, where the other has an adapter on. */
import { choicesBehind } from './choices.ts'
import type { Choice } from './healing.ts'
import type { LanguageModel } from './language-model.ts'
import { startsBlock, withoutBlockMarks } from './markup.ts'
import type { TracedPiece } from './why.ts'

/** A suggestion as it was written. */
export interface Written {
  /** All text before it, and its tokens with the titles before that. */
  readonly before: string
  readonly prompt: readonly number[]
  readonly pieces: readonly TracedPiece[]
  /** How many of the prompt's last tokens could be taken back. */
  readonly takeBack: number
}

/** The probability of each piece, by the model alone; 0 where it is not among the likeliest. Throws the signal's reason, between steps. */
export async function chancesBy(model: LanguageModel, { before, prompt, pieces, takeBack }: Written, signal: AbortSignal): Promise<number[]> {
  let tokens = prompt
  let isFirst = true
  const chances: number[] = []
  for (const { steps } of pieces) {
    let chance = 1
    for (const { choice } of steps) {
      const { choices } = await choicesBehind(model, tokens, isFirst ? takeBack : 0, signal)
      const kept = isFirst && startsBlock(before) ? withoutBlockMarks(choices) : choices
      chance *= kept.find((one) => isSame(one, choice))?.probability ?? 0
      tokens = [...tokens.slice(0, tokens.length - choice.takenBack), choice.token]
      isFirst = false
    }
    chances.push(chance)
  }
  return chances
}

/** Choices that add the same text count together, whichever of their tokens is the likeliest; halves of characters are told by their tokens. */
function isSame(a: Choice, b: Choice): boolean {
  return a.text === b.text && (!a.text.includes('\uFFFD') || a.token === b.token)
}
