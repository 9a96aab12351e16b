/** What an author would be offered of a continuation: half a sentence. A proof goes on for longer, to measure what comes of it. Pure. */
import type { Continuation } from '#preload/contract/proofs.ts'
import { repeatedShare } from '#preload/document/repeated.ts'

/** Characters of a suggestion that has no end before. */
const longest = 30
/** Where a suggestion ends at the latest: behind a sentence, or before the next line. */
const end = /[。！？；…]+[”’」』）]*|[.!?;]+(?=\s|$)|(?=\n)/u
/** Rows of four said before, of all: from there on a text says nothing else. */
const mostRepeated = 0.5

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** Lines that are empty, before anything is said, stay as they are. */
export function halfSentence(text: string): string {
  const blank = text.length - text.trimStart().length
  const said = text.slice(blank)
  const found = end.exec(said)
  const sentence = found ? said.slice(0, found.index + found[0].length) : said
  const cut = Array.from(graphemes.segment(sentence), ({ segment }) => segment)
  return text.slice(0, blank) + (cut.length > longest ? upToWord(cut) : sentence)
}

/** No word of letters is cut in two, unless it is all there is. */
function upToWord(cut: readonly string[]): string {
  const kept = cut.slice(0, longest).join('')
  const isCut = /[\p{Script=Latin}\p{N}]$/u.test(kept) && /^[\p{Script=Latin}\p{N}]/u.test(cut[longest] ?? '')
  return isCut ? kept.replace(/(?<=[^\p{Script=Latin}\p{N}])[\p{Script=Latin}\p{N}]+$/u, '').trimEnd() : kept
}

/** Each of them as it would be offered. */
export function halves({ truth, before, after, ...at }: Continuation): Continuation {
  return { ...at, truth: halfSentence(truth), before: halfSentence(before), after: halfSentence(after) }
}

/** Whether one of the two says the same again and again, be it only at length: then there is nothing to hold against the other. */
export function isCircling({ before, after }: Pick<Continuation, 'before' | 'after'>): boolean {
  return [before, after].some((text) => [text, halfSentence(text)].some((part) => (repeatedShare(part) ?? 0) > mostRepeated))
}
