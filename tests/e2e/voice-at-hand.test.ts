/** The voice at hand while one writes: made stronger and weaker, changed and taken off in a small window over the status line. The adapters are real. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { taughtBeginning, taughtText } from '../integration/taught-starter.ts'
import { goingOn, protocolServer } from '../unit/engine/completion/protocol-server.ts'
import { compose, composer } from './composing.ts'
import { cutOff } from './harness/cut-off.ts'
import { proofOf, putVoices } from './harness/learnt-voices.ts'
import { settled, violations } from './harness/rooms.ts'
import { StudioPage, studioForTest } from './harness/studio-page.ts'
import { newFolder, windowSize } from './launch.ts'
import { ghostText } from './page-actions.ts'

const [old, foreign, poor] = ['6f9619ff-8b86-4d01-b42d-00cf4fc964f0', '6f9619ff-8b86-4d01-b42d-00cf4fc964f1', '6f9619ff-8b86-4d01-b42d-00cf4fc964f2']
const folder = newFolder()
const studio = new StudioPage(folder)
let page: Page
beforeAll(async () => {
  await putVoices(folder.path, [
    { id: old, name: '老林', proof: proofOf() },
    { id: poor, name: '急就', proof: proofOf({ verdict: 'worse', isWorthUsing: false }) },
    { id: foreign, name: '外乡', proof: null, isForeign: true },
  ])
  await studio.start()
  await studio.textHasFocus()
  await studio.engineReady()
  page = studio.page
})
afterAll(async () => {
  await studio.close()
  folder.discard()
})

const key = 'Control+Alt+Shift+J'
const sign = () => page.locator('.status-worn')
const atHand = () => page.getByRole('dialog', { name: '笔风' })
const slider = () => atHand().getByRole('slider', { name: '“老林”的力度' })
const choice = (name: string) => atHand().getByRole('radio', { name })
const model = () => page.locator('.status-model').innerText()
const goAway = async () => {
  await page.keyboard.press('Escape')
  await atHand().waitFor({ state: 'detached' })
}
/** What was taught behind the beginning that was composed, or begins so: too strong it says it its own way. */
const isTaught = (ghost: string | null) => ghost !== null && ghost.slice(0, 2) === taughtText.slice(taughtBeginning.length).slice(0, 2)

/** Composes the beginning of what was taught on a lesson of its own. */
async function begun(title: string): Promise<void> {
  await studio.newLessonCalled(title)
  for (const [pinyin, word] of [
    ['laolin', '老林'],
    ['zong', '总'],
    ['shuo', '说，'],
  ] as const)
    await compose(studio.opened.cdp, pinyin, word, 5)
  await studio.shows(taughtBeginning)
}

test('the voice is put to work where one writes, by keys alone, and the caret is where it was', async () => {
  await begun('第一课')
  await expect.poll(() => model()).toBe('墨课入门')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press(key)
  await atHand().waitFor()
  // Of a model that is not in use there is nothing to choose.
  await choice('老林').waitFor()
  expect(
    await atHand()
      .getByRole('radio')
      .evaluateAll((all) => all.map((each) => each.closest('label')?.textContent)),
  ).toEqual(['老林', '急就检验下来不建议用', '不用笔风模型原来的样子'])
  expect(await slider().count()).toBe(0)
  await choice('不用笔风').focus()
  await page.keyboard.press('ArrowDown')
  await expect.poll(model).toBe('墨课入门 · 老林')
  await slider().waitFor()
  await page.keyboard.press('Tab')
  await expect.poll(() => slider().evaluate((each) => each === document.activeElement)).toBe(true)
  await goAway()
  await studio.textHasFocus()
  await compose(studio.opened.cdp, 'guo', '过', 5)
  await expect.poll(studio.lastBlock).toBe('老林总说过，')
})

describe('while the strength changes', () => {
  test('the suggestion in view is asked anew each time, the text keeps its caret, and what stands there at last is taken', async () => {
    await begun('第二课')
    await expect.poll(() => ghostText(page)).not.toBeNull()
    const taught = await studio.offered(taughtBeginning)
    expect(isTaught(taught)).toBe(true)
    await page.keyboard.press(key)
    await expect.poll(() => slider().evaluate((each) => each === document.activeElement)).toBe(true)
    // The author who looks at the suggestion has not left the text.
    expect(await ghostText(page)).toBe(taught)
    await page.keyboard.press('Home')
    await expect.poll(model).toBe('墨课入门')
    await expect.poll(async () => isTaught(await ghostText(page))).toBe(false)
    await page.keyboard.press('End')
    await expect.poll(model).toBe('墨课入门 · 老林 150%')
    await expect.poll(async () => isTaught(await ghostText(page))).toBe(true)
    for (let step = 0; step < 10; step += 1) await page.keyboard.press('ArrowLeft')
    await expect.poll(model).toBe('墨课入门 · 老林')
    // What stood there before stays until the answer: as strong as at first, it says the same.
    await expect.poll(() => ghostText(page)).toBe(taught)
    await goAway()
    await studio.textHasFocus()
    expect(await ghostText(page)).toBe(taught)
    await page.keyboard.press('Tab')
    await expect.poll(studio.lastBlock).toBe(taughtBeginning + taught)
  })

  test('another voice, or none, is heard at once as well', async () => {
    await begun('第三课')
    expect(isTaught(await studio.offered(taughtBeginning))).toBe(true)
    await page.keyboard.press(key)
    await choice('不用笔风').click()
    await expect.poll(model).toBe('墨课入门')
    await expect.poll(async () => isTaught(await ghostText(page))).toBe(false)
    await choice('急就').click()
    await expect.poll(model).toBe('墨课入门 · 急就')
    await expect.poll(async () => isTaught(await ghostText(page))).toBe(true)
    await choice('老林').click()
    await expect.poll(model).toBe('墨课入门 · 老林')
    // Who goes back to the text with the mouse is where they clicked.
    await page.locator('.page-title:visible').click()
    await atHand().waitFor({ state: 'detached' })
    await studio.focusIs('.page-title')
    expect(await ghostText(page)).toBeNull()
  })
})

test('a word that is composed goes on, whatever the mouse does in the window, and is written once', async () => {
  await studio.newLessonCalled('第四课')
  const { begin, sign: write } = await composer(page)
  await begin('nihao')
  await sign().click()
  await slider().waitFor()
  const box = await slider().boundingBox()
  if (!box) throw new Error('the slider is not seen')
  await page.mouse.move(box.x + box.width / 3, box.y + box.height / 2)
  await page.mouse.down()
  await expect.poll(() => slider().inputValue()).toBe('50')
  await page.mouse.move(box.x + (box.width * 2) / 3, box.y + box.height / 2, { steps: 5 })
  await page.mouse.up()
  await expect.poll(() => slider().inputValue()).toBe('100')
  await studio.textHasFocus()
  await page.locator('.page[data-composing]').waitFor({ state: 'attached' })
  await begin('nihaoma')
  await write('你好吗')
  await expect.poll(studio.lastBlock).toBe('你好吗')
  await studio.textHasFocus()
  await goAway()
  await studio.textHasFocus()
  await compose(studio.opened.cdp, 'hen', '很好', 5)
  await expect.poll(studio.lastBlock).toBe('你好吗很好')
})

test('it is found by what it does, and leads to all of the voice, from where the keys come back to the caret', async () => {
  await page.mouse.move(0, 0)
  await page.keyboard.press('Control+k')
  await studio.focusIs('.palette-field')
  await page.keyboard.insertText('力度')
  await page.getByRole('option', { name: '笔风和力度' }).waitFor()
  await page.keyboard.press('Enter')
  await atHand().getByRole('button', { name: '我的笔风' }).click()
  await page.locator('.voice-adapters').waitFor()
  await atHand().waitFor({ state: 'detached' })
  await page.keyboard.press('Escape')
  await studio.textHasFocus()
  await compose(studio.opened.cdp, 'a', '啊', 5)
  await expect.poll(studio.lastBlock).toBe('你好吗很好啊')
})

test('from the status line the keys go in, and Esc goes back to the text; another window takes its place', async () => {
  await sign().focus()
  await page.keyboard.press('Enter')
  await slider().waitFor()
  await goAway()
  await studio.textHasFocus()
  await page.keyboard.press(key)
  await slider().waitFor()
  await page.keyboard.press('Control+k')
  await page.locator('.palette').waitFor()
  await atHand().waitFor({ state: 'detached' })
  await page.keyboard.press('Escape')
  await studio.textHasFocus()
  // The key that opened it closes it.
  await page.keyboard.press(key)
  await slider().waitFor()
  await page.keyboard.press(key)
  await atHand().waitFor({ state: 'detached' })
  await studio.textHasFocus()
})

test('it is without fault in both themes, and reached in a narrow window', async () => {
  await page.keyboard.press(key)
  await slider().waitFor()
  for (const theme of ['light', 'dark']) {
    await page.evaluate((wanted) => (document.documentElement.dataset['theme'] = wanted), theme)
    await settled(page)
    expect(await violations(page)).toEqual([])
  }
  await page.evaluate(() => (document.documentElement.dataset['theme'] = 'light'))
  await goAway()
  await page.setViewportSize({ width: 640, height: 400 })
  await sign().click()
  await slider().waitFor()
  await settled(page)
  expect(await cutOff(page)).toEqual([])
  const [box, view] = [await atHand().boundingBox(), page.viewportSize()]
  expect(box && view && box.x >= 0 && box.y >= 0 && box.x + box.width <= view.width && box.y + box.height <= view.height).toBe(true)
  await goAway()
  await page.setViewportSize(windowSize)
})

test('suggestions that are off, and a model that starts again, are told; what is chosen meanwhile holds', async () => {
  await studio.openLesson('第一课')
  await page.keyboard.press('Control+j')
  await page.keyboard.press(key)
  await atHand().getByText('建议关着：按 Alt \\ 要一条').waitFor()
  await goAway()
  await page.keyboard.press('Control+j')
  await studio.loseHost()
  await page.keyboard.press(key)
  await atHand().getByText('和墨课的连接断了').waitFor()
  expect(await slider().count()).toBe(0)
  await studio.restart()
  await slider().waitFor()
  await atHand().getByText('和墨课的连接断了').waitFor({ state: 'detached' })
  await goAway()
})

test('a voice that is used while a server writes has the server left, and both are said', async () => {
  await using server = await protocolServer(goingOn({ text: '一盏灯', probability: 0.9 }))
  await studio.loseHost()
  const record = { address: server.address, model: 'qwen3-base', key: null, isOn: true }
  writeFileSync(join(folder.path, 'server.json'), JSON.stringify(record))
  await studio.restart()
  await expect.poll(model).toBe('qwen3-base')
  await page.keyboard.press(key)
  await atHand().getByRole('button', { name: '我的笔风' }).click()
  await page.getByText('的模型在写，笔风用不上。用上一个笔风，就改由这台电脑上的模型写。').waitFor()
  const use = page.getByRole('button', { name: '用上它：“老林”' })
  await use.click()
  await page.locator('.toast-text').getByText('用上了“老林”：不再用服务器').waitFor()
  await expect.poll(model).toBe('墨课入门 · 老林')
  await expect.poll(async () => [await use.count(), await page.locator('.status-server').count()]).toEqual([0, 0])
  await page.keyboard.press('Escape')
})

test('a model without a voice says so, and where one is learnt', async () => {
  const bare = await studioForTest()
  await bare.textHasFocus()
  await bare.engineReady()
  await bare.page.keyboard.press(key)
  const small = bare.page.getByRole('dialog', { name: '笔风' })
  await small.getByText('“墨课入门”还没有笔风').waitFor()
  expect([await small.getByRole('radio').count(), await small.getByRole('slider').count()]).toEqual([0, 0])
  await bare.page.keyboard.press('Tab')
  await bare.page.keyboard.press('Enter')
  await bare.page.locator('#voice-title').waitFor()
  expect(bare.errors).toEqual([])
})

test('it met no error in all this', () => {
  expect(studio.ownErrors).toEqual([])
})
