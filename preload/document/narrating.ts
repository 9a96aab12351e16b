/**
 * How long a lesson is to listen to: the 字 that a narrator says, figures, formulas and small tables in words, and silences as the 字 that
 * would fit into them. An estimate that costs a key next to nothing; the script itself, of which it is a tenth more or less, is made when a lesson goes out.
 */
import { perBlock } from './blocks.ts'
import { inlinesOf, isRun } from './lines.ts'
import { saidCharacters } from './said-length.ts'
import type { Block, Doc, Line, Table } from './schema.ts'

/** Silences of scripts, at the pace that podcasts are read at: 350, 600 and 900 ms of 240 字 a minute. */
const [SHORT, LONG, LONGEST] = [1.4, 2.4, 3.6]
/** A table that is said has no more. */
const [COLUMNS, ROWS] = [3, 5]

const NUMBER = /(\d[\d,]*)(\.\d+)?(?=\s*(年|[%％‰])?)/g
const ADDRESS = /https?:\/\/[^\s，。；！？）】》]+/g
/** 字 of “（链接见文稿）”, which is said instead. */
const INSTEAD = 7
const WORDS = /[\p{L}\p{N}]/u

/** 字 of a lesson as it is said. */
export function narratedLength(doc: Doc): number {
  let [sum, before] = [0, undefined as Block | undefined]
  for (const block of doc) {
    const said = lengthOf(block)
    sum += said
    if (said > 0 && block.type === 'quote' && before?.type !== 'quote') sum += 7 + SHORT
    if (before?.type === 'item' && block.type !== 'item') sum += LONG - SHORT
    before = block
  }
  return Math.round(sum)
}

const lengthOf = perBlock((block) => {
  switch (block.type) {
    case 'code':
    case 'note':
    case 'image':
      return 0
    case 'divider':
      return LONGEST - LONG
    case 'formula-block': {
      const words = formulaLength(block.children.map(({ text }) => text).join(''))
      return words === 0 ? 0 : words + 1 + LONG
    }
    case 'table':
      return tableLength(block)
    default: {
      const words = lineLength(block)
      return words === 0 ? 0 : words + around(block)
    }
  }
})

/** What a script puts around a block: what leads to it, and the silence behind it. */
function around(block: Exclude<Block, Table>): number {
  if (block.type === 'heading') return (block.level > 2 ? 1 : 5) + LONGEST + LONGEST - LONG
  if (block.type === 'item') return SHORT + (block.kind === 'number' ? 3 : 0)
  if (block.type === 'callout') return 3 + SHORT + LONG
  return LONG
}

/** Each cell is said with the head of its column. */
function tableLength({ children, hasHeader }: Table): number {
  const [head, ...rows] = children
  const columns = head?.children.length ?? 0
  const isSaid = children.every((row) => row.children.length === columns && row.children.every(({ colspan, rowspan }) => !colspan && !rowspan))
  if (!head || !hasHeader || !isSaid || columns < 2 || columns > COLUMNS || rows.length > ROWS) return 0
  const [subject = 0, ...heads] = head.children.map(lineLength)
  return rows.reduce(
    (sum, row) => {
      const [first = 0, ...cells] = row.children.map(lineLength)
      return sum + first + SHORT + 1 + cells.reduce((all, cell, at) => all + (cell === 0 ? 0 : cell + (heads[at] ?? 0) + 2), 0)
    },
    subject + 6 + SHORT + (LONG - SHORT),
  )
}

function lineLength(line: Line): number {
  let [length, hasWords] = [0, false]
  for (const each of inlinesOf(line)) {
    if (!isRun(each)) {
      const words = each.type === 'formula' ? formulaLength(each.tex) || INSTEAD : 0
      length += words
      hasWords ||= words > 0
    } else if (!each.strike) {
      length += textLength(each.text)
      hasWords ||= WORDS.test(each.text)
    }
  }
  return hasWords ? length : 0
}

/** What is seen, words of Latin script as long as they take to say, and what numbers are longer by as words. */
function textLength(text: string): number {
  let length = saidCharacters(text)
  if (!/[\d:]/.test(text)) return length
  for (const [address] of text.matchAll(ADDRESS)) length += INSTEAD - saidCharacters(address)
  for (const [, whole = '', fraction = '', behind] of text.replaceAll(ADDRESS, '').matchAll(NUMBER)) {
    const digits = whole.replaceAll(',', '')
    const isYear = behind === '年' && digits.length === 4
    length += (isYear ? 4 : inWords(digits)) - whole.length
    // 百分之 for one sign.
    if (behind !== undefined && behind !== '年') length += 2
    if (fraction !== '' && digits === '') length += 1
  }
  return length
}

/** 字 of a number: 120 is 一百二十. Long ones, and those that begin with zero, are said digit by digit. */
function inWords(digits: string): number {
  const most = digits.length
  if (most === 1 || most > 8 || digits.startsWith('0')) return most
  let [count, isZero] = [0, false]
  for (let at = 0; at < most; at += 1) {
    const place = most - 1 - at
    if (digits[at] !== '0') {
      count += (isZero ? 1 : 0) + 1 + (place % 4 === 0 ? 0 : 1)
      isZero = false
    } else isZero = true
    if (place === 4) {
      count += 1
      isZero = false
    }
  }
  return most === 2 && digits.startsWith('1') ? count - 1 : count
}

/** Signs of a formula that is said: of longer ones no script says a word. */
const MOST_SIGNS = 28

/** Signs of TeX by their names: what is above or below is said with a word, grids are not said. */
function formulaLength(tex: string): number {
  if (/\\begin\b/.test(tex)) return 0
  const [words, rest] = [tex.match(/\\[a-zA-Z]+/g) ?? [], tex.replaceAll(/\\[a-zA-Z]+|\\.|[{}\s&]/g, '')]
  const named = words.filter((word) => !/^\\(?:left|right|quad|qquad|text|mathrm|mathbf|displaystyle|limits|[bB]ig[glr]?)$/.test(word))
  if (named.length + rest.length > MOST_SIGNS) return 0
  return 2 * named.length + rest.length + (rest.match(/[\^_=<>]/g) ?? []).length
}
