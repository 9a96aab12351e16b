import { describe, expect, test } from 'vitest'
import { fuzzyFind, fuzzyScore } from '#renderer/panels/palette/fuzzy.ts'

const find = (query: string, ...texts: string[]) => fuzzyFind(query, texts, (text) => text)

describe('finding', () => {
  test('it wants the characters in order', () => {
    expect([fuzzyScore('清尾', '给清单一个结尾') !== null, fuzzyScore('尾清', '给清单一个结尾')]).toEqual([true, null])
  })

  test('it puts whole matches before scattered ones, and early before late', () => {
    expect(find('小', '把事情写小', '小而美')).toEqual(['小而美', '把事情写小'])
    expect(find('set', 'Suggestion statistics etc', 'Settings')).toEqual(['Settings', 'Suggestion statistics etc'])
  })

  test('it likes the beginnings of words', () => {
    expect(find('sl', 'Special', 'Show or hide the library')).toEqual(['Show or hide the library', 'Special'])
  })

  test('it does not mind case and full-width letters', () => {
    expect(find('ＡＩ', 'ai 与写作')).toEqual(['ai 与写作'])
  })

  test('it keeps the order of everything when nothing is asked', () => {
    expect(find('', 'b', 'a')).toEqual(['b', 'a'])
  })
})
