/**
 * What an author looks for, and where it is in a text. Every search of the studio goes through here, so that the
 * library, the page and a replacement find the same. Pure.
 */
import { patternOfForms } from './same-forms.ts'
import { z } from './zod.ts'

/** The most that can be looked for at once. */
export const longestSought = 1000

export const Sought = z.strictObject({
  text: z.string().min(1).max(longestSought),
  matchCase: z.boolean(),
  /** Not within a longer word of letters and digits. Chinese has no such bounds. */
  wholeWord: z.boolean(),
  /** The text is a regular expression. */
  isPattern: z.boolean(),
})
export type Sought = z.infer<typeof Sought>

/** What is wrong with a regular expression, in the author's terms. */
export type PatternFault = 'group-open' | 'group-closed' | 'class-open' | 'nothing-to-repeat' | 'range' | 'braces' | 'escape' | 'other'

/** A regular expression as it can be sent elsewhere, to be run where it can be stopped. */
export interface Pattern {
  readonly source: string
  readonly flags: string
}

/** A text sought, ready to be run: a `Pattern` written by an author may run for ever, so only where it can be stopped. */
export type Compiled = { readonly kind: 'ready'; readonly pattern: Pattern } | { readonly kind: 'fault'; readonly fault: PatternFault }

const latinWord = '[0-9A-Za-z_\\u00aa\\u00b5\\u00ba\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u024f\\u1e00-\\u1eff]'
const beginsWord = new RegExp(`^${latinWord}`)
const endsWord = new RegExp(`${latinWord}$`)

/** Makes a regular expression of what is sought, or says what is wrong with the author's. */
export function compile(sought: Sought): Compiled {
  if (sought.isPattern) return compilePattern(sought)
  const { text, matchCase, wholeWord } = sought
  // Half an emoji is no part of one.
  const before = /^[\udc00-\udfff]/.test(text) ? '(?<![\\ud800-\\udbff])' : wholeWord && beginsWord.test(text) ? `(?<!${latinWord})` : ''
  const after = /[\ud800-\udbff]$/.test(text) ? '(?![\\udc00-\\udfff])' : wholeWord && endsWord.test(text) ? `(?!${latinWord})` : ''
  return { kind: 'ready', pattern: { source: `${before}${patternOfForms(text, matchCase)}${after}`, flags: 'g' } }
}

function compilePattern({ text, matchCase, wholeWord }: Sought): Compiled {
  const source = wholeWord ? `(?<!${latinWord})(?:${text})(?!${latinWord})` : text
  const flags = matchCase ? 'gm' : 'gim'
  // Alone first: what is wrong within must not be mended by what stands around it.
  const fault = faultOf(text, `${flags}u`)
  if (fault === null) return { kind: 'ready', pattern: { source, flags: `${flags}u` } }
  // The stricter reading refuses harmless habits, such as `\-`.
  return faultOf(text, flags) === null ? { kind: 'ready', pattern: { source, flags } } : { kind: 'fault', fault }
}

const faults: readonly (readonly [RegExp, PatternFault])[] = [
  [/unterminated group/i, 'group-open'],
  [/unmatched '\)'/i, 'group-closed'],
  [/(unterminated|missing).*class/i, 'class-open'],
  [/nothing to repeat/i, 'nothing-to-repeat'],
  [/range out of order|character class range|invalid character class/i, 'range'],
  [/quantifier|numbers out of order/i, 'braces'],
  [/escape|\\ at end|property name|capture|named reference|group name/i, 'escape'],
]

function faultOf(source: string, flags: string): PatternFault | null {
  try {
    void new RegExp(source, flags)
    return null
  } catch (error) {
    // The engine's own words are for programmers.
    const message = error instanceof Error ? error.message.slice(error.message.lastIndexOf('/')) : ''
    return faults.find(([words]) => words.test(message))?.[1] ?? 'other'
  }
}

/** The words of a question to the library, each of which must be there: parted by spaces of any kind, none twice. */
export function wordsSought(query: string): string[] {
  return [...new Set(query.split(/\s+/u).filter((word) => word !== ''))]
}
