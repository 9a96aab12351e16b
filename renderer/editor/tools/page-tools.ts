/** How the keyboard reaches what floats over the text and the bar above it: one key goes there, Esc comes back. */
import { ReactEditor } from 'slate-react'
import { focusText, showSelection } from '#renderer/editor/looks/caret-view.ts'
import { Held } from '#renderer/editor/held.ts'
import { perEditor } from '#renderer/editor/document/per-editor.ts'
import { currentBlock } from '#renderer/editor/document/selected.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'

/** Goes from the text to its tools. */
export const toolsKey = 'Alt+F10'

interface Tools {
  /** The bar above the page. */
  bar: HTMLElement | null
  /** How often the author has asked for tools. */
  readonly asked: Held<number>
}

export const toolsOf = perEditor((): Tools => ({ bar: null, asked: new Held(0) }))

/** Goes back into the text, to what is selected in it: the browser has lost that where a run was drawn anew meanwhile. */
export function backToText(editor: StudioEditor): void {
  focusText(editor)
  if (editor.selection) showSelection(editor)
}

/** Goes to what floats over the text where something does, to what the block has, else to the bar. */
export function focusTools(editor: StudioEditor): void {
  const page = ReactEditor.toDOMNode(editor, editor).closest('.page')
  const floating = page?.querySelector<HTMLElement>('[data-page-tools] button:not(:disabled)')
  const block = currentBlock(editor)?.block
  const ofBlock = block && page?.querySelector<HTMLElement>(`[data-block="${CSS.escape(block.id)}"] [data-block-tools] button:not(:disabled)`)
  const target = floating ?? ofBlock ?? toolsOf(editor).bar?.querySelector<HTMLElement>('button:not(:disabled)')
  target?.focus()
}
