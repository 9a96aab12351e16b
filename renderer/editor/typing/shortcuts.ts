/** The page's own shortcuts: what they are called, what they do. The toolbar and the list of shortcuts show them from here. */
import { matchesShortcut } from '#renderer/ui/keys.ts'
import type { TextKey } from '#renderer/ui/translate.ts'
import { insertFormula, insertFormulaBlock, leaveFormulaBlock } from '#renderer/editor/formula/formulas.ts'
import { insertImages } from '#renderer/editor/image/image-uploads.ts'
import { insertNote } from '#renderer/editor/note/notes.ts'
import { indentCode } from '#renderer/editor/code/code-typing.ts'
import { indentItems, insertDivider, insertParagraphBelow, moveToEdge, selectAll, toggleDone } from '#renderer/editor/document/commands.ts'
import { leaveMarks } from './edges.ts'
import { editLink } from '#renderer/editor/link/link-editing.ts'
import { copyAsMarkdown } from '#renderer/editor/clipboard/clipboard.ts'
import { clearMarks, toggleMark } from '#renderer/editor/document/marks.ts'
import { runObjectKey } from './object-keys.ts'
import { currentBlock, isSource } from '#renderer/editor/document/selected.ts'
import { setShape, type Shape } from '#renderer/editor/document/shapes.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import { insertTable } from '#renderer/editor/table/table-commands.ts'
import { runTableKey } from '#renderer/editor/table/table-keys.ts'

export interface PageCommand {
  readonly text: TextKey
  readonly keys: string
  readonly run: (editor: StudioEditor) => void
}

const shape = (text: TextKey, keys: string, target: Shape): PageCommand => ({ text, keys, run: (editor) => setShape(editor, target) })

/** Commands of the text by name, in the order of the toolbar. */
export const pageCommands = {
  undo: { text: 'ui.undo', keys: 'Mod+Z', run: (editor) => editor.undo() },
  redo: { text: 'editor.redo', keys: 'Mod+Shift+Z', run: (editor) => editor.redo() },
  paragraph: shape('editor.paragraph', 'Mod+Alt+0', { type: 'paragraph' }),
  heading1: shape('editor.heading-1', 'Mod+Alt+1', { type: 'heading', level: 1 }),
  heading2: shape('editor.heading-2', 'Mod+Alt+2', { type: 'heading', level: 2 }),
  heading3: shape('editor.heading-3', 'Mod+Alt+3', { type: 'heading', level: 3 }),
  heading4: shape('editor.heading-4', 'Mod+Alt+4', { type: 'heading', level: 4 }),
  heading5: shape('editor.heading-5', 'Mod+Alt+5', { type: 'heading', level: 5 }),
  heading6: shape('editor.heading-6', 'Mod+Alt+6', { type: 'heading', level: 6 }),
  bold: { text: 'editor.bold', keys: 'Mod+B', run: (editor) => toggleMark(editor, 'bold') },
  italic: { text: 'editor.italic', keys: 'Mod+I', run: (editor) => toggleMark(editor, 'italic') },
  underline: { text: 'editor.underline', keys: 'Mod+U', run: (editor) => toggleMark(editor, 'underline') },
  strike: { text: 'editor.strike', keys: 'Mod+Shift+X', run: (editor) => toggleMark(editor, 'strike') },
  highlight: { text: 'editor.highlight', keys: 'Mod+Shift+H', run: (editor) => toggleMark(editor, 'highlight') },
  inlineCode: { text: 'editor.inline-code', keys: 'Mod+E', run: (editor) => toggleMark(editor, 'code') },
  link: { text: 'editor.link', keys: 'Mod+Shift+K', run: editLink },
  clearMarks: { text: 'editor.clear-marks', keys: 'Mod+Alt+X', run: clearMarks },
  bullets: shape('editor.bullets', 'Mod+Shift+8', { type: 'item', kind: 'bullet' }),
  numbers: shape('editor.numbers', 'Mod+Shift+7', { type: 'item', kind: 'number' }),
  tasks: shape('editor.tasks', 'Mod+Shift+6', { type: 'item', kind: 'task' }),
  quote: shape('editor.quote', 'Mod+Shift+9', { type: 'quote' }),
  callout: shape('editor.callout', 'Mod+Alt+B', { type: 'callout', tone: 'note' }),
  code: shape('editor.code', 'Mod+Alt+C', { type: 'code' }),
  table: { text: 'editor.table', keys: 'Mod+Alt+T', run: (editor) => insertTable(editor, 3, 3) },
  divider: { text: 'editor.divider', keys: 'Mod+Alt+D', run: insertDivider },
  formula: { text: 'editor.formula', keys: 'Mod+Alt+E', run: (editor) => insertFormula(editor) },
  formulaBlock: { text: 'editor.formula-block', keys: 'Mod+Alt+Shift+E', run: (editor) => insertFormulaBlock(editor) },
  image: { text: 'editor.kind-image', keys: 'Mod+Alt+I', run: insertImages },
  note: { text: 'editor.note', keys: 'Mod+Alt+F', run: insertNote },
  copyMarkdown: { text: 'paste.copy-markdown', keys: 'Mod+Alt+Shift+C', run: (editor) => void copyAsMarkdown(editor) },
} as const satisfies Record<string, PageCommand>
export type PageCommandName = keyof typeof pageCommands

/** Keys of suggestions, for the list of shortcuts; the page handles them before all others. */
export const ghostKeys = {
  all: { text: 'editor.accept-all', keys: 'Tab' },
  word: { text: 'editor.accept-word', keys: 'Mod+ArrowRight' },
  clause: { text: 'editor.accept-clause', keys: 'Mod+Shift+ArrowRight' },
  next: { text: 'editor.next-candidate', keys: 'Alt+]' },
  previous: { text: 'editor.previous-candidate', keys: 'Alt+[' },
  why: { text: 'why.title', keys: 'Alt+/' },
  dismiss: { text: 'editor.dismiss', keys: 'Esc' },
  ask: { text: 'editor.ask', keys: 'Alt+\\' },
} as const satisfies Record<string, Omit<PageCommand, 'run'>>

const others: readonly Omit<PageCommand, 'text'>[] = [
  { keys: 'Mod+Y', run: (editor) => editor.redo() },
  { keys: 'Mod+A', run: selectAll },
  // Chromium stops at the first chunk that it has not laid out yet.
  { keys: 'Mod+Home', run: (editor) => moveToEdge(editor, 'start', false) },
  { keys: 'Mod+End', run: (editor) => moveToEdge(editor, 'end', false) },
  { keys: 'Mod+Shift+Home', run: (editor) => moveToEdge(editor, 'start', true) },
  { keys: 'Mod+Shift+End', run: (editor) => moveToEdge(editor, 'end', true) },
]

type Press = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/** Whether a key event is a shortcut; digits are told by their key, since Shift writes something else there. */
export function isShortcut(press: Press, keys: string): boolean {
  const digit = /^Digit(\d)$/.exec(press.code)?.[1]
  const { code, ctrlKey, metaKey, altKey, shiftKey } = press
  return matchesShortcut({ key: digit ?? press.key, code, ctrlKey, metaKey, altKey, shiftKey }, keys)
}

/** Runs what a key means for the text. False: nothing of its own. */
export function runShortcut(editor: StudioEditor, press: Press): boolean {
  if (runTableKey(editor, press)) return true
  const known = [...Object.values(pageCommands), ...others].find(({ keys }) => isShortcut(press, keys))
  known?.run(editor)
  return known !== undefined || runBlockKey(editor, press)
}

/** Keys that mean something in one kind of block. */
function runBlockKey(editor: StudioEditor, press: Press): boolean {
  const block = currentBlock(editor)?.block
  if (isShortcut(press, 'ArrowRight') && leaveMarks(editor)) return true
  if (runObjectKey(editor, (keys) => isShortcut(press, keys))) return true
  if (isShortcut(press, 'Esc')) return leaveFormulaBlock(editor, 'next')
  if (isShortcut(press, 'Mod+Enter') && leaveFormulaBlock(editor, 'new')) return true
  if (block && (isSource(block) || block.type === 'callout' || block.type === 'table') && isShortcut(press, 'Mod+Enter')) insertParagraphBelow(editor)
  else if (block && isSource(block) && isShortcut(press, 'Tab')) indentCode(editor, 1)
  else if (block && isSource(block) && isShortcut(press, 'Shift+Tab')) indentCode(editor, -1)
  else if (block?.type === 'item' && block.kind === 'task' && isShortcut(press, 'Mod+Enter')) toggleDone(editor)
  else if (block?.type === 'item' && isShortcut(press, 'Tab')) indentItems(editor, 1)
  else if (block?.type === 'item' && isShortcut(press, 'Shift+Tab')) indentItems(editor, -1)
  else return false
  return true
}
