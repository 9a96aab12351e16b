/** A suggestion's tokens as the window of “why” lists them, in words. Pure. */
import type { WhyToken } from '#preload/contract/why.ts'

export interface WhyRow {
  /** What of it stands in the text already, and what is suggested. */
  readonly written: string
  readonly text: string
  /** 0…1 */
  readonly probability: number
  /** But for those that are as good as impossible. */
  readonly others: readonly { readonly text: string; readonly probability: number }[]
  /** Where the author's texts made much of it what it is: the characters that are alike, and what the model alone gives. */
  readonly memory: { readonly characters: number; readonly own: number } | null
  /** Where the author's texts go on otherwise and made it much less likely: what the model alone gives. */
  readonly lowered: { readonly own: number } | null
  /** What the model gives it without the active adapter, and with it; null where none is, that is not known, or it changed next to nothing. */
  readonly voice: { readonly base: number; readonly own: number } | null
}

/** By so much at least, of the whole, the author's texts have to lift or lower a token to be named for it. */
const muchMoved = 0.1

/** What a voice changed by less is no matter of it. */
const leastVoiced = 0.02

/** Less than that is written as none. */
const leastTold = 0.005

export function whyRows(tokens: readonly WhyToken[]): WhyRow[] {
  return tokens.map(({ text, written, probability, own, base, matched, others }) => ({
    written: text.slice(0, written),
    text: seen(text.slice(written)),
    probability,
    others: others.filter((other) => other.probability >= leastTold).map((other) => ({ text: seen(other.text), probability: other.probability })),
    memory: matched > 0 && probability - own >= muchMoved ? { characters: matched, own } : null,
    lowered: own - probability >= muchMoved ? { own } : null,
    voice: base === null || Math.abs(own - base) < leastVoiced ? null : { base, own },
  }))
}

/** A text as it can be seen: a space alone by its sign, and the end of a paragraph behind it. */
function seen(text: string): string {
  return /^ +$/.test(text) ? '␣'.repeat(text.length) : text.replace(/[\n\r]+/g, '↵').trim()
}
