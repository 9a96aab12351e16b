/** What the bar replaced last, to be taken back from the bar itself: as long as nothing else was written in the text, nor in a field of the bar. */
import type { Doc } from '#preload/document/schema.ts'
import { blocksOf } from '#renderer/editor/document/schema-rules.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'

/** The text as it was left, how many steps of it are the bar's, and how many of those were taken back. */
interface Made {
  readonly doc: Doc
  readonly done: number
  readonly undone: number
}

export class ReplacedSteps {
  private readonly editor: StudioEditor
  private made: Made | null = null

  constructor(editor: StudioEditor) {
    this.editor = editor
  }

  /** Makes a step of the bar's. */
  make(change: () => void): void {
    const done = this.isNewest ? (this.made?.done ?? 0) : 0
    change()
    this.made = { doc: blocksOf(this.editor), done: done + 1, undone: 0 }
  }

  /** Something else is the author's newest now. */
  forget(): void {
    this.made = null
  }

  /** Takes a step back, or brings one again that was taken back; false where none is the newest. */
  step(kind: 'undo' | 'redo'): boolean {
    const { made } = this
    if (!made || !this.isNewest || (kind === 'undo' ? made.done : made.undone) === 0) return false
    this.editor[kind]()
    const by = kind === 'undo' ? -1 : 1
    this.made = { doc: blocksOf(this.editor), done: made.done + by, undone: made.undone - by }
    return true
  }

  private get isNewest(): boolean {
    return this.made?.doc === blocksOf(this.editor)
  }
}
