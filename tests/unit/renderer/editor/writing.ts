/** An editor with a log behind it, and short ways to write texts down: `builder` for these tests. */
import { inlinesOf, isRun } from '#preload/document/lines.ts'
import { Change, Doc, type Line, type Run } from '#preload/document/schema.ts'
import { applyChanges } from '#preload/document/apply.ts'
import { changeFromOperation } from '#renderer/editor/saving/changes.ts'
import type { TypingAids } from '#renderer/editor/typing/chinese-typing.ts'
import { createPageEditor } from '#renderer/editor/document/page-editor.ts'
import { caretOf, pointAt } from '#renderer/editor/ghost/place.ts'
import { blocksOf } from '#renderer/editor/document/schema-rules.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import { Transforms } from 'slate'
import { expect } from 'vitest'
import { z } from '#preload/document/zod.ts'

type BlockLike = { type: string; children: (Partial<Run> & { text: string })[] }

/** `h1 标题`, `- 项`, `1. 项`, `  - 深一层的项`, `> 引用`, `---`, code as "```文字"; anything else is a paragraph. */
export function docOf(...lines: string[]): Doc {
  return Doc.parse(lines.map((line, index) => ({ ...shapeOf(line), id: `b${index}` })))
}

function shapeOf(line: string): BlockLike {
  const [, indent = '', sign = '', text = line] = /^( *)(h[1-6] |- |1\. |> |---|```)?([\s\S]*)$/.exec(line) ?? []
  const children = [{ text }]
  const depth = indent.length / 2
  if (/^h[1-6] $/.test(sign)) return { type: 'heading', level: Number(sign[1]), children } as BlockLike
  if (sign === '- ') return { type: 'item', kind: 'bullet', depth, children } as BlockLike
  if (sign === '1. ') return { type: 'item', kind: 'number', depth, children } as BlockLike
  if (sign === '> ') return { type: 'quote', children }
  if (sign === '```') return { type: 'code', children }
  return sign === '---' ? { type: 'divider', children } : { type: 'paragraph', children: [{ text: indent + text }] }
}

/** The other way round; runs with marks as `*bold*`, `_italic_`, `` `code` ``, `{written by the model}`, a formula as `$x$`, a footnote's mark as `^`. */
export function linesOf(doc: Doc): string[] {
  return doc.map((block) => {
    switch (block.type) {
      case 'heading':
        return `h${block.level} ${written(block)}`
      case 'item':
        return `${'  '.repeat(block.depth)}${signs[block.kind]}${block.done ? '✓ ' : ''}${written(block)}`
      case 'quote':
        return `> ${written(block)}`
      case 'callout':
        return `!${block.tone} ${written(block)}`
      case 'code':
        return `\`\`\`${written(block)}`
      case 'formula-block':
        return `$$${written(block)}`
      case 'divider':
        return '---'
      case 'image':
        return `![${block.alt}] ${written(block)}`
      case 'note':
        return `[^] ${written(block)}`
      case 'table':
        return block.children.map((row) => `| ${row.children.map(written).join(' | ')} |`).join('\n')
      case 'paragraph':
        return written(block)
      default:
        return block satisfies never
    }
  })
}

const signs = { bullet: '- ', number: '1. ', task: '[] ' } as const

function written(line: Line): string {
  return inlinesOf(line)
    .map((child) => {
      if (!isRun(child)) return child.type === 'formula' ? `$${child.tex}$` : '^'
      let marked = child.text
      if (child.code) marked = `\`${marked}\``
      if (child.underline) marked = `<u>${marked}</u>`
      if (child.strike) marked = `~${marked}~`
      if (child.highlight) marked = `=${marked}=`
      if (child.italic) marked = `_${marked}_`
      if (child.bold) marked = `*${marked}*`
      if (child.link) marked = `[${marked}](${child.link})`
      return child.ai ? `{${marked}}` : marked
    })
    .join('')
}

export class Writing {
  readonly editor: StudioEditor
  /** The text as the log has it. */
  logged: Doc
  isComposing = false

  constructor(doc: Doc, aids?: TypingAids) {
    this.logged = doc
    this.editor = createPageEditor(doc, () => this.isComposing, aids && (() => aids))
  }

  get doc(): Doc {
    return blocksOf(this.editor)
  }

  get lines(): string[] {
    return linesOf(this.doc)
  }

  /** Puts the caret, or a selection, at text offsets of blocks. */
  at(block: number, offset: number, toBlock = block, toOffset = offset): this {
    Transforms.select(this.editor, { anchor: pointAt(this.editor, [block, offset]), focus: pointAt(this.editor, [toBlock, toOffset]) })
    return this
  }

  /** Does something as one turn of the page, and logs what it changed, as JSON carries it. */
  async turn(edit: (editor: StudioEditor) => void): Promise<this> {
    let operations = this.editor.operations
    const { onChange } = this.editor
    this.editor.onChange = (options) => {
      operations = [...this.editor.operations]
      onChange(options)
    }
    edit(this.editor)
    await Promise.resolve()
    await Promise.resolve()
    this.editor.onChange = onChange
    const changes = z.array(Change).parse(JSON.parse(JSON.stringify(operations.flatMap((op) => changeFromOperation(op) ?? []))))
    this.logged = applyChanges(this.logged, changes)
    return this
  }

  /** Types characters, each a turn of its own. */
  async type(text: string): Promise<this> {
    for (const character of text) await this.turn((editor) => editor.insertText(character))
    return this
  }
}

/** The caret, as block and text offset. */
export function offsetOf(editor: StudioEditor): readonly [number, number] | null {
  return caretOf(editor)
}

/** Takes back all that was done, which leads to `start`, and does it all again, which leads back. */
export async function expectWayBack(writing: Writing, start: Doc): Promise<void> {
  const end = writing.doc
  let undone = 0
  for (; writing.editor.history.canUndo; undone += 1) await writing.turn((editor) => editor.undo())
  expect(writing.doc).toEqual(start)
  for (; undone > 0; undone -= 1) await writing.turn((editor) => editor.redo())
  expect(writing.doc).toEqual(end)
  expect(writing.logged).toEqual(end)
}

/** Puts blocks in at the selection as a paste does, all at once. */
export function pasteBlocks(editor: StudioEditor, blocks: Doc): void {
  for (const step of editor.pasting.insert(blocks)) void step
}
