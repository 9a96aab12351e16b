/** Where the card, the hint and a silence's reason go, measured on the screen. None ever lies over the line being written. */
import type { Line } from '#preload/document/schema.ts'
import { ReactEditor } from 'slate-react'
import { currentLine } from '#renderer/editor/document/selected.ts'
import type { Ghost } from './ghost-store.ts'
import { caretBox, textWidth } from './place.ts'
import { placeBeside } from '#renderer/editor/tools/float-layout.ts'
import { blocksOf } from '#renderer/editor/document/schema-rules.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'

const gap = 6
const hintGap = 16

/** Puts the card below the caret's line, its first character below the caret where there is room; in a table where it lies over no cell. `frame` holds both. */
export function placeCard(editor: StudioEditor, card: HTMLElement, frame: HTMLElement): void {
  const [caret, box] = [caretBox(editor) ?? emptyLine(editor), frame.getBoundingClientRect()]
  if (!caret || placeAtTable(editor, card, frame, caret)) return
  const inset = parseFloat(getComputedStyle(card).paddingLeft)
  const left = Math.min(caret.left - box.left - inset, box.width - card.offsetWidth)
  put(card, Math.max(-inset, left), caret.bottom - box.top + gap)
}

/** Further below the caret than this, what is put under a table is not seen to belong there. */
const farBelow = 160

/** Beside a table at the height of the caret's line, or below it where its end is near. False: neither can be, or the caret is in none. */
function placeAtTable(editor: StudioEditor, card: HTMLElement, frame: HTMLElement, caret: { left: number; top: number; bottom: number }): boolean {
  const line = currentLine(editor)?.line
  const table = line?.type === 'cell' ? ReactEditor.toDOMNode(editor, line).closest('table')?.getBoundingClientRect() : undefined
  if (!table) return false
  put(card, 0, 0)
  const [box, beside, width] = [frame.getBoundingClientRect(), table.right + hintGap, card.offsetWidth]
  if (box.right + roomBeside(frame) - beside >= width + hintGap) put(card, beside - box.left, (caret.top + caret.bottom - card.offsetHeight) / 2 - box.top)
  else if (table.bottom - caret.bottom <= farBelow) put(card, Math.max(0, Math.min(caret.left - box.left, box.width - width)), table.bottom - box.top + gap)
  else return false
  return true
}

/** Puts the hint below the suggestion when the page ends there, else behind it on its line or beside the text; nowhere when all would cover text. */
export function placeHint(editor: StudioEditor, ghost: Ghost, hint: HTMLElement, frame: HTMLElement): void {
  const line = currentLine(editor)?.line
  const end = line?.id === ghost.block ? ghostEnd(editor, line, ghost) : null
  hint.hidden = !end
  if (!end) return
  const box = frame.getBoundingClientRect()
  const middle = end.top + (end.bottom - end.top - hint.offsetHeight) / 2 - box.top
  if (line?.type === 'cell') placeInCell(editor, line, hint, { end, middle, frame })
  else if (line === blocksOf(editor).at(-1)) put(hint, box.width - hint.offsetWidth, end.bottom - box.top + gap)
  else if (box.right - end.right >= hint.offsetWidth + hintGap) put(hint, box.width - hint.offsetWidth, middle)
  else if (roomBeside(frame) >= hint.offsetWidth + hintGap * 2) put(hint, box.width + hintGap, middle)
  else hint.hidden = true
}

interface HintPlace {
  readonly end: { readonly right: number }
  readonly middle: number
  readonly frame: HTMLElement
}

/** Behind the suggestion in its cell, else beside the table; never over another cell. */
function placeInCell(editor: StudioEditor, cell: Line, hint: HTMLElement, { end, middle, frame }: HintPlace): void {
  const [box, own] = [frame.getBoundingClientRect(), ReactEditor.toDOMNode(editor, cell)]
  const [right, table] = [own.getBoundingClientRect().right, own.closest('.table table')?.getBoundingClientRect()]
  const beside = Math.max(table?.right ?? box.right, right) + hintGap
  if (right - end.right >= hint.offsetWidth + hintGap) put(hint, end.right - box.left + hintGap / 2, middle)
  else if (box.right + roomBeside(frame) - beside >= hint.offsetWidth + hintGap) put(hint, beside - box.left, middle)
  else hint.hidden = true
}

function roomBeside(frame: HTMLElement): number {
  const page = frame.closest('.page')
  return page ? page.getBoundingClientRect().right - frame.getBoundingClientRect().right : 0
}

/** Puts what is said of the caret's place below its line. */
export function placeSilence(editor: StudioEditor, said: HTMLElement, frame: HTMLElement): void {
  const [line, box] = [caretBox(editor) ?? emptyLine(editor), frame.getBoundingClientRect()]
  if (line) put(said, Math.max(0, Math.min(line.left - box.left, box.width - said.offsetWidth)), line.bottom - box.top + gap)
}

/** Puts the window of “why” beside what is shown and the line before it: below them where there is room. */
export function placeWhy(editor: StudioEditor, ghost: Ghost, element: HTMLElement, frame: HTMLElement): void {
  const line = currentLine(editor)?.line
  const caret = caretBox(editor) ?? emptyLine(editor)
  const card = frame.querySelector('.ghost-card')?.getBoundingClientRect()
  const end = card ?? (line?.id === ghost.block ? ghostEnd(editor, line, ghost) : null)
  if (!caret) return
  const [top, bottom] = [Math.min(caret.top, end?.top ?? caret.top), Math.max(caret.bottom, end?.bottom ?? caret.bottom)]
  placeBeside(editor, element, { left: caret.left - inset, right: caret.left, top, bottom }, frame, 'below')
}

/** What is told begins under the caret. */
const inset = 18

/** Where an empty block's line is, in which a caret has no box. */
function emptyLine(editor: StudioEditor): { left: number; top: number; bottom: number } | null {
  const line = currentLine(editor)?.line
  if (!line) return null
  const element = ReactEditor.toDOMNode(editor, line)
  const [style, box] = [getComputedStyle(element), element.getBoundingClientRect()]
  return { left: box.left + parseFloat(style.paddingLeft), top: box.top + parseFloat(style.paddingTop), bottom: box.bottom - parseFloat(style.paddingBottom) }
}

function put(element: HTMLElement, left: number, top: number): void {
  element.style.left = `${left}px`
  element.style.top = `${top}px`
}

/** The box of the last line of a drawn suggestion. */
function ghostEnd(editor: StudioEditor, line: Line, ghost: Ghost): { right: number; top: number; bottom: number } | null {
  const element = ReactEditor.toDOMNode(editor, line)
  if (ghost.form === 'inline') {
    const boxes = element.querySelector('[data-ghost]')?.getClientRects()
    return boxes?.item(boxes.length - 1) ?? null
  }
  // In an empty block the suggestion is out of the flow and has no box to ask for.
  const [style, box] = [getComputedStyle(element), element.getBoundingClientRect()]
  const [left, lineHeight] = [box.left + parseFloat(style.paddingLeft), parseFloat(style.lineHeight)]
  const width = textWidth(editor, line, ghost.text)
  const lines = Math.max(1, Math.ceil(width / (box.right - left)))
  const top = box.top + parseFloat(style.paddingTop) + (lines - 1) * lineHeight
  return { right: lines > 1 ? box.right : left + width, top, bottom: top + lineHeight }
}
