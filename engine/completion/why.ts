/**
 * Why a suggestion says what it says: what each of its tokens was chosen from. Pure, from what the engine had when it chose, so that what
 * is told is what was used.
 */
import type { Step } from './detours.ts'
import type { WrittenPiece } from './evidence.ts'
import type { Choice } from './healing.ts'

/** A piece with the tokens that it came of: several where these are parts of one character. */
export interface TracedPiece extends WrittenPiece {
  readonly steps: readonly Step[]
}

/** What else might have stood at a place; '' where the paragraph might have ended. */
export interface Alternative {
  readonly text: string
  /** As it was weighed, 0…1. */
  readonly probability: number
}

/** One token of a suggestion, explained. */
export interface Explained {
  readonly text: string
  /** So many UTF-16 units of it stand in the text already. */
  readonly written: number
  /** As it was weighed, 0…1. */
  readonly probability: number
  /** What the model alone gives it; the same where the author's texts had no say. */
  readonly own: number
  /** What the base gives it without the adapter that it has on; null where there is none, or that is not known. */
  readonly base: number | null
  /** By how many characters a text of the author's that goes on so is like this one; 0 where none is. */
  readonly matched: number
  /** The likeliest others at its place, the likeliest first. */
  readonly others: readonly Alternative[]
}

const mostOthers = 3

/** The tokens between two places of a suggestion, in UTF-16 units; `alone`: what the base gives each of all its pieces, where that is known. */
export function explained(pieces: readonly TracedPiece[], from: number, to: number, alone: readonly number[] | null = null): Explained[] {
  let at = 0
  return pieces.flatMap((piece, index) => {
    const start = at
    at += piece.text.length
    if (at <= from || start >= to) return []
    const { probability, steps, heard } = piece
    const own = steps.reduce((product, { choice }) => product * (choice.heard?.own ?? choice.probability), 1)
    const text = piece.text.slice(0, to - start)
    const base = alone?.[index] ?? null
    return [{ text, written: Math.max(0, from - start), probability, own, base, matched: heard?.matched ?? 0, others: othersOf(piece) }]
  })
}

/** Of a character that came as several tokens, what the first of them was chosen from. All ways to end a paragraph are one. */
function othersOf({ steps: [first] }: TracedPiece): Alternative[] {
  const others = first?.choices.filter((choice) => choice !== first.choice && !sameAs(choice, first.choice) && isLegible(choice)) ?? []
  const ends = others.filter(endsParagraph).reduce((sum, { probability }) => sum + probability, 0)
  const words = others.filter((choice) => !endsParagraph(choice)).map(({ text, probability }) => ({ text, probability }))
  return [...words, ...(ends > 0 ? [{ text: '', probability: ends }] : [])].sort((a, b) => b.probability - a.probability).slice(0, mostOthers)
}

function sameAs(a: Choice, b: Choice): boolean {
  return a.token === b.token && a.takenBack === b.takenBack
}

/** Half a character says nothing to anyone. */
function isLegible({ text }: Choice): boolean {
  return !text.includes('\uFFFD')
}

function endsParagraph({ text }: Choice): boolean {
  return text === '' || /^[\n\r]/.test(text)
}
