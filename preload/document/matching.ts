/** Where something stands in a text, and what takes its place. Pure. */

/** From where to where in a text, in UTF-16 units. */
export type Span = readonly [from: number, to: number]

/** A place found. `groups`: what a regular expression caught, first the whole of it; null of plain text. */
export interface Match {
  readonly from: number
  readonly to: number
  readonly groups: readonly (string | undefined)[] | null
}

/** Where a pattern matches in a text, in order and without overlap; what is empty is no match. */
export function matchesIn(text: string, expression: RegExp, withGroups = false): Match[] {
  const found: Match[] = []
  expression.lastIndex = 0
  for (let match = expression.exec(text); match; match = expression.exec(text)) {
    if (match[0] === '') expression.lastIndex += 1
    else found.push({ from: match.index, to: match.index + match[0].length, groups: withGroups ? [...match] : null })
  }
  return found
}

/** The text that takes a match's place. In that of a regular expression `$1` is its first group, `$&` the whole, `$$` a dollar sign, `\n` a line break. */
export function replacementOf(match: Match, replacement: string): string {
  const { groups } = match
  if (!groups) return replacement
  return replacement.replace(/\$(\$|&|\d{1,2})|\\([nt\\])/g, (whole, sign: string | undefined, letter: string | undefined) => {
    if (letter !== undefined) return { n: '\n', t: '\t' }[letter] ?? letter
    if (sign === '$') return '$'
    if (sign === '&') return groups[0] ?? ''
    const group = Number(sign)
    return group < groups.length && group > 0 ? (groups[group] ?? '') : whole
  })
}
