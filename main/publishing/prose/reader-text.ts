/**
 * A lesson as its readers read it, in characters alone: for the plain half of a clipboard, which an editor takes that knows no rich text. No
 * sign of any markup is in it.
 */
import { inlinesOf, isRun } from '#preload/document/lines.ts'
import { numbersOf } from '#preload/document/numbering.ts'
import type { Block, Doc, Inline } from '#preload/document/schema.ts'
import { gridOf } from '#preload/document/table-grid.ts'
import { displayTex } from '#preload/markdown/display-tex.ts'
import { Findings } from '../desk/finding.ts'
import { type LessonLinks, wordsOfLink } from '../desk/lesson-links.ts'
import { imageText, type PlaceOf } from './image-places.ts'
import { type Known, plainDoc } from './plain-doc.ts'
import { type Prose, textOf } from './prose.ts'
import { formulaWords, readerWords } from './reader-words.ts'

/** What such a text can show of itself. */
const KNOWS: Known = { headings: 6, tasks: false, strike: false, boxes: 'lines' }

/** `label`: what readers are told of what a model wrote; null for nothing. */
export function readerText(doc: Doc, around: { readonly prose: Prose; readonly links: LessonLinks; readonly placeOf: PlaceOf }, label: string | null): string {
  const words = (block: Extract<Block, { type: 'image' }>): string => imageText(around.placeOf(block), readerWords(block.children) || block.alt)
  const plain = plainDoc(doc, { ...around, imageText: words, knows: KNOWS }, new Findings(null))
  return `${lines(plain)}${label === null ? '' : `\n\n${label}`}\n`
}

function lines(doc: Doc): string {
  return doc
    .map((block, index) => ({ block, text: written(doc, index, block) }))
    .filter(({ text }) => text.trim() !== '')
    .map(({ block, text }, index, all) => (index > 0 && block.type === 'item' && all[index - 1]?.block.type === 'item' ? '\n' : index > 0 ? '\n\n' : '') + text)
    .join('')
}

function written(doc: Doc, index: number, block: Block): string {
  switch (block.type) {
    case 'divider':
      return '———'
    case 'code':
      return textOf(block.children)
    case 'formula-block':
      return formulaWords(displayTex(textOf(block.children)), true)
    case 'item':
      return '　'.repeat(block.depth) + (block.kind === 'number' ? `${numbersOf(doc)[index]}. ` : '• ') + line(block.children)
    case 'table':
      return table(block)
    default:
      return line(inlinesOf(block))
  }
}

function line(content: readonly Inline[]): string {
  return content
    .map((each, at) => {
      if (!isRun(each)) return each.type === 'formula' ? formulaWords(each.tex, false) : ''
      const words = wordsOfLink(content, at)
      const isApart = words !== null && each.link !== undefined && words.trim() !== each.link && each.link.replace(/^mailto:/, '') !== words.trim()
      return each.text + (isApart ? `（${each.link}）` : '')
    })
    .join('')
}

/** As sheets take it: a row a line, a tab between two cells; what reaches over several stands in the first of them. */
function table(block: Extract<Block, { type: 'table' }>): string {
  const lines = block.children.map((): string[] => Array.from({ length: block.align.length }, () => ''))
  for (const { cell, left, top } of gridOf(block).cells) {
    const row = lines[top]
    if (row) row[left] = line(cell.children).replaceAll('\n', ' ')
  }
  return lines.map((cells) => cells.join('\t').trimEnd()).join('\n')
}
