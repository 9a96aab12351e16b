/** While a picture itself has the focus: what its keys do, what is copied and pasted, and where the caret is meanwhile. */
import type { ClipboardEvent, KeyboardEvent } from 'react'
import { Editor, Transforms } from 'slate'
import { ReactEditor } from 'slate-react'
import { insertParagraphBelow } from '#renderer/editor/document/commands.ts'
import { currentBlock } from '#renderer/editor/document/selected.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import { focusText } from '#renderer/editor/looks/caret-view.ts'
import { isShortcut, pageCommands } from '#renderer/editor/typing/shortcuts.ts'
import { forgetCaret, leaveImage, takeAway } from './image-keys.ts'
import { type Image, indexOfImage, placeOfGone, restingWidths, setWidth } from './images.ts'

/**
 * A picture has the focus: the caret waits in its caption, and the browser's caret is kept out of the text until the focus goes.
 * An input method would compose where that one stands, which may be far out of sight.
 */
export function holdCaret(editor: StudioEditor, id: string, frame: HTMLElement): void {
  // From here on Slate leaves the browser's selection alone, and scrolls to nothing.
  ReactEditor.blur(editor)
  const index = indexOfImage(editor, id)
  if (index >= 0 && currentBlock(editor)?.block.id !== id) Transforms.select(editor, Editor.start(editor, [index]))
  const over = new AbortController()
  const keep = () => {
    const chosen = getSelection()
    if (document.activeElement === frame && !frame.contains(chosen?.anchorNode ?? null)) chosen?.collapse(frame, 0)
  }
  keep()
  document.addEventListener('selectionchange', keep, { signal: over.signal })
  frame.addEventListener('blur', () => over.abort(), { once: true })
}

/** Goes on in a new paragraph below a picture. */
function belowImage(editor: StudioEditor, id: string): void {
  leaveImage(editor, id, 1)
  insertParagraphBelow(editor)
}

interface OnImage {
  readonly editor: StudioEditor
  readonly isReadOnly: boolean
  readonly open: () => void
}

/** What is copied, cut and pasted while the picture itself has the focus: Slate knows only what is written. */
export function clipboardOf(editor: StudioEditor, id: string, isReadOnly: boolean) {
  const own = (run: (data: DataTransfer) => void) => (event: ClipboardEvent<HTMLElement>) => {
    if (document.activeElement !== event.currentTarget) return
    event.preventDefault()
    run(event.clipboardData)
  }
  const copy = (data: DataTransfer) => ReactEditor.setFragmentData(editor, data, 'copy')
  if (isReadOnly) return { onCopy: own(copy) }
  const cut = (data: DataTransfer) => {
    copy(data)
    takeAway(editor, id)
  }
  const paste = (data: DataTransfer) => {
    belowImage(editor, id)
    ReactEditor.insertData(editor, data)
  }
  return { onCopy: own(copy), onCut: own(cut), onPaste: own(paste) }
}

/** What keys do while the picture itself has the focus. */
export function pressedOnImage(event: KeyboardEvent, block: Image, { editor, isReadOnly, open }: OnImage): boolean {
  const step = isReadOnly ? undefined : [...historyKeys].find(([keys]) => isShortcut(event, keys))?.[1]
  if (step) {
    const index = indexOfImage(editor, block.id)
    step(editor)
    if (editor.selection === null && indexOfImage(editor, block.id) < 0) Transforms.select(editor, placeOfGone(editor, index))
    backToText(editor)
    return true
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return false
  const resting = restingWidths[Number(event.key) - 1]
  if (event.key === ' ') open()
  else if (event.key === 'ArrowDown' || event.key === 'ArrowRight') leaveImage(editor, block.id, 1)
  else if (event.key === 'ArrowUp' || event.key === 'ArrowLeft') leaveImage(editor, block.id, -1)
  else if (event.key === 'Escape') leaveImage(editor, block.id, 1)
  else if (isReadOnly) return false
  else if (event.key === 'Enter') belowImage(editor, block.id)
  else if (event.key === 'Backspace' || event.key === 'Delete') takeAway(editor, block.id)
  else if (event.key === '+' || event.key === '=') setWidth(editor, block.id, (block.width ?? 100) + 5)
  else if (event.key === '-') setWidth(editor, block.id, (block.width ?? 100) - 5)
  else if (event.key === '0') setWidth(editor, block.id, undefined)
  else if (resting !== undefined) setWidth(editor, block.id, resting)
  else return false
  return true
}

const { undo, redo } = pageCommands
const historyKeys = new Map<string, (editor: StudioEditor) => void>([
  [undo.keys, undo.run],
  [redo.keys, redo.run],
  ['Mod+Y', redo.run],
])

/** To the text where the picture that had the focus has gone: once that is drawn, and before another key comes. */
function backToText(editor: StudioEditor): void {
  queueMicrotask(() => {
    if (document.activeElement !== document.body) return
    forgetCaret()
    focusText(editor)
  })
}
