/** Markdown typed at the start of a paragraph becomes the block it means. One undo gives the typed signs back. */
import { insertDivider } from './commands.ts'
import { currentBlock } from './selected.ts'
import { reshape, type Shape } from './shapes.ts'
import type { StudioEditor } from './slate-shape.ts'
import { Editor, Node, Range, Transforms } from 'slate'

/** What the signs before the caret mean once `typed` was typed after them, or null. */
function markdownShape(signs: string, typed: string): Shape | 'divider' | null {
  if (typed === '`') return signs === '```' ? { type: 'code' } : null
  if (typed === '-') return signs === '---' ? 'divider' : null
  if (typed !== ' ') return null
  const heading = /^(#{1,3}) $/.exec(signs)?.[1]?.length
  if (heading === 1 || heading === 2 || heading === 3) return { type: 'heading', level: heading }
  if (/^[-*+] $/.test(signs)) return { type: 'item', kind: 'bullet' }
  if (/^1[.)] $/.test(signs)) return { type: 'item', kind: 'number' }
  return /^> $/.test(signs) ? { type: 'quote' } : null
}

/** Teaches an editor the shortcuts. `isComposing`: an input method is at work, whose text is never taken for signs. */
export function withMarkdown(editor: StudioEditor, isComposing: () => boolean): StudioEditor {
  const { insertText } = editor
  editor.insertText = (text, options) => {
    insertText(text, options)
    if (text.length === 1 && options?.at === undefined && !isComposing()) applyMarkdown(editor, text)
  }
  return editor
}

function applyMarkdown(editor: StudioEditor, typed: string): void {
  const current = currentBlock(editor)
  const { selection } = editor
  if (!current || current.block.type !== 'paragraph' || !selection || Range.isExpanded(selection)) return
  const signs = { anchor: Editor.start(editor, [current.index]), focus: selection.focus }
  const shape = markdownShape(Editor.string(editor, signs), typed)
  if (!shape) return
  const isAlone = Node.string(current.block) === Editor.string(editor, signs)
  if ((shape === 'divider' || shape.type === 'code') && !isAlone) return
  editor.history.group(() => {
    Transforms.delete(editor, { at: signs })
    if (shape === 'divider') insertDivider(editor)
    else reshape(editor, current.index, shape)
  })
}
