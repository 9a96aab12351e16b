/** What counts within a block: 第一, 第二; ①②③; 1）2）3）; 一是, 二是; 首先, 其次. It goes on counting, and stands once. */
import { blockOf } from './block.ts'
import { sentenceMark } from './marks.ts'

export const chinese = '一二三四五六七八九十'
const circled = '①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳'
/** Words that count; 最后 may end anything and counts nothing. */
const words = ['首先', '其次', '再次']
const number = `(?:\\p{Nd}{1,2}|[${chinese}]{1,3})`
const anyNumber = new RegExp(number, 'u')
/** Apart from its number, what counts is written alike throughout a series. */
const counter = new RegExp(
  [
    `[${circled}]`,
    `\\p{Nd}\\uFE0F?\\u20E3`,
    `[(（]?${number}[)）]`,
    `第${number}(?:[讲講章课課节節步點点條条類类種种層层項项色個个]|(?=[，、：]))`,
    `[${chinese}](?=[是为為](?!\\p{Nd}))`,
    `${number}、`,
    `\\p{Nd}{1,2}[.．] `,
    `(?:${words.join('|')})(?=[，,、是])`,
  ].join('|'),
  'gu',
)
/** Its beginning at the end of a text. */
const counterBegun = new RegExp(`(?:${words.join('|')}|[(（第]|[(（第]?${number}[是为為.．]?|\\p{Nd}\\uFE0F)$`, 'u')
/** Behind what it may stand; signs that do nothing but count may stand anywhere. */
const begins = /(?:^|[，。、；：！？,;:!?\s（(“”→]|\u20E3)$/u
const sign = new RegExp(`^[${circled}]|\\u20E3$`, 'u')
/** The kind of 一、 and of 1、, which number headings and also stand in rows. */
const inRow = '#、'
const bareBracket = /^[^(（].*[)）]$/u

/** Something that counts, and where it stands in its text, in UTF-16 units. */
export interface Count {
  /** How it is written but for its number. */
  readonly kind: string
  readonly value: number
  readonly from: number
  readonly end: number
}

/** All that counts in a block's text. */
export function countsIn(block: string): Count[] {
  return [...block.matchAll(counter)]
    .filter(({ 0: written, index }) => sign.test(written) || countsAt(written, block.slice(0, index)))
    .map(({ 0: written, index }) => {
      const end = index + written.length
      return { kind: kindOf(written, block.charAt(end)), value: valueOf(written), from: index, end }
    })
}

/** Whether what is written like a count is one there: not the end of what stands in brackets (见图 3), not that of an English sentence (He was 12.). */
function countsAt(written: string, before: string): boolean {
  if (!begins.test(before) || (bareBracket.test(written) && isBracketOpen(before))) return false
  return !(/[.．] $/u.test(written) && /\p{Script=Latin}\s*$/u.test(before))
}

function isBracketOpen(text: string): boolean {
  let depth = 0
  for (const character of text) {
    if ('(（'.includes(character)) depth++
    if (')）'.includes(character)) depth = Math.max(0, depth - 1)
  }
  return depth > 0
}

/** Where a series counts no further than it has, or twice at once, in UTF-16 units; the length where it does not. */
export function countStart(text: string, before: string): number {
  const block = blockOf(before)
  const seen = new Map<string, number>()
  let last: Count | null = null
  let isRun = false
  for (const count of countsIn(block + text)) {
    // Numbers in a row are no headings of what stands between them: the next row begins anew.
    const isNext = last?.kind === count.kind && last.end === count.from
    if (count.kind === inRow && !isNext && (isRun || (block + text).charAt(count.from - 1) === '、')) seen.delete(inRow)
    isRun = isNext
    const isBack = count.value <= (seen.get(count.kind) ?? 0) || isBackInRow(count, last, block + text)
    const isTwice = last !== null && last.kind !== count.kind && /^[\s、.]*$/u.test((block + text).slice(last.end, count.from))
    if (count.end > block.length && (isBack || isTwice)) return Math.max(0, count.from - block.length)
    seen.set(count.kind, count.value)
    last = count
  }
  return text.length
}

/** Where semicolons part what is counted it goes on counting, whatever is counted: 第一，……；第二，……；第二个. */
function isBackInRow({ kind, value, from }: Count, last: Count | null, text: string): boolean {
  if (last === null || !kind.startsWith('第') || !last.kind.startsWith('第') || value > last.value) return false
  return text.charAt(from - 1) === '；' && !sentenceMark.test(text.slice(last.end, from))
}

/** How many units at the end of `text` may begin to count. */
export function possibleCount(text: string): number {
  return counterBegun.exec(text)?.[0].length ?? 0
}

function kindOf(written: string, behind: string): string {
  if (circled.includes(written)) return '①'
  if (words.includes(written)) return words[0] ?? ''
  const kind = written.replace(anyNumber, '#')
  return kind === '#' ? `#${behind}` : kind
}

function valueOf(written: string): number {
  if (circled.includes(written)) return circled.indexOf(written) + 1
  if (words.includes(written)) return words.indexOf(written) + 1
  const found = anyNumber.exec(written)?.[0] ?? ''
  if (/\p{Nd}/u.test(found)) return Number(found.normalize('NFKC'))
  const [first = '', ones = ''] = found.includes('十') ? found.split('十') : ['', found]
  const digit = (character: string) => chinese.indexOf(character.charAt(0)) + 1
  return (found.includes('十') ? 10 * (first === '' ? 1 : digit(first)) : 0) + (ones === '' ? 0 : digit(ones))
}
