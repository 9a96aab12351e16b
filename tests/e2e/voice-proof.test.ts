/** The proof of a voice that is better at a price: told in its one sentence, chosen blindly by keys, neither among the answers. The adapter is real. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { proofOf, putVoices } from './harness/learnt-voices.ts'
import { settled, violations } from './harness/rooms.ts'
import { StudioPage } from './harness/studio-page.ts'
import { newFolder } from './launch.ts'

const [dear, plain] = ['6f9619ff-8b86-4d01-b42d-00cf4fc964e0', '6f9619ff-8b86-4d01-b42d-00cf4fc964e1']
const opening = (at: number) => `# 第${at}篇\n\n灯下写字的人，`
const continuation = (at: number) => ({
  ...{ work: `w${at}`, title: `第${at}篇`, opening: opening(at), truth: '都在等一句话。\n\n## 后来\n\n话来了。' },
  // A heading is what comes next, as a continuation may begin: no more than half a sentence is shown.
  ...{ before: '是一个很大的问题。', after: at === 3 ? '\n\n## 然后\n\n又等。' : `都在等第${at}句。\n\n## 然后\n\n又等。` },
})
/** One that says nothing else. */
const circles = { ...continuation(4), after: `租期${'限'.repeat(60)}` }
const folder = newFolder()
const studio = new StudioPage(folder)
let page: Page
beforeAll(async () => {
  const general = { before: 4.31, after: 4.88, characters: 30_000 }
  const repetition = { before: 0.02, after: 0.169, author: 0.045, error: 0.03, places: 16 }
  const heldOut = { works: 13, characters: 24_840, read: 12_000, written: 3000, seed: 1 }
  await putVoices(folder.path, [
    { id: dear, name: '判词', proof: proofOf({ general, repetition, heldOut, continuations: [...[1, 2, 3].map(continuation), circles] }), isLeftOut: true },
    { id: plain, name: '老林', proof: proofOf() },
  ])
  await studio.start()
  await studio.textHasFocus()
  page = studio.page
  await page.keyboard.press('Control+Alt+Shift+P')
  await page.locator('.voice-adapter', { hasText: '判词' }).getByRole('button', { name: '看检验' }).click()
  await page.locator('.voice-verdict').waitFor()
})
afterAll(async () => {
  await studio.close()
  folder.discard()
})

const pair = () => page.locator('.voice-pair').innerText()

test('what it costs stands in the sentence, which is no plain good news, and it is to be used all the same', async () => {
  expect(await page.locator('.voice-verdict p').innerText()).toBe('更像你了，可以用上；代价是一般的文字难了 13%，写长了也更爱绕圈。')
  expect(await page.locator('.voice-verdict').getAttribute('data-tone')).toBe('priced')
  await page.locator('.voice-verdict').getByRole('button', { name: '用上它：“判词”' }).waitFor()
})

test('what goes round in circles stands beside the other figures, with how its author writes', async () => {
  const figures = await page.locator('.voice-figures').innerText()
  for (const told of ['4.31 → 4.88，难了 13%', '绕圈的话', '2%', '17%', '你自己写的是 4.5%']) expect(figures).toContain(told)
})

test('that a run measured more than its proof is said where they stand', async () => {
  expect(await page.locator('.card', { hasText: '读了 12,000 字' }).innerText()).toContain('学习时量的是这几篇的全部 24,840 字')
})

test('blind choices are read without the marks of headings, and made by keys, neither among them', async () => {
  expect(await pair()).not.toContain('#')
  expect(await page.locator('.voice-pair [data-kind=heading]').first().innerText()).toBe('第1篇')
  // From wherever on the page the keys are; what was chosen is told, then Enter goes on.
  await page.locator('.sub-page').focus()
  await page.keyboard.press('3')
  await page.locator('.voice-neither[aria-pressed=true]').waitFor()
  expect(await page.locator('.voice-truth').innerText()).not.toContain('#')
  await expect.poll(() => page.locator('.voice-blind [role=status]').innerText()).toBe('答了 1 组：“学过的”0 次，“没学过的”0 次，分不出 1 次')
  for (const key of ['1', '2']) {
    await page.keyboard.press('Enter')
    await page.locator('.voice-truth').waitFor({ state: 'detached' })
    await page.keyboard.press(key)
    await page.locator(`.voice-continuation:nth-child(${key})[aria-pressed=true]`).waitFor()
  }
  await page.keyboard.press('Enter')
  const tally = await page.locator('.voice-tally p').innerText()
  const [taught, untaught] = [/(\d) 次选中“学过的”/, /(\d) 次选中“没学过的”/].map((told) => Number(told.exec(tally)?.[1]))
  expect([tally.startsWith('3 组里'), Number(taught) + Number(untaught), tally.endsWith('1 次分不出。')]).toEqual([true, 2, true])
})

test('what was chosen stays while all is looked at side by side, and what is chosen after that is not called blind', async () => {
  const tally = await page.locator('.voice-tally p').first().innerText()
  await page.getByRole('radio', { name: '对照着看' }).click()
  await page.locator('.voice-all').waitFor()
  await page.getByRole('radio', { name: '盲选' }).click()
  await expect.poll(() => page.locator('.voice-tally').innerText()).toContain(tally)
  expect(await page.locator('.voice-tally').innerText()).not.toContain('不算盲选')
  await page.getByRole('button', { name: '再选一遍' }).click()
  await expect.poll(() => page.locator('.voice-blind').innerText()).toContain('从这里起选的，不算盲选')
})

test('what continuations are for is said beside them', async () => {
  expect(await page.locator('.voice-continuations').innerText()).toContain('不是自己写文章')
  // And what can’t be chosen from is counted.
  expect(await page.locator('.voice-continuations').innerText()).toContain('4 处里有 1 处绕圈，没法比。')
})

test('side by side too there are no marks', async () => {
  await page.getByRole('radio', { name: '对照着看' }).click()
  const all = await page.locator('.voice-all').innerText()
  expect([all.includes('#'), all.includes('然后')]).toEqual([false, true])
})

test('its page is without fault', async () => {
  await settled(page)
  expect(await violations(page)).toEqual([])
})

test('a proof of before, which measured less, opens as it did', async () => {
  await page.locator('.sub-page-bar button').click()
  await page.locator('.voice-adapter', { hasText: '老林' }).getByRole('button', { name: '看检验' }).click()
  expect(await page.locator('.voice-verdict p').innerText()).toBe('更像你了，可以用上。')
  expect(await page.locator('.voice-figures').innerText()).not.toContain('绕圈')
})

test('it met no error in all this', () => {
  expect(studio.errors).toEqual([])
})
