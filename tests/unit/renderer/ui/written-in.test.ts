import { expect, test } from 'vitest'
import { writtenIn } from '#renderer/ui/written-in.ts'

test.each([
  ['清单不是愿望的仓库', 'zh-CN'],
  ['A list isn’t a warehouse of wishes.', 'en'],
  ['“清单” (qingdan) is the word for a list, as in the title of this lesson', 'en'],
  ['用 Notion 写清单', 'zh-CN'],
  ['ChatGPT 入门', 'zh-CN'],
  ['1 + 1 = 2', undefined],
  ['', undefined],
])('“%s” is told by its script', (text, language) => {
  expect(writtenIn(text)).toBe(language)
})

test('a long text is told by how it begins', () => {
  expect(writtenIn(`${'a'.repeat(2000)}${'字'.repeat(100_000)}`)).toBe('en')
})
