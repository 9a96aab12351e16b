/**
 * What a block's look takes from the blocks around it: the number of a numbered item, and whether it is
 * joined to the next. Blocks subscribe one by one, so that a new item renumbers its list and nothing else.
 * Computed here because CSS counters stop at the border of a chunk that the browser may skip.
 */
import { numbersOf } from '#preload/document/numbering.ts'
import type { Block, Doc } from '#preload/document/schema.ts'

/** `number` is 0 for what has none, and may be for what has one. */
export interface Neighbourhood {
  readonly number: number
  readonly isJoined: boolean
  /** Whether the one before is joined to it. */
  readonly isContinued: boolean
}

const alone: Neighbourhood = { number: 0, isJoined: false, isContinued: false }

export class Neighbours {
  private known = new Map<string, Neighbourhood>()
  private readonly listeners = new Map<string, () => void>()

  constructor(doc: Doc) {
    this.known = neighbourhoods(doc, this.known)
  }

  of = (block: string): Neighbourhood => this.known.get(block) ?? alone

  /** Looks at the document again after blocks came, went or changed their kind. */
  update(doc: Doc): void {
    const before = this.known
    this.known = neighbourhoods(doc, before)
    for (const [block, listener] of this.listeners) if (this.of(block) !== (before.get(block) ?? alone)) listener()
  }

  subscribe(block: string, listener: () => void): () => void {
    this.listeners.set(block, listener)
    return () => {
      if (this.listeners.get(block) === listener) this.listeners.delete(block)
    }
  }
}

function neighbourhoods(doc: Doc, before: ReadonlyMap<string, Neighbourhood>): Map<string, Neighbourhood> {
  const found = new Map<string, Neighbourhood>()
  const numbers = numbersOf(doc)
  let wasJoined = false
  doc.forEach((block, index) => {
    const next = doc[index + 1]
    const [isContinued, isJoined] = [wasJoined, isJoinedTo(block, next)]
    wasJoined = isJoined
    const number = numbers[index] ?? 0
    if (number > 0 || isJoined || isContinued) found.set(block.id, unchanged(before.get(block.id), { number, isJoined, isContinued }))
  })
  return found
}

/** Blocks of one list, quotation or callout follow each other closely. */
function isJoinedTo(block: Block, next: Block | undefined): boolean {
  if (block.type === 'callout') return next?.type === 'callout' && next.tone === block.tone
  return (block.type === 'quote' || block.type === 'item' || block.type === 'note') && next?.type === block.type
}

function unchanged(before: Neighbourhood | undefined, now: Neighbourhood): Neighbourhood {
  return before?.number === now.number && before.isJoined === now.isJoined && before.isContinued === now.isContinued ? before : now
}
