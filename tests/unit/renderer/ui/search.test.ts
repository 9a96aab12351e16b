import { match } from 'pinyin-pro'
import { describe, expect, test } from 'vitest'
import { type PinyinPlace, search, type Words } from '#renderer/ui/search.ts'

const pinyin: PinyinPlace = (text, letters) => match(text, letters, { continuous: true, v: true })?.[0] ?? null
const find = (query: string, ...items: (string | Words)[]) =>
  search(
    query,
    items.map((item) => (typeof item === 'string' ? { title: item } : item)),
    (words) => words,
    pinyin,
  ).map(({ item }) => item.title)

describe('searching', () => {
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

  test('it knows other words for a thing, from their beginning, several of them too', () => {
    const theme = { title: '切换浅色与深色', synonyms: ['主题', '外观', 'theme', 'dark', 'mode'] }
    for (const query of ['主题', 'Theme', 'dar', 'dark mode']) expect(find(query, theme, '别的')).toEqual(['切换浅色与深色'])
    expect(find('dark ages', theme)).toEqual([])
    expect(find('eme', theme)).toEqual([])
  })
})

describe('searching by pinyin', () => {
  test('it puts another word for a thing before letters in the middle of a title', () => {
    // 和 can be read hú, so that 找和替 begins with z, hu and ti.
    expect(find('zhuti', '在全部课程中查找和替换', { title: '切换浅色与深色', synonyms: ['主题'] })).toEqual(['切换浅色与深色', '在全部课程中查找和替换'])
  })

  test('it takes whole syllables, initials, and what is typed so far', () => {
    for (const query of ['anli', 'al', 'anl', 'an li', "an'li", 'ANLI']) expect(find(query, '写作', '两个案例')).toEqual(['两个案例'])
  })

  test('it knows that a character can be read in several ways, and v for ü', () => {
    expect([find('yinhang', '银行'), find('yinxing', '银行'), find('lvse', '绿色')]).toEqual([['银行'], ['银行'], ['绿色']])
  })

  test('it wants neighbouring characters, and puts letters that stand in a title first', () => {
    expect(find('al', '案头的清单与例子')).toEqual([])
    expect(find('al', '案例', 'Algebra')).toEqual(['Algebra', '案例'])
  })

  test('it finds other words by their pinyin too', () => {
    expect(find('zhuti', { title: '切换浅色与深色', synonyms: ['主题'] })).toEqual(['切换浅色与深色'])
  })

  test('it does without pinyin while that is not there', () => {
    expect(search('al', [{ title: '案例' }, { title: 'Algebra' }], (words) => words, null).map(({ item }) => item.title)).toEqual(['Algebra'])
  })
})
