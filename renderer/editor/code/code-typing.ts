/** Typing in code: Tab and Shift+Tab, lines that begin where the one above began, and the language that is typed behind the fence. */
import { lineText } from '#preload/document/lines.ts'
import { offsetInLine, pointInLine } from '#preload/document/places.ts'
import type { Block } from '#preload/document/schema.ts'
import { languageCalled } from '#preload/document/code-languages.ts'
import { currentBlock } from '#renderer/editor/document/selected.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import { Editor, Range, Transforms } from 'slate'

type Source = Extract<Block, { type: 'code' | 'formula-block' }>

/** The box of code that a fence has just made, whose first line may be a language. */
const fresh = new WeakMap<StudioEditor, string>()

export function freshCode(editor: StudioEditor, block: string): void {
  fresh.set(editor, block)
}

/** Enter behind the name of a language, in a box that a fence has just made, or behind none: the code begins on its first line. False: it is no such place. */
export function nameLanguage(editor: StudioEditor): boolean {
  const current = currentBlock(editor)
  if (current?.block.type !== 'code' || fresh.get(editor) !== current.block.id) return false
  fresh.delete(editor)
  if (lineText(current.block) === '') return true
  const language = languageCalled(lineText(current.block))
  if (!language || current.block.language) return false
  editor.history.group(() => {
    Transforms.delete(editor, { at: Editor.range(editor, [current.index]) })
    Transforms.setNodes(editor, { language: language.id }, { at: [current.index] })
  })
  return true
}

/** The blanks that a new line below the caret begins with: those of the caret's line, and some more behind an opening sign. */
export function indentBelow(editor: StudioEditor): string {
  const current = currentBlock(editor)
  const { selection } = editor
  if (current?.block.type !== 'code' || !selection) return ''
  const before = lineText(current.block).slice(0, offsetInLine(current.block, Range.start(selection), 1))
  const line = before.slice(before.lastIndexOf('\n') + 1)
  const blanks = /^[ \t]*/.exec(line)?.[0] ?? ''
  const opens = current.block.language === 'python' ? /[([{:]\s*$/ : /[([{]\s*$/
  return opens.test(line) ? blanks + unitOf(current.block) : blanks
}

/** What one level is in a box of code: a tab where its lines begin with tabs, four blanks where they do, else two. */
function unitOf(block: Source): string {
  const text = lineText(block)
  if (/^\t/m.test(text)) return '\t'
  const least = Math.min(...[...text.matchAll(/^( +)\S/gm)].map((match) => match[1]?.length ?? 2))
  if (least === 2 || least === 4) return ' '.repeat(least)
  return block.type === 'code' && block.language === 'python' ? '    ' : '  '
}

/** Tab: a level at the caret, or before every selected line. Shift+Tab: a level less before them. */
export function indentCode(editor: StudioEditor, by: 1 | -1): void {
  const current = currentBlock(editor)
  const { selection } = editor
  if (!current || !selection || (current.block.type !== 'code' && current.block.type !== 'formula-block')) return
  const unit = unitOf(current.block)
  if (by > 0 && Range.isCollapsed(selection)) return editor.insertText(unit)
  const [start, end] = Range.edges(selection)
  if (start.path[0] !== end.path[0]) return
  const { block, index } = current
  const starts = lineStarts(lineText(block), offsetInLine(block, start, 1), offsetInLine(block, end, 1))
  editor.history.group(() => {
    for (const at of starts.toReversed()) shiftLine(editor, block, index, at, by, unit)
  })
}

function shiftLine(editor: StudioEditor, block: Source, index: number, at: number, by: 1 | -1, unit: string): void {
  const point = (offset: number) => pointInLine({ path: [index], line: block }, offset)
  if (by > 0) return Transforms.insertText(editor, unit, { at: point(at) })
  const surplus = new RegExp(`^(?:\\t| {1,${unit === '\t' ? 4 : unit.length}})`).exec(lineText(block).slice(at))?.[0].length ?? 0
  if (surplus > 0) Transforms.delete(editor, { at: { anchor: point(at), focus: point(at + surplus) } })
}

/** Where the lines begin that a selection touches; a line at whose start it ends is not meant. */
function lineStarts(text: string, from: number, to: number): number[] {
  const starts = [text.lastIndexOf('\n', from - 1) + 1]
  for (let at = text.indexOf('\n', from); at >= 0 && at + 1 < to; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}
