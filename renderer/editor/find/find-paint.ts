/**
 * Paints what was found over the text by the CSS Custom Highlight API: no element and no text of the page changes, so an
 * input method, Slate and React know nothing of it. Only what is in view is painted, so a key costs the same however
 * much was found.
 */
import { Editor } from 'slate'
import { ReactEditor } from 'slate-react'
import type { TextPlace } from '#preload/document/found-places.ts'
import { rangeOf } from './find-places.ts'
import { blocksOf } from '#renderer/editor/document/schema-rules.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'

/** A place on the screen; null where it is not drawn. */
export function domRangeOf(editor: StudioEditor, place: TextPlace): globalThis.Range | null {
  const range = rangeOf(editor, place)
  if (!range) return null
  if (!place.passage.isFormula) return ReactEditor.resolveDOMRange(editor, range)
  const [node] = Editor.node(editor, range.anchor.path.slice(0, -1))
  const drawn = document.createRange()
  drawn.selectNodeContents(ReactEditor.toDOMNode(editor, node))
  return drawn
}

/** Blocks beside those in view that are painted too: a scroll shows them before the next frame. */
const beside = 6

/** The marks of one page. Two pages may stand side by side, each with a search of its own, under the same names of highlights. */
export class FoundPaint {
  private readonly editor: StudioEditor
  private painted: globalThis.Range[] = []

  constructor(editor: StudioEditor) {
    this.editor = editor
  }

  /** Paints the places that are in view of `frame`, the current one stronger. */
  paint(frame: DOMRect, places: readonly TextPlace[], current: TextPlace | undefined): void {
    const [first, last] = blocksInView(this.editor, frame)
    const shown = placesBetween(places, first - beside, last + beside)
    this.clear()
    for (const place of shown) if (place !== current) this.mark('found', place)
    if (current) this.mark('found-current', current)
  }

  clear(): void {
    for (const range of this.painted) for (const name of ['found', 'found-current'] as const) highlight(name).delete(range)
    this.painted = []
  }

  private mark(name: 'found' | 'found-current', place: TextPlace): void {
    const range = domRangeOf(this.editor, place)
    if (!range) return
    highlight(name).add(range)
    this.painted.push(range)
  }
}

function highlight(name: 'found' | 'found-current'): Highlight {
  const known = CSS.highlights.get(name)
  if (known) return known
  const made = new Highlight()
  CSS.highlights.set(name, made)
  return made
}

/** Blocks lie below each other: where the frame begins and ends among them is found by halving. */
function blocksInView(editor: StudioEditor, frame: DOMRect): [number, number] {
  const blocks = blocksOf(editor)
  const boxOf = (index: number) => {
    const block = blocks[index]
    return block ? ReactEditor.toDOMNode(editor, block).getBoundingClientRect() : null
  }
  const first = firstWhere(blocks.length, (index) => (boxOf(index)?.bottom ?? 0) >= frame.top)
  const after = firstWhere(blocks.length, (index) => (boxOf(index)?.top ?? 0) > frame.bottom)
  return [first, after - 1]
}

function placesBetween(places: readonly TextPlace[], first: number, last: number): readonly TextPlace[] {
  const from = firstWhere(places.length, (at) => (places[at]?.passage.block ?? 0) >= first)
  const to = firstWhere(places.length, (at) => (places[at]?.passage.block ?? 0) > last)
  return places.slice(from, to)
}

/** The first index from which on `is` holds. */
function firstWhere(length: number, is: (index: number) => boolean): number {
  let [low, high] = [0, length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (is(middle)) high = middle
    else low = middle + 1
  }
  return low
}
