/**
 * What is untidy in a line in a way that has one answer: several spaces, lines broken within a sentence, half-width marks within Chinese,
 * full-width digits. Places are offsets in the line's text, in which a formula or a footnote's mark is one sign. Code is not looked at.
 */
import { objectSign } from './blocks.ts'
import { inlinesOf, isRun } from './lines.ts'
import type { Line } from './schema.ts'

export const untidyKinds = ['spaces', 'line-broken', 'half-marks', 'full-digits'] as const
export type UntidyKind = (typeof untidyKinds)[number]

interface UntidyRange {
  readonly from: number
  readonly to: number
}

export interface UntidyPlace extends UntidyRange {
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

/** Addresses and paths up to a space or a mark that none has: what looks like a mistake in them leads somewhere. */
const ADDRESS =
  /(?:https?:\/\/|www\.|(?<![\w.-])[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?::\d+)?[/?#]|(?:^|(?<=\s))(?:[A-Za-z]:[\\/]|~?\/|\.{1,2}\/))[^\s，。；：？！、（）“”‘’《》【】「」『』<>"]*/gim

/** What of a line stays as it is: addresses, of links also the words. */
function kept(line: Line, text: string, kind: UntidyKind): UntidyRange[] {
  if (kind !== 'half-marks' && kind !== 'full-digits') return []
  const ranges: UntidyRange[] = [...text.matchAll(ADDRESS)].map((match) => ({ from: match.index, to: match.index + match[0].length }))
  let from = 0
  for (const each of inlinesOf(line)) {
    const to = from + (isRun(each) ? each.text.length : 1)
    if (kind === 'half-marks' && isRun(each) && each.link !== undefined) ranges.push({ from, to })
    from = to
  }
  return ranges
}

/** Stands for what is not looked at; matches no rule. */
const hidden = (text: string): string => objectSign.repeat(text.length)

export function untidy(line: Line, kind: UntidyKind): UntidyPlace[] {
  const text = inlinesOf(line)
    .map((each) => (isRun(each) ? (each.code ? hidden(each.text) : each.text) : objectSign))
    .join('')
  const { pattern, text: belongs } = rules[kind]
  const places = [...text.matchAll(pattern)].map((match) => ({ from: match.index, to: match.index + match[0].length, text: belongs(match[0]) }))
  const ranges = places.length === 0 ? [] : kept(line, text, kind)
  return places.filter(({ from }) => ranges.every((range) => from < range.from || from >= range.to))
}
