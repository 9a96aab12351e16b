/**
 * The source of a formula that stands by itself so that every reader of Markdown takes it as one: those that look for blocks before they look
 * for formulas end it at an empty line, and at one that begins as a list, a heading or a quotation does. It means the same, for a line break is
 * a space in TeX, and an empty line within a formula is no TeX at all.
 */
import { withoutComments } from './tex-comments.ts'

/** How a line begins at which some reader begins another block: a sign with room behind it, one that needs none, or nothing but lines drawn below a title. */
const MARK = /^[ \t]*(?:(?:[-+*=:~]|#{1,6}|\d{1,9}[.)])(?=[ \t])|>|`{3}|~{3}|<[a-z/!?]|(?:[-=*_][ \t]*)+$)/i

/** Such lines drawn, all of one. */
const UNDERLINE = /^[ \t]*(?:[-=*_][ \t]*)+$/

/** An odd number of backslashes at the end: with the line break behind it, a space. */
const LONE = /(?<!\\)(?:\\\\)*\\$/

export function wholeTex(source: string): string {
  const lines = filled(source.split('\n'))
  if (!lines.some((line) => MARK.test(line))) return lines.join('\n')
  // What follows a comment on its line would be one.
  const [first = '', ...rest] = filled(withoutComments(lines.join('\n')).split('\n'))
  const joined = [first]
  for (const line of rest) {
    const last = joined.at(-1) ?? ''
    if (MARK.test(line) || UNDERLINE.test(last)) joined[joined.length - 1] = `${last} ${line.trimStart()}`
    else joined.push(line)
  }
  return [unmarked(joined[0] ?? ''), ...joined.slice(1)].join('\n')
}

/** Lines with anything on them. */
function filled(lines: readonly string[]): string[] {
  const kept: string[] = []
  for (const line of lines) {
    const last = kept.at(-1)
    if (line.trim() !== '') kept.push(line)
    else if (last !== undefined && LONE.test(last)) kept[kept.length - 1] = `${last} `
  }
  return kept
}

/** The first line has none before it that it could go on. */
function unmarked(line: string): string {
  const text = line.trim()
  if (!MARK.test(line)) return line
  if (UNDERLINE.test(text)) return `{${text}}`
  if (text.startsWith('>')) return `\\mathrel{>}${text.slice(1)}`
  if (/^(?:`{3}|~{3})/.test(text)) return `{}${text}`
  return text.startsWith('<') ? `< ${text.slice(1)}` : text.replace(/^([-+*=:~]|#{1,6}|\d{1,9}[.)])[ \t]+/, '$1')
}
