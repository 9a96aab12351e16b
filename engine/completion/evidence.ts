/**
 * What is known about each word of a suggestion when it is decided whether to show it. Pure. A word here
 * takes the marks and spaces before it along, because alone they are worth nothing to an author.
 */
import { blockOf } from './block.ts'
import type { CompletionRequest } from './complete.ts'
import type { Heard } from './healing.ts'
import { shiftOfHearsay } from './hearsay.ts'
import { type Writing, writingOf } from './scripts.ts'

/** A piece of the suggestion as the model wrote it. */
export interface WrittenPiece {
  readonly text: string
  /** Among the twenty likeliest, 0…1. */
  readonly probability: number
  /** Of the twenty likeliest at its place, in nats. */
  readonly entropy: number
  /** What the author’s texts had to say of it, where they had a say. */
  readonly heard?: Heard
}

/** Where a suggestion begins: behind nothing, a mark or a Latin letter, within a word that healing took back, or behind a whole one. */
export type Position = 'start' | 'mark' | 'latin' | 'inside' | 'word'

/** The place of a suggestion. */
export interface SuggestionPlace {
  readonly position: Position
  readonly block: CompletionRequest['block']
  readonly writing: Writing
}

/** A word of a suggestion, and what the model said of it. */
export interface WordEvidence {
  readonly text: string
  /** Of all its tokens together, given what stands before. */
  readonly probability: number
  /** Of its first token, and the entropy there. A word within an earlier token is certain once that token is. */
  readonly firstProbability: number
  readonly entropy: number
  /** Of the suggestion before it: probability, and characters. */
  readonly probabilitySoFar: number
  readonly lengthSoFar: number
  /** How much likelier, as a logarithm, the next token behind the caret is behind the suggestion than at once; null where nothing follows. */
  readonly gain: number | null
  /** What the author's texts add to its log-odds, beyond their share in its probability; 0 where they had no say. */
  readonly hearsay: number
}

const words = new Intl.Segmenter('zh', { granularity: 'word' })

/**
 * The words of a text, each with the marks before it; what is left behind the last one is one more. While the text is
 * still growing (`isWhole` false), only those that another word follows: the next letters may still part a few of them otherwise.
 */
export function wordsOf(text: string, isWhole: boolean): string[] {
  const found: string[] = []
  let begun = ''
  let isWord = false
  for (const { segment, isWordLike } of words.segment(text)) {
    if (isWord) {
      found.push(begun)
      begun = ''
    }
    begun += segment
    isWord = isWordLike === true
  }
  if (isWhole && begun !== '') found.push(begun)
  return found
}

/** What is known of the word that begins at `from`, in UTF-16 units of the pieces' text. */
export function evidenceOf(word: string, from: number, pieces: readonly WrittenPiece[], gain: number | null = null): WordEvidence {
  let [at, probability, probabilitySoFar] = [0, 1, 1]
  const own: WrittenPiece[] = []
  for (const piece of pieces) {
    if (at < from) probabilitySoFar *= piece.probability
    else if (at < from + word.length) {
      probability *= piece.probability
      own.push(piece)
    }
    at += piece.text.length
  }
  const [first] = own
  return {
    text: word,
    probability,
    firstProbability: first?.probability ?? 1,
    entropy: first?.entropy ?? 0,
    probabilitySoFar,
    lengthSoFar: from,
    gain,
    hearsay: shiftOfHearsay(own, from > 0),
  }
}

/** Text that tells what a place is written in: the last two or three sentences, so that a quotation is followed soon. */
const nearCharacters = 100

/** The place of a request; `isHealed` where the suggestion finishes a word. Where nothing is written yet its titles tell in what it will be. */
export function placeOf({ before, block, lesson, chapter, course }: CompletionRequest, isHealed: boolean): SuggestionPlace {
  const writing = writingOf(before.slice(-nearCharacters)) ?? writingOf([course, chapter, lesson].join(' ')) ?? 'han'
  return { position: positionOf(before, isHealed), block, writing }
}

/** Where a suggestion behind `before` begins; `isHealed` where it finishes a word. */
export function positionOf(before: string, isHealed: boolean): Position {
  if (blockOf(before) === '') return 'start'
  const last = before.at(-1) ?? ''
  if (/[\p{Script=Latin}\p{N}]/u.test(last)) return 'latin'
  if (!/\p{L}/u.test(last)) return 'mark'
  return isHealed ? 'inside' : 'word'
}
