/**
 * Token healing. While a word is being typed its beginning is split into other tokens than the whole word
 * would be (机器学 is not how 机器学习 begins), and a model asked to continue that split hardly knows the
 * word. So the last tokens of the prompt are taken back one by one: tokens that begin with the text taken
 * back and go on compete with the plain continuations, each with its probability along its own way.
 */

/** The likeliest tokens at a place with their probabilities, which add up to 1. */
export type Distribution = ReadonlyMap<number, number>

/** How the text may go on. */
export interface Choice {
  readonly token: number
  /** So many of the prompt's last tokens are replaced by it. */
  readonly takenBack: number
  /** What it adds to the prompt's text. */
  readonly text: string
  readonly probability: number
  /** What the author's texts had to say of it, where they had a say (mixing.ts). */
  readonly heard?: Heard
}

/** Of a choice in which the author's texts have their share. */
export interface Heard {
  /** What the model alone gives it, 0…1. */
  readonly own: number
  /** Characters of the longest likeness that it followed; 0 where it followed none. */
  readonly matched: number
}

/**
 * The choices at the end of a prompt, likeliest first. `distributions[j]` stands before the last j tokens
 * are read; `lastTokens` are these tokens, nearest last. Choices that add the same text count together.
 */
export function choicesAtEnd(distributions: readonly Distribution[], lastTokens: readonly number[], textOf: (token: number) => string): Choice[] {
  const byText = new Map<string, { best: Choice; total: number }>()
  let sum = 0
  const weigh = (choice: Choice) => {
    sum += choice.probability
    // Halves of characters look alike and are not.
    const key = choice.text.includes('\uFFFD') ? `${choice.text}${choice.token}` : choice.text
    const same = byText.get(key)
    const best = same && same.best.probability >= choice.probability ? same.best : choice
    byText.set(key, { best, total: (same?.total ?? 0) + choice.probability })
  }
  let way = 1
  for (let takenBack = distributions.length - 1; takenBack >= 0; takenBack--) {
    const distribution = distributions[takenBack] ?? new Map<number, number>()
    const taken = lastTokens.slice(lastTokens.length - takenBack)
    const typed = taken.map(textOf).join('')
    for (const [token, probability] of distribution) {
      const text = textOf(token)
      if (takenBack === 0 || (text.length > typed.length && text.startsWith(typed) && !text.includes('\uFFFD')))
        weigh({ token, takenBack, text: text.slice(typed.length), probability: way * probability })
    }
    const next = taken[0]
    if (next !== undefined) way *= chanceOf(next, distribution)
  }
  return [...byText.values()].map(({ best, total }) => ({ ...best, probability: total / sum })).sort((a, b) => b.probability - a.probability)
}

/** A token that is not among the likeliest is at most as likely as the least of them. */
export function chanceOf(token: number, distribution: Distribution): number {
  return distribution.get(token) ?? Math.min(...distribution.values(), 1)
}

/** How many of the prompt's last tokens can be taken back: whole characters only, never across a line's end. */
export function healable(lastTokens: readonly number[], most: number, textOf: (token: number) => string): number {
  let count = 0
  for (const token of lastTokens.toReversed()) {
    const text = textOf(token)
    if (count >= most || text === '' || /[\n\r\uFFFD]/.test(text)) break
    count++
  }
  return count
}
