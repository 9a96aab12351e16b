/** A learning text cut where it is shown in another way: what was masked, and what is read and not learnt. Pure. */
import type { PersonalKind } from '#preload/contract/works.ts'
import type { Span } from '#preload/document/matching.ts'

/** What is shown alike. */
export interface LearningPart {
  readonly text: string
  /** What was masked there. */
  readonly mask: PersonalKind | null
  readonly isContext: boolean
}

interface Marked {
  readonly text: string
  readonly masks: readonly { readonly kind: PersonalKind; readonly span: Span }[]
  readonly context: readonly { readonly span: Span }[]
}

/** The parts of a text in order; together they are the text. */
export function learningParts({ text, masks, context }: Marked): LearningPart[] {
  const spans = [...masks, ...context].map(({ span }) => span)
  const cuts = [...new Set([0, text.length, ...spans.flat()])].filter((at) => at <= text.length).sort((a, b) => a - b)
  return cuts.slice(1).map((to, at) => {
    const from = cuts[at] ?? 0
    const isIn = ({ span }: { readonly span: Span }) => span[0] <= from && to <= span[1]
    return { text: text.slice(from, to), mask: masks.find(isIn)?.kind ?? null, isContext: context.some(isIn) }
  })
}
