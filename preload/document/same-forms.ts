/**
 * Characters that read the same: of either case, of full and half width, ligatures, letters with their accents apart.
 * Texts are searched as they are, and what is searched for is widened to all its forms: no text is folded, so that every
 * offset is one of the text itself.
 */

/** How a text reads, whatever its width: `Ｍｏｋｅ，` as `Moke,`. */
function widthless(text: string): string {
  return text.normalize('NFKC')
}

/** How a text reads, whatever its width and case. */
export function folded(text: string): string {
  return widthless(widthless(text).toLowerCase())
}

interface Forms {
  /** By how they read: the characters that are no such reading themselves. */
  readonly byReading: ReadonlyMap<string, readonly string[]>
  readonly longest: number
}

/** A reading longer than this (`㋿`, `ﷺ`) is searched for by itself alone. */
const longestReading = 4
/** Behind the last character that reads as another: the planes after it have none. */
const afterReadings = 0x30000
const readsAsAnother = /[\p{Changes_When_NFKC_Casefolded}\p{Changes_When_Lowercased}]/u
let known: Forms | null = null

/** Made when first asked for: some ten milliseconds. */
function forms(): Forms {
  known ??= readForms()
  return known
}

function readForms(): Forms {
  const byReading = new Map<string, string[]>()
  let longest = 1
  for (let code = 1; code < afterReadings; code += 1) {
    if (code >= 0xd800 && code < 0xe000) continue
    const character = String.fromCodePoint(code)
    if (!readsAsAnother.test(character)) continue
    const reading = folded(character)
    const { length } = [...reading]
    if (reading === character || length > longestReading) continue
    const others = byReading.get(reading)
    if (others) others.push(character)
    else byReading.set(reading, [character])
    longest = Math.max(longest, length)
  }
  return { byReading, longest }
}

/** The characters that read as `reading` does; with `matchCase`, in its own case alone. */
function formsOf(reading: string, matchCase: boolean): string[] {
  const others = forms().byReading.get(folded(reading)) ?? []
  if (!matchCase) return [folded(reading), ...others]
  return [reading, ...others.filter((form) => form !== reading && widthless(form) === reading)]
}

/** A source of a regular expression (without the flag `u`) that matches a text in all its forms. */
export function patternOfForms(text: string, matchCase: boolean): string {
  const read = [...(matchCase ? widthless(text) : folded(text))]
  let source = ''
  for (let at = 0; at < read.length;) {
    const length = lengthOfForm(read, at)
    source += eitherForm(read.slice(at, at + length), matchCase)
    at += length
  }
  // Accents in an order of their own read as no form of theirs.
  return new RegExp(`^(?:${source})$`).test(text) ? source : `(?:${source}|${escaped(text)})`
}

/** How many characters at a place have one character that reads as they do together, such as `fi` or `kg`. */
function lengthOfForm(read: readonly string[], at: number): number {
  const { byReading, longest } = forms()
  for (let length = Math.min(longest, read.length - at); length > 1; length -= 1) if (byReading.has(folded(read.slice(at, at + length).join('')))) return length
  return 1
}

function eitherForm(reading: readonly string[], matchCase: boolean): string {
  const apart = reading.map((character) => oneForm(character, matchCase)).join('')
  const together = reading.length === 1 ? [] : formsOf(reading.join(''), matchCase).filter(isOne)
  return together.length === 0 ? apart : `(?:${apart}|${anyOf(together)})`
}

function oneForm(character: string, matchCase: boolean): string {
  const single = formsOf(character, matchCase).filter(isOne)
  const parts = [...character.normalize('NFD')]
  if (parts.length === 1 || single.length === 0) return anyOf(single)
  // An accent written as a character of its own.
  return `(?:${anyOf(single)}|${parts.map((part) => anyOf(formsOf(part, matchCase).filter(isOne))).join('')})`
}

const isOne = (form: string) => [...form].length === 1

/** Any one of these characters: those of two units, such as `𝐌`, by their first units. */
function anyOf(characters: readonly string[]): string {
  const secondsByFirst = new Map<string, string>()
  for (const character of characters) {
    const first = character.slice(0, -1)
    secondsByFirst.set(first, `${secondsByFirst.get(first) ?? ''}${character.slice(-1)}`)
  }
  const sources = Array.from(secondsByFirst, ([first, seconds]) => `${escaped(first)}${seconds.length === 1 ? escaped(seconds) : `[${escaped(seconds)}]`}`)
  return sources.length === 1 ? sources.join('') : `(?:${sources.join('|')})`
}

function escaped(text: string): string {
  return Array.from({ length: text.length }, (_, at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`).join('')
}
