/** Lists of HTML that are open while pieces are read: which item a line belongs to, how deep it lies, and what number it has. */
import { newBlockId } from '#preload/document/identity.ts'
import { tidy, trimmed } from '#preload/document/inlines.ts'
import { canStart, largestStart, numberOfAttribute } from '#preload/document/numbering.ts'
import type { Block, BlockId, Inline } from '#preload/document/schema.ts'
import type { HtmlPiece } from './html-text.ts'
import type { Reading } from './inlines-from-phrasing.ts'

interface OpenList {
  readonly isOrdered: boolean
  /** The number of the next item. */
  next: number
  /** The item that is open; `block`: once it has one. */
  item: { readonly number: number; block: Extract<Block, { type: 'item' }> | null } | null
}

const deepest = 8

export class HtmlLists {
  readonly #reading: Reading
  readonly #numbers: Map<BlockId, number>
  #open: OpenList[] = []

  constructor(reading: Reading, numbers: Map<BlockId, number>) {
    this.#reading = reading
    this.#numbers = numbers
  }

  /** Whether the line that comes next is the first of an item. */
  isAtItem(): boolean {
    return this.#item()?.block === null
  }

  /** Whether what comes next is within an item. */
  isInItem(): boolean {
    return this.#item() !== undefined
  }

  /** Reads a tag; false: it is none of lists. */
  takes(piece: Exclude<HtmlPiece, { kind: 'text' | 'hidden' | 'nothing' }>, line: number | undefined): boolean {
    if (piece.tag === 'ol' || piece.tag === 'ul') {
      if (piece.kind === 'open') this.#begin(piece, line)
      else this.#end(piece.tag === 'ol')
    } else if (piece.tag === 'li') {
      const list = this.#open.at(-1)
      if (piece.kind === 'open') this.#beginItem(piece.attributes, line)
      else if (list) list.item = null
    } else return false
    return true
  }

  /** The first line of an item as its block. */
  itemOf(children: readonly Inline[], line: number | undefined): Block {
    const list = this.#open.at(-1)
    const depth = Math.max(0, this.#open.length - 1)
    if (depth > deepest) this.#reading.lose('depth', '<li>', line)
    const kind = list?.isOrdered === true ? 'number' : 'bullet'
    const block = { type: 'item' as const, id: newBlockId(), kind, depth: Math.min(deepest, depth), children: tidy(trimmed(children)) } as const
    if (list?.item && list.isOrdered) this.#numbers.set(block.id, list.item.number)
    if (list?.item) list.item.block = block
    return block
  }

  /** The block of the item that is open; null where there is none yet. */
  blockOfItem(): Block | null {
    return this.#item()?.block ?? null
  }

  #item(): OpenList['item'] | undefined {
    return this.#open.at(-1)?.item ?? undefined
  }

  #begin({ tag, attributes }: Extract<HtmlPiece, { kind: 'open' }>, line: number | undefined): void {
    const isOrdered = tag === 'ol'
    // Letters, Roman numbers and counting backwards are the page's own matter.
    if (isOrdered && (attributes.has('reversed') || (attributes.get('type') ?? '1') !== '1')) this.#reading.lose('html', '<ol>', line)
    this.#open.push({ isOrdered, next: this.#numberIn(attributes.get('start'), line) ?? 1, item: null })
  }

  #end(isOrdered: boolean): void {
    const at = this.#open.findLastIndex((list) => list.isOrdered === isOrdered)
    if (at >= 0) this.#open = this.#open.slice(0, at)
  }

  #beginItem(attributes: ReadonlyMap<string, string>, line: number | undefined): void {
    // One that lies in no list is a list.
    if (this.#open.length === 0) this.#open.push({ isOrdered: false, next: 1, item: null })
    const list = this.#open.at(-1)
    if (!list) return
    const number = (list.isOrdered ? this.#numberIn(attributes.get('value'), line) : null) ?? list.next
    list.item = { number, block: null }
    list.next = Math.min(largestStart, number + 1)
  }

  #numberIn(said: string | undefined, line: number | undefined): number | null {
    const number = numberOfAttribute(said)
    if (number === null || canStart(number)) return number
    this.#reading.lose('list-start', said ?? '', line)
    return null
  }
}
