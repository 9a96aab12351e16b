/**
 * An author who writes for a year: words by composition, taken back and put better, older paragraphs written anew, blocks
 * moved and removed, now and then a picture. What is written is real prose, clause by clause in an order of its own, so
 * that it packs as badly as prose does.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Store } from '#main/store/store.ts'
import { newBlockId } from '#preload/document/identity.ts'
import { blockText } from '#preload/document/lines.ts'
import type { Block, Change, Doc, ImageId } from '#preload/document/schema.ts'
import type { StepPart } from '#preload/document/steps.ts'
import { root } from '../e2e/launch.ts'

/** Clauses as the words that are composed one by one. */
function readClauses(): string[][] {
  const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })
  const file = readFileSync(join(root, 'tests/fixtures/heldout-paragraphs.jsonl'), 'utf8')
  const texts = file.split('\n').flatMap((line) => (line === '' ? [] : [String(JSON.parse(line).text)]))
  const chinese = texts.filter((text) => (text.match(/\p{Script=Han}/gu)?.length ?? 0) > text.length / 2)
  return chinese
    .flatMap((text) => text.match(/[^，。！？；]+[，。！？；]?/gu) ?? [])
    .map((clause) => [...segmenter.segment(clause)].map(({ segment }) => segment))
}

/** Deals the clauses, each once before any comes again. */
export class Prose {
  readonly #random: () => number
  readonly #clauses = readClauses()
  #left: string[][] = []

  constructor(random: () => number) {
    this.#random = random
  }

  clause(): string[] {
    if (this.#left.length === 0) this.#left = [...this.#clauses]
    return this.#left.splice(Math.floor(this.#random() * this.#left.length), 1)[0] ?? []
  }
}

/** Counts what was typed and what was taken out again, in characters. */
export interface Tally {
  typed: number
  removed: number
  batches: number
}

/** Writes in one lesson. Each word, and each stroke that takes a sign back, is a batch, as a page sends them. */
export class Author {
  readonly #store: Store
  readonly #lesson: string
  readonly #prose: Prose
  readonly #random: () => number
  readonly #tally: Tally
  readonly #clock: { now: number }
  #revision: number
  #isNewStep = true

  constructor(store: Store, lesson: string, given: { prose: Prose; random: () => number; tally: Tally; clock: { now: number } }) {
    this.#store = store
    this.#lesson = lesson
    this.#prose = given.prose
    this.#random = given.random
    this.#tally = given.tally
    this.#clock = given.clock
    this.#revision = store.openLesson(lesson).revision
  }

  get doc(): Doc {
    return this.#store.openLesson(this.#lesson).doc
  }

  /** Writes a clause: mostly at the end, sometimes in the place of words in an older paragraph; a tenth of the clauses are thought over. */
  write(): void {
    const kind = this.#random()
    const last = this.doc.length - 1
    if (kind < 0.04) this.#rewrite()
    else if (kind < 0.043 && last > 4) this.#move(last)
    else if (kind < 0.046 && last > 4) this.#removeBlock(Math.floor(this.#random() * last))
    else if (this.#length(last) > 60 && kind > 0.6) this.#newBlock(kind > 0.96)
    this.#type(this.doc.length - 1, this.#length(this.doc.length - 1), this.#prose.clause())
  }

  /** Puts a picture with its caption at the end, and an empty paragraph behind it. */
  picture(image: ImageId): void {
    const at = this.doc.length
    const caption = this.#prose.clause().join('')
    this.#append([
      { type: 'insert_node', path: [at], node: { type: 'image', id: newBlockId(), image, alt: '', children: [{ text: caption }] } },
      { type: 'insert_node', path: [at + 1], node: paragraph() },
    ])
  }

  #type(block: number, from: number, clause: readonly string[]): void {
    this.#isNewStep = true
    let offset = from
    for (const word of clause) {
      this.#append([{ type: 'insert_text', path: [block, 0], offset, text: word }])
      this.#tally.typed += word.length
      offset += word.length
      if (this.#random() > 0.08) continue
      // Backspaces, one stroke each, and the word again.
      const taken = Math.min(word.length, 1 + Math.floor(this.#random() * 3))
      const text = word.slice(-taken)
      this.#isNewStep = true
      for (let at = 1; at <= taken; at += 1) this.#remove(block, offset - at, text.slice(taken - at, taken - at + 1))
      this.#isNewStep = true
      this.#append([{ type: 'insert_text', path: [block, 0], offset: offset - taken, text }])
      this.#tally.typed += text.length
    }
  }

  /** Takes some words of an older paragraph out at once and writes others there. */
  #rewrite(): void {
    const block = Math.floor(this.#random() * this.doc.length)
    const length = this.#length(block)
    if (length < 20 || this.doc[block]?.type !== 'paragraph') return
    const taken = 5 + Math.floor(this.#random() * 15)
    const offset = Math.floor(this.#random() * (length - taken))
    this.#isNewStep = true
    this.#remove(block, offset, blockText(this.doc[block]).slice(offset, offset + taken))
    this.#type(block, offset, this.#prose.clause())
  }

  #remove(block: number, offset: number, text: string): void {
    this.#append([{ type: 'remove_text', path: [block, 0], offset, text }])
    this.#tally.removed += text.length
  }

  #newBlock(isHeading: boolean): void {
    const node: Block = isHeading ? { ...paragraph(), type: 'heading', level: 2 } : paragraph()
    const more: Change[] = isHeading ? [{ type: 'insert_node', path: [this.doc.length + 1], node: paragraph() }] : []
    if (isHeading) node.children = [{ text: this.#prose.clause().join('').slice(0, 12) }]
    this.#isNewStep = true
    this.#append([{ type: 'insert_node', path: [this.doc.length], node }, ...more])
  }

  #move(last: number): void {
    this.#isNewStep = true
    this.#append([{ type: 'move_node', path: [Math.floor(this.#random() * last)], newPath: [Math.floor(this.#random() * last)] }])
  }

  #removeBlock(at: number): void {
    const node = this.doc[at]
    if (!node || node.type === 'image') return
    this.#tally.removed += blockText(node).length
    this.#isNewStep = true
    this.#append([{ type: 'remove_node', path: [at], node }])
  }

  #length(block: number): number {
    const found = this.doc[block]
    return found ? blockText(found).length : 0
  }

  #append(changes: Change[]): void {
    const [first] = changes
    const caret = [...(first?.path ?? []), ...(first && 'offset' in first ? [first.offset] : [0, 0])]
    const end = first?.type === 'insert_text' ? [...caret.slice(0, -1), (caret.at(-1) ?? 0) + first.text.length] : caret
    const steps: StepPart[] = [{ count: changes.length, ...(this.#isNewStep ? { before: [caret] } : { continues: true as const }), after: [end] }]
    this.#isNewStep = false
    this.#clock.now += 700 + Math.floor(this.#random() * 2600)
    const batch = `${newBlockId()}-${this.#revision}`
    this.#revision = this.#store.append({ lesson: this.#lesson, batch, base: this.#revision, changes, at: this.#clock.now, steps })
    this.#tally.batches += 1
  }
}

function paragraph(): Block & { type: 'paragraph' } {
  return { type: 'paragraph', id: newBlockId(), children: [{ text: '' }] }
}
