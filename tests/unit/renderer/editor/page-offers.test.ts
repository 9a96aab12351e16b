import { describe, expect, test } from 'vitest'
import { Doc } from '#preload/document/schema.ts'
import { offersOf } from '#renderer/editor/tools/page-offers.tsx'
import { search } from '#renderer/ui/search.ts'
import { fillText } from '#renderer/ui/translate.ts'
import { Transforms } from 'slate'
import { docOf, Writing } from './writing.ts'

const names = (at: Writing, isEditable = true) => offersOf(at.editor, isEditable).map(({ name }) => name)
const table = Doc.parse([
  {
    type: 'table',
    id: 't',
    align: [null, null],
    hasHeader: false,
    children: ['甲', '乙'].map((row) => ({
      type: 'row',
      children: ['1', '2'].map((column) => ({ type: 'cell', id: row + column, children: [{ text: row }] })),
    })),
  },
])

describe('what the palette offers at the caret', () => {
  test('is found by its name and by other words in both languages', () => {
    const offers = offersOf(new Writing(docOf('字')).at(0, 1).editor, true)
    const found = (query: string) => search(query, offers, ({ text, synonyms }) => ({ title: fillText('zh-CN', text), synonyms }), null)[0]?.item.name
    expect(['表格', '插入表格', 'insert table', 'footnote', '清除格式', 'clear formatting', '换成引用', 'turn into quote', 'photo', '拷贝'].map(found)).toEqual(
      [
        'page-table',
        'page-table',
        'page-table',
        'page-note',
        'page-clearMarks',
        'page-clearMarks',
        'page-quote',
        'page-quote',
        'page-image',
        'page-copyMarkdown',
      ],
    )
  })

  test('is of a table only within one, and only what has something to do', () => {
    const at = new Writing([...table, ...docOf('字')])
    at.at(1, 0)
    expect(names(at).filter((name) => name.startsWith('table-'))).toEqual([])
    Transforms.select(at.editor, { path: [0, 0, 0, 0], offset: 0 })
    expect(names(at)).toEqual(expect.arrayContaining(['table-rowBelow', 'table-moveDown', 'table-removeTable', 'page-bold', 'page-formula']))
    expect(names(at)).not.toEqual(expect.arrayContaining(['table-moveUp']))
    expect(names(at).some((name) => ['table-moveUp', 'table-merge', 'page-quote'].includes(name))).toBe(false)
  })

  test('leaves marks and formulas out where source is written, and undo where there is nothing to undo', async () => {
    const at = new Writing(docOf('```代码')).at(0, 1)
    expect(names(at).some((name) => ['page-bold', 'page-link', 'page-formula', 'page-note', 'page-undo', 'page-redo'].includes(name))).toBe(false)
    await at.type('字')
    expect(names(at)).toContain('page-undo')
  })

  test('of a text that may only be read is to copy it', () => {
    expect(names(new Writing(docOf('字')).at(0, 1), false)).toEqual(['page-copyMarkdown'])
  })
})
