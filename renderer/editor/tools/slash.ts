/**
 * The slash that asks for a kind of block, and what is typed behind it. It is text like any other until something is chosen:
 * the page only remembers where it stands. What fits, and the keys, are the menu's, which is drawn while this is open.
 */
import { lineText } from '#preload/document/lines.ts'
import { offsetInLine, pointInLine } from '#preload/document/places.ts'
import { marksAtCaret } from '#renderer/editor/typing/edges.ts'
import { currentBlock, currentLine, isSource } from '#renderer/editor/document/selected.ts'
import { Held } from '#renderer/editor/held.ts'
import { perEditor } from '#renderer/editor/document/per-editor.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import { type Point, Range } from 'slate'

/** As keyboards write it, and as Chinese input methods do on the same key. */
const triggers = /^[/\uff0f\u3001]$/

export interface OpenSlash {
  readonly line: string
  /** Of the slash, in the text of its line. */
  readonly start: number
  readonly query: string
  /** A part of the query is still being composed: it may become anything. */
  readonly isComposed: boolean
}

export class Slash {
  private readonly editor: StudioEditor
  private readonly held = new Held<OpenSlash | null>(null)
  private onKey: ((event: { readonly key: string }) => boolean) | null = null

  constructor(editor: StudioEditor) {
    this.editor = editor
  }

  readonly get = this.held.get
  readonly subscribe = this.held.subscribe

  private get opened(): OpenSlash | null {
    return this.held.get()
  }

  /** What the menu does with keys, until the answer is called. */
  hear(onKey: (event: { readonly key: string }) => boolean): () => void {
    this.onKey = onKey
    return () => {
      if (this.onKey === onKey) this.onKey = null
    }
  }

  /** A key was pressed in the text. True: it was meant for the menu. */
  pressed(event: { readonly key: string }): boolean {
    return this.onKey?.(event) ?? false
  }

  /** A character was typed. */
  typed(text: string): void {
    if (triggers.test(text)) this.openAtCaret()
  }

  /** A word was composed: a slash alone is one that was typed, and so is more of the query. */
  composed(isTyped: boolean): void {
    if (this.opened) this.look()
    else if (isTyped) this.openAtCaret()
  }

  /** What an input method has written so far, which is not in the text yet. */
  composing(letters: string): void {
    const { opened } = this
    const typed = opened && this.read(opened)
    if (opened && typed !== null) this.held.set({ ...opened, query: typed + letters.replace(/['\u2019\s]/g, ''), isComposed: true })
  }

  /** The text or the caret changed. */
  look(): void {
    const { opened } = this
    const query = opened && this.read(opened)
    if (!opened || (query === opened.query && !opened.isComposed)) return
    this.held.set(query === null || /^\s/.test(query) ? null : { ...opened, query, isComposed: false })
  }

  close(): void {
    this.held.set(null)
  }

  /** From the slash to the caret. */
  range(): Range | null {
    const { opened, editor } = this
    const line = currentLine(editor)
    return opened && line && editor.selection ? { anchor: this.pointAt(opened.start), focus: editor.selection.focus } : null
  }

  pointAt(offset: number): Point {
    const line = currentLine(this.editor)
    return line ? pointInLine(line, offset) : { path: [0, 0], offset: 0 }
  }

  private openAtCaret(): void {
    const [line, block, { selection }] = [currentLine(this.editor), currentBlock(this.editor)?.block, this.editor]
    if (!line || !block || isSource(block) || !selection || Range.isExpanded(selection) || marksAtCaret(this.editor).code) return
    const start = offsetInLine(line.line, selection.focus, line.path.length) - 1
    const text = lineText(line.line)
    if (!triggers.test(text[start] ?? '') || !/^\s?$/.test(text[start - 1] ?? '')) return
    this.held.set({ line: line.line.id, start, query: '', isComposed: false })
  }

  /** What stands between the slash and the caret; null where it isn't there any more, or the caret isn't behind it. */
  private read({ line, start }: OpenSlash): string | null {
    const [current, { selection }] = [currentLine(this.editor), this.editor]
    if (!current || current.line.id !== line || !selection || Range.isExpanded(selection)) return null
    const text = lineText(current.line).slice(start, offsetInLine(current.line, selection.focus, current.path.length))
    return triggers.test(text[0] ?? '') ? text.slice(1) : null
  }
}

/** The slash of an editor's text. */
export const slashIn = perEditor((editor) => new Slash(editor))

/** Teaches an editor to listen for the slash. */
export function withSlash(editor: StudioEditor, isComposing: () => boolean): StudioEditor {
  const { insertText, onChange } = editor
  const slash = slashIn(editor)
  editor.insertText = (text, options) => {
    insertText(text, options)
    if (options?.at === undefined && !isComposing()) slash.typed(text)
  }
  editor.onChange = (options) => {
    onChange(options)
    if (!isComposing()) slash.look()
  }
  return editor
}
