/** Writing in the middle of a paragraph, with the real starter: what is offered fits before what follows, and says none of it again. */
import { expect, test } from 'vitest'
import { studioForTest } from './harness/studio-page.ts'
import { compose } from './composing.ts'

const following = '，这样就能看懂模型给出的结果。'
const words: readonly (readonly [pinyin: string, word: string])[] = [
  ['women', '我们'],
  ['keyi', '可以'],
  ['shiyong', '使用'],
  ['zhege', '这个'],
  ['fangfa', '方法'],
  ['lai', '来'],
  ['xuexi', '学习'],
  ['jiqi', '机器'],
  ['xuexi', '学习'],
  ['moxing', '模型'],
  ['de', '的'],
]

test('a suggestion in the middle of a paragraph is taken before what follows, which it does not say again', async () => {
  const studio = await studioForTest()
  const { page } = studio
  const { cdp } = studio.opened
  await studio.engineReady()
  await studio.atTheEnd()
  await page.keyboard.press('Enter')
  await page.keyboard.insertText(following)
  await expect.poll(studio.lastBlock).toBe(following)
  await page.keyboard.press('Home')
  await page.waitForFunction(() => getSelection()?.focusOffset === 0)
  let typed = ''
  let offered = ''
  for (const [pinyin, word] of [...words, ...words, ...words]) {
    await compose(cdp, pinyin, word)
    typed += word
    await expect.poll(studio.lastBlock).toBe(typed + following)
    offered = await studio.offered(typed)
    if (offered !== '') break
  }
  expect(offered).not.toBe('')
  expect(offered).not.toContain(following.slice(1, 5))
  expect(offered).not.toMatch(/[，。！？；：、]$/u)
  await page.keyboard.press('Tab')
  await expect.poll(studio.lastBlock).toBe(typed + offered + following)
  await page.keyboard.press('Control+z')
  await expect.poll(studio.lastBlock).toBe(typed + following)
})
