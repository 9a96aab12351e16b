/**
 * What stands in the text already and is said once more, not at once as in a loop: an item of an enumeration, a long
 * clause of the same block, a whole block. It is known only when it is complete, so its beginning waits.
 */
import { blockOf, blocksAbove } from './block.ts'
import { isConnective } from './connectives.ts'
import { enumerationMark, sentenceMark, spanMark } from './marks.ts'
import { listAbove } from './series.ts'

const listMark = /[、]/u
/** Before the last item; a second one says that the items are pairs. */
const lastMark = /[和与與及]/gu
/** Who speaks here has spoken not far above; in UTF-16 units. */
const nearby = 400
/** Where people take turns or things are set side by side, there are at least two. */
const leastLabels = 2
/** A name and a colon; 他说 is none. */
const label = /^([^\s，。！？；：:,.“”]{1,7}[^\s，。！？；：:,.“”道说說问問答曰笑叫喊])[：:]/u
/** Who or what speaks, a single letter, too. */
const turn = /^[^\s，。！？；：:,.“”]{1,8}[：:]/u
const turnEnd = /[。！？!?：:，,]$/u
const han = /\p{Script=Han}/u
/** A clause of so many letters is no turn of phrase. */
const longClause = { han: 8, latin: 16 }
/** An enumeration of so many items is long enough. */
const mostItems = 16
/** A block that only adds one of these says nothing new. */
const blockEnd = /[。：:，]$/u
/** What only announces the next ones (优点：, Pros:) comes again in every section. */
const announcing = /[：:]$/u
const leastItem = 2
/** An item in Latin letters has so many words at most. */
const longestItem = 3
/** The block right above is not said again from so many letters on; those further up may be the lessons' own headings (课堂练习). */
const leastBlock = 4

/** Something that is being written, and what must not be written there again. */
interface Writing {
  /** Where it begins in the suggestion; 0 where the author began it. */
  readonly from: number
  readonly said: string
  readonly known: readonly string[]
  /** Whether what was said is complete. */
  readonly isOver: boolean
}

/** Where the first thing that was said before begins, in UTF-16 units; the length where there is none. `isWhole`: no more is to come. */
export function echoStart(text: string, before: string, isWhole: boolean): number {
  const again = writtenOf(text, before, isWhole).find(({ isOver, said, known }) => isOver && known.includes(said))
  return Math.min(again?.from ?? text.length, endlessStart(text, before), labelStart(text, before))
}

/** How many units at the end of `text` could turn out to be said again. */
export function possibleEcho(text: string, before: string): number {
  const waiting = writtenOf(text, before, false).filter(
    ({ isOver, said, known }) => !isOver && said !== '' && known.some((other) => other.startsWith(said.replace(blockEnd, ''))),
  )
  return Math.max(0, ...waiting.map(({ from }) => text.length - from), possibleLabel(text, before))
}

function writtenOf(text: string, before: string, isWhole: boolean): Writing[] {
  return [itemsOf, clausesOf, questionWritten, blockWritten, turnWritten].flatMap((way) => way(text, before, isWhole))
}

/** The items of the enumeration at the caret. */
function itemsOf(text: string, before: string, isWhole: boolean): Writing[] {
  const begun = blockOf(before).split(enumerationMark).at(-1) ?? ''
  if (!han.test(begun + text)) return latinItemsOf(text, begun, isWhole)
  if (!listMark.test(begun + text)) return []
  const items = partsOf(text, begun, listMarkIn(begun + text), isWhole).map((part) => {
    const said = part.said.split(/[，。]/u, 1)[0] ?? ''
    return { ...part, said, isOver: part.isOver || said !== part.said, known: itemsFrom(part.earlier) }
  })
  return items.filter(({ said, isOver }) => !isOver || said.length >= leastItem)
}

function listMarkIn(sentence: string): RegExp {
  const [last, second] = [...sentence.matchAll(lastMark)]
  return last && !second && listMark.test(sentence.slice(0, last.index)) ? /[、和与與及]/u : listMark
}

/** Commas part clauses, too: they are items where at least two stand before and those behind the first are short. */
function latinItemsOf(text: string, begun: string, isWhole: boolean): Writing[] {
  const sentence = begun.split(/[.!?]\s/u).at(-1) ?? ''
  const itemIn = (part: string) => part.trim().replace(/^(?:and|or)\s+/u, '')
  const items = partsOf(text, sentence, /,/u, isWhole).flatMap((part) => {
    const [first = '', ...others] = part.earlier.map(itemIn)
    if (others.length === 0 || others.some((item) => item.split(' ').length > longestItem)) return []
    const said = itemIn(part.said.split(/[.!?]/u, 1)[0] ?? '')
    const announced = first.split(' ').map((_, at, words) => words.slice(at).join(' '))
    // The word before the last item waits for it.
    const known = !part.isOver && /^(?:and|or)$/u.test(said) ? [said] : [...announced, ...others].filter((item) => item.length > leastItem)
    return [{ ...part, said, known }]
  })
  return items
}

/** The first item stands behind the words that announce it: any end of them may be it. */
function itemsFrom(earlier: readonly string[]): string[] {
  const [first = '', ...others] = earlier.map(
    (item) =>
      item
        .split(/[，：:]/u)
        .at(-1)
        ?.trim() ?? '',
  )
  const items = [...Array.from({ length: Math.max(0, first.length - 1) }, (_, at) => first.slice(at)), ...others]
  // 悲伤的 names what 悲伤 does.
  return items.flatMap((item) => (item.endsWith('的') ? [item, item.slice(0, -1)] : [item, `${item}的`]))
}

function clausesOf(text: string, before: string, isWhole: boolean): Writing[] {
  const written = partsOf(text, blockOf(before), spanMark, isWhole)
  return written.map((part) => ({ ...part, known: part.earlier.filter(isLong) }))
}

function isLong(clause: string): boolean {
  const letters = clause.replace(/[^\p{L}\p{N}]/gu, '').length
  return letters >= (/\p{Script=Han}/u.test(clause) ? longClause.han : longClause.latin)
}

/** A question is asked once in its block, however short it is. */
function questionWritten(text: string, before: string, isWhole: boolean): Writing[] {
  const sentences = blockOf(before).split(/(?<=[。！？；!?\n])/u)
  const begun = sentences.pop() ?? ''
  const [said = '', ...rest] = (begun + text).split(sentenceMark)
  const known = sentences.filter((sentence) => sentence.endsWith('？')).map((sentence) => sentence.slice(0, -1).trim())
  return [{ from: 0, said: said.trim(), known, isOver: isWhole || rest.length > 0 }]
}

/** The whole block, if it is no heading: those may come again. An item stands once in its list, and may in another. */
function blockWritten(text: string, before: string, isWhole: boolean): Writing[] {
  const line = before.slice(before.lastIndexOf('\n') + 1)
  if (line.startsWith('#')) return []
  const block = blockOf(before)
  const said = (block + text).trim()
  const above = blocksAbove(before)
  const heading = block === '' && /(?:^|\n)#{1,6} [^\n]+\n\n[^\n]*$/.test(before) ? above.slice(-1) : []
  const own = before
    .slice(before.lastIndexOf('\n\n') + 1)
    .split('\n')
    .slice(0, -1)
  const others = listAbove(before) ?? [...above.filter((other, at) => (at === above.length - 1 ? other.length >= leastBlock : isLong(other))), ...linesOf(own)]
  const known = [...others.filter((other) => !announcing.test(other)), ...heading]
  return [{ from: 0, said: said.replace(blockEnd, ''), known: known.map((other) => other.replace(blockEnd, '')), isOver: isWhole }]
}

/** A turn that only says the last one: 问：何时退款？答：何时退款？ */
function turnWritten(text: string, before: string, isWhole: boolean): Writing[] {
  const block = blockOf(before)
  if (!turn.test(block)) return []
  const last = blocksAbove(before).at(-1) ?? ''
  const plain = (whole: string) => whole.replace(turn, '').trim().replace(turnEnd, '')
  const known = turn.test(last) ? [plain(last)].filter(({ length }) => length >= leastBlock) : []
  return [{ from: 0, said: plain(block + text), known, isOver: isWhole }]
}

/** The lines of a paragraph, as those of a poem: a refrain is the author's to write. */
function linesOf(lines: readonly string[]): string[] {
  return lines.map((line) => line.trim()).filter((line) => line.length >= leastItem && !line.startsWith('#'))
}

/** What stands before a colon where a block begins: who speaks, what is explained. It begins a block, and stands in none. */
function labelsOf(before: string): string[] {
  const near = before.slice(-nearby)
  // Its first line may be the end of one.
  const whole = near.length < before.length ? near.slice(near.indexOf('\n') + 1 || near.length) : near
  const blocks = [...blocksAbove(whole), blockOf(whole)]
  const labels = [...new Set(blocks.flatMap((block) => label.exec(block)?.[1] ?? []))].filter((name) => !isConnective(name))
  return labels.length < leastLabels ? [] : labels
}

function labelStart(text: string, before: string): number {
  const block = blockOf(before)
  const all = block + text
  const names = labelsOf(before)
  const isTurn = names.some((name) => block.startsWith(`${name}：`) || block.startsWith(`${name}:`))
  const starts = names.flatMap((name) => {
    const found = ['：', ':'].flatMap((colon) => placesOf(name + colon, all, Math.max(1, block.length - name.length)))
    // Behind a letter it is a word of its clause: 下面两个原因：. Where somebody speaks already nobody else begins to: 我们的学生：
    const labels = found.filter((at) => /[^\p{L}\p{N}\s]\s*$/u.test(all.slice(0, at)) || (isTurn && all.charAt(at - 1) === '的'))
    return [...labels.map((at) => Math.max(0, at - block.length)), ...ownLabelStart(text, block, name)]
  })
  return Math.min(text.length, ...starts)
}

function placesOf(part: string, text: string, from: number): number[] {
  const places: number[] = []
  for (let at = text.indexOf(part, from); at >= 0; at = text.indexOf(part, at + 1)) places.push(at)
  return places
}

/** Right behind a label of its own block it explains nothing: 演员：演员、 */
function ownLabelStart(text: string, block: string, name: string): number[] {
  const at = text.indexOf(name)
  const isAlone = at >= 0 && at < 2 && /^(?:[、，,。]|$)/u.test(text.slice(at + name.length))
  return isAlone && /^[：:]\s*$/u.test(block.slice(name.length)) && block.startsWith(name) ? [at] : []
}

function possibleLabel(text: string, before: string): number {
  return Math.max(0, ...labelsOf(before).map((name) => longestEnd(text, name)))
}

/** How much of the end of `text` a name begins with. */
function longestEnd(text: string, name: string): number {
  for (let length = Math.min(text.length, name.length); length > 0; length--) if (text.endsWith(name.slice(0, length))) return length
  return 0
}

interface Part extends Omit<Writing, 'known'> {
  readonly earlier: readonly string[]
}

/** What the suggestion writes of a text that marks part, and what stands before each part. */
function partsOf(text: string, begun: string, mark: RegExp, isWhole: boolean): Part[] {
  const before = begun.split(mark).map((part) => part.trim())
  const parts = ((before.at(-1) ?? '') === '' ? text : (begun.split(mark).at(-1) ?? '') + text).split(mark)
  const typed = parts.join(' ').length - text.length
  const all = [...before.slice(0, -1), ...parts.map((part) => part.trim())]
  let at = -typed
  return parts.map((part, index) => {
    const from = Math.max(0, at)
    at += part.length + 1
    const isLast = index === parts.length - 1
    return { from, said: part.trim(), earlier: all.slice(0, before.length - 1 + index), isOver: !isLast || isWhole }
  })
}

/** Where an enumeration that is long enough would go on. */
function endlessStart(text: string, before: string): number {
  const begun = blockOf(before).split(enumerationMark).at(-1) ?? ''
  let items = begun.split(listMark).length
  for (let at = 0; at < text.length && !enumerationMark.test(text.charAt(at)); at++) {
    if (listMark.test(text.charAt(at)) && ++items > mostItems) return at
  }
  return text.length
}
