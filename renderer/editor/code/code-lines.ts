/** Code is one block with its line breaks in its text; everything else is a block for each line. Here lines pass between the two. */
import { inlinesOf, isRun } from '#preload/document/lines.ts'
import { blocksOf } from '#renderer/editor/document/schema-rules.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import { Transforms } from 'slate'

/** Makes a block of each line of a block, the first of which stays that block. Answers how many there are. */
export function splitLines(editor: StudioEditor, index: number): number {
  for (let lines = 1; ; lines += 1) {
    const block = blocksOf(editor)[index]
    const runs = block && block.type !== 'table' ? inlinesOf(block) : []
    const run = runs.findLastIndex((child) => isRun(child) && child.text.includes('\n'))
    if (run < 0) return lines
    const broken = runs[run]
    const [path, offset] = [[index, run], broken && isRun(broken) ? broken.text.lastIndexOf('\n') : 0]
    // Behind the line break, so that a caret before it stays on its line.
    Transforms.splitNodes(editor, { at: { path, offset: offset + 1 }, always: true })
    editor.apply({ type: 'remove_text', path, offset, text: '\n' })
  }
}

/** Puts a block and the one after it together, with a line break between them that is the author's. */
export function joinWithNext(editor: StudioEditor, index: number): void {
  const [block, next] = blocksOf(editor).slice(index, index + 2)
  if (!block || !next) return
  const { children: _children, ...properties } = next
  editor.apply({ type: 'insert_node', path: [index + 1, 0], node: { text: '\n' } })
  editor.apply({ type: 'merge_node', path: [index + 1], position: block.children.length, properties })
}
