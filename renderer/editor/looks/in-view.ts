/** Places of the text in what is seen of the page: where they are, and how they come into it. */
import { ReactEditor } from 'slate-react'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import { scrollerOf } from './scroller.ts'

/** The toolbar lies over this much of the top of the page. */
export const above = 48
/** Below the caret there is room for a suggestion of two lines and its hint. */
export const below = 110

/** Less on opening, when the beginning is as good to see as the caret. */
export const opened = 40

/** The box of a caret; in an empty line, where it has none, that of its line. */
export function boxOf(caret: globalThis.Range): DOMRect | null {
  const box = caret.getBoundingClientRect()
  if (box.height > 0) return box
  const line = caret.startContainer instanceof Element ? caret.startContainer : caret.startContainer.parentElement
  return line?.getBoundingClientRect() ?? null
}

/** What of the screen the page is seen through; null where it is not there. */
export function frameOf(editor: StudioEditor): DOMRect | null {
  return scrollerOf(ReactEditor.toDOMNode(editor, editor))?.getBoundingClientRect() ?? null
}

/** Scrolls down as little as it takes to show what ends at a height of the screen, with room below it for what comes next where it is the caret; `top` is the height of what has to stay in view. */
export function showDownTo(editor: StudioEditor, bottom: number, what: 'caret' | 'block', top = Infinity): void {
  const scroller = scrollerOf(ReactEditor.toDOMNode(editor, editor))
  const frame = scroller?.getBoundingClientRect()
  if (scroller && frame) scroller.scrollTop += Math.max(0, Math.min(bottom + (what === 'caret' ? below : 16) - frame.bottom, top - frame.top - above))
}

/** The box of the caret, the moving end of a selection; null where it is not drawn. */
export function caretBoxOf(editor: StudioEditor): DOMRect | null {
  const { selection } = editor
  const caret = selection && ReactEditor.resolveDOMRange(editor, { anchor: selection.focus, focus: selection.focus })
  return caret && boxOf(caret)
}

/** The bar of the search lies over this much of the top of the page. */
const underBar = 110

/** Brings a place of the text into view, a third of the way down where it was out of it. */
export function showRange(editor: StudioEditor, place: globalThis.Range): void {
  const scroller = scrollerOf(ReactEditor.toDOMNode(editor, editor))
  if (!scroller) return
  // The heights of what was never in view are guesses: once it is drawn, the place may be elsewhere.
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const [box, frame] = [boxOf(place), scroller.getBoundingClientRect()]
    if (!box || (box.top >= frame.top + underBar && box.bottom <= frame.bottom - opened)) return
    scroller.scrollTop += box.top - frame.top - frame.height / 3
  }
}
