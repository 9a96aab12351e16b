/** Which writing systems a text uses, so that a suggestion brings in none that the author does not write. */

const scripts: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['han', /\p{Script=Han}/u],
  ['latin', /\p{Script=Latin}/u],
  ['kana', /[\p{Script=Hiragana}\p{Script=Katakana}]/u],
  ['hangul', /\p{Script=Hangul}/u],
  ['cyrillic', /\p{Script=Cyrillic}/u],
  ['greek', /\p{Script=Greek}/u],
  ['arabic', /\p{Script=Arabic}/u],
  ['hebrew', /\p{Script=Hebrew}/u],
  ['devanagari', /\p{Script=Devanagari}/u],
  ['thai', /\p{Script=Thai}/u],
]

const letter = /\p{L}/u
/** What needs no look: Han and the punctuation that goes with it. */
const plain = /^[\p{Script=Han}\P{L}]*$/u

/** The writing systems whose letters occur in the text. Digits and punctuation belong to all. */
export function scriptsIn(text: string): ReadonlySet<string> {
  const found = new Set(scripts.filter(([, pattern]) => pattern.test(text)).map(([name]) => name))
  for (const character of text) if (letter.test(character) && !scriptOf(character)) found.add('other')
  return found
}

/** The writing of a place, as far as reading a suggestion there differs: in Chinese characters, or in letters of any alphabet. */
export type Writing = 'han' | 'letters'

/** Which of the two a text is written in, by its Chinese characters and its words of letters; null where it has neither. */
export function writingOf(text: string): Writing | null {
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0
  const [han, words] = [count(/\p{Script=Han}/gu), count(/(?:(?!\p{Script=Han})\p{L})+/gu)]
  if (han === 0 && words === 0) return null
  return han >= words ? 'han' : 'letters'
}

/** Where the first letter of another writing system stands, in UTF-16 units; the length where there is none. */
export function foreignStart(text: string, allowed: ReadonlySet<string>): number {
  if (allowed.has('han') && plain.test(text)) return text.length
  let at = 0
  for (const character of text) {
    if (letter.test(character) && !allowed.has(scriptOf(character) ?? 'other')) return at
    at += character.length
  }
  return text.length
}

function scriptOf(character: string): string | undefined {
  return scripts.find(([, pattern]) => pattern.test(character))?.[0]
}
