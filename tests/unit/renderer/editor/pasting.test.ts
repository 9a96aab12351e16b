import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Doc, type Block } from '#preload/document/schema.ts'
import { Pasting } from '#renderer/editor/clipboard/pasting.ts'
import { gridOf } from '#preload/document/table-grid.ts'
import { partTables, tableFromTabs } from '#renderer/editor/table/table-paste.ts'
import { docOf, linesOf, Writing } from './writing.ts'

/** A paste whose moments the test gives. */
function slowly(writing: Writing): { moment: () => Promise<void>; count: () => number } {
  const waiting: (() => void)[] = []
  let time = 0
  writing.editor.pasting = new Pasting(
    writing.editor,
    () => (time += 20),
    (run) => void waiting.push(run),
  )
  return { moment: async () => void (await writing.turn(() => waiting.shift()?.())), count: () => waiting.length }
}

const many = (count: number) => docOf(...Array.from({ length: count }, (_, at) => `第${at}段`))

describe('a long paste', () => {
  test('it comes in pieces, each of which is a document, and goes in one step', async () => {
    const writing = new Writing(docOf('前后')).at(0, 1)
    const { moment, count } = slowly(writing)
    await writing.turn((editor) => editor.pasting.start(editor.pasting.insert(many(200))))
    let pieces = 1
    for (; count() > 0; pieces += 1) {
      expect(writing.editor.pasting.progress).not.toBeNull()
      await moment()
      expect(Doc.safeParse(writing.doc).success).toBe(true)
      expect(writing.doc).toEqual(writing.logged)
    }
    expect(pieces).toBeGreaterThan(4)
    expect([writing.lines[0], writing.lines[100], writing.lines.at(-1), writing.lines.length]).toEqual(['前第0段', '第100段', '第199段后', 200])
    expect(writing.editor.selection?.focus).toEqual({ path: [199, 0], offset: 5 })
    await writing.turn((editor) => editor.undo())
    expect([writing.lines, writing.logged]).toEqual([['前后'], writing.doc])
    await writing.turn((editor) => editor.redo())
    expect(writing.lines.length).toBe(200)
  })

  test('a key finishes it, and is a step of its own', async () => {
    const writing = new Writing(docOf('')).at(0, 0)
    slowly(writing)
    await writing.turn((editor) => editor.pasting.start(editor.pasting.insert(many(200))))
    expect(writing.lines.length).toBeLessThan(100)
    await writing.turn((editor) => {
      editor.pasting.finishNow()
      editor.insertText('字')
    })
    expect([writing.lines.length, writing.lines.at(-1), writing.editor.pasting.isActive]).toEqual([200, '第199段字', false])
    await writing.turn((editor) => editor.undo())
    expect([writing.lines.length, writing.lines.at(-1)]).toEqual([200, '第199段'])
    await writing.turn((editor) => editor.undo())
    expect([writing.lines, writing.logged]).toEqual([[''], writing.doc])
  })

  test('it is given up without a trace', async () => {
    const writing = new Writing(docOf('前后')).at(0, 1)
    const { moment } = slowly(writing)
    await writing.turn((editor) => editor.pasting.start(editor.pasting.insert(many(200))))
    await moment()
    await writing.turn((editor) => editor.pasting.cancel())
    expect([writing.lines, writing.logged, writing.editor.pasting.progress]).toEqual([['前后'], writing.doc, null])
  })

  test('taking it back while it comes takes back all of it', async () => {
    const writing = new Writing(docOf('前')).at(0, 1)
    slowly(writing)
    await writing.turn((editor) => editor.pasting.start(editor.pasting.insert(many(200))))
    await writing.turn((editor) => editor.undo())
    expect([writing.lines, writing.logged]).toEqual([['前'], writing.doc])
  })

  test('a large table comes row by row', async () => {
    const table = tableFromTabs(Array.from({ length: 300 }, (_, row) => `${row}\t甲\t乙`).join('\n'))
    const writing = new Writing(docOf('')).at(0, 0)
    const { moment, count } = slowly(writing)
    await writing.turn((editor) => editor.pasting.start(editor.pasting.insert([...docOf('前'), table as Block, ...docOf('后')])))
    for (let at = 0; count() > 0; at += 1) {
      await moment()
      expect(Doc.safeParse(writing.doc).success).toBe(true)
    }
    const [, second] = writing.doc
    expect([writing.doc.length, second?.type === 'table' && second.children.length, writing.doc]).toEqual([3, 300, writing.logged])
    await writing.turn((editor) => editor.undo())
    expect(writing.lines).toEqual([''])
  })
})

describe('where blocks go', () => {
  const paste = async (doc: Doc, at: readonly [number, number], blocks: Doc) => {
    const writing = new Writing(doc).at(...at)
    await writing.turn((editor) => editor.pasting.start(editor.pasting.insert(blocks)))
    expect(writing.doc).toEqual(writing.logged)
    return writing.lines
  }

  test.each<[string, string[], readonly [number, number], string[], string[]]>([
    ['a paragraph goes on with the text around the caret', ['前后'], [0, 1], ['中'], ['前中后']],
    ['several part it, their ends joined to its halves', ['前后'], [0, 1], ['甲', '- 乙', '丙'], ['前甲', '- 乙', '丙后']],
    ['what is no paragraph stays what it is', ['前后'], [0, 1], ['h1 甲', '乙', '> 丙'], ['前', 'h1 甲', '乙', '> 丙', '后']],
    ['an empty paragraph makes room', ['前', '', '后'], [1, 0], ['h1 甲', '乙'], ['前', 'h1 甲', '乙', '后']],
    ['a heading in an empty paragraph is one', [''], [0, 0], ['h1 甲'], ['h1 甲']],
    ['a heading in a text is text', ['前后'], [0, 1], ['h1 甲'], ['前甲后']],
    ['an item goes on with the first paragraph', ['- 前'], [0, 1], ['甲', '乙'], ['- 前甲', '乙']],
    ['before a text they come before it', ['后'], [0, 0], ['h1 甲', '乙'], ['h1 甲', '乙后']],
    ['behind a divider they come behind it', ['---', '后'], [0, 0], ['甲', '乙'], ['---', '甲', '乙', '后']],
    ['code is put in whole', ['前后'], [0, 1], ['```a'], ['前', '```a', '后']],
  ])('%s', async (_what, doc, at, blocks, expected) => {
    expect(await paste(docOf(...doc), at, docOf(...blocks))).toEqual(expected)
  })

  test('whatever comes wherever, it is a document, in the log, and goes in one step', async () => {
    const lines = fc.array(fc.constantFrom('甲', '', 'h1 乙', '- 丙', '  - 丁', '> 戊', '```己\n庚', '---'), { minLength: 1, maxLength: 40 })
    await fc.assert(
      fc.asyncProperty(lines, lines, fc.nat(9), fc.nat(3), fc.nat(9), fc.nat(3), async (doc, blocks, from, a, to, b) => {
        const start = docOf(...doc)
        const writing = new Writing(start).at(from, a, to, b)
        await writing.turn((editor) => {
          editor.pasting.start(editor.pasting.insert(docOf(...blocks)))
          editor.pasting.finishNow()
        })
        expect(Doc.safeParse(writing.doc).error?.issues ?? []).toEqual([])
        expect(writing.doc).toEqual(writing.logged)
        await writing.turn((editor) => editor.undo())
        expect(writing.doc).toEqual(start)
      }),
      { numRuns: Number(process.env['MOKE_FUZZ_RUNS'] ?? 150) },
    )
  })
})

describe('tables', () => {
  test('lines with tabs are rows of one', () => {
    expect(linesOf([tableFromTabs('甲\t乙\n丙')] as Block[])).toEqual(['| 甲 | 乙 |\n| 丙 |  |'])
    expect(tableFromTabs('甲 乙')).toBeNull()
  })

  test('one with too many cells comes as several, each with the header', () => {
    const rows = (count: number) => tableFromTabs(Array.from({ length: count }, (_, row) => `${row}\t`.repeat(9)).join('\n'))
    const [first, more] = [rows(400), rows(400)]
    if (!first || !more) throw new Error('they are tables')
    const { blocks, parted } = partTables([{ ...first, hasHeader: true, children: [...first.children, ...more.children] }])
    const tables = blocks.filter((block) => block.type === 'table')
    expect([parted, tables.map((table) => gridOf(table).rows)]).toEqual([1, [500, 301]])
    expect(new Set(tables.flatMap(({ children }) => children.flatMap((row) => row.children.map(({ id }) => id)))).size).toBe(8010)
  })
})
