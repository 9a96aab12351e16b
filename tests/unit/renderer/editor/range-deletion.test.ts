import fc from 'fast-check'
import { Editor, Transforms } from 'slate'
import { describe, expect, test } from 'vitest'
import { Doc } from '#preload/document/schema.ts'
import { Writing } from './writing.ts'

const run = (text: string) => ({ text })
const mark = (note: string) => ({ type: 'note-mark', note, children: [run('')] })
const p = (id: string, ...children: object[]) => ({ type: 'paragraph', id, children })
const image = (id: string, text: string) => ({ type: 'image', id, image: 'a'.repeat(64), alt: '', children: [run(text)] })
const note = (id: string, text: string) => ({ type: 'note', id, children: [run(text)] })

describe('deleting a selection', () => {
  const deleted = async (blocks: object[], from: readonly [number, number], to: readonly [number, number]) => {
    const doc = Doc.parse(blocks)
    const writing = new Writing(doc).at(...from, ...to)
    await writing.turn((editor) => editor.deleteFragment())
    const { lines } = writing
    expect(writing.logged).toEqual(writing.doc)
    await writing.turn((editor) => editor.undo())
    expect(writing.doc).toEqual(doc)
    return lines
  }

  test('into a caption leaves the picture and the rest of its caption', async () => {
    const text = [p('a', run('前文后文')), p('b', run('中')), image('i', '图注说明'), p('c', run('尾'))]
    expect(await deleted(text, [0, 2], [2, 0])).toEqual(['前文', '![] 图注说明', '尾'])
    expect(await deleted(text, [0, 2], [2, 2])).toEqual(['前文', '![] 说明', '尾'])
    expect(await deleted(text, [0, 2], [2, 4])).toEqual(['前文', '尾'])
    expect(await deleted(text, [2, 2], [3, 0])).toEqual(['前文后文', '中', '![] 图注', '尾'])
  })

  test('into a note leaves a note', async () => {
    const text = [p('a', run('前文后文')), note('n', '注释一'), note('m', '注释二')]
    expect(await deleted(text, [0, 2], [1, 2])).toEqual(['前文', '[^] 一', '[^] 注释二'])
    expect(await deleted(text, [1, 2], [2, 2])).toEqual(['前文后文', '[^] 注释', '[^] 二'])
  })

  test('of everything leaves an empty paragraph', async () => {
    const writing = new Writing(Doc.parse([image('i', '图注'), p('a', run('甲'), mark('n'), run('乙')), note('n', '注')]))
    Transforms.select(writing.editor, Editor.range(writing.editor, []))
    await writing.turn((editor) => editor.deleteFragment())
    expect([writing.lines, writing.logged]).toEqual([[''], writing.doc])
    await writing.type('字')
    expect(writing.lines).toEqual(['字'])
  })

  test('never changes the kind of a block that stays, and can be taken back', async () => {
    const start = Doc.parse([
      p('a', run('甲乙'), mark('n'), run('丙')),
      image('i', '图注'),
      {
        type: 'table',
        id: 't',
        align: [null, null],
        hasHeader: false,
        children: [{ type: 'row', children: ['c', 'd'].map((id) => ({ type: 'cell', id, children: [run('格')] })) }],
      },
      p('b', run('丁戊')),
      image('j', ''),
      p('c1', run('己'), mark('m'), run('')),
      note('n', '注一'),
      note('m', '注二'),
    ])
    const kinds = new Map(start.map(({ id, type }) => [id as string, type]))
    await fc.assert(
      fc.asyncProperty(fc.nat(7), fc.nat(4), fc.nat(7), fc.nat(4), fc.boolean(), async (a, b, c, d, isTyped) => {
        const writing = new Writing(start).at(a, b, c, d)
        const isAll = JSON.stringify(Editor.edges(writing.editor, writing.editor.selection!)) === JSON.stringify(Editor.edges(writing.editor, []))
        await writing.turn((editor) => (isTyped ? editor.insertText('字') : editor.deleteFragment()))
        expect(Doc.safeParse(writing.doc).success).toBe(true)
        expect(writing.logged).toEqual(writing.doc)
        if (!isAll) for (const { id, type } of writing.doc) if (kinds.has(id)) expect([id, type]).toEqual([id, kinds.get(id)])
        while (writing.editor.history.canUndo) await writing.turn((editor) => editor.undo())
        expect(writing.doc).toEqual(start)
      }),
      { numRuns: Number(process.env['MOKE_FUZZ_RUNS'] ?? 300) },
    )
  })
})
