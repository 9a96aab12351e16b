/**
 * Helps for typing Chinese, each chosen by the author: a half-width mark behind Chinese becomes the full-width one, and brackets and
 * quotation marks come in pairs. Nothing happens within a composition; what an input method has written is looked at when it is over.
 */
import { offsetInLine, pointInLine } from '#preload/document/places.ts'
import { lineText } from '#preload/document/lines.ts'
import { marksAtCaret } from './edges.ts'
import { currentBlock, currentLine, isSource } from '#renderer/editor/document/selected.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import { Editor, Range, Transforms } from 'slate'

export interface TypingAids {
  readonly fullWidth: boolean
  readonly pairs: boolean
}

const full: Readonly<Record<string, string>> = {
  ',': '\uff0c',
  '.': '\u3002',
  ';': '\uff1b',
  ':': '\uff1a',
  '?': '\uff1f',
  '!': '\uff01',
}
const closings: Readonly<Record<string, string>> = {
  '\u300c': '\u300d',
  '\u300e': '\u300f',
  '\u201c': '\u201d',
  '\u2018': '\u2019',
  '\u300a': '\u300b',
  '\uff08': '\uff09',
}
const openings: Readonly<Record<string, string>> = Object.fromEntries(Object.entries(closings).map(([open, close]) => [close, open]))

const chinese = /[\p{Script=Han}\u3005\u300d\u300f\u201d\u2019\u300b\uff09]$/u
/** Behind these a bracket or a quotation may open, but no other mark follows. */
const opening = /(?:^|[\uff0c\u3002\uff1b\uff1a\uff1f\uff01\u3001\u2026\u2014\u201c\u2018\u300c\u300e\uff08])$/u

/** What an author who typed a half-width mark behind `before` means; null: the mark itself. Numbers, times and addresses do not end with Chinese. */
export function fullWidthOf(before: string, mark: string): string | null {
  const isChinese = chinese.test(before)
  const opens = isChinese || opening.test(before)
  if (mark === '"') return isOpen(before, '\u201c') ? '\u201d' : opens ? '\u201c' : null
  if (mark === "'") return opens ? (isOpen(before, '\u2018') ? '\u2019' : '\u2018') : null
  if (mark === '(') return opens && before !== '' ? '\uff08' : null
  if (mark === ')' && isOpen(before, '\uff08')) return '\uff09'
  return isChinese ? (full[mark] ?? null) : null
}

/** Whether a text opens a bracket or a quotation more often than it closes it. */
function isOpen(before: string, open: string): boolean {
  return before.split(open).length > before.split(closings[open] ?? '').length
}

/** Teaches an editor to help. */
export function withChineseTyping(editor: StudioEditor, isComposing: () => boolean, aids: () => TypingAids): StudioEditor {
  const { insertText, deleteBackward } = editor
  editor.insertText = (text, options) => {
    if (options?.at !== undefined || isComposing() || [...text].length !== 1 || !isProse(editor)) return insertText(text, options)
    typeMark(editor, text, aids(), () => insertText(text, options))
  }
  editor.deleteBackward = (unit) => {
    if (!(aids().pairs && unit === 'character' && !isComposing() && deletePair(editor))) deleteBackward(unit)
  }
  return editor
}

function isProse(editor: StudioEditor): boolean {
  const block = currentBlock(editor)?.block
  return block !== undefined && !isSource(block) && block.type !== 'divider' && !marksAtCaret(editor).code
}

/** The text around the caret; null where something is selected. */
function around(editor: StudioEditor): { before: string; after: string } | null {
  const [line, { selection }] = [currentLine(editor), editor]
  if (!line || !selection || Range.isExpanded(selection)) return null
  const [text, at] = [lineText(line.line), offsetInLine(line.line, selection.focus, line.path.length)]
  return { before: text.slice(0, at), after: text.slice(at) }
}

function typeMark(editor: StudioEditor, typed: string, { fullWidth, pairs }: TypingAids, insert: () => void): void {
  const place = around(editor)
  const meant = (fullWidth && place && fullWidthOf(place.before, typed)) || typed
  if (pairs && !place && closings[meant] && wrap(editor, meant)) return
  if (pairs && place && closes(place, meant)) return Transforms.move(editor)
  insert()
  if (!place) return
  // A step of its own: one undo gives the typed mark back.
  if (meant !== typed) editor.history.group(() => replaceBefore(editor, typed.length, meant))
  if (pairs) closePair(editor, meant)
}

/** Whether a closing mark stands already where one is typed, and closes what is open. */
function closes({ before, after }: { before: string; after: string }, mark: string): boolean {
  const open = openings[mark]
  return open !== undefined && after.startsWith(mark) && isOpen(before, open)
}

function replaceBefore(editor: StudioEditor, length: number, text: string): void {
  const [line, { selection }] = [currentLine(editor), editor]
  if (!line || !selection) return
  const at = offsetInLine(line.line, selection.focus, line.path.length)
  const range = { anchor: pointInLine(line, at - length), focus: pointInLine(line, at) }
  Transforms.insertText(editor, text, { at: range })
}

/** Puts the closing mark behind the caret, where nothing stands that it would part from the opening one. */
function closePair(editor: StudioEditor, mark: string): void {
  const [closing, place, { selection }] = [closings[mark], around(editor), editor]
  if (!closing || !place || !selection || !/^(?:$|[\s\p{P}])/u.test(place.after)) return
  editor.history.group(() => {
    Transforms.insertText(editor, closing)
    Transforms.move(editor, { distance: closing.length, reverse: true })
  })
}

/** Puts a pair around what is selected in one line; it stays selected. */
function wrap(editor: StudioEditor, mark: string): boolean {
  const { selection } = editor
  if (!selection) return false
  const [start, end] = Range.edges(selection)
  if (start.path.slice(0, -1).join() !== end.path.slice(0, -1).join()) return false
  const inside = Editor.rangeRef(editor, { anchor: start, focus: end }, { affinity: 'inward' })
  editor.history.group(() => {
    Transforms.insertText(editor, closings[mark] ?? '', { at: end })
    Transforms.insertText(editor, mark, { at: start })
    const range = inside.unref()
    if (range) Transforms.select(editor, range)
  })
  return true
}

/** Backspace within an empty pair takes both. */
function deletePair(editor: StudioEditor): boolean {
  const [place, line, { selection }] = [around(editor), currentLine(editor), editor]
  const closing = place && closings[place.before.slice(-1)]
  if (!closing || !line || !selection || !place.after.startsWith(closing)) return false
  const at = place.before.length
  Transforms.delete(editor, { at: { anchor: pointInLine(line, at - 1), focus: pointInLine(line, at + 1) } })
  return true
}

/** An input method wrote a mark, and is done: it is closed, or what it closed again is taken away. */
export function pairComposed(editor: StudioEditor, { pairs }: TypingAids): void {
  const [place, line] = [around(editor), currentLine(editor)]
  const mark = place?.before.slice(-1) ?? ''
  if (!pairs || !place || !line || !isProse(editor)) return
  if (closings[mark]) return closePair(editor, mark)
  if (!closes({ before: place.before.slice(0, -1), after: place.after }, mark)) return
  const at = place.before.length
  editor.history.group(() => Transforms.delete(editor, { at: { anchor: pointInLine(line, at), focus: pointInLine(line, at + 1) } }))
}
