import { describe, expect, test } from 'vitest'
import { pairComposed, type TypingAids } from '#renderer/editor/typing/chinese-typing.ts'
import { docOf, Writing } from './writing.ts'

const both: TypingAids = { fullWidth: true, pairs: true }
const write = async (text: string, aids: Partial<TypingAids>) =>
  (await new Writing(docOf(''), { fullWidth: false, pairs: false, ...aids }).at(0, 0).type(text)).lines[0]

describe('full-width marks', () => {
  test.each([
    ['你好,世界.', '你好，世界。'],
    ['真的?真的!', '真的？真的！'],
    ['时间:三点;地点', '时间：三点；地点'],
    ['他说"好"了', '他说“好”了'],
    ['注(见上)', '注（见上）'],
    ['圆周率3.14,约', '圆周率3.14,约'],
    ['在10:30到', '在10:30到'],
    ['见https://a.b/c.d', '见https://a.b/c.d'],
    ['Hello, world.', 'Hello, world.'],
    ['"开头"', '“开头”'],
    ['他说:"好"(见Fig 1),', '他说：“好”（见Fig 1），'],
    ["it's 'ok'", "it's 'ok'"],
    ['1)第一', '1)第一'],
  ])('it writes %s as %s', async (typed, expected) => {
    expect(await write(typed, { fullWidth: true })).toBe(expected)
  })

  test('it changes nothing until it is chosen, and nothing in code', async () => {
    expect(await write('你好,', {})).toBe('你好,')
    expect((await new Writing(docOf('```'), both).at(0, 0).type('你好,')).lines).toEqual(['```你好,'])
  })

  test('it gives the typed mark back on one undo', async () => {
    const writing = await new Writing(docOf(''), both).at(0, 0).type('你好,')
    await writing.turn((editor) => editor.undo())
    expect(writing.lines).toEqual(['你好,'])
  })
})

describe('paired marks', () => {
  test('it closes what is opened, and types over what closes it', async () => {
    expect(await write('「', { pairs: true })).toBe('「」')
    expect(await write('「好」了', { pairs: true })).toBe('「好」了')
    expect(await write('他说“『好』”。', { pairs: true })).toBe('他说“『好』”。')
  })

  test('it closes nothing before a word, and types over nothing that is not open', async () => {
    const before = await new Writing(docOf('好'), both).at(0, 0).type('《')
    expect(before.lines).toEqual(['《好'])
    const after = await new Writing(docOf('》'), both).at(0, 0).type('》')
    expect(after.lines).toEqual(['》》'])
  })

  test('it goes around what is selected', async () => {
    const writing = await new Writing(docOf('读书法'), both).at(0, 0, 0, 2).type('《')
    expect(writing.lines).toEqual(['《读书》法'])
    expect(writing.logged).toEqual(writing.doc)
    await writing.type('x')
    expect(writing.lines).toEqual(['《x》法'])
  })

  test('it is taken away whole while it is empty', async () => {
    const writing = await new Writing(docOf(''), both).at(0, 0).type('（')
    await writing.turn((editor) => editor.deleteBackward('character'))
    expect(writing.lines).toEqual([''])
  })

  test('it waits for the end of a composition', async () => {
    const writing = new Writing(docOf(''), both).at(0, 0)
    writing.isComposing = true
    await writing.type('“')
    expect(writing.lines).toEqual(['“'])
    writing.isComposing = false
    await writing.turn((editor) => pairComposed(editor, both))
    expect(writing.lines).toEqual(['“”'])
    writing.isComposing = true
    await writing.type('”')
    writing.isComposing = false
    await writing.turn((editor) => pairComposed(editor, both))
    expect(writing.lines).toEqual(['“”'])
    expect(writing.logged).toEqual(writing.doc)
  })
})
