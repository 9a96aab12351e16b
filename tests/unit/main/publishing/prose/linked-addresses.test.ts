import { expect, test } from 'vitest'
import { juejin } from '#main/publishing/juejin/juejin.ts'
import { zhihu } from '#main/publishing/zhihu/zhihu.ts'
import type { Doc } from '#preload/document/schema.ts'
import { courseOf, made } from '../published.ts'

const textOf = async (text: string, more: object = {}): Promise<string[]> => {
  const doc = [{ type: 'paragraph', id: 'b', children: [{ text, ...more }] }] as unknown as Doc
  const course = courseOf({ 一: doc })
  return [(await made(juejin, course)).text('掘金.md'), (await made(zhihu, course)).text('知乎.md')]
}

test.each([
  ['见 https://data.stats.gov.cn。每月更新', '见 <https://data.stats.gov.cn>。每月更新'],
  ['（https://a.cn/b_(c)）和(http://a.cn/?x=1&y=2)。', '（<https://a.cn/b_(c)>）和(<http://a.cn/?x=1&y=2>)。'],
  ['https://a.cn, https://b.cn.', '<https://a.cn>, <https://b.cn>.'],
  ['没有 https:// 和 xhttps://a.cn', null],
])('an address in words has no escape in the Markdown of platforms: %j', async (text, written) => {
  for (const found of await textOf(text)) {
    if (written === null) expect(found).not.toContain('<')
    else expect(found).toBe(`${written}\n`)
  }
})

test('an address that is a link, or code, stays what it is', async () => {
  expect(await textOf('https://a.cn', { link: 'https://b.cn' })).toEqual(Array(2).fill('[https://a.cn](https://b.cn)\n'))
  expect(await textOf('https://a.cn', { code: true })).toEqual(Array(2).fill('`https://a.cn`\n'))
})
