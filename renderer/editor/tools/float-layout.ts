/** Where what floats over the page goes: beside a place in the text, in view, and never over that place. */
import type { Range } from 'slate'
import { ReactEditor } from 'slate-react'
import { scrollerOf } from '#renderer/editor/looks/scroller.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import { selectedCells } from '#renderer/editor/table/table-cells.ts'
import { cellsIn } from '#preload/document/table-grid.ts'

export interface Box {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

const gap = 6

/** The box of a range of text, or of its beginning or end alone; null where it is not drawn. */
export function boxOf(editor: StudioEditor, range: Range, part: 'all' | 'start' | 'end' = 'all'): Box | null {
  const drawn = ReactEditor.resolveDOMRange(editor, range)
  if (!drawn) return null
  const whole = drawn.getBoundingClientRect()
  // A caret in an empty line has no box: its line's.
  if (whole.height === 0) return elementOf(drawn.startContainer)?.getBoundingClientRect() ?? null
  if (part === 'all') return whole
  const boxes = [...drawn.getClientRects()].filter(({ height }) => height > 0)
  return boxes.at(part === 'start' ? 0 : -1) ?? whole
}

/** The box of the cells that a range goes over; null where it stays in one, or in none. */
export function boxOfCells(editor: StudioEditor, range: Range): Box | null {
  const selected = selectedCells(editor, range)
  if (!selected?.isSeveral) return null
  const boxes = cellsIn(selected.grid, selected.rect).map(({ cell }) => ReactEditor.toDOMNode(editor, cell).getBoundingClientRect())
  return {
    left: Math.min(...boxes.map(({ left }) => left)),
    right: Math.max(...boxes.map(({ right }) => right)),
    top: Math.min(...boxes.map(({ top }) => top)),
    bottom: Math.max(...boxes.map(({ bottom }) => bottom)),
  }
}

function elementOf(node: Node): Element | null {
  return node instanceof Element ? node : node.parentElement
}

/** Puts `element` beside `box`, on the side asked for where there is room for it, else on the other. Both lie in `frame`. */
export function placeBeside(editor: StudioEditor, element: HTMLElement, box: Box, frame: HTMLElement, side: 'above' | 'below'): void {
  const [own, view] = [frame.getBoundingClientRect(), viewOf(editor)]
  const height = element.offsetHeight
  const fits = { above: box.top - gap - height >= view.top, below: box.bottom + gap + height <= view.bottom }
  const isAbove = side === 'above' ? fits.above || !fits.below : !fits.below && fits.above
  const top = isAbove ? box.top - gap - height : box.bottom + gap
  const left = Math.min(box.left, own.right - element.offsetWidth)
  element.style.left = `${Math.max(0, left - own.left)}px`
  element.style.top = `${top - own.top}px`
}

/** What of the page can be seen. */
function viewOf(editor: StudioEditor): { top: number; bottom: number } {
  const scroller = scrollerOf(ReactEditor.toDOMNode(editor, editor))
  return scroller?.getBoundingClientRect() ?? { top: 0, bottom: window.innerHeight }
}
