/** How many 字 of a work are learnt, by each choice of what is kept: as many as its learning text has, but for the title and for questions that are its context. */
import type { Kept, WorkLine } from '#preload/contract/works.ts'
import { countWords } from '#preload/document/counting.ts'
import type { Span } from '#preload/document/matching.ts'
import { isBare, keptText } from './learning-text.ts'
import type { Asked } from './questions.ts'
import { withoutSpans } from './work-lines.ts'

/** Every choice there is, in the order in which amounts are noted: stored ones have it, so it never changes. */
const choices: readonly Kept[] = Array.from({ length: 32 }, (_, bits) => ({
  quotations: (bits & 1) > 0,
  code: (bits & 2) > 0,
  addresses: (bits & 4) > 0,
  formulas: (bits & 8) > 0,
  questions: (bits & 16) > 0,
}))

/** How many amounts there are of a work. */
export const amountsEach = choices.length

/** The place of a choice among the amounts. */
export function choiceOf({ quotations, code, addresses, formulas, questions }: Kept): number {
  return Number(quotations) + 2 * Number(code) + 4 * Number(addresses) + 8 * Number(formulas) + 16 * Number(questions)
}

/** The amount for each choice; 0 where the learning text is empty. */
export function learntWords(lines: readonly WorkLine[], asked: readonly Asked[] = []): number[] {
  const told = withoutAsked(lines, asked).map(amountsOf)
  const whole = asked.length === 0 ? told : lines.map(amountsOf)
  return choices.map((kept, choice) => {
    let [sum, learnt] = [0, 0]
    for (const [at, line] of lines.entries()) {
      const words = isKept(line, kept) ? (kept.questions ? whole : told)[at]?.((choice >> 2) & 3) : null
      if (words === null || words === undefined) continue
      sum += words
      // A heading counts where something follows it.
      if (!isBare(line)) learnt = sum
    }
    return learnt
  })
}

/** The lines without what is asked in them. */
function withoutAsked(lines: readonly WorkLine[], asked: readonly Asked[]): readonly WorkLine[] {
  if (asked.length === 0) return lines
  const within = lines.map((): Span[] => [])
  for (const { from, to } of asked) {
    for (let line = from[0]; line <= to[0]; line++) within[line]?.push([line === from[0] ? from[1] : 0, line === to[0] ? to[1] : Infinity])
  }
  return lines.map((line, at) => {
    const spans = within[at] ?? []
    if (spans.every(([from, to]) => to <= from)) return line
    const { formulas: _, ...rest } = line
    return { ...rest, text: withoutSpans(line.text, spans) }
  })
}

function isKept({ kind }: WorkLine, { quotations, code, formulas }: Kept): boolean {
  return (kind !== 'quote' || quotations) && (kind !== 'code' || code) && (kind !== 'formula' || formulas)
}

const mayHold = /https?:|www\./i

/** 字 of a line by whether addresses (1) and formulas (2) are kept, which most lines have none of; null where nothing of it is left. */
function amountsOf(line: WorkLine): (bits: number) => number | null {
  const amount = (bits: number) => {
    const kept = { quotations: true, code: true, addresses: (bits & 1) > 0, formulas: (bits & 2) > 0, questions: true }
    if (keptText(line, kept).trim() === '') return null
    return line.kind === 'formula' ? 0 : countWords(keptText(line, { ...kept, formulas: false }))
  }
  const isPlain = line.kind !== 'formula' && !line.formulas && !mayHold.test(line.text)
  const amounts = isPlain ? [amount(0)] : [0, 1, 2, 3].map(amount)
  return (bits) => amounts[isPlain ? 0 : bits] ?? null
}
