import { describe, expect, test } from 'vitest'
import { foreignStart, scriptsIn, writingOf } from '#engine/completion/scripts.ts'

describe('writing systems', () => {
  test('it knows those of a text; digits and punctuation belong to none', () => {
    expect([...scriptsIn('第 3 课：用 Python 写作。')].sort()).toEqual(['han', 'latin'])
    expect([...scriptsIn('123，。')]).toEqual([])
    expect([...scriptsIn('ქართული')]).toEqual(['other'])
  })

  test('Chinese characters weigh as much as words of letters', () => {
    expect([writingOf('用 Python 写 API'), writingOf('用 the Python API'), writingOf('の使い方'), writingOf('123，。')]).toEqual([
      'han',
      'letters',
      'han',
      null,
    ])
  })

  test.each([
    ['我们用Python来写', '中文', '我们用'],
    ['我们用Python来写', '中文 API', '我们用Python来写'],
    ['我们привет', '中文', '我们'],
    ['の使い方', '中文', ''],
    ['𠮷野家ab', '中文', '𠮷野家'],
    ['共 12 个。', '中文', '共 12 个。'],
    ['写作', '', ''],
  ])('it keeps %j in a text of %j to %j', (text, own, expected) => {
    expect(text.slice(0, foreignStart(text, scriptsIn(own)))).toBe(expected)
  })
})
