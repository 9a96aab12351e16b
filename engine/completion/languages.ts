/** The language of a sentence. Authors mix languages, but not within a sentence, save for names and what stands in quotes. */
import { blockOf } from './block.ts'

const han = /\p{Script=Han}/u
const hanOrItsMarks = /[\p{Script=Han}，。！？；：、《》「」【】]/u
const latinWord = /\p{Script=Latin}[\p{Script=Latin}\p{M}'’-]*/gu
/** Words that no name is made of. Behind two others they make an English sentence. */
const functionWord =
  /\b(?:the|an|of|is|are|was|were|be|to|and|or|in|on|at|for|with|that|this|it|we|you|he|she|they|not|do|can|will|have|has|my|your|our|their|his|her|as|by|from)\b/iu
const otherWord = /(?!\p{Script=Latin}|\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Bopomofo})\p{L}[\p{L}\p{M}]+/gu
const sentenceEnd = /[。！？；…\n]|[.!?;](?=\s|$)/u
const quote = /[“「『"]/u
/** Behind these the sentence around goes on, or another one begins. */
const leaves = /[”」』".!?;]/u
/** So many Latin words a name may have within Chinese. */
const longestName = 3

/** Where `text` leaves the language of the sentence that it goes on with, in UTF-16 units; the length where it does not. */
export function otherLanguageStart(text: string, before: string): number {
  const { sentence, isQuoted } = sentenceOf(blockOf(before))
  if (isForeign(sentence, isQuoted) || (sentence.trim() === '' && isForeignList(before))) return hanStart(text)
  if (isQuoted && !han.test(sentence)) return text.length
  return han.test(sentence) || isMostlyHan(before) ? Math.min(proseStart(text, sentence, before), halfwidthStart(text, before)) : text.length
}

/** The sentence of the caret so far, or what stands in its open quotes. */
function sentenceOf(block: string): { sentence: string; isQuoted: boolean } {
  const sentence = block.split(sentenceEnd).at(-1) ?? ''
  const parts = sentence.split(quote)
  const open = parts.at(-1) ?? ''
  const isQuoted = parts.length > 1 && !/[”」』]/u.test(open) && !(parts.length % 2 === 1 && sentence.includes('"'))
  return { sentence: isQuoted ? open : sentence, isQuoted }
}

/** Whether a sentence is written in letters alone, as English, Korean or Russian is. */
function isForeign(sentence: string, isQuoted: boolean): boolean {
  if (han.test(sentence)) return false
  // Single letters name things in any language: A, B, x.
  const latin = (sentence.match(latinWord) ?? []).filter((word) => word.length > 1).length
  const others = sentence.match(otherWord)?.length ?? 0
  return others >= 2 || (isQuoted && latin >= 2) || (latin >= 3 && functionWord.test(sentence))
}

/** Whether the items above the caret's are written in Latin letters. */
function isForeignList(before: string): boolean {
  const lines = before.split('\n')
  const item = /^ *(?:-|\d+\.) /
  if (!item.test(lines.at(-1) ?? '')) return false
  const above = lines.slice(-4, -1)
  return above.length >= 2 && above.every((line) => item.test(line) && /\p{Script=Latin}/u.test(line) && !han.test(line))
}

function isMostlyHan(before: string): boolean {
  const recent = before.slice(-200)
  return (recent.match(/\p{Script=Han}/gu)?.length ?? 0) > (recent.match(latinWord)?.length ?? 0)
}

/** The first Chinese character or mark before the sentence or the quotes are over. */
function hanStart(text: string): number {
  const end = text.search(leaves)
  const at = text.search(hanOrItsMarks)
  return at < 0 || (end >= 0 && end < at) ? text.length : at
}

/** Where a run of Latin words has become longer than a name, unless the author has written it. */
function proseStart(text: string, sentence: string, before: string): number {
  const begun = /\p{Script=Latin}[\p{Script=Latin}\p{N} ,.'’-]*$/u.exec(sentence)?.[0] ?? ''
  const all = begun + text
  for (const run of all.matchAll(/\p{Script=Latin}[\p{Script=Latin}\p{N} ,.'’-]*/gu)) {
    const next = [...run[0].matchAll(latinWord)][longestName]
    if (next === undefined || before.includes(run[0].trimEnd())) continue
    const at = run.index + next.index - begun.length
    if (at >= 0) return at
    if (run[0].length > begun.length) return 0
  }
  return text.length
}

/** Where a mark of Latin type stands behind a Chinese character though the author writes none there. */
function halfwidthStart(text: string, before: string): number {
  if (/\p{Script=Han}[,;:!?]/u.test(before.slice(-600))) return text.length
  const joined = (before.at(-1) ?? '') + text
  const at = joined.search(/(?<=\p{Script=Han})[,;:!?]/u)
  return at < 0 ? text.length : at - (joined.length - text.length)
}
