/**
 * What the model is told about where the caret stands: by the page of a lesson, and by the simulated author who measures what
 * suggestions are worth, so that the figures are of what an author gets.
 */
import { blockText } from './lines.ts'
import { type Point } from './places.ts'
import { headingsAbove } from './outline.ts'
import { plainText } from './plain-text.ts'
import type { Block, Doc } from './schema.ts'

/** Titles of what the text stands in. */
export interface Titles {
  readonly course: string
  readonly chapter: string
  readonly lesson: string
}

/** How a model is told what it writes in. */
export type Prose = 'paragraph' | 'heading' | 'item' | 'quote'

/** Null where nothing is suggested: in code, in a formula's source and on dividers. */
export function proseOf(block: Block): Prose | null {
  switch (block.type) {
    case 'code':
    case 'formula-block':
    case 'divider':
      return null
    case 'callout':
      return 'quote'
    case 'image':
    case 'note':
    case 'table':
      return 'paragraph'
    default:
      return block.type
  }
}

/** The caret's place in words; a `SuggestionContext` of the contract. */
export interface CaretContext extends Titles {
  /** Headings above the caret that `before` no longer reaches, outermost first. */
  readonly headings: string[]
  readonly before: string
  readonly after: string
  readonly block: Prose
  readonly candidate: number
}

/** Characters before the caret, at most. */
const most = 4000
/** When the window has to move, it moves to here: the text before the caret then keeps its beginning, and the engine its cache, for the next thousand characters. */
const fresh = 3000
const step = 500
const following = 300

/** The window of text before the caret. It remembers where it began, because a beginning that moves with every keystroke costs the engine its whole prefix. */
export class ContextWindow {
  private start: string | null = null

  /** The context of a caret, or null where nothing is suggested. */
  at(doc: Doc, caret: Point, titles: Titles, candidate: number): CaretContext | null {
    const index = caret.path[0] ?? 0
    const block = doc[index]
    const prose = block && proseOf(block)
    if (!prose) return null
    const from = this.from(doc, caret)
    return {
      course: titles.course.slice(0, 200),
      chapter: titles.chapter.slice(0, 200),
      lesson: titles.lesson.slice(0, 200),
      headings: headingsAbove(doc, from.path[0] ?? 0)
        .map(({ text }) => text.slice(0, 400))
        .slice(-12),
      before: plainText(doc, from, caret),
      after: textAfter(doc, caret),
      block: prose,
      candidate,
    }
  }

  private from(doc: Doc, caret: Point): Point {
    const index = caret.path[0] ?? 0
    let length = plainText(doc, { path: [index, 0], offset: 0 }, caret).length
    if (length > most) return { path: [index, 0], offset: Math.floor((length - fresh) / step) * step }
    let chosen = index
    for (let at = index; at >= 0; at -= 1) {
      const block = doc[at]
      if (!block) break
      if (at < index) length += blockText(block).length + 4
      if (length > most) break
      if (block.id === this.start) return { path: [at, 0], offset: 0 }
      if (length <= fresh) chosen = at
    }
    this.start = doc[chosen]?.id ?? null
    return { path: [chosen, 0], offset: 0 }
  }
}

/** The rest of the block and the beginning of what follows it. */
function textAfter(doc: Doc, caret: Point): string {
  const index = caret.path[0] ?? 0
  const last = Math.min(index + 2, doc.length - 1)
  return plainText(doc, caret, { path: [last, 0], offset: Number.MAX_SAFE_INTEGER }).slice(0, following)
}
