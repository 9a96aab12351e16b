/** How far a text goes round in circles (rep-4): what a proof measures, and what its page tells of a single continuation. Pure. */

/** Units in a row that are told again. Fewer come again in any good text: two are most Chinese words, three many names. */
const inARow = 4
/** A Chinese character, or a word of letters; marks and blanks count for nothing. */
const unit = /\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{N}])+/gu

/**
 * The share of rows of four that a text has had before, 1 − different rows / all rows: seq-rep-4 of Welleck et al. 2020 ("Neural Text
 * Generation with Unlikelihood Training", arXiv:1908.04319), rep-4 of Su et al. 2022 (arXiv:2202.06417), over characters instead of tokens,
 * so that models of any vocabulary compare. 关系关系关系关系 is 0.6. Null where a text has no row at all.
 */
export function repeatedShare(text: string): number | null {
  const units = text.toLowerCase().match(unit) ?? []
  const rows = units.slice(inARow - 1).map((_, at) => units.slice(at, at + inARow).join(' '))
  return rows.length === 0 ? null : 1 - new Set(rows).size / rows.length
}
