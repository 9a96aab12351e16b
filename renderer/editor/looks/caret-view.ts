/** Keeps the caret where the author can see it, with room for what comes next, and brings it back with the focus. */
import { Editor, Point, Range, Transforms } from 'slate'
import { ReactEditor } from 'slate-react'
import { endOfText } from '#renderer/editor/note/notes.ts'
import { blocksOf, paragraph } from '#renderer/editor/document/schema-rules.ts'
import { above, below, boxOf, opened } from './in-view.ts'
import { scrollerOf } from './scroller.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'

/** Scrolls as little as it takes to show the caret, or the moving end of a selection; with `isCentred`, until its line is where a typewriter has it. */
export function keepCaretInView(editor: StudioEditor, selected: globalThis.Range, isCentred = false): void {
  const { selection } = editor
  if (!selection || isWholePage(editor, selection)) return
  if (isCentred && Range.isCollapsed(selection)) centre(editor, selected)
  else scrollTo(editor, selected, Range.isBackward(selection), below)
}

/** Share of the window above a typewriter's line: what was written matters more than what is still empty. */
const typewriterLine = 0.45

function centre(editor: StudioEditor, caret: globalThis.Range): void {
  const scroller = scrollerOf(ReactEditor.toDOMNode(editor, editor))
  const box = boxOf(caret)
  if (!scroller || !box) return
  const frame = scroller.getBoundingClientRect()
  scroller.scrollTop += box.top + box.height / 2 - (frame.top + frame.height * typewriterLine)
}

function scrollTo(editor: StudioEditor, selected: globalThis.Range, toStart: boolean, room: number): void {
  const caret = selected.cloneRange()
  caret.collapse(toStart)
  const scroller = scrollerOf(ReactEditor.toDOMNode(editor, editor))
  const box = boxOf(caret)
  if (!scroller || !box) return
  const frame = scroller.getBoundingClientRect()
  const over = frame.top + above - box.top
  const under = box.bottom + room - frame.bottom
  // With the first line comes the title above it.
  if (over > 0) scroller.scrollTop = isFirstLine(editor, box) ? 0 : scroller.scrollTop - over
  else if (under > 0) scroller.scrollTop += Math.min(under, -over)
}

function isFirstLine(editor: StudioEditor, caret: DOMRect): boolean {
  const [first] = blocksOf(editor)
  return first !== undefined && caret.top < ReactEditor.toDOMNode(editor, first).getBoundingClientRect().top + caret.height
}

/** Selecting everything is no reason to jump to the end. */
function isWholePage(editor: StudioEditor, selection: Range): boolean {
  return Range.isExpanded(selection) && Range.equals(Editor.range(editor, selection), Editor.range(editor, []))
}

/** A click below the page goes on writing where the text ends, before its footnotes, also when it ends with something one cannot type behind. */
export function clickedBelow(
  editor: StudioEditor,
  event: { readonly target: EventTarget; readonly currentTarget: EventTarget; readonly clientY: number; preventDefault(): void },
): void {
  const doc = blocksOf(editor)
  const [end] = endOfText(editor).path
  const [last, lowest] = [doc[end ?? 0], doc.at(-1)]
  if (event.target !== event.currentTarget || !last || !lowest) return
  if (event.clientY < ReactEditor.toDOMNode(editor, lowest).getBoundingClientRect().bottom) return
  const isClosed = last.type === 'divider' || last.type === 'code'
  // Where nothing is in the way, the browser finds the place by itself.
  if (!isClosed && last === lowest) return
  event.preventDefault()
  if (isClosed) editor.history.group(() => Transforms.insertNodes(editor, paragraph(), { at: [doc.indexOf(last) + 1], select: true }))
  else Transforms.select(editor, endOfText(editor))
  focusText(editor)
}

/** Gives the text the focus at once. Slate's own `focus` waits while changes are on their way to the screen, and what is typed meanwhile goes elsewhere. */
export function focusText(editor: StudioEditor): void {
  ReactEditor.toDOMNode(editor, editor).focus({ preventScroll: true })
}

/** Gives the text its caret back when it gets the focus by other means than a click. The answer stops it. */
export function restoreCaretOnFocus(editor: StudioEditor, root: HTMLElement, restored: () => void): () => void {
  const listeners = new AbortController()
  const options = { capture: true, signal: listeners.signal }
  let isClicked = false
  root.addEventListener(
    'pointerdown',
    () => {
      isClicked = true
    },
    options,
  )
  window.addEventListener(
    'pointerup',
    () => {
      isClicked = false
    },
    options,
  )
  root.addEventListener(
    'focusin',
    (event) => {
      if (event.target !== ReactEditor.toDOMNode(editor, editor)) return
      if (!isClicked && !isCaretChosen(editor)) showSelection(editor)
      restored()
    },
    options,
  )
  return () => listeners.abort()
}

/** Keeps the caret in view when the window or a pane beside the page changes its size. The answer stops it. */
export function keepCaretOnResize(editor: StudioEditor): () => void {
  const scroller = scrollerOf(ReactEditor.toDOMNode(editor, editor))
  if (!scroller) return () => undefined
  let isKnown = false
  const observer = new ResizeObserver(() => {
    const range = isKnown && editor.selection && ReactEditor.isFocused(editor) ? ReactEditor.resolveDOMRange(editor, editor.selection) : null
    if (range) keepCaretInView(editor, range)
    isKnown = true
  })
  observer.observe(scroller)
  return () => observer.disconnect()
}

/** Whether whatever gave the focus also chose a place: the browser by itself begins at the start. */
function isCaretChosen(editor: StudioEditor): boolean {
  const chosen = getSelection()
  // Beside a picture that had the focus it stands in nothing that is written.
  const isInText = chosen !== null && chosen.rangeCount > 0 && ReactEditor.hasEditableTarget(editor, chosen.anchorNode)
  const range = isInText ? ReactEditor.toSlateRange(editor, chosen, { exactMatch: false, suppressThrow: true }) : null
  return range !== null && !Point.equals(range.anchor, Editor.start(editor, []))
}

/** Shows the caret where the text was left. */
export function showSelection(editor: StudioEditor): void {
  // A text opened for the first time is gone on with where it ends.
  if (!editor.selection) Transforms.select(editor, endOfText(editor))
  const { selection } = editor
  const range = selection && ReactEditor.resolveDOMRange(editor, selection)
  if (!selection || !range) return
  const [from, to] = Range.isBackward(selection) ? [range.endContainer, range.startContainer] : [range.startContainer, range.endContainer]
  const [fromOffset, toOffset] = Range.isBackward(selection) ? [range.endOffset, range.startOffset] : [range.startOffset, range.endOffset]
  getSelection()?.setBaseAndExtent(from, fromOffset, to, toOffset)
  scrollTo(editor, range, Range.isBackward(selection), opened)
}
