/** What the author's texts, the one at hand among them, have to say of how it goes on. */
import { Context, mostMatched, type Passage } from '#engine/phrases/index.ts'
import { blockOf, restOf } from './block.ts'
import { writingOf } from './scripts.ts'

/** Tells what followed where other texts end as this one does; the longest likenesses first. */
export interface Memory {
  recall(before: string): readonly Passage[]
  /** How often one text tells how another goes on where they are alike, 0…1; null or absent where nobody knows. */
  readonly reliability?: number | null
}

/** What a request is a part of, by the names that the memory has for it. */
export interface Recall {
  /** The text at hand as it was remembered last. */
  readonly source: string | null
  /** The group of sources that counts more. */
  readonly group: string | null
}

/** What followed one place that ends as the text at hand does. */
export interface Voice {
  /** '' where its paragraph ended. */
  readonly text: string
  readonly matched: number
  /** In the text at hand, in its own group, or elsewhere. */
  readonly kind: 'here' | 'near' | 'far'
}

/** Where somebody asks, and what stands around that. */
interface Place {
  readonly before: string
  readonly after: string
  /** Which of the suggestions is asked for; 0 is the likeliest. */
  readonly candidate?: number
  readonly recall?: Recall | undefined
}

/** A word of letters that is not at its end, or a number. */
const openWord = /[\p{Script=Latin}\p{N}_'’.-]*$/u
/** No word is longer. */
const longestWord = 40
const words = new Intl.Segmenter('zh', { granularity: 'word' })
/** So much is looked at for the last word, and so much of a Chinese one tells it. */
const [segmented, mostOfWord] = [12, 2]
/** A text that is written in letters goes on with none of these. */
const chinese = /^\s*[\p{Script=Han}，。！？；：、《》「」【】“”‘’]/u
/** So much tells what is written in. */
const nearCharacters = 100

/**
 * What followed where the author's texts stand as `written` does, which begins with the place's text; nothing where the place asks for no
 * memory. Whoever asks for another candidate asks for what else there is: those are the model's own. (With all of them heard, and without the
 * rules below, one in thirty of the hard places got worse; engine/LOG.md.)
 */
export function voicesAt(written: string, place: Place, memory: Memory): Voice[] {
  const { recall, candidate = 0 } = place
  if (!recall || candidate > 0) return []
  const others = memory.recall(written).filter((passage) => isOther(passage, written, place))
  const voices = [
    ...voicesHere(written),
    ...others.map(({ text, matched, group }): Voice => ({ text, matched, kind: group === recall.group && group !== '' ? 'near' : 'far' })),
  ]
  const least = leastAlike(written)
  const isInLetters = writingOf(written.slice(-nearCharacters)) === 'letters'
  return voices.filter(({ text, matched }) => matched >= least && !(isInLetters && chinese.test(text)))
}

/** Half a word is that of many: what is alike is the whole of it, and more where letters may be half of one. */
function leastAlike(written: string): number {
  const open = openWord.exec(written.slice(-longestWord))?.[0].length ?? 0
  if (open > 0) return open + 1
  const last = [...words.segment(written.slice(-segmented))].at(-1)
  return last?.isWordLike === true ? Math.min(last.segment.length, mostOfWord) : 1
}

/** What is so much alike in an older state of the same text is the very place, at which something was taken out just now. */
const samePlace = 24
/** By so many characters on both sides a passage is known again. */
const knownBy = 8
/** What follows the caret begins so: fewer characters are alike by chance. */
const leastFollowing = 4

/** Whether a passage tells more than what stands around the caret does. */
function isOther({ source, matched, text }: Passage, written: string, { before, after, recall }: Place): boolean {
  const following = restOf(after).slice(0, knownBy)
  if (following.length >= leastFollowing && text.startsWith(following)) return false
  if (source !== recall?.source) return true
  return matched < samePlace && !before.includes(written.slice(-Math.min(matched, knownBy)) + text.slice(0, knownBy))
}

/** Of places in the text at hand that are alike in one character, in two, and in more, so many are heard each, the nearest. */
const mostHere = [64, 64, 96]
const followingCharacters = 24

/** Parts clauses, and stands between the marks of a block and its text. */
const parting = /[，。！？；：、,.!?;:“”「」（）()\s]/u
/** What a text says once: an item of an enumeration, a picture. */
const saidOnce = /^(?:[^\s，。；：！？、,.;:!?]{0,8}、|\p{Extended_Pictographic})/u
/** A clause that begins as another one in so many letters would say that again; one letter begins a name. */
const mostBegun = 1

/**
 * What followed further up in the same text, the nearest first. Names and terms come again in a text, clauses and items seldom: where one
 * begins as another did nothing is heard of that, nor behind marks alone.
 */
export function voicesHere(before: string): Voice[] {
  const context = new Context(before)
  if (context.length === 0) return []
  const text = `\n${before}`
  const last = text.slice(-1)
  const begun = lettersBegun(text)
  const marks = marksAtEnd(before)
  const left = [...mostHere]
  const voices: Voice[] = []
  for (let at = text.lastIndexOf(last, text.length - 2); at > 0; at = text.lastIndexOf(last, at - 1)) {
    let matched = 1
    while (matched < Math.min(mostMatched, context.length, at + 1) && text.charCodeAt(at - matched) === context.back(matched)) matched++
    if (matched <= marks || (begun > mostBegun && matched >= begun && parting.test(text.charAt(at - begun)))) continue
    const followed = text.slice(at + 1, at + 1 + followingCharacters).split('\n', 1)[0] ?? ''
    if (saidOnce.test(followed)) continue
    const kind = Math.min(matched, left.length) - 1
    left[kind] = (left[kind] ?? 0) - 1
    if ((left[kind] ?? 0) >= 0) voices.push({ text: followed, matched, kind: 'here' })
  }
  return voices
}

/** Letters of the clause at a text's end. */
function lettersBegun(text: string): number {
  let begun = 0
  while (!parting.test(text.charAt(text.length - 1 - begun))) begun++
  return begun
}

/** What stands at a text's end behind its last letter: marks, and that of the block with the line's end where nothing else is written. */
function marksAtEnd(text: string): number {
  const block = blockOf(text)
  const written = block.replace(/[^\p{L}\p{N}]+$/u, '')
  const line = text.slice(text.lastIndexOf('\n') + 1)
  return written === '' ? line.length + 1 : block.length - written.length
}

/** A shorter likeness tells too seldom how the text goes on. */
const leastForDraft = 5
const mostDrafted = 12
/** Of those that are most alike, so many have to agree on it. */
const agreed = 0.7

/** How the text most likely goes on by those voices that are most alike, as far as most of them agree; '' where they tell too little. */
export function draftFrom(voices: readonly Voice[]): string {
  const matched = voices.reduce((most, voice) => Math.max(most, voice.matched), 0)
  const alike = voices.filter((voice) => voice.matched === matched).map(({ text }) => text.slice(0, mostDrafted))
  if (matched < leastForDraft) return ''
  let draft = ''
  for (;;) {
    const next = mostFrequent(alike.filter((text) => text.startsWith(draft)).map((text) => text.charAt(draft.length)))
    if (next.text === '' || next.count < agreed * alike.length) return draft
    draft += next.text
  }
}

function mostFrequent(texts: readonly string[]): { readonly text: string; readonly count: number } {
  const counts = new Map<string, number>()
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1)
  return [...counts].reduce((best, [text, count]) => (count > best.count ? { text, count } : best), { text: '', count: 0 })
}
