/** Markdown typed at the start of a line becomes the block it means, and within a line the marks. One undo gives the typed signs back. */
import type { Block, Tone } from '#preload/document/schema.ts'
import { isRun, lineText } from '#preload/document/lines.ts'
import { startFor } from '#preload/document/numbering.ts'
import { offsetInLine } from '#preload/document/places.ts'
import { insertDivider } from '#renderer/editor/document/commands.ts'
import { freshCode } from '#renderer/editor/code/code-typing.ts'
import { applyInlineMarkdown } from './inline-markdown.ts'
import { linkEnding, linkTyped } from '#renderer/editor/link/links.ts'
import { blocksOf } from '#renderer/editor/document/schema-rules.ts'
import { currentBlock, currentLine } from '#renderer/editor/document/selected.ts'
import { reshape, type Shape } from '#renderer/editor/document/shapes.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import { Editor, Node, Range, Transforms } from 'slate'

type Meaning = Shape | 'divider' | { readonly type: 'done' } | { readonly type: 'numbered'; readonly number: number } | null

/** What the signs before the caret mean at the start of a block once `typed` was typed after them. */
function markdownShape(block: Block, signs: string, typed: string): Meaning {
  if (block.type === 'quote') return typed === ' ' ? calloutShape(signs) : null
  if (typed === ' ' && (block.type === 'paragraph' || (block.type === 'item' && block.kind !== 'task'))) {
    if (/^(?:\[ ?\]|\u3010 ?\u3011) $/.test(signs)) return { type: 'item', kind: 'task' }
    if (/^\[[xX]\] $/.test(signs)) return { type: 'done' }
  }
  // Typed before an item that has a number already, another one is its own from then on.
  if (block.type === 'item' && block.kind === 'number' && isSpace(typed)) return numberShape(halfWidth(signs))
  if (block.type !== 'paragraph') return null
  if (typed === '`' || typed === '\u00b7') return signs === '```' || signs === '\u00b7\u00b7\u00b7' ? { type: 'code' } : null
  if (typed === '$') return signs === '$$' ? { type: 'formula-block' } : null
  // Two dashes may begin a line: they stand before a name.
  if (typed === '-' || typed === '\uff0d' || typed === '\u2014') return /^(?:---|\uff0d{3}|\u2014{3,4})$/.test(signs) ? 'divider' : null
  return isSpace(typed) ? spacedShape(halfWidth(signs)) : null
}

const isSpace = (typed: string): boolean => typed === ' ' || typed === '\u3000'

const wide: Readonly<Record<string, string>> = { '\u3001': '.', '\u3002': '.', '\u3000': ' ' }

/** Signs as a Chinese keyboard gives them are those that it has in their place: `\u3001` behind a number, and full-width ones. */
function halfWidth(signs: string): string {
  return signs.replace(/[\u3000-\u3002\uff01-\uff5e]/g, (sign) => wide[sign] ?? String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
}

function spacedShape(signs: string): Meaning {
  const level = /^(#{1,6}) $/.exec(signs)?.[1]?.length
  if (level === 1 || level === 2 || level === 3 || level === 4 || level === 5 || level === 6) return { type: 'heading', level }
  if (/^[-*+] $/.test(signs)) return { type: 'item', kind: 'bullet' }
  // Whoever types Markdown calls every item the first.
  if (/^1[.)] $/.test(signs)) return { type: 'item', kind: 'number' }
  return /^[>\u300b] $/.test(signs) ? { type: 'quote' } : numberShape(signs)
}

/** A list may begin at any number; what has four figures is a year. */
function numberShape(signs: string): Meaning {
  const number = /^(\d{1,3})[.)] $/.exec(signs)?.[1]
  return number === undefined ? null : { type: 'numbered', number: Number(number) }
}

const tones: Readonly<Record<string, Tone>> = { note: 'note', tip: 'tip', important: 'important', warning: 'warning', caution: 'caution' }

function calloutShape(signs: string): Meaning {
  const tone = tones[/^\[!(\w+)\] $/.exec(signs)?.[1]?.toLowerCase() ?? '']
  return tone ? { type: 'callout', tone } : null
}

/** Teaches an editor the shortcuts. `isComposing`: an input method is at work, whose text is never taken for signs. */
export function withMarkdown(editor: StudioEditor, isComposing: () => boolean): StudioEditor {
  const { insertText, insertBreak } = editor
  editor.insertText = (text, options) => {
    insertText(text, options)
    // Chinese keyboards give two dashes by one key.
    if ((text.length !== 1 && text !== '\u2014\u2014') || options?.at !== undefined || isComposing()) return
    const typed = text.slice(-1)
    if (!applyMarkdown(editor, typed)) applyInline(editor, typed)
  }
  editor.insertBreak = () => {
    const { selection } = editor
    const before = currentLine(editor)
    insertBreak()
    if (!before || !selection || isComposing() || before.line.type === 'code' || before.line.type === 'formula-block') return
    // The line above, as it is after the break.
    const index = before.path[0]
    const above = index === undefined ? undefined : editor.children[index]
    if (before.path.length === 1 && above && 'id' in above && above.id === before.line.id) linkEndOf(editor, index ?? 0)
  }
  return editor
}

/** An input method wrote a sign that stands in the place of one of Markdown, and is done. */
export function signsComposed(editor: StudioEditor): void {
  const [placed, { selection }] = [currentLine(editor), editor]
  if (!placed || !selection) return
  const last = lineText(placed.line)[offsetInLine(placed.line, selection.focus, placed.path.length) - 1] ?? ''
  if (last === '\u00b7' || last === '\u2014') applyMarkdown(editor, last)
}

function linkEndOf(editor: StudioEditor, index: number): void {
  const at = currentLineAt(editor, index)
  if (at) linkEnding(editor, at, lineText(at.line).length)
}

function currentLineAt(editor: StudioEditor, index: number): ReturnType<typeof currentLine> {
  const block = editor.children[index]
  return block && 'type' in block && isLine(block) ? { path: [index], line: block } : null
}

function isLine(block: Node): block is Exclude<Block, { type: 'table' }> {
  return 'id' in block && block.type !== 'table' && block.type !== 'cell'
}

function applyInline(editor: StudioEditor, typed: string): void {
  if (typed === ' ') linkTyped(editor, 1)
  else applyInlineMarkdown(editor, typed)
}

function applyMarkdown(editor: StudioEditor, typed: string): boolean {
  const [current, placed] = [currentBlock(editor), currentLine(editor)]
  const { selection } = editor
  if (!current || !placed || placed.path.length > 1 || !selection || Range.isExpanded(selection)) return false
  const { block, index } = current
  // Signs have no marks: what an author typed as code stays that.
  const first = block.type === 'table' ? undefined : block.children[0]
  const end = offsetInLine(placed.line, selection.focus, 1)
  if (end > 20 || !first || !isRun(first) || first.code) return false
  const shape = markdownShape(block, lineText(placed.line).slice(0, end), typed)
  if (!shape) return false
  const isAlone = lineText(placed.line).length === end
  if ((shape === 'divider' || shape.type === 'code' || shape.type === 'formula-block') && !isAlone) return false
  const signs = { anchor: Editor.start(editor, [index]), focus: selection.focus }
  editor.history.group(() => {
    Transforms.delete(editor, { at: signs })
    if (shape === 'divider') insertDivider(editor)
    else if (shape.type === 'done') {
      reshape(editor, index, { type: 'item', kind: 'task' })
      Transforms.setNodes(editor, { done: true }, { at: [index] })
    } else if (shape.type === 'numbered') renumber(editor, index, shape.number)
    else reshape(editor, index, shape)
  })
  if (shape !== 'divider' && shape.type === 'code') freshCode(editor, block.id)
  return true
}

/** Makes of a block a numbered item that is called so where it stands. */
function renumber(editor: StudioEditor, index: number, number: number): void {
  reshape(editor, index, { type: 'item', kind: 'number' })
  const start = startFor(blocksOf(editor), index, number)
  if (start !== undefined) Transforms.setNodes(editor, { start }, { at: [index] })
}
