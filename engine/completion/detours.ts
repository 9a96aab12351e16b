/**
 * Other ways for a candidate of which nothing may be shown: an author who asks for one wants what else the model would say behind
 * the same first word. 越快 was said already, 越慢 is what is meant.
 */
import type { Choice } from './healing.ts'

/** A token that was chosen, and what it was chosen from. */
export interface Step {
  readonly choice: Choice
  readonly choices: readonly Choice[]
}

/** What is hardly likely at its place is no way to go. */
const leastLikely = 0.05
/** Each is written to its end: an author is waiting. */
const mostDetours = 3
/** A word for a word: behind what may not be said again nothing makes it another but what takes its place. */
const word = /^\s*\p{L}/u
/** Of what was said already it only makes a longer one: 西兰花等 */
const lengthens = /^(?:等|的|地|得|了|着|们|之|或|和|与|及)/u

/**
 * The choices that lead off a draft behind its first token, the likeliest as a whole first: each way is all tokens up to the one that differs.
 * `isShowable` judges the text of a whole way.
 */
export function detoursFrom(steps: readonly Step[], isShowable: (text: string) => boolean): (readonly Step[])[] {
  const found: { readonly way: readonly Step[]; readonly likely: number }[] = []
  let likely = 1
  for (const [at, { choice, choices }] of steps.entries()) {
    const before = steps.slice(0, at)
    const typed = before.map((step) => step.choice.text).join('')
    for (const other of at === 0 || !word.test(choice.text) ? [] : choices) {
      if (other.probability < leastLikely) break
      const isOther = other.token !== choice.token && word.test(other.text) && !lengthens.test(other.text) && isShowable(typed + other.text)
      if (isOther) found.push({ way: [...before, { choice: other, choices }], likely: likely * other.probability })
    }
    likely *= at === 0 ? 1 : choice.probability
  }
  return found
    .sort((a, b) => b.likely - a.likely)
    .slice(0, mostDetours)
    .map(({ way }) => way)
}
