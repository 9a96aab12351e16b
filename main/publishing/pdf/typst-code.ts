/** A block of code in Typst's language: its text, and by line how many of its signs are painted how. */
import { typstString } from '../formulas/typst-math.ts'
import { codeLines, type CodePiece } from '../prose/code-pieces.ts'
import type { ProseBlock } from '../prose/prose.ts'

export function typstCode({ text, language }: Extract<ProseBlock, { kind: 'code' }>): string {
  const lines = codeLines(text, language)
  const painted = lines.some((line) => line.some(({ paint }) => paint !== null)) ? `, painted: (${lines.map(lineCode).join('')})` : ''
  return `moke-code(${language === null ? 'none' : typstString(language)}, ${typstString(text)}${painted})`
}

function lineCode(line: readonly CodePiece[]): string {
  let column = 0
  const pieces = line.map(({ text, paint }) => {
    const set = withoutTabs(text, column)
    column += [...signs.segment(set)].length
    return `(${paint === null ? 'none' : typstString(paint)}, ${typstString(set)}), `
  })
  return `(${pieces.join('')}), `
}

const signs = new Intl.Segmenter('zh', { granularity: 'grapheme' })

/** As far as Typst's `raw` goes for a tab: to the next place of two signs. */
const TAB = 2

function withoutTabs(text: string, from: number): string {
  if (!text.includes('\t')) return text
  let [set, column] = ['', from]
  for (const { segment } of signs.segment(text)) {
    const part = segment === '\t' ? ' '.repeat(TAB - (column % TAB)) : segment
    set += part
    column += segment === '\t' ? part.length : 1
  }
  return set
}
