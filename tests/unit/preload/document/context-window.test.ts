import { describe, expect, test } from 'vitest'
import { SuggestionContext } from '#preload/contract/suggestions.ts'
import { type Block, Doc } from '#preload/document/schema.ts'
import { ContextWindow } from '#preload/document/context-window.ts'
import { docOf } from '../../renderer/editor/writing.ts'

const titles = { course: '课', chapter: '章', lesson: '节' }
const at = (block: number, offset: number, run = 0) => ({ path: [block, run], offset })
const context = (doc: Doc, caret: { path: number[]; offset: number }) => new ContextWindow().at(doc, caret, titles, 0)

describe('the context of a caret', () => {
  test('it is the text up to the caret exactly, what follows it, and the headings above', () => {
    const doc = docOf('h1 题', '第一段', '- 项', '写到这里为止', 'h2 后')
    expect(context(doc, at(3, 4))).toEqual({
      ...titles,
      headings: [],
      before: '# 题\n\n第一段\n\n- 项\n\n写到这里',
      after: '为止\n\n# 后',
      block: 'paragraph',
      candidate: 0,
    })
  })

  test('it counts the runs before the caret', () => {
    const doc = Doc.parse([{ type: 'paragraph', id: 'a', children: [{ text: '粗', bold: true }, { text: '细字' }] }])
    expect(context(doc, at(0, 1, 1))).toMatchObject({ before: '粗细', after: '字' })
  })

  test('it is null in code and on a divider', () => {
    expect(context(docOf('```a'), at(0, 1))).toBeNull()
    expect(context(docOf('---'), at(0, 0))).toBeNull()
  })

  test('it keeps its beginning while the author types on, and moves by a thousand characters at once', () => {
    const doc = docOf('h1 题', ...Array.from({ length: 80 }, (_, index) => `${index}`.padEnd(100, '字')), '')
    const window = new ContextWindow()
    let starts = 0
    let previous = ''
    for (let length = 0; length < 2500; length += 1) {
      const last: Block = { type: 'paragraph', id: doc.at(-1)!.id, children: [{ text: '写'.repeat(length) }] }
      const { before, headings } = window.at([...doc.slice(0, -1), last], at(81, length), titles, 0)!
      if (!before.startsWith(previous)) starts += 1
      expect(before.length).toBeLessThanOrEqual(4000)
      expect(headings).toEqual(['题'])
      previous = before
    }
    expect(starts).toBeLessThanOrEqual(3)
  })

  test('it stays within the contract in one endless paragraph', () => {
    const doc = docOf('字'.repeat(20_000))
    const read = SuggestionContext.parse(context(doc, at(0, 15_000)))
    expect(read.before.length).toBeLessThanOrEqual(4000)
    expect(read.after.length).toBe(300)
  })

  test('it begins anew when the caret goes elsewhere', () => {
    const doc = docOf(...Array.from({ length: 200 }, () => '字'.repeat(100)))
    const window = new ContextWindow()
    window.at(doc, at(190, 50), titles, 0)
    expect(window.at(doc, at(2, 50), titles, 0)!.before).toBe(`${'字'.repeat(100)}\n\n${'字'.repeat(100)}\n\n${'字'.repeat(50)}`)
  })
})
