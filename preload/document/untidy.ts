/**
 * What is untidy in a line in a way that has one answer: several spaces, lines broken within a sentence, half-width marks within Chinese,
 * full-width digits. Places are offsets in the line's text, in which a formula or a footnote's mark is one sign. Code is not looked at.
 */
import { objectSign } from './blocks.ts'
import { inlinesOf, isRun } from './lines.ts'
import type { Line } from './schema.ts'

export const untidyKinds = ['spaces', 'line-broken', 'half-marks', 'full-digits'] as const
export type UntidyKind = (typeof untidyKinds)[number]

export interface UntidyPlace {
  readonly from: number
  readonly to: number
  /** What belongs there. */
  readonly text: string
}

interface Rule {
  readonly pattern: RegExp
  readonly text: (found: string) => string
}

const han = String.raw`\p{Script=Han}`
const FULL: Readonly<Record<string, string>> = { ',': '，', ';': '；', ':': '：', '?': '？', '!': '！', '.': '。' }
/** Shorter lines may be verse, an address or a signature, which end where their author wants. */
const SHORTEST_BROKEN = 15

const rules: Readonly<Record<UntidyKind, Rule>> = {
  // One space may be meant, between names or behind a chapter's number; wide ones align. At the beginning of a line some indent by hand.
  spaces: { pattern: /(?<=\S)[ \u00a0]{2,}(?=\S)/g, text: () => ' ' },
  'line-broken': { pattern: new RegExp(`(?<=[^\\n]{${SHORTEST_BROKEN - 1}}${han})[ \\t]*\\n[ \\t]*(?=${han})`, 'gu'), text: () => '' },
  // Between Chinese and more of it, or the end. Numbers, times, file names and addresses have none of it.
  'half-marks': { pattern: new RegExp(`(?<=${han})(?:[,;:?!](?= *(?:${han}|$))|\\.(?= *$)) *`, 'gmu'), text: (found) => FULL[found.charAt(0)] ?? found },
  'full-digits': { pattern: /[０-９Ａ-Ｚａ-ｚ]+/g, text: (found) => String.fromCharCode(...[...found].map((sign) => sign.charCodeAt(0) - 0xfee0)) },
}

/** Stands for what is not looked at; matches no rule. */
const hidden = (text: string): string => objectSign.repeat(text.length)

export function untidy(line: Line, kind: UntidyKind): UntidyPlace[] {
  const text = inlinesOf(line)
    .map((each) => (isRun(each) ? (each.code ? hidden(each.text) : each.text) : objectSign))
    .join('')
  const { pattern, text: belongs } = rules[kind]
  return [...text.matchAll(pattern)].map((match) => ({ from: match.index, to: match.index + match[0].length, text: belongs(match[0]) }))
}
