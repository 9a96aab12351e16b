/**
 * The browser moves its caret at once; Slate hears of it up to a tenth of a second later, and not at all while it has just set
 * the caret itself. A key that comes sooner would act where the caret was. So before a key acts, Slate is told where it is.
 * Nor does it hear then that the text loses or gets the focus: it would put the browser's caret back into the text, and what is
 * written in a field beside it would go nowhere; or leave it at the start, where the browser begins, though the text was changed
 * and goes on elsewhere.
 */
import { Range, Transforms } from 'slate'
import { IS_FOCUSED } from 'slate-dom'
import { ReactEditor } from 'slate-react'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'

/** Hears of the browser's selection at each click, and before each key, input and composed word in the text, and not within such a word, and of the focus that comes and goes. The answer stops it. */
export function hearSelection(editor: StudioEditor, root: HTMLElement, isComposing: () => boolean): () => void {
  const listeners = new AbortController()
  const options = { capture: true, signal: listeners.signal }
  const hear = (event: Event) => {
    if (!isComposing() && ReactEditor.hasEditableTarget(editor, event.target)) takeOver(editor)
  }
  for (const type of ['keydown', 'beforeinput', 'click']) root.addEventListener(type, hear, options)
  // Not every input method sends a key before it begins.
  const begin = (event: Event) => ReactEditor.hasEditableTarget(editor, event.target) && takeOver(editor)
  root.addEventListener('compositionstart', begin, options)
  root.addEventListener('focusin', (event) => takeUp(editor, event.target), options)
  root.addEventListener('focusout', (event) => letGo(editor, event.target), options)
  return () => listeners.abort()
}

/** What is drawn next then brings the caret along. Whoever only reads has none. */
function takeUp(editor: StudioEditor, reached: EventTarget | null): void {
  if (isText(reached) && !ReactEditor.isReadOnly(editor)) IS_FOCUSED.set(editor, true)
}

/** Another window takes the focus for a while only: the text stays the one that has it. A text that is being closed has no element any more. */
function letGo(editor: StudioEditor, left: EventTarget | null): void {
  if (isText(left) && document.activeElement !== left) IS_FOCUSED.delete(editor)
}

const isText = (target: EventTarget | null): boolean => target instanceof Element && target.matches('[data-slate-editor]')

function takeOver(editor: StudioEditor): void {
  const chosen = getSelection()
  // What has been done to the text is drawn with its own selection, which is the newer one.
  if (!chosen?.anchorNode || editor.operations.length > 0 || !ReactEditor.isFocused(editor)) return
  if (isShown(editor, chosen) || !isInText(editor, chosen)) return
  const range = ReactEditor.toSlateRange(editor, chosen, { exactMatch: false, suppressThrow: true })
  if (range && !(editor.selection && Range.equals(range, editor.selection))) Transforms.select(editor, range)
}

/** Whether the browser's selection is the one that Slate would set. A place at the edge of a mark has two names in the text: it is the place on the screen that counts. */
function isShown(editor: StudioEditor, { anchorNode, anchorOffset, focusNode, focusOffset }: Selection): boolean {
  const { selection } = editor
  const range = selection && ReactEditor.resolveDOMRange(editor, selection)
  if (!selection || !range) return false
  const isBackward = Range.isBackward(selection)
  const [fromNode, fromOffset] = isBackward ? [range.endContainer, range.endOffset] : [range.startContainer, range.startOffset]
  const [toNode, toOffset] = isBackward ? [range.startContainer, range.startOffset] : [range.endContainer, range.endOffset]
  return anchorNode === fromNode && anchorOffset === fromOffset && focusNode === toNode && focusOffset === toOffset
}

function isInText(editor: StudioEditor, { anchorNode, focusNode }: Selection): boolean {
  const isAnchored = ReactEditor.hasEditableTarget(editor, anchorNode) || ReactEditor.isTargetInsideNonReadonlyVoid(editor, anchorNode)
  return isAnchored && ReactEditor.hasTarget(editor, focusNode)
}
