/**
 * A held-out document as the author of it would write it on the page: blocks one after another, and at each place what the page
 * would tell the model. The page's own window of the text tells it, so that what is measured is what an author gets.
 */
import type { CompletionRequest } from '#engine/completion/index.ts'
import { blockText } from '#preload/document/lines.ts'
import { ContextWindow } from '#preload/document/context-window.ts'
import { newBlockId } from '#preload/document/identity.ts'
import { numbersOf } from '#preload/document/numbering.ts'
import type { Block } from '#preload/document/schema.ts'

/** From where to where. */
type Places = readonly [from: number, to: number]

/** A document as data files have it. */
export interface HeldOutDocument {
  readonly text: string
  readonly title: string
  readonly language: string
  readonly className: string
  /** Places of the text, in order and apart, at which others speak, as in questions that are answered: read, and not written. */
  readonly context?: readonly Places[]
  /** What the text stands in, where that is known. */
  readonly course?: string
  readonly chapter?: string
}

/** Places in it are counted in UTF-16 units of its flow: the texts of its blocks, a line's end between them. */
export class Work {
  readonly title: string
  readonly language: string
  readonly className: string
  readonly flow: string
  /** The parts of the flow that the author writes. */
  readonly parts: readonly Places[]
  readonly #titles: { readonly course: string; readonly chapter: string; readonly lesson: string }
  readonly #blocks: readonly Block[]
  readonly #starts: readonly number[]

  constructor({ text, title, language, className, course = '', chapter = '', context = [] }: HeldOutDocument) {
    this.title = title
    this.language = language
    this.className = className
    this.#titles = { course, chapter, lesson: title }
    const placed = blocksFrom(text, title)
    this.#blocks = placed.map(({ block }) => block)
    const texts = this.#blocks.map(blockText)
    this.flow = texts.join('\n')
    let at = 0
    this.#starts = texts.map((written) => (at += written.length + 1) - written.length - 1)
    const inFlow = (place: number): number => {
      const index = placed.findIndex(({ end }) => place <= end)
      const [own, start] = [placed[index], this.#starts[index] ?? 0]
      return own ? start + Math.max(0, blockText(own.block).length - (own.end - place)) : this.flow.length
    }
    this.parts = partsBetween(
      context.map(([from, to]): Places => [inFlow(from), inFlow(to)]),
      this.flow,
    )
  }

  /** What comes next, to the end of the block. */
  restAt(place: number): string {
    const end = this.flow.indexOf('\n', place)
    return this.flow.slice(place, end < 0 ? undefined : end)
  }

  /** A writer's questions at the end of what is written so far: the text they are told keeps its beginning, as on the page. */
  questions(): (place: number) => CompletionRequest {
    const window = new ContextWindow()
    return (place) => this.#questionAt(window, place, '', [])
  }

  /** The question where everything is written but what stands from one place to another in the same block; the caret is there. */
  questionWithout(from: number, to: number): CompletionRequest {
    return this.#questionAt(new ContextWindow(), from, this.restAt(to), this.#blocks.slice(this.#blockAt(from) + 1))
  }

  #questionAt(window: ContextWindow, place: number, rest: string, below: readonly Block[]): CompletionRequest {
    const index = this.#blockAt(place)
    const block = this.#blocks[index]
    const offset = place - (this.#starts[index] ?? 0)
    const open = block && [withText(block, blockText(block).slice(0, offset) + rest)]
    const context = open && window.at([...this.#blocks.slice(0, index), ...open, ...below], { path: [index, 0], offset }, this.#titles, 0)
    if (!context) throw new Error(`there is nothing to be written at ${place} of “${this.title}”`)
    return context
  }

  #blockAt(place: number): number {
    return Math.max(
      0,
      this.#starts.findLastIndex((start) => start <= place),
    )
  }
}

/** What lies between places of a flow; a part does not begin with the end of a line that is none of it. */
function partsBetween(places: readonly Places[], flow: string): Places[] {
  const parts: Places[] = []
  let at = 0
  for (const [from, to] of [...places, [flow.length, flow.length] as const]) {
    if (from > at) parts.push([at, from])
    at = flow[to] === '\n' ? to + 1 : to
  }
  return parts
}

interface PlacedBlock {
  readonly block: Block
  /** Where its text ends in that of the document. */
  readonly end: number
}

/** A block of each line that is not blank. The title stands above the page, not in it. */
function blocksFrom(text: string, title: string): PlacedBlock[] {
  const [blocks, ends]: [Block[], number[]] = [[], []]
  let indents: readonly number[] = []
  for (const { 0: line, index } of text.matchAll(/[^\n\r]+/g)) {
    if (line.trim() === '') continue
    const indent = line.search(/\S/)
    // Further in than an item above is below it.
    indents = blocks.at(-1)?.type === 'item' ? [...indents.filter((one) => one < indent), indent] : [indent]
    const block = blockFrom(line.trim(), indents.length - 1, blocks)
    if (blockText(block) === '' && block.type !== 'divider') continue
    blocks.push(block)
    ends.push(index + line.trimEnd().length)
  }
  const placed = blocks.map((block, at) => ({ block, end: ends[at] ?? text.length }))
  const [first] = blocks
  return first?.type === 'heading' && blockText(first) === title ? placed.slice(1) : placed
}

/** The same block with another text; what is read of a file is never a table. */
function withText(block: Block, text: string): Block {
  return block.type === 'table' || block.type === 'divider' ? block : { ...block, children: [{ text }] }
}

function blockFrom(line: string, depth: number, above: readonly Block[]): Block {
  const [, mark = '', rest = ''] = /^(#{1,6}(?= |$)|-(?= |$)|>|\d{1,9}\.(?= ))(.*)$/.exec(line) ?? []
  const id = newBlockId()
  const children = [{ text: rest.trim() }]
  if (line === '---') return { type: 'divider', id, children: [{ text: '' }] }
  if (mark.startsWith('#')) return { type: 'heading', id, level: levelOf(mark.length), children }
  if (mark === '>') return { type: 'quote', id, children }
  if (mark === '-') return { type: 'item', id, kind: 'bullet', depth: Math.min(8, depth), children }
  const item: Block = { type: 'item', id, kind: 'number', depth: Math.min(8, depth), children }
  // The page counts by itself: a number that is not its own is the author's text.
  if (mark !== '' && Number.parseInt(mark, 10) === numbersOf([...above, item]).at(-1)) return item
  return { type: 'paragraph', id, children: [{ text: line }] }
}

function levelOf(signs: number): 1 | 2 | 3 {
  return signs === 1 ? 1 : signs === 2 ? 2 : 3
}
