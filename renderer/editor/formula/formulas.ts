/** Formulas: how they come into a text, are opened for writing, and left. */
import { newBlockId } from '#preload/document/identity.ts'
import { blockText, isRun, lineAt } from '#preload/document/lines.ts'
import { inlinesBetween, offsetInLine } from '#preload/document/places.ts'
import type { Block, Formula, NoteMark } from '#preload/document/schema.ts'
import { objectBeside, stepPast, takesObjects } from '#renderer/editor/document/inline-objects.ts'
import { type OpenedFormula, openedIn } from './opened.ts'
import { blocksOf, paragraph } from '#renderer/editor/document/schema-rules.ts'
import { currentBlock } from '#renderer/editor/document/selected.ts'
import { setShape } from '#renderer/editor/document/shapes.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
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
  const marks = marksIn(editor, selection)
  history.openGroup()
  Editor.withoutNormalizing(editor, () => {
    if (Range.isExpanded(selection)) editor.deleteFragment()
    Transforms.insertNodes(editor, formula, { select: true })
    // A footnote is no part of a formula: it stays, behind it.
    const at = editor.selection?.focus.path.slice(0, -1)
    if (at && marks.length > 0) Transforms.insertNodes(editor, marks, { at: Path.next(at) })
  })
  const path = editor.selection.focus.path.slice(0, -1)
  if (tex === undefined) openFormula(editor, path, 'end', true)
  else stepPast(editor, path, 1)
  history.closeGroup()
}

/** What is selected of one line, with the sources of the formulas in it. */
function sourceFrom(editor: StudioEditor, selection: Range): string {
  const [start, end] = Range.edges(selection)
  const placed = lineAt(blocksOf(editor), start.path)
  const depth = placed?.path.length ?? 0
  if (!placed || !Path.equals([...placed.path], end.path.slice(0, depth))) return ''
  const [from, to] = [start, end].map((point) => offsetInLine(placed.line, point, depth))
  return inlinesBetween(placed.line, from ?? 0, to)
    .map((child) => (isRun(child) ? child.text : child.type === 'formula' ? child.tex : ''))
    .join('')
    .replaceAll('\n', ' ')
    .trim()
}

/** The footnotes' marks in what is selected. */
function marksIn(editor: StudioEditor, selection: Range): NoteMark[] {
  if (Range.isCollapsed(selection)) return []
  const found = Editor.nodes(editor, { at: selection, voids: true, match: isMark })
  return Array.from(found, ([mark]) => mark)
}

const isMark = (node: Node): node is NoteMark => 'type' in node && node.type === 'note-mark'

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

/** From a formula's own block to a paragraph behind it: the next one, or a new one, which is made where there is none, and where one is asked for unless it is there and empty. False: the caret is in none. */
export function leaveFormulaBlock(editor: StudioEditor, to: 'next' | 'new'): boolean {
  const { selection } = editor
  const current = currentBlock(editor)
  if (current?.block.type !== 'formula-block' || selection?.anchor.path[0] !== selection?.focus.path[0]) return false
  const behind = current.index + 1
  const next = blocksOf(editor)[behind]
  const isThere = next?.type === 'paragraph' && (to === 'next' || blockText(next) === '')
  if (isThere) Transforms.select(editor, Editor.start(editor, [behind]))
  else editor.history.group(() => Transforms.insertNodes(editor, paragraph(), { at: [behind], select: true }))
  return true
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
  // The one that was open is left by it, and goes where it is empty: also if it is the one beside.
  closeFormula(editor)
  const beside = objectBeside(editor, towards)
  if (!beside) return false
  if (beside.node.type === 'formula') openFormula(editor, beside.path, towards > 0 ? 'start' : 'end')
  else stepPast(editor, beside.path, towards)
  return true
}
