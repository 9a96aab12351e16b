/** Formulas: how they come into a text, are opened for writing, and left. */
import { newBlockId } from '#preload/document/identity.ts'
import { blockText } from '#preload/document/lines.ts'
import type { Block, Formula } from '#preload/document/schema.ts'
import { objectBeside, stepPast, takesObjects } from './inline-objects.ts'
import { type OpenedFormula, openedIn } from './opened.ts'
import { blocksOf, paragraph } from './schema-rules.ts'
import { currentBlock } from './selected.ts'
import { setShape } from './shapes.ts'
import type { StudioEditor } from './slate-shape.ts'
import { Editor, Node, Path, Range, Transforms } from 'slate'

/** Most that a formula's source may hold: what the document allows. */
export const longestTex = 20_000

/** Puts a formula at the caret, in the place of what is selected, which is its source where none is given. Without a source it is opened for writing. */
export function insertFormula(editor: StudioEditor, tex?: string): void {
  closeFormula(editor)
  if (!takesObjects(editor) || !editor.selection) return
  const { selection } = editor
  const source = (tex ?? sourceFrom(editor, selection)).slice(0, longestTex)
  const formula: Formula = { type: 'formula', tex: source, children: [{ text: '' }] }
  const { history } = editor
  history.openGroup()
  Editor.withoutNormalizing(editor, () => {
    if (Range.isExpanded(selection)) editor.deleteFragment()
    Transforms.insertNodes(editor, formula, { select: true })
  })
  const path = editor.selection.focus.path.slice(0, -1)
  if (tex === undefined) openFormula(editor, path, 'end', true)
  else stepPast(editor, path, 1)
  history.closeGroup()
}

/** The selected text of one line. */
function sourceFrom(editor: StudioEditor, selection: Range): string {
  const [start, end] = Range.edges(selection)
  return Path.equals(start.path.slice(0, -1), end.path.slice(0, -1)) ? Editor.string(editor, selection).replaceAll('\n', ' ').trim() : ''
}

/** Turns an empty block, or the selected ones, into a formula of its own, or puts one below the current block. */
export function insertFormulaBlock(editor: StudioEditor, tex = ''): void {
  closeFormula(editor)
  const current = currentBlock(editor)
  if (!current) return
  const { block, index } = current
  const isSelected = editor.selection !== null && Range.isExpanded(editor.selection)
  if (tex === '' && isSelected) return setShape(editor, { type: 'formula-block' })
  const formula: Block = { type: 'formula-block', id: newBlockId(), children: [{ text: tex }] }
  const isReplaced = block.type === 'paragraph' && blockText(block) === ''
  const at = isReplaced ? index : index + 1
  editor.history.group(() => {
    Editor.withoutNormalizing(editor, () => {
      if (isReplaced) Transforms.removeNodes(editor, { at: [index] })
      Transforms.insertNodes(editor, formula, { at: [at] })
      // So that there is a way on with the arrow keys.
      if (at === blocksOf(editor).length - 1) Transforms.insertNodes(editor, paragraph(), { at: [at + 1] })
      Transforms.select(editor, Editor.end(editor, [at]))
    })
  })
}

/** Opens a formula for writing its source. */
export function openFormula(editor: StudioEditor, path: Path, from: OpenedFormula['from'], isNew = false): void {
  closeFormula(editor)
  // Within the group until it is closed, what is written of it is one step.
  editor.history.openGroup()
  Transforms.select(editor, Editor.start(editor, path))
  openedIn(editor).set({ ref: Editor.pathRef(editor, path), from, made: isNew ? editor.history.newest : null })
}

/** Writes a formula's source. */
export function setTex(editor: StudioEditor, path: Path, tex: string): void {
  Transforms.setNodes(editor, { tex: tex.slice(0, longestTex) }, { at: path, voids: true })
}

/** Closes the formula that is open, and puts the caret behind it (1) or before it (-1), or leaves it where it was put (0). One without a source goes. */
export function closeFormula(editor: StudioEditor, towards: 1 | 0 | -1 = 0): void {
  const opened = openedIn(editor).get()
  if (!opened) return
  openedIn(editor).set(null)
  const path = opened.ref.unref()
  const node = path && Node.getIf(editor, path)
  const isFormula = node !== null && node !== undefined && 'type' in node && node.type === 'formula'
  const isEmpty = isFormula && node.tex.trim() === ''
  // Something else may have come into the text meanwhile, as a step of its own: that stays.
  const wasNever = opened.made !== null && opened.made === editor.history.newest
  if (path && isEmpty && !wasNever) Transforms.removeNodes(editor, { at: path, voids: true })
  editor.history.closeGroup()
  if (!path || !isFormula) return
  // It was never there; nor is there anything to undo.
  if (isEmpty && wasNever) editor.undo()
  else if (!isEmpty && towards !== 0) stepPast(editor, path, towards)
}

/** Arrow keys go into a formula that stands beside the caret, and over a footnote's mark. */
export function stepInto(editor: StudioEditor, towards: 1 | -1): boolean {
  const beside = objectBeside(editor, towards)
  if (!beside) return false
  if (beside.node.type === 'formula') openFormula(editor, beside.path, towards > 0 ? 'start' : 'end')
  else stepPast(editor, beside.path, towards)
  return true
}
