/** Links in the text: how a stretch of text becomes one or stops being one. */
import { inlinesBetween, offsetInLine, pointInLine } from '#preload/document/places.ts'
import { inlinesOf, isRun, lineText } from '#preload/document/lines.ts'
import { addressFrom } from './addresses.ts'
import { currentBlock, currentLine, isSource } from '#renderer/editor/document/selected.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import { stretchesOf } from '#renderer/editor/table/table-cells.ts'
import { Editor, Range, Text, Transforms } from 'slate'

/** Signs that end an address that stands in a Chinese sentence. */
const outside = String.raw`\s<>"'\u2018\u2019\u201c\u201d\u3000-\u303f\uff00-\uff65\p{Script=Han}`
const bare = new RegExp(String.raw`(?:https?:\/\/|www\.)[^${outside}]+$`, 'iu')

/** Puts a link on the selection. Over nothing, `text` is put in as its text. */
export function setLink(editor: StudioEditor, link: string, text = link): void {
  const { selection } = editor
  const block = currentBlock(editor)?.block
  if (!selection || !block || isSource(block)) return
  editor.history.group(() => {
    if (Range.isCollapsed(selection)) Transforms.insertNodes(editor, { text, link }, { select: true })
    else for (const at of stretchesOf(editor, selection).toReversed()) Transforms.setNodes(editor, { link }, { at, match: Text.isText, split: true })
    Transforms.collapse(editor, { edge: 'end' })
  })
  editor.marks = null
}

/** Takes the link off a stretch of text, or off several cells. */
export function removeLink(editor: StudioEditor, range: Range): void {
  editor.history.group(() => {
    for (const at of stretchesOf(editor, range).toReversed()) Transforms.unsetNodes(editor, 'link', { at, match: Text.isText, split: true })
  })
}

/** A link and where its text is, across runs of other marks. */
export interface FoundLink {
  readonly link: string
  readonly range: Range
}

/** The link that the caret stands in or at. */
export function linkAtCaret(editor: StudioEditor): FoundLink | null {
  const { selection } = editor
  const at = selection && currentLine(editor)?.path.length
  const run = at && selection.focus.path[at]
  if (!selection || typeof run !== 'number') return null
  return linkAt(editor, run) ?? (selection.focus.offset === 0 ? linkAt(editor, run - 1) : null)
}

/** The link that a run of the caret's line is a part of. */
function linkAt(editor: StudioEditor, run: number): FoundLink | null {
  const current = currentLine(editor)
  const runs = current ? inlinesOf(current.line) : []
  const linkOf = (at: number) => {
    const child = runs[at]
    return child && isRun(child) ? child.link : undefined
  }
  const link = linkOf(run)
  if (!current || link === undefined) return null
  let [first, last] = [run, run]
  while (linkOf(first - 1) === link) first -= 1
  while (linkOf(last + 1) === link) last += 1
  return { link, range: { anchor: Editor.start(editor, [...current.path, first]), focus: Editor.end(editor, [...current.path, last]) } }
}

/** An address pasted over selected text makes a link of it. False: it is no address, or nothing is selected. */
export function pasteLink(editor: StudioEditor, plain: string): boolean {
  const { selection } = editor
  const block = currentBlock(editor)?.block
  const address = /^(?:https?:\/\/|mailto:)\S+$/i.test(plain.trim()) ? addressFrom(plain) : null
  if (!address || !selection || Range.isCollapsed(selection) || !block || isSource(block)) return false
  const isOneLine = selection.anchor.path.slice(0, -1).join() === selection.focus.path.slice(0, -1).join()
  if (!isOneLine || addressFrom(Editor.string(editor, selection)) !== null) return false
  setLink(editor, address)
  return true
}

/** Makes a link of an address that ends `back` characters before the caret. One undo takes the link off and leaves the text. */
export function linkTyped(editor: StudioEditor, back: number): void {
  const [current, { selection }] = [currentLine(editor), editor]
  if (!current || !selection || current.line.type === 'code' || current.line.type === 'formula-block') return
  linkEnding(editor, current, offsetInLine(current.line, selection.focus, current.path.length) - back)
}

/** Makes a link of an address at the end of a line that the caret has left. */
export function linkEnding(editor: StudioEditor, placed: NonNullable<ReturnType<typeof currentLine>>, end: number): void {
  const { line } = placed
  const from = Math.max(0, end - 2000)
  const match = bare.exec(lineText(line).slice(from, end))
  const found = match?.[0].replace(/[.,;:!?]+$/, '') ?? ''
  const address = addressFrom(found)
  if (!match || !address) return
  const start = from + match.index
  const taken = inlinesBetween(line, start, start + found.length)
  if (taken.some((child) => !isRun(child) || child.code || child.link)) return
  const at = { anchor: pointInLine(placed, start), focus: pointInLine(placed, start + found.length) }
  const caret = editor.selection && Editor.rangeRef(editor, editor.selection, { affinity: 'forward' })
  editor.history.group(() => {
    Transforms.setNodes(editor, { link: address }, { at, match: Text.isText, split: true })
    const back = caret?.unref()
    if (back) Transforms.select(editor, back)
  })
}
