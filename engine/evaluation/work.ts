/**
 * A held-out document as the author of it would write it on the page: blocks one after another, each typed
 * letter by letter, and the text above as the model is told it.
 */
import type { CompletionRequest } from '#engine/completion/index.ts'

/** A document as data files have it. */
export interface HeldOutDocument {
  readonly text: string
  readonly title: string
  readonly language: string
  readonly className: string
}

type BlockKind = CompletionRequest['block']

interface Block {
  readonly kind: BlockKind
  readonly text: string
}

/** Characters of context before the place where writing begins, at most. */
const contextCharacters = 1500
const marks: Readonly<Record<BlockKind, string>> = { paragraph: '', heading: '# ', item: '- ', quote: '> ' }
const kinds: readonly (readonly [RegExp, BlockKind])[] = [
  [/^#{1,6} +/, 'heading'],
  [/^- +/, 'item'],
  [/^> ?/, 'quote'],
]

/** Places in it are counted in UTF-16 units of its flow: the texts of its blocks, a line's end between them. */
export class Work {
  readonly title: string
  readonly language: string
  readonly className: string
  readonly flow: string
  readonly #blocks: readonly Block[]
  readonly #starts: readonly number[]

  constructor({ text, title, language, className }: HeldOutDocument) {
    this.title = title
    this.language = language
    this.className = className
    const blocks = text.split(/[\n\r]+/).flatMap(blockFrom)
    // The title stands above the page, not in it.
    this.#blocks = blocks[0]?.kind === 'heading' && blocks[0].text === title ? blocks.slice(1) : blocks
    this.flow = this.#blocks.map((block) => block.text).join('\n')
    let at = 0
    this.#starts = this.#blocks.map((block) => (at += block.text.length + 1) - block.text.length - 1)
  }

  /** What comes next, to the end of the block. */
  restAt(place: number): string {
    const end = this.flow.indexOf('\n', place)
    return this.flow.slice(place, end < 0 ? undefined : end)
  }

  /** A writer's questions from `from` on: the text they are told keeps its beginning, as on the page. */
  questionsFrom(from: number): (place: number) => CompletionRequest {
    const first = this.#firstBlock(from)
    const headings = this.#blocks.slice(0, first).flatMap((block) => (block.kind === 'heading' ? [block.text] : []))
    return (place) => {
      const last = this.#blockAt(place)
      const before = this.#textBetween(first, last, place)
      const cut = first === last ? Math.max(0, from - contextCharacters - (this.#starts[first] ?? 0)) : 0
      return {
        course: '',
        chapter: '',
        lesson: this.title,
        headings: headings.slice(-1),
        before: before.slice(cut),
        after: '',
        block: this.#blocks[last]?.kind ?? 'paragraph',
        candidate: 0,
      }
    }
  }

  #blockAt(place: number): number {
    return Math.max(
      0,
      this.#starts.findLastIndex((start) => start <= place),
    )
  }

  /** The earliest block from which the text before `from` is no longer than the context. */
  #firstBlock(from: number): number {
    let first = this.#blockAt(from)
    while (first > 0 && this.#textBetween(first - 1, this.#blockAt(from), from).length <= contextCharacters) first--
    return first
  }

  #textBetween(first: number, last: number, place: number): string {
    let text = ''
    for (let at = first; at <= last; at++) {
      const block = this.#blocks[at]
      if (!block) break
      if (at > first) text += block.kind === 'item' && this.#blocks[at - 1]?.kind === 'item' ? '\n' : '\n\n'
      text += marks[block.kind] + (at === last ? block.text.slice(0, place - (this.#starts[at] ?? 0)) : block.text)
    }
    return text
  }
}

function blockFrom(line: string): Block[] {
  const [mark, kind] = kinds.find(([pattern]) => pattern.test(line)) ?? [/^/, 'paragraph' as const]
  const text = line.replace(mark, '').trim()
  return text === '' ? [] : [{ kind, text }]
}
