import { describe, expect, test } from 'vitest'
import { applyChanges } from '#preload/document/apply.ts'
import { Block, type Change, type Doc } from '#preload/document/schema.ts'
import { isDivided } from '#preload/document/steps.ts'
import { blocksFromPlain } from '#renderer/editor/clipboard/plain-blocks.ts'
import { changeFromOperation } from '#renderer/editor/saving/changes.ts'
import { cutIntoPieces, mostSize, type Piece, sizeOf } from '#renderer/editor/saving/batch-pieces.ts'
import { Transforms } from 'slate'
import { docOf, Writing } from './writing.ts'

const afterAll = (doc: Doc, pieces: readonly Piece[]) => pieces.reduce<Doc>((text, { changes }) => applyChanges(text, changes), doc)
/** Changes that are one step. */
const step = (changes: readonly Change[]): Piece => ({ changes, steps: [{ count: changes.length, kind: 'undo', whole: true, before: [], after: [] }] })
const blockOf = (text: string, runs = 1) =>
  Block.parse({ type: 'paragraph', id: 'big', children: Array.from({ length: runs }, (_, run) => ({ text, ...(run % 2 === 1 && { bold: true }) })) })

describe('changes on their way in pieces', () => {
  test('it leaves small ones as they are', () => {
    const changes: Change[] = [{ type: 'insert_text', path: [0, 0], offset: 0, text: '字' }]
    expect(cutIntoPieces(docOf(''), step(changes))).toEqual([step(changes)])
  })

  test.each<[string, Doc, Change]>([
    ['a text put in', docOf('前后'), { type: 'insert_text', path: [0, 0], offset: 1, text: '😀字'.repeat(900_001) }],
    ['a text taken out', docOf(`前${'字😀'.repeat(700_000)}后`), { type: 'remove_text', path: [0, 0], offset: 1, text: '字😀'.repeat(700_000) }],
    ['a block put in', docOf('前', '后'), { type: 'insert_node', path: [1], node: blockOf('字'.repeat(3_000_000)) }],
    ['a run put in', docOf('前'), { type: 'insert_node', path: [0, 1], node: { text: '\u0001'.repeat(400_000), italic: true } }],
    ['a block taken out', [...docOf('前'), blockOf('字'.repeat(900_000), 3)], { type: 'remove_node', path: [1], node: blockOf('字'.repeat(900_000), 3) }],
    ['a run taken out', [blockOf('字'.repeat(1_200_000), 3)], { type: 'remove_node', path: [0, 1], node: { text: '字'.repeat(1_200_000), bold: true } }],
  ])('it cuts %s that is too large for one batch, to the same end', (_name, doc, change) => {
    const pieces = cutIntoPieces(doc, step([change]))
    expect(pieces.length).toBeGreaterThan(1)
    expect(Math.max(...pieces.map(({ changes }) => sizeOf(changes)))).toBeLessThanOrEqual(mostSize)
    // Each is a part of the one step, and only the last is its end.
    expect(pieces.map(({ steps: [part, ...others] }) => [others.length, part?.continues ?? false, part?.whole ?? false])).toEqual(
      pieces.map((_piece, index) => [0, index > 0, index === pieces.length - 1]),
    )
    expect(pieces.map(({ changes, steps }) => isDivided(steps, changes.length))).toEqual(pieces.map(() => true))
    // Not toEqual, which would write millions of characters out when it fails.
    expect(JSON.stringify(afterAll(doc, pieces)) === JSON.stringify(applyChanges(doc, [change]))).toBe(true)
  })

  test('it cuts a long paste, and what undo makes of it, only where a document is left', () => {
    const start = docOf('前后', '末')
    const writing = new Writing(start)
    writing.at(0, 1)
    const turns: { before: Doc; changes: Change[] }[] = []
    const turn = (edit: () => void) => {
      const before = writing.doc
      writing.editor.operations = []
      edit()
      turns.push({ before, changes: writing.editor.operations.flatMap((op) => changeFromOperation(op) ?? []) })
    }
    turn(() =>
      writing.editor.history.group(() =>
        Transforms.insertFragment(writing.editor, blocksFromPlain(Array.from({ length: 1500 }, () => '字'.repeat(1000)).join('\n'))),
      ),
    )
    turn(() => writing.editor.undo())
    for (const { before, changes } of turns) {
      const pieces = cutIntoPieces(before, step(changes))
      expect(pieces.length).toBeGreaterThan(1)
      expect(JSON.stringify(afterAll(before, pieces)) === JSON.stringify(applyChanges(before, changes))).toBe(true)
    }
    expect(writing.lines).toEqual(['前后', '末'])
  })
})
