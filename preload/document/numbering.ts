/**
 * What number stands before a numbered item: one more than its predecessor of the same depth in the same list, unless it says
 * itself where it counts from. The page, whatever models read and every target count by this alone.
 */
import type { Block, Doc } from './schema.ts'

type Item = Extract<Block, { type: 'item' }>
export type NumberedItem = Item & { readonly kind: 'number' }

/** The largest number that an item can say: Markdown reads nine figures at most, and a list goes on from its first. */
export const largestStart = 9_999_999

/** Whether a number stands before a block. */
export function isNumbered(block: Block): block is NumberedItem {
  return block.type === 'item' && block.kind === 'number'
}

/** Kinds behind which numbers go on: steps go on behind what shows how one is done. */
const within: ReadonlySet<string> = new Set<Block['type'] | 'pasted-image'>(['image', 'pasted-image', 'code', 'table', 'formula-block'])

/** Counts blocks one after another. */
class Count {
  /** The running number at each depth of the list so far, and the kind counted there. */
  #list: { readonly kind: Item['kind']; readonly number: number }[] = []
  /** The newest number at each depth, whatever came behind it. */
  #newest: number[] = []

  /** What an item would be called that says nothing itself. */
  next({ kind, depth }: Item): number {
    const before = this.#list[depth]
    return before?.kind === kind ? before.number + 1 : 1
  }

  /** What it would be called if it went on from the number before it, whatever stands between. */
  onward({ depth }: Item): number {
    return (this.#newest[depth] ?? 0) + 1
  }

  /** The number of the next block; 0 of what has none. */
  take(block: { readonly type: string } | Item): number {
    if (!('kind' in block)) {
      if (!within.has(block.type)) this.#list = []
      return 0
    }
    const { kind, depth, start } = block
    const number = kind !== 'number' || start === undefined ? this.next(block) : start === 'onward' ? this.onward(block) : start
    this.#list = this.#list.slice(0, depth + 1)
    this.#list[depth] = { kind, number }
    this.#newest = this.#newest.slice(0, depth + 1)
    if (kind !== 'number') return 0
    this.#newest[depth] = number
    return number
  }
}

const known = new WeakMap<Doc, readonly number[]>()

/** The number that stands before each block of a text; 0 before what has none. */
export function numbersOf(doc: Doc): readonly number[] {
  const count = new Count()
  const numbers = known.get(doc) ?? doc.map((block) => count.take(block))
  known.set(doc, numbers)
  return numbers
}

/** Blocks of which numbered items say where they count from just where they would be called otherwise. `wanted`: what each is to be called; null: as it is counted. */
export function withNumbers<B extends { readonly type: string }>(blocks: readonly (Block | B)[], wanted: (item: NumberedItem) => number | null): (Block | B)[] {
  const count = new Count()
  const isItem = (block: Block | B): block is NumberedItem => block.type === 'item' && 'kind' in block && block.kind === 'number'
  return blocks.map((block) => {
    const said = isItem(block) ? starting(block, wanted(block), count) : block
    count.take(said)
    return said
  })
}

/** Where a numbered item has to say that it counts from, to be called so where it stands; undefined: nothing. */
export function startFor(doc: Doc, index: number, number: number): NumberedItem['start'] {
  const item = doc[index]
  if (!item || !isNumbered(item)) return undefined
  const count = new Count()
  for (const block of doc.slice(0, index)) count.take(block)
  return starting(item, number, count).start
}

function starting({ start: _start, ...item }: NumberedItem, number: number | null, count: Count): NumberedItem {
  if (number === null || number === count.next(item)) return item
  return { ...item, start: number === count.onward(item) ? 'onward' : number }
}

/** A number in an attribute of HTML, as browsers read it: what follows its figures is nothing, and without any it is none. */
export function numberOfAttribute(said: string | null | undefined): number | null {
  const [, figures] = /^[\t\n\f\r ]*([+-]?\d+)/.exec(said ?? '') ?? []
  return figures === undefined ? null : Number(figures) || 0
}

/** Whether an item can be called so. */
export function canStart(number: number): boolean {
  return number >= 0 && number <= largestStart
}
