/**
 * What a series has named is not named again: what stands between ①②③ and the like, between semicolons or arrows, in the
 * items of a list, in headings that count.
 */
import { blockOf, indentOf } from './block.ts'
import { isConnective } from './connectives.ts'
import { chinese, countsIn } from './counting.ts'
import { memberMark } from './marks.ts'

/** What parts the members of a series that does not count. */
const parting = /[；;→⇒｜|]/gu
/** What an item begins with, behind its indent. */
const itemMark = /^( *)(?:[-*+] |\p{Nd}{1,3}\. |[A-H][.、．)）] *)/u
const headingNumber = new RegExp(`^(?:\\p{Nd}{1,2}(?:[.．、] ?| )|[${chinese}]{1,3}、|第[\\p{Nd}${chinese}]{1,3}[讲講章课課节節步] *)`, 'u')
/** 第一周 stands beside 第二周, not under it. */
const counts = new RegExp(`[\\p{Nd}${chinese}]`, 'u')
const headingMark = /^#{1,6} /
/** Little words before a name make it no other. */
const littleWord = /^[在为為是和与與及再]/u
/** A name that only adds this is the same one. */
const particle = /的$/u
const marksBefore = /^[^\p{L}\p{N}]+/u
const marks = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu
const leastName = 2
/** A flow that has come so far may go back to one of its steps, but not stay where it is. */
const leastSteps = 3
const arrow = /[→⇒]/u

/** A member that the suggestion writes. */
interface Member {
  /** Where it begins in the suggestion; 0 where the author began it. */
  readonly from: number
  /** Without its marks, as far as it is written. */
  readonly said: string
  readonly isOver: boolean
  /** What stands before it in the series. */
  readonly known: readonly string[]
}

/** Where a series names something again, in UTF-16 units; the length where it does not. `isWhole`: no more is to come. */
export function memberStart(text: string, before: string, isWhole: boolean): number {
  const isAgain = ({ said, isOver, known }: Member) =>
    isOver && [said, said.replace(littleWord, ''), said.replace(particle, '')].some((plain) => known.includes(plain))
  return membersOf(text, before, isWhole).find(isAgain)?.from ?? text.length
}

/** How many units at the end of `text` could turn out to be named again. */
export function possibleMember(text: string, before: string): number {
  const mayBecome = (said: string, name: string) => name.startsWith(said) || name.startsWith(said.replace(littleWord, ''))
  const waiting = membersOf(text, before, false).filter(({ said, isOver, known }) => !isOver && said !== '' && known.some((name) => mayBecome(said, name)))
  return Math.max(0, ...waiting.map(({ from }) => text.length - from))
}

/** Those that the suggestion writes or ends, whole and by their first clause. */
function membersOf(text: string, before: string, isWhole: boolean): Member[] {
  const block = blockOf(before)
  const all = block + text
  const counts = countsIn(all)
  const parts = [...counts, ...[...all.matchAll(parting)].map(({ index }) => ({ from: index, end: index + 1 }))].sort((a, b) => a.from - b.from)
  const known = namesAbove(before)
  if (known.length === 0 && !parts.some(({ end }) => end <= block.length)) return []
  const found: Member[] = []
  for (const [at, { end }] of [{ end: markLength(before, block) }, ...parts].entries()) {
    const member = all.slice(end, parts[at]?.from)
    const start = end + (marksBefore.exec(member)?.[0].length ?? 0)
    const whole = all.slice(start, end + member.length)
    const clause = whole.split(memberMark, 1)[0] ?? ''
    const isEnded = at < parts.length || isWhole
    const goesBack = arrow.test(all.charAt(end - 1)) && known.length >= leastSteps
    for (const said of [clause, whole]) {
      const isOver = isEnded || start + said.length < all.length
      if (start + said.length > block.length)
        found.push({ from: Math.max(0, start - block.length), said: said.replace(marks, ''), isOver, known: known.slice(goesBack ? -1 : 0) })
    }
    known.push(...namesOf(member, counts.length > 0))
  }
  return found
}

/** How much of the block is a mark of its kind that `blockOf` does not know. */
function markLength(before: string, block: string): number {
  const mark = headingMark.test(lineOf(before)) ? headingNumber : itemMark
  return mark.exec(block)?.[0].length ?? 0
}

function namesOf(member: string, byClause: boolean): string[] {
  const whole = member.replace(marks, '')
  return [whole, byClause ? (whole.split(memberMark, 1)[0] ?? '') : ''].filter((name) => name.length >= leastName && !isConnective(name))
}

/** What is named above the caret's block in its series of items or headings. */
function namesAbove(before: string): string[] {
  const own = lineOf(before)
  if (headingNumber.test(own.replace(headingMark, '')) && headingMark.test(own)) return headingsAbove(before)
  const indent = itemMark.exec(own)?.[1]
  return indent === undefined ? [] : itemsAbove(before, indent)
}

function headingsAbove(before: string): string[] {
  const headings = linesAbove(before).filter((line) => headingMark.test(line))
  return headings.flatMap((line) => namesOf(line.replace(headingMark, '').replace(headingNumber, ''), false))
}

/** The items of the same list, those of its deeper lists left out. */
function itemsAbove(before: string, indent: string): string[] {
  return itemTexts(before, indent).texts.flatMap((text) => namesOf(text, true))
}

/** The texts of the items above the caret's in its own list, nearest first, of the item that it is under and of those beside that which count; null where the caret is in none. */
export function listAbove(before: string): readonly string[] | null {
  const indent = indentOf(lineOf(before))
  if (indent === undefined) return null
  const { texts, parents } = itemTexts(before, indent)
  return [...texts, ...parents]
}

function itemTexts(before: string, indent: string): { readonly texts: string[]; readonly parents: string[] } {
  const [texts, parents]: [string[], string[]] = [[], []]
  let outer: string | null = null
  for (const line of linesAbove(before).toReversed()) {
    const mark = itemMark.exec(line)
    if (!mark) break
    const [text, own] = [line.slice(mark[0].length).trim(), mark[1] ?? '']
    if (outer === null && own.length < indent.length) outer = own
    if (outer !== null && own.length < outer.length) break
    if (outer === null && own === indent) texts.push(text)
    if (own === outer && (parents.length === 0 || counts.test(text))) parents.push(text)
  }
  return { texts, parents }
}

function lineOf(before: string): string {
  return before.slice(before.lastIndexOf('\n') + 1)
}

function linesAbove(before: string): string[] {
  const lines = before.split('\n').slice(0, -1)
  return lines.filter((line) => line !== '')
}
