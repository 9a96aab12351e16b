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
let known: Forms | null = null

/** Made when first asked for: a few milliseconds. */
function forms(): Forms {
  known ??= readForms()
  return known
}

function readForms(): Forms {
  const byReading = new Map<string, string[]>()
  let longest = 1
  for (let code = 1; code < 0x10000; code += 1) {
    if (code >= 0xd800 && code < 0xe000) continue
    const character = String.fromCharCode(code)
    const reading = folded(character)
    if (reading === character || reading.length > longestReading) continue
    byReading.set(reading, [...(byReading.get(reading) ?? []), character])
    longest = Math.max(longest, reading.length)
  }
  return { byReading, longest }
}

const escaped = (text: string) => Array.from({ length: text.length }, (_, at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`).join('')

/** The characters that read as `reading` does; with `matchCase`, in its own case alone. */
function formsOf(reading: string, matchCase: boolean): string[] {
  const others = forms().byReading.get(folded(reading)) ?? []
  if (!matchCase) return [folded(reading), ...others]
  return [reading, ...others.filter((form) => form !== reading && widthless(form) === reading)]
}

/** A source of a regular expression (without the flag `u`) that matches a text in all its forms. */
export function patternOfForms(text: string, matchCase: boolean): string {
  const read = matchCase ? widthless(text) : folded(text)
  let source = ''
  for (let at = 0; at < read.length;) {
    const length = lengthOfForm(read, at)
    source += length > 1 ? eitherForm(read.slice(at, at + length), matchCase) : oneForm(read.charAt(at), matchCase)
    at += length
  }
  return source
}

/** How many characters at a place have one character that reads as they do together, such as `fi` or `kg`. */
function lengthOfForm(read: string, at: number): number {
  const { byReading, longest } = forms()
  for (let length = Math.min(longest, read.length - at); length > 1; length -= 1) if (byReading.has(folded(read.slice(at, at + length)))) return length
  return 1
}

function eitherForm(reading: string, matchCase: boolean): string {
  const together = formsOf(reading, matchCase).filter((form) => form.length === 1)
  const apart = [...reading].map((character) => oneForm(character, matchCase)).join('')
  return together.length === 0 ? apart : `(?:${apart}|[${escaped(together.join(''))}])`
}

function oneForm(character: string, matchCase: boolean): string {
  const single = formsOf(character, matchCase).filter((form) => form.length === 1)
  const whole = single.length === 1 ? escaped(single.join('')) : `[${escaped(single.join(''))}]`
  const parts = character.normalize('NFD')
  if (parts.length === 1 || single.length === 0) return whole
  // An accent written as a character of its own.
  return `(?:${whole}|${[...parts].map((part) => `[${escaped(formsOf(part, matchCase).join(''))}]`).join('')})`
}
