/**
 * TeX without its comments, so that its lines can be joined. In an address and in what is said letter by letter a `%` is a letter: what follows
 * it there is the author's.
 */

/** A command whose argument is taken by its letters, up to the brace of that; what is said letter by letter; any other sign behind a backslash; a comment. */
const PIECE =
  /\\(?:href|url|includegraphics|html(?:Class|Data|Id|Style))(?![A-Za-z@])[ \t\n]*(?:\[[^\]]*\][ \t\n]*)?(?<brace>\{)|\\verb\*([^]).*?\2|\\verb([^*A-Za-z]).*?\3|\\[^]|(?<comment>%[^\n]*\n?)/g

export function withoutComments(tex: string): string {
  let kept = ''
  let from = 0
  for (let piece = next(tex, 0); piece !== null; piece = next(tex, from)) {
    const end = piece.index + piece[0].length
    if (piece.groups?.['comment'] === undefined) {
      const to = piece.groups?.['brace'] === undefined ? end : afterGroup(tex, end)
      kept += tex.slice(from, to)
      from = to
    } else {
      kept += tex.slice(from, piece.index)
      from = end
      kept += between(kept, tex.slice(from))
    }
  }
  return kept + tex.slice(from)
}

/** A formula in one line, where there are no others: a line break means a space. */
export function inOneLine(tex: string): string {
  return withoutComments(tex).replaceAll(/\s+/g, ' ').trim()
}

function next(tex: string, from: number): RegExpExecArray | null {
  PIECE.lastIndex = from
  return PIECE.exec(tex)
}

/** Behind the brace that ends a group which was opened; the end where none does. */
function afterGroup(tex: string, from: number): number {
  let depth = 1
  for (const { 0: sign, index } of tex.slice(from).matchAll(/\\[^]|[{}]/g)) {
    if (sign === '{') depth += 1
    else if (sign === '}') depth -= 1
    if (depth === 0) return from + index + 1
  }
  return tex.length
}

/** A comment takes the end of its line along, which is no space then: one behind a space may stay, and a name must end somewhere. */
function between(before: string, after: string): string {
  if (/\s|^$/.test(before.at(-1) ?? '')) return '\n'
  return /\\[A-Za-z@]+$/.test(before) && /^[A-Za-z@]/.test(after) ? ' ' : ''
}
