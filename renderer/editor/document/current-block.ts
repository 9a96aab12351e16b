/** Says on the screen which block the caret is in, for the sake of those that step back meanwhile: an attribute, so that nothing is drawn again. */
import type { Block } from '#preload/document/schema.ts'
import { currentBlock } from './selected.ts'
import type { StudioEditor } from './slate-shape.ts'
import { EDITOR_TO_KEY_TO_ELEMENT } from 'slate-dom'
import { ReactEditor } from 'slate-react'

export class CurrentBlock {
  private marked: HTMLElement | null = null

  /** Moves the mark to the block with the caret. */
  mark(editor: StudioEditor): void {
    const block = currentBlock(editor)?.block
    const element = block ? elementOf(editor, block) : null
    if (element === this.marked && element?.hasAttribute('data-current')) return
    this.marked?.removeAttribute('data-current')
    element?.setAttribute('data-current', '')
    this.marked = element
  }
}

/** Null while a block is not drawn yet. */
function elementOf(editor: StudioEditor, block: Block): HTMLElement | null {
  const key = ReactEditor.findKey(editor, block)
  return EDITOR_TO_KEY_TO_ELEMENT.get(editor)?.get(key) ?? null
}
