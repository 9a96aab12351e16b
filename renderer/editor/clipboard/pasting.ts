/**
 * A paste as work that can be stopped for a while: read, then put in piece by piece, so that the page lives on, all of it one
 * step to take back. A key finishes it at once, before it does anything else; Esc takes it back.
 */
import type { Block, BlockId, Row, Table } from '#preload/document/schema.ts'
import type { LossKind } from '#preload/markdown/losses.ts'
import { Held } from '#renderer/editor/held.ts'
import { beginInsertion } from '#renderer/editor/document/block-insertion.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import { Transforms } from 'slate'

/** How far a paste is; null: there is none. */
export interface PasteProgress {
  /** 0…1. */
  readonly done: number
}

/** What the author is told of a paste. */
export type PasteNews =
  | { readonly kind: 'too-large'; readonly units: number }
  | { readonly kind: 'pictures-remote' | 'pictures-lost' | 'raised-lost'; readonly count: number }
  | { readonly kind: 'tables-parted' | 'table-full' | 'unreadable' }
  /** `losses`: what Markdown could not say. */
  | { readonly kind: 'copied-markdown'; readonly losses: readonly LossKind[] }
  /** It was read as Markdown; `asPlain` puts the text itself in its place. */
  | { readonly kind: 'markdown'; readonly asPlain: () => void }

/** A paste may stop for a moment, stops to be drawn, or waits for something to come. */
export type PasteWork = Generator<void | 'draw' | Promise<unknown>, void, void>

/** What is done in one go, in ms: with the drawing of it well below what is felt as a halt. */
const goMs = 12
/** What one piece should take with all that comes of it. */
const pieceMs = 35

export class Pasting {
  private readonly editor: StudioEditor
  private readonly now: () => number
  private readonly later: (run: () => void) => void
  private work: PasteWork | null = null
  private isHurried = false
  private isInserting = false
  private isWaiting = false
  private readonly held = new Held<PasteProgress | null>(null)
  /** The next paste is of text alone. */
  isPlain = false
  /** Paragraphs of what is put in that keep the places of pictures: they are joined to no text. */
  places: ReadonlySet<BlockId> = new Set()
  /** Resolves when no input method is at work; null: none is. */
  quiet: () => Promise<void> | null = () => null
  /** What came while another waited. */
  private readonly next: PasteWork[] = []
  private hear: (news: PasteNews) => void = () => undefined

  /** `later` runs something after the page had a moment for itself. */
  constructor(editor: StudioEditor, now: () => number, later: (run: () => void) => void) {
    this.editor = editor
    this.now = now
    this.later = later
  }

  /** Who tells the author. */
  listenToNews(hear: (news: PasteNews) => void): void {
    this.hear = hear
  }

  /** Tells the author. */
  tell(news: PasteNews): void {
    this.hear(news)
  }

  readonly get = this.held.get
  readonly subscribe = this.held.subscribe

  /** How far a paste has come; null: none is under way. */
  get progress(): PasteProgress | null {
    return this.get()
  }

  get isActive(): boolean {
    return this.work !== null
  }

  /** Begins a paste; one that is under way is finished first, and before it comes one that waits. */
  start(work: PasteWork): void {
    this.finishNow()
    if (this.work) this.next.push(work)
    else this.begin(work)
  }

  /** Does what is left at once. What waits for an input method goes on waiting. */
  finishNow(): void {
    const { work } = this
    if (!work || this.isWaiting) return
    this.isHurried = true
    this.drive(work)
  }

  /** Does all of it at once, whatever it waits for: the page is about to go. */
  finishWhatever(): void {
    const { quiet } = this
    this.quiet = () => null
    while (this.work) {
      this.isWaiting = false
      this.finishNow()
    }
    this.quiet = quiet
  }

  /** Does the rest of what is under way in one go. */
  hurry(): void {
    this.isHurried = true
  }

  /** Waits until nothing is being composed. */
  *untilQuiet(): PasteWork {
    for (let quiet = this.quiet(); quiet; quiet = this.quiet()) yield quiet
  }

  /** Gives a paste up, and takes back what of it is in the text. */
  cancel(): void {
    const { work, isInserting } = this
    if (!work) return
    this.next.length = 0
    this.over()
    work.return()
    if (isInserting) this.editor.undo()
  }

  /** The work of putting blocks in at the selection. */
  *insert(blocks: readonly Block[]): PasteWork {
    const { editor } = this
    editor.history.openGroup()
    try {
      const rest = beginInsertion(editor, blocks, this.places)
      this.isInserting = true
      yield* this.pieces(rest.blocks, () => rest.before?.current?.[0])
      rest.before?.unref()
    } finally {
      this.isInserting = false
      editor.history.closeGroup()
    }
  }

  private *pieces(blocks: readonly Block[], place: () => number | undefined): PasteWork {
    let size = 12
    for (let at = 0; at < blocks.length;) {
      const began = this.now()
      const index = place()
      if (index === undefined) return
      const next = this.isHurried ? blocks.slice(at) : piece(blocks, at, size)
      const last = next.at(-1)
      const [table, rows] = last?.type === 'table' && !this.isHurried ? cutTable(last) : [last, []]
      Transforms.insertNodes(this.editor, [...next.slice(0, -1), ...(table ? [table] : [])], { at: [index] })
      at += next.length
      if (at === blocks.length && rows.length === 0) return
      this.held.set({ done: at / blocks.length })
      yield 'draw'
      yield* this.rows(rows, () => place())
      size = Math.max(8, Math.min(120, Math.round((size * pieceMs) / Math.max(1, this.now() - began))))
    }
  }

  /** The rows of a large table follow it: they go to the end of the one before a place. */
  private *rows(rows: readonly Row[], place: () => number | undefined): PasteWork {
    for (let at = 0; at < rows.length;) {
      const index = place()
      const table = index === undefined ? undefined : this.editor.children[index - 1]
      if (index === undefined || !table || !('children' in table)) return
      const size = this.isHurried ? rows.length : Math.max(1, Math.floor(mostCellsAtOnce / (rows[at]?.children.length ?? 1)))
      Transforms.insertNodes(this.editor, rows.slice(at, at + size), { at: [index - 1, table.children.length] })
      at += size
      if (at < rows.length) yield 'draw'
    }
  }

  private begin(work: PasteWork): void {
    this.work = work
    this.isHurried = false
    this.drive(work)
  }

  private drive(work: PasteWork): void {
    const until = this.now() + goMs
    while (this.work === work) {
      const { value, done } = work.next()
      if (done === true) return this.over()
      if (value instanceof Promise) return void this.wait(work, value)
      if (this.isHurried || (value !== 'draw' && this.now() < until)) continue
      this.held.set(this.get() ?? { done: 0 })
      return this.later(() => this.resume(work))
    }
  }

  private async wait(work: PasteWork, coming: Promise<unknown>): Promise<void> {
    this.isWaiting = true
    await coming
    if (this.work !== work) return
    this.isWaiting = false
    this.isHurried = false
    this.resume(work)
  }

  private resume(work: PasteWork): void {
    if (this.work === work && !this.isWaiting) this.drive(work)
  }

  private over(): void {
    this.work = null
    this.isWaiting = false
    this.held.set(null)
    const next = this.next.shift()
    if (next) this.begin(next)
  }
}

/** A large table comes with its first rows; the others follow. One whose cells reach over rows comes whole. */
const mostCellsAtOnce = 240

function cellsOf(block: Block): number {
  return block.type === 'table' ? block.children.reduce((sum, { children }) => sum + children.length, 0) : 0
}

/** The next blocks, so many, and no more behind a large table. */
function piece(blocks: readonly Block[], at: number, size: number): readonly Block[] {
  let [end, cells] = [at, 0]
  while (end < blocks.length && end - at < size && cells < mostCellsAtOnce) {
    const block = blocks[end]
    if (block) cells += cellsOf(block)
    end += 1
  }
  return blocks.slice(at, end)
}

function cutTable(table: Table): [Table, readonly Row[]] {
  if (cellsOf(table) <= mostCellsAtOnce || table.children.some(({ children }) => children.some(({ rowspan }) => rowspan !== undefined))) return [table, []]
  const first = Math.max(1, Math.floor(mostCellsAtOnce / table.align.length))
  return [{ ...table, children: table.children.slice(0, first) }, table.children.slice(first)]
}
