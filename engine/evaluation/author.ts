/**
 * An author who knows the text and writes it with suggestions: looks at each, accepts word by word for as
 * long as the word is exactly what comes next, and types on otherwise. As on the page, nothing new is asked
 * while the text goes along with what is shown, unless its first word was typed and the model hardly believes in the rest.
 */
import { type CompletionRequest, keysOf, wordsOf } from '#engine/completion/index.ts'
import { isSpent, nextWord, type Token, withinBlock } from '#preload/document/suggested.ts'
import type { Stretch } from './stretches.ts'

/** What writing took: characters (code points), suggestions, and key presses. */
export interface Tally {
  readonly typed: number
  readonly accepted: number
  /** Places at which a suggestion was asked for, at which one was shown, and was right in its first word. */
  readonly asked: number
  readonly shown: number
  readonly right: number
  /** Characters of all that was shown. */
  readonly shownCharacters: number
  /** Key presses with suggestions, one for each accepted word, and without. */
  readonly keys: number
  readonly plainKeys: number
}

/** What is suggested at a place: '' for nothing, and how likely the pieces of it are. */
export interface Suggested {
  readonly text: string
  readonly tokens: readonly Token[]
}

/** Answers at a place of a work; the question there is made for who reads it. */
export type Suggest = (question: () => CompletionRequest, place: number) => Promise<Suggested>

/** How the author types on: letter by letter, or a Chinese word at once, as an input method gives it. */
export type Typing = 'letter' | 'word'

/** Writes a stretch of a work. What `suggest` throws ends it. */
export async function write({ work, from, to }: Stretch, suggest: Suggest, typing: Typing = 'letter'): Promise<Tally> {
  const question = work.questions()
  const tally = { typed: 0, accepted: 0, asked: 0, shown: 0, right: 0, shownCharacters: 0, keys: 0, plainKeys: 0 }
  let at = from
  let suggested: Suggested = { text: '', tokens: [] }
  let shown = ''
  let hasTaken = false
  while (at < to) {
    const rest = work.restAt(at)
    if (!hasTaken && isSpent(suggested, shown)) shown = ''
    if (shown === '' && rest !== '') {
      suggested = await suggest(() => question(at), at)
      shown = withinBlock(suggested.text)
      hasTaken = false
      tally.asked++
      if (shown !== '') tally.shown++
      tally.shownCharacters += [...shown].length
      if (shown !== '' && isNext(wordsOf(shown, true)[0] ?? '', rest)) tally.right++
    }
    const word = nextWord(shown)
    const isAccepted = word !== '' && isNext(word, rest)
    hasTaken ||= isAccepted
    const written = isAccepted ? word : typedNext(work.flow.slice(at, at + longestWord), typing)
    tally[isAccepted ? 'accepted' : 'typed'] += [...written].length
    tally.keys += isAccepted ? 1 : keysOf(written)
    tally.plainKeys += keysOf(written)
    shown = shown.startsWith(written) ? shown.slice(written.length) : ''
    at += written.length
  }
  return tally
}

/** No word of an input method is longer. */
const longestWord = 20

function typedNext(rest: string, typing: Typing): string {
  const word = typing === 'word' ? nextWord(rest) : ''
  return /^\p{Script=Han}+$/u.test(word) ? word : String.fromCodePoint(rest.codePointAt(0) ?? 0)
}

/** Whether a text goes on with the word, and with the whole of it: "model" is not the beginning of "models". */
export function isNext(word: string, rest: string): boolean {
  const isCut = /[\p{Script=Latin}\p{N}]$/u.test(word) && /^[\p{Script=Latin}\p{N}]/u.test(rest.slice(word.length))
  return rest.startsWith(word) && !isCut
}
