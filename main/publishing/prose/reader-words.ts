/** Lines as readers read them, in characters alone: the words of a formula are its signs. */
import { isRun } from '#preload/document/lines.ts'
import type { Inline, Table } from '#preload/document/schema.ts'
import { plainFormula } from '../formulas/plain-formula.ts'
import { readFormula } from '../formulas/read-formula.ts'

/** A line without its marks and links. */
export function readerWords(content: readonly Inline[]): string {
  return content.map((each) => (isRun(each) ? each.text : each.type === 'formula' ? formulaWords(each.tex, false) : '')).join('')
}

/** What nobody can read keeps its source. */
export function formulaWords(tex: string, isDisplay: boolean): string {
  const reading = readFormula(tex, isDisplay)
  return reading.isRead ? plainFormula(reading.math) : tex
}

/** The words by which a table is known: those of its first cell that has any. */
export function tableWords({ children }: Table): string {
  for (const row of children)
    for (const cell of row.children) {
      const words = readerWords(cell.children)
      if (words.trim() !== '') return words
    }
  return ''
}
