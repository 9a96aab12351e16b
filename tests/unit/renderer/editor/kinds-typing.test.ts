/** Tasks, callouts, lists and code, as keys and commands change them. */
import { describe, expect, test } from 'vitest'
import { numbersOf } from '#preload/document/numbering.ts'
import { Doc } from '#preload/document/schema.ts'
import { languageCalled } from '#preload/document/code-languages.ts'
import { indentCode } from '#renderer/editor/code/code-typing.ts'
import { setTone, toggleDone } from '#renderer/editor/document/commands.ts'
import { setShape } from '#renderer/editor/document/shapes.ts'
import { itemMarker } from '#renderer/editor/looks/item-markers.ts'
import { Neighbours } from '#renderer/editor/document/neighbours.ts'
import { docOf, Writing } from './writing.ts'

const task = (id: string, text: string, done?: true) => ({ type: 'item', id, kind: 'task', depth: 0, children: [{ text }], ...(done && { done }) })
const callout = (id: string, tone: string) => ({ type: 'callout', id, tone, children: [{ text: id }] })
const code = (text: string, language?: string) => ({ type: 'code', id: 'c', children: [{ text }], ...(language && { language }) })
const writing = (...blocks: object[]) => new Writing(Doc.parse(blocks))

describe('a task', () => {
  test('it is ticked with all that are selected, and unticked when all are done', async () => {
    const page = writing(task('a', '一', true), task('b', '二')).at(0, 0, 1, 1)
    await page.turn((editor) => toggleDone(editor))
    expect(page.lines).toEqual(['[] ✓ 一', '[] ✓ 二'])
    await page.turn((editor) => toggleDone(editor))
    expect(page.lines).toEqual(['[] 一', '[] 二'])
    expect(page.logged).toEqual(page.doc)
  })

  test.each([
    [2, ['[] ✓ 写完', '[] ']],
    [1, ['[] ✓ 写', '[] 完']],
    [0, ['[] ', '[] ✓ 写完']],
  ])('it is still to do where Enter at %i makes a new one', async (offset, expected) => {
    const page = writing(task('a', '写完', true)).at(0, offset)
    await page.turn((editor) => editor.insertBreak())
    expect(page.lines).toEqual(expected)
  })
})

test('a callout changes its tone with those that are one box with it', async () => {
  const page = writing(callout('a', 'note'), callout('b', 'note'), callout('c', 'tip')).at(1, 0)
  await page.turn((editor) => setTone(editor, 1, 'warning'))
  expect(page.lines).toEqual(['!warning a', '!warning b', '!tip c'])
  await page.turn((editor) => editor.undo())
  expect(page.lines).toEqual(['!note a', '!note b', '!tip c'])
})

describe('a list', () => {
  test('it goes on behind code, and begins anew behind a paragraph', () => {
    const doc = docOf('1. 甲', '```x', '1. 乙', '段', '1. 丙')
    const neighbours = new Neighbours(doc)
    expect(doc.map(({ id }) => neighbours.of(id).number)).toEqual([1, 0, 2, 0, 1])
  })

  test.each([
    [2, ['写完', ''], [4, 5]],
    [1, ['写', '完'], [4, 5]],
    [0, ['', '写完'], [4, 5]],
  ])('one that says its number goes on where Enter at %i makes a new item', async (offset, texts, numbers) => {
    const page = writing({ type: 'item', id: 'a', kind: 'number', depth: 0, start: 4, children: [{ text: '写完' }] }).at(0, offset)
    await page.turn((editor) => editor.insertBreak())
    expect(page.lines).toEqual(texts.map((text) => `1. ${text}`))
    expect(numbersOf(page.doc)).toEqual(numbers)
    expect(page.logged).toEqual(page.doc)
  })

  test('one that becomes a paragraph and a number again is counted', async () => {
    const page = writing({ type: 'item', id: 'a', kind: 'number', depth: 0, start: 4, children: [{ text: '写完' }] }).at(0, 0)
    await page.turn((editor) => setShape(editor, { type: 'item', kind: 'number' }))
    await page.turn((editor) => setShape(editor, { type: 'item', kind: 'number' }))
    expect(numbersOf(page.doc)).toEqual([1])
  })

  test('it counts otherwise at each level', () => {
    const item = (kind: 'bullet' | 'number' | 'task', depth: number) => ({ kind, depth })
    const marked = (depth: number, number: number) => itemMarker(item('number', depth), number)
    expect([marked(0, 12), marked(1, 2), marked(1, 28), marked(2, 4), marked(2, 49), marked(3, 3)]).toEqual(['12.', 'b.', 'ab.', 'iv.', 'xlix.', '3.'])
    expect([marked(0, 0), marked(1, 0), marked(2, 0)]).toEqual(['0.', '0.', '0.'])
    expect([0, 1, 2, 3].map((depth) => itemMarker(item('bullet', depth), 0))).toEqual(['•', '◦', '▪', '•'])
    expect(itemMarker(item('task', 0), 0)).toBeUndefined()
  })
})

describe('code', () => {
  test('it begins a line where the one above began, and deeper behind what opens', async () => {
    const page = writing(code('  a {')).at(0, 5)
    await page.turn((editor) => editor.insertBreak())
    await page.type('b')
    await page.turn((editor) => editor.insertBreak())
    expect(page.lines).toEqual(['```  a {\n    b\n    '])
  })

  test('it is left by a second Enter on an empty line, whatever blanks are in it', async () => {
    const page = writing(code('  a\n  ')).at(0, 6)
    await page.turn((editor) => editor.insertBreak())
    await page.turn((editor) => editor.insertBreak())
    expect(page.lines).toEqual(['```  a', ''])
    expect(page.logged).toEqual(page.doc)
  })

  test('it moves all selected lines in and out, by what it is indented with', async () => {
    const page = writing(code('a\n\tb\nc')).at(0, 0, 0, 4)
    await page.turn((editor) => indentCode(editor, 1))
    expect(page.lines).toEqual(['```\ta\n\t\tb\nc'])
    await page.turn((editor) => indentCode(editor, -1))
    await page.turn((editor) => indentCode(editor, -1))
    expect(page.lines).toEqual(['```a\nb\nc'])
    expect(page.logged).toEqual(page.doc)
  })

  test('it takes the language behind its fence, and text that names none stays text', async () => {
    const named = await writing({ type: 'paragraph', id: 'p', children: [{ text: '' }] })
      .at(0, 0)
      .type('```ts')
    await named.turn((editor) => editor.insertBreak())
    expect(named.doc[0]).toMatchObject({ type: 'code', language: 'typescript', children: [{ text: '' }] })
    await named.turn((editor) => editor.undo())
    expect(named.doc[0]).toEqual(expect.objectContaining({ children: [{ text: 'ts' }] }))
    const unnamed = await writing({ type: 'paragraph', id: 'p', children: [{ text: '' }] })
      .at(0, 0)
      .type('```let')
    await unnamed.turn((editor) => editor.insertBreak())
    expect(unnamed.lines).toEqual(['```let\n'])
  })

  test('it begins on its first line, where Enter ends a fence without a language', async () => {
    const page = await writing({ type: 'paragraph', id: 'p', children: [{ text: '' }] })
      .at(0, 0)
      .type('```')
    await page.turn((editor) => editor.insertBreak())
    await page.type('a')
    expect(page.lines).toEqual(['```a'])
    await page.turn((editor) => editor.insertBreak())
    await page.type('b')
    expect(page.lines).toEqual(['```a\nb'])
    expect(page.logged).toEqual(page.doc)
  })

  test.each([
    ['py', 'python'],
    ['C++', 'cpp'],
    ['HTML', 'xml'],
    ['Shell', 'bash'],
    ['klingon', undefined],
  ])('it knows %s', (name, id) => {
    expect(languageCalled(name)?.id).toBe(id)
  })
})
