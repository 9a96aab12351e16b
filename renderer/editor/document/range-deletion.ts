/**
 * Deleting a selection that reaches into a caption or a footnote's text: each loses what is selected of it and nothing else.
 * No text outside the selection changes its kind of block; a picture or a note goes only where it lies wholly within.
 */
import { linesOf } from '#preload/document/lines.ts'
import type { Block } from '#preload/document/schema.ts'
import { notesMarkedIn } from '#preload/document/notes.ts'
import { blocksOf, paragraph } from './schema-rules.ts'
import type { StudioEditor } from './slate-shape.ts'
import { Editor, Point, Range, Transforms } from 'slate'

/** Teaches an editor to keep captions and notes apart from text when a selection over both is deleted. */
export function withRangeDeletion(editor: StudioEditor): StudioEditor {
  const { delete: remove, insertText } = editor
  editor.delete = (options) => {
    const at = options?.at ?? editor.selection
    if (Range.isRange(at) && reachesApart(editor, at)) Editor.withoutNormalizing(editor, () => removeApart(editor, at))
    else remove(options)
  }
  editor.insertText = (text, options) => {
    if (options?.at === undefined && editor.selection && reachesApart(editor, editor.selection)) editor.deleteFragment()
    insertText(text, options)
  }
  return editor
}

const standsApart = (block: Block | undefined) => block?.type === 'image' || block?.type === 'note'

/** Whether a range over several blocks begins or ends in a caption or a note, or holds a note. */
function reachesApart(editor: StudioEditor, range: Range): boolean {
  const [start, end] = Range.edges(range)
  const [first = 0, last = 0] = [start.path[0], end.path[0]]
  return first !== last && (standsApart(blocksOf(editor)[first]) || standsApart(blocksOf(editor)[last]))
}

function removeApart(editor: StudioEditor, range: Range): void {
  const [start, end] = Range.edges(range)
  const [first = 0, last = 0] = [start.path[0], end.path[0]]
  const isAll = Range.equals({ anchor: start, focus: end }, Editor.range(editor, []))
  const isSelection = editor.selection !== null && Range.equals(range, editor.selection)
  const marked = new Set<string>(blocksOf(editor).flatMap((block) => notesMarkedIn(block)))
  const caret = Editor.pointRef(editor, start, { affinity: 'backward' })
  Transforms.deselect(editor)
  // The picture above a caption that begins the selection is not in it; one whose whole caption ends it is.
  if (isWholly(editor, last, end)) Transforms.removeNodes(editor, { at: [last] })
  else emptyUpTo(editor, last, end)
  for (let index = last - 1; index > first; index -= 1) Transforms.removeNodes(editor, { at: [index] })
  emptyFrom(editor, first, start)
  if (isAll) leaveOneParagraph(editor)
  else dropUnmarked(editor, marked)
  const point = caret.unref()
  if (isSelection) Transforms.select(editor, !isAll && point ? point : Editor.start(editor, []))
}

/** Whether a selection from above that ends at a place holds a picture with all of its caption. */
function isWholly(editor: StudioEditor, index: number, end: Point): boolean {
  return blocksOf(editor)[index]?.type === 'image' && Editor.string(editor, [index]) !== '' && Editor.isEnd(editor, end, [index])
}

function leaveOneParagraph(editor: StudioEditor): void {
  for (let index = blocksOf(editor).length - 1; index >= 0; index -= 1) Transforms.removeNodes(editor, { at: [index] })
  Transforms.insertNodes(editor, paragraph(), { at: [0] })
}

/** A note that is empty now and that no mark names any more was wholly within. */
function dropUnmarked(editor: StudioEditor, marked: ReadonlySet<string>): void {
  const named = new Set<string>(blocksOf(editor).flatMap((block) => notesMarkedIn(block)))
  for (let index = blocksOf(editor).length - 1; index > 0; index -= 1) {
    const block = blocksOf(editor)[index]
    if (block?.type === 'note' && marked.has(block.id) && !named.has(block.id) && Editor.string(editor, [index]) === '')
      Transforms.removeNodes(editor, { at: [index] })
  }
}

function emptyUpTo(editor: StudioEditor, index: number, end: Point): void {
  for (const line of linesFrom(editor, index).toReversed()) {
    const focus = Point.isBefore(end, line.focus) ? end : line.focus
    if (Point.isBefore(line.anchor, focus)) Transforms.delete(editor, { at: { anchor: line.anchor, focus }, hanging: true })
  }
}

function emptyFrom(editor: StudioEditor, index: number, start: Point): void {
  for (const line of linesFrom(editor, index).toReversed()) {
    const anchor = Point.isAfter(start, line.anchor) ? start : line.anchor
    if (Point.isBefore(anchor, line.focus)) Transforms.delete(editor, { at: { anchor, focus: line.focus }, hanging: true })
  }
}

/** The lines of a block, each as a range. */
function linesFrom(editor: StudioEditor, index: number): Range[] {
  const block = blocksOf(editor)[index]
  return block ? linesOf(block).map(({ path }) => Editor.range(editor, [index, ...path])) : []
}
