/** How positions are stretched so that a model reads longer texts than it was first trained on: as a divisor for each rotary pair. */

/** What Hugging Face calls `llama3`: slow pairs are divided by the factor, fast ones stay, those between go over smoothly. */
export interface Llama3Scaling {
  readonly factor: number
  readonly lowFrequency: number
  readonly highFrequency: number
  /** The longest text before. */
  readonly contextLength: number
}

/** Pairs of a head. A width that no head has is refused elsewhere, and gets no list of its length. */
function pairs(headWidth: number): number {
  return headWidth > 0 && headWidth <= 4096 ? Math.floor(headWidth / 2) : 0
}

/** Divisors (headWidth / 2) of `linear` scaling; none where nothing is divided. */
export function linearDivisors(headWidth: number, factor: number): readonly number[] | undefined {
  return factor === 1 ? undefined : Array.from({ length: pairs(headWidth) }, () => factor)
}

/** Divisors (headWidth / 2) of `llama3` scaling, by its definition in Transformers. */
export function llama3Divisors(headWidth: number, theta: number, { factor, lowFrequency, highFrequency, contextLength }: Llama3Scaling): readonly number[] {
  return Array.from({ length: pairs(headWidth) }, (_, i) => {
    const turn = 2 * Math.PI * theta ** ((2 * i) / headWidth) // tokens
    if (turn > contextLength / lowFrequency) return factor
    if (turn < contextLength / highFrequency) return 1
    const smooth = (contextLength / turn - lowFrequency) / (highFrequency - lowFrequency)
    return 1 / ((1 - smooth) / factor + smooth)
  })
}
