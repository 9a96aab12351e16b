/** An author is led to a picture: it is selected, stands whole in view, and is asked about where it has no description. */
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import { perEditor } from '#renderer/editor/document/per-editor.ts'
import { Held } from '#renderer/editor/held.ts'
import { above, opened } from '#renderer/editor/looks/in-view.ts'
import { scrollerOf } from '#renderer/editor/looks/scroller.ts'
import { ReactEditor } from 'slate-react'
import { selectImage } from './image-keys.ts'
import { indexOfImage } from './images.ts'

/** The picture whose description is being written, in a window over the page. */
export const describedIn = perEditor(() => new Held<string | null>(null))

/** Longer than this no picture above another moves it as it comes. */
const comingMs = 3000

/** False where there is no such picture. */
export function leadToImage(editor: StudioEditor, id: string, isDescribed: boolean): boolean {
  const index = indexOfImage(editor, id)
  if (!selectImage(editor, index)) return false
  // It is focused as soon as this turn is over.
  setTimeout(() => {
    const text = ReactEditor.toDOMNode(editor, editor)
    const frame = text.querySelector<HTMLElement>(`[data-block="${CSS.escape(id)}"] .image-frame`)
    if (!frame) return
    keepInView(text, frame)
    if (isDescribed) describedIn(editor).set(id)
  })
  return true
}

/** Until pictures have come, or the author does anything. */
function keepInView(text: HTMLElement, frame: HTMLElement): void {
  const over = new AbortController()
  const observer = new ResizeObserver(() => showWhole(text, frame))
  const end = () => {
    observer.disconnect()
    over.abort()
    clearTimeout(timer)
  }
  const timer = setTimeout(end, comingMs)
  observer.observe(text)
  for (const type of ['wheel', 'pointerdown', 'keydown']) window.addEventListener(type, end, { capture: true, signal: over.signal })
}

/** Brings it into the middle of what is seen of the page; one that is taller, to its top. */
function showWhole(text: HTMLElement, picture: HTMLElement): void {
  const scroller = scrollerOf(text)
  if (!scroller || !picture.checkVisibility()) return
  // Heights of what was never in view are guesses: once it is drawn, it may be elsewhere.
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const [box, frame] = [picture.getBoundingClientRect(), scroller.getBoundingClientRect()]
    const room = frame.height - above - opened
    const off = box.top - frame.top - above - Math.max(0, (room - box.height) / 2)
    if (Math.abs(off) < 1) return
    scroller.scrollTop += off
  }
}
