import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyChanges } from '#preload/document/apply.ts'
import { characters, codePoints, countWords, narratedWords, narrationMinutes, words } from '#preload/document/counting.ts'
import { BlockId, type Doc } from '#preload/document/schema.ts'
import { doc, paragraph, text } from './documents.ts'

/** Any code units at all, halves of surrogate pairs among them. */
const anyText = fc
  .array(
    fc.oneof(
      text,
      fc.nat(0xffff).map((unit) => String.fromCharCode(unit)),
      fc.nat(0x10ffff).map((point) => String.fromCodePoint(point)),
    ),
  )
  .map((parts) => parts.join(''))

describe('字数', () => {
  test.each([
    ['', 0],
    ['   \n\t', 0],
    ['　', 0], // an ideographic space
    ['你好', 2],
    ['你好，世界。', 6],
    ['《论语》：“学而时习之，不亦说乎？”', 18],
    ['他说“你好”', 6],
    ['……', 2],
    ['等一等……好了', 7],
    ['破折号——在这里', 8],
    ['Hello world', 2],
    ['Hello, world!', 2],
    ['“Hello,” she said.', 3],
    ['don’t stop', 2],
    ["don't stop", 2],
    ['他说“Hello”。', 6],
    ['学习TypeScript很有趣', 6],
    ['墨课 Moke 3.14 版', 5],
    ['2026年11月24日', 6],
    ['你好,世界', 5],
    ['A - B', 3],
    ['C++ 和 C#', 3],
    ['见 https://example.org/a?b=c 。', 3],
    ['ＡＢ１２', 4],
    ['ひらがなカタカナー', 9],
    ['안녕', 2],
    ['🙂', 1],
    ['👩‍🏫讲课👍🏽', 4],
    ['🇨🇳', 1],
    ['❤️', 1],
    ['葛\u{e0100}城', 2], // a variation selector
    ['a\u200bb', 1], // a zero-width space
    ['cafe\u0301', 1],
    ['𠮷野家', 3],
    ['·', 1],
    ['列奥纳多·达·芬奇', 9],
    ['Gödel’s “proof” — yes', 4],
  ])('it counts %j as %i', (written, count) => {
    expect(countWords(written)).toBe(count)
  })

  test('it never counts more than there are code points', () => {
    fc.assert(
      fc.property(anyText, (written) => {
        expect(countWords(written)).toBeLessThanOrEqual(codePoints(written))
      }),
    )
  })

  test('it counts a text of what nearly all have as it counts any, which a character that nobody sees makes of it', () => {
    const usual = fc.array(fc.constantFrom(...'字，。、；：！？“”‘’—…·〇《》（）Ａ ｚ1a-.\'"~\t\n')).map((all) => all.join(''))
    fc.assert(
      fc.property(usual, (written) => {
        expect(countWords(written)).toBe(countWords(`${written}\u200b`))
      }),
      { numRuns: 500 },
    )
  })

  test('it counts two texts with a space between as their sum', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(countWords(`${a} ${b}`)).toBe(countWords(a) + countWords(b))
      }),
    )
  })
})

describe('counts of a lesson', () => {
  const lesson: Doc = [
    { type: 'heading', id: BlockId.parse('h'), level: 1, children: [{ text: '开头' }] },
    { type: 'paragraph', id: BlockId.parse('p'), children: [{ text: 'Mo', bold: true }, { text: 'ke 很好' }] },
    { type: 'code', id: BlockId.parse('c'), children: [{ text: 'let a = 1' }] },
    { type: 'divider', id: BlockId.parse('d'), children: [{ text: '' }] },
  ]

  test('it counts a word across its marks once', () => {
    expect({ words: words(lesson), narrated: narratedWords(lesson), characters: characters(lesson) }).toEqual({ words: 9, narrated: 5, characters: 18 })
  })

  test('it gives the minutes of reading aloud', () => {
    expect([narrationMinutes(480, 240), narrationMinutes(0, 240), narrationMinutes(360, 240)]).toEqual([2, 0, 1.5])
  })

  test('it counts anew what a change touched', () => {
    fc.assert(
      fc.property(doc, text, (before, typed) => {
        const first = words(before)
        const after = applyChanges(before, [{ type: 'insert_node', path: [0], node: paragraph(typed) }])
        expect(words(after)).toBe(first + countWords(typed))
        expect(words(before)).toBe(first)
      }),
    )
  })

  test('it counts code points, not code units', () => {
    expect([codePoints('🙂墨'), codePoints('\ud800墨'), codePoints('')]).toEqual([2, 2, 0])
    fc.assert(
      fc.property(anyText, (written) => {
        expect(codePoints(written)).toBe([...written].length)
      }),
    )
  })
})
