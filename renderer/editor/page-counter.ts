/** Counts the text of a page and what is selected of it, a moment after either changed. */
import { Range } from 'slate'
import { blocksOf } from '#renderer/editor/document/schema-rules.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import { later } from './page-clock.ts'
import { stretchesOf } from './table/table-cells.ts'
import { countPage, countStretches, type PageCounts } from './page-counts.ts'
import type { Selected } from './page-props.ts'

export interface CounterPorts {
  readonly editor: StudioEditor
  /** 字 a minute. */
  readonly pace: () => number
  /** What is told has changed. */
  readonly tell: () => void
}

/** Counting may lag behind the keys: it is read, not felt. */
const countMs = 150

export class PageCounter {
  private readonly ports: CounterPorts
  private counts: PageCounts
  private selected: Selected | null = null
  private stopTimer: (() => void) | null = null

  constructor(ports: CounterPorts) {
    this.ports = ports
    this.counts = countPage(blocksOf(ports.editor), ports.pace())
  }

  get told(): PageCounts & { readonly selected: Selected | null } {
    return { ...this.counts, selected: this.selected }
  }

  /** The text is another one. */
  textChanged(): void {
    this.stopTimer ??= later(() => this.count(), countMs)
  }

  selectionMoved(): void {
    const { selection } = this.ports.editor
    if ((selection !== null && Range.isExpanded(selection)) || this.selected) this.textChanged()
  }

  count(): void {
    const { editor, pace, tell } = this.ports
    this.stopTimer = null
    this.counts = countPage(blocksOf(editor), pace(), this.counts)
    const { selection } = editor
    const stretches = selection && Range.isExpanded(selection) ? stretchesOf(editor, selection).map((stretch) => Range.edges(stretch)) : null
    this.selected = stretches && countStretches(blocksOf(editor), stretches)
    tell()
  }

  stop(): void {
    this.stopTimer?.()
  }
}
