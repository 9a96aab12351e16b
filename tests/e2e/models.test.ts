/** The author brings a model of their own, in a real Chromium on a real workspace: the shipped one, copied elsewhere. */
import { copyFileSync, existsSync, mkdirSync, renameSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newFolder, type OpenPage, openPage, root, type RunningHost, startHost } from './launch.ts'

const folder = newFolder()
const elsewhere = newFolder()
const mine = join(elsewhere.path, '我的 模型.gguf')
const errors: string[] = []
let host: RunningHost
let opened: OpenPage
let page: Page

beforeAll(async () => {
  copyFileSync(join(root, 'resources', 'models', 'moke-starter-q8_0.gguf'), mine)
  host = await startHost(folder.path)
  opened = await openPage(host.address, {}, errors)
  page = opened.page
  await page.locator('.page-text:visible').waitFor()
  await engineReady()
})
afterAll(async () => {
  await opened?.close()
  await host?.stop()
  folder.discard()
  elsewhere.discard()
})

const dialog = () => page.getByRole('dialog', { name: '模型' })
const cards = () => dialog().locator('.model-card')
const own = () => dialog().locator('[data-model^="brought-"]')
const path = () => dialog().getByLabel('模型文件在这台电脑上的位置')
const refusal = () => dialog().locator('.models-refusal')
const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent)
const engineReady = () => page.waitForSelector('[data-engine-phase="ready"]', { state: 'attached', timeout: 60_000 })

async function openModels(): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.waitForFunction(() => document.activeElement?.matches('.palette-field'))
  await page.keyboard.type('gguf')
  await page.locator('[role=option][aria-selected=true]', { hasText: '模型' }).waitFor()
  await page.keyboard.press('Enter')
  await dialog().waitFor()
}

async function bring(typed: string): Promise<void> {
  await path().fill(typed)
  await path().press('Enter')
}

describe('the author’s own model', () => {
  test('the window shows the starter, what it is and needs, and that there is no other yet', async () => {
    await openModels()
    await cards().getByText('正在使用').waitFor()
    const text = await cards().first().textContent()
    for (const said of ['墨课入门', 'Qwen 3 系', '基础模型', '8 位量化 (Q8_0)', '可以用来写收费课程', '需要约']) expect(text).toContain(said)
    await cards().first().getByText('现在空闲').waitFor()
    await cards().first().locator('.model-verdict').waitFor()
    await dialog().getByText('还没有别的模型').waitFor()
  })

  test('what is no model is refused in a sentence, and nothing changes', async () => {
    const cut = join(elsewhere.path, 'cut.gguf')
    copyFileSync(mine, cut)
    truncateSync(cut, 1_000_000)
    writeFileSync(join(elsewhere.path, 'page.gguf'), '<!doctype html>')
    for (const [typed, sentence] of [
      ['模型.gguf', '请写出文件的完整位置'],
      [join(elsewhere.path, 'none.gguf'), '没有找到模型“none.gguf”'],
      [elsewhere.path, '是一个文件夹'],
      [cut, '“cut.gguf”不完整'],
      [join(elsewhere.path, 'page.gguf'), '不是 GGUF 模型'],
    ] as const) {
      await bring(typed)
      await refusal().getByText(sentence).waitFor()
    }
    expect([await cards().count(), await path().inputValue()]).toEqual([1, join(elsewhere.path, 'page.gguf')])
  })

  test('it is added by its path, is told about before it is loaded, and its button has the focus', async () => {
    await bring(`"${mine}"`)
    await own().waitFor()
    expect(await refusal().textContent()).toBe('')
    await own().getByText(mine).waitFor()
    expect(await own().textContent()).toContain('许可未注明')
    await expect.poll(focused).toBe('用“moke-starter”')
    await cards().first().getByText('正在使用').waitFor()
  })

  test('it is chosen by the keyboard and writes the suggestions', async () => {
    await page.keyboard.press('Enter')
    await own().getByText('正在使用').waitFor({ timeout: 60_000 })
    await engineReady()
    await page.keyboard.press('Escape')
    await dialog().waitFor({ state: 'detached' })
    await page.locator('.status-model', { hasText: 'moke-starter' }).waitFor()
    await page.locator('.page-text:visible').click()
    await page.keyboard.press('Control+End')
    await page.keyboard.insertText('我们可以使用这个方法来学习')
    await page.keyboard.press('Alt+Backslash')
    await page.locator('[data-ghost]').waitFor({ timeout: 60_000 })
  })

  test('it is still there, and chosen, after a reload', async () => {
    await page.reload()
    await page.locator('.page-text:visible').waitFor()
    await openModels()
    await own().getByText('正在使用').waitFor()
  })

  test('one that can’t be loaded gives way to the one before, and says why', async () => {
    const other = join(elsewhere.path, 'other.gguf')
    copyFileSync(mine, other)
    await bring(other)
    const card = dialog().locator('.model-card', { hasText: 'other.gguf' })
    await card.waitFor()
    truncateSync(other, 1_000_000)
    await card.getByRole('button', { name: /^用“/ }).click()
    await card.locator('.model-trouble', { hasText: '“other.gguf”不完整' }).waitFor({ timeout: 60_000 })
    await own().filter({ hasText: mine }).getByText('正在使用').waitFor({ timeout: 60_000 })
    await page.locator('.banner', { hasText: '现在仍用原来的模型给建议' }).waitFor({ state: 'attached' })
    await card.getByRole('button', { name: '从列表移除' }).click()
    await card.waitFor({ state: 'detached' })
    expect(existsSync(other)).toBe(true)
  })

  test('it is copied to the studio’s folder, and the original stays', async () => {
    await own().getByRole('button', { name: '复制到墨课的文件夹' }).click()
    const copy = dialog().locator('[data-model="我的 模型.gguf"]')
    await copy.getByText('正在使用').waitFor({ timeout: 60_000 })
    await own().waitFor({ state: 'detached' })
    expect([existsSync(mine), existsSync(join(folder.path, 'models', '我的 模型.gguf'))]).toEqual([true, true])
  })

  test('its copy is deleted after a question, once another one is chosen', async () => {
    const copy = dialog().locator('[data-model="我的 模型.gguf"]')
    await cards().first().getByRole('button', { name: '用“墨课入门”' }).click()
    await cards().first().getByText('正在使用').waitFor({ timeout: 60_000 })
    const remove = copy.getByRole('button', { name: '删除文件…' })
    await remove.click()
    const question = page.getByRole('dialog', { name: '删除“moke-starter”的文件？' })
    await question.getByRole('button', { name: '取消' }).click()
    await question.waitFor({ state: 'detached' })
    expect(existsSync(join(folder.path, 'models', '我的 模型.gguf'))).toBe(true)
    await remove.click()
    await question.getByRole('button', { name: '删除文件' }).click()
    await copy.waitFor({ state: 'detached' })
    expect([existsSync(mine), existsSync(join(folder.path, 'models', '我的 模型.gguf'))]).toEqual([true, false])
    await page.keyboard.press('Escape')
    await dialog().waitFor({ state: 'detached' })
  })
})

describe('a file that is dropped on the window', () => {
  const drop = async (file: string) => {
    const data = { items: [], files: [file], dragOperationsMask: 1 }
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) await opened.cdp.send('Input.dispatchDragEvent', { type, x: 700, y: 400, data })
  }

  test('a model opens the window, which explains that a browser tells no path and asks for it', async () => {
    await drop(mine)
    await dialog().getByText('浏览器不让网页知道“我的 模型.gguf”放在哪里').waitFor()
    await expect.poll(() => path().evaluate((field) => field === document.activeElement)).toBe(true)
    await page.keyboard.press('Escape')
    await dialog().waitFor({ state: 'detached' })
  })

  test('one whose place the desktop window’s bridge tells is added at once', async () => {
    await page.evaluate((paths) => window.postMessage({ moke: 'dropped', paths }, location.origin), [mine])
    await own().waitFor()
    await expect.poll(focused).toBe('用“moke-starter”')
    await own().getByRole('button', { name: '从列表移除' }).click()
    await own().waitFor({ state: 'detached' })
    await page.keyboard.press('Escape')
    await dialog().waitFor({ state: 'detached' })
  })

  test('any other is refused in words, and the page stays', async () => {
    mkdirSync(join(elsewhere.path, 'x'), { recursive: true })
    const picture = join(elsewhere.path, 'x', '封面.png')
    writeFileSync(picture, 'no picture')
    await drop(picture)
    await page.getByText('这里只能放 .gguf 模型文件').waitFor()
    expect(await page.locator('.page-text:visible').count()).toBe(1)
  })
})

test('one whose drive is gone when the program starts stays chosen while the starter stands in, and is tried again when it is back', async () => {
  await openModels()
  await bring(mine)
  await own().getByRole('button', { name: /^用“/ }).click()
  await own().getByText('正在使用').waitFor({ timeout: 60_000 })
  await opened.close()
  await host.stop()
  renameSync(mine, `${mine}.away`)
  host = await startHost(folder.path)
  opened = await openPage(host.address, {}, errors)
  page = opened.page
  await engineReady()
  const banner = page.locator('.banner', { hasText: '没有找到模型“我的 模型.gguf”' })
  await banner.getByText('现在先用自带的入门模型给建议').waitFor()
  await page.locator('.status-model', { hasText: '墨课入门' }).waitFor()
  await openModels()
  await own().getByText('没有找到模型').waitFor()
  renameSync(`${mine}.away`, mine)
  await own().getByRole('button', { name: '再试一次' }).click()
  await own().getByText('正在使用').waitFor({ timeout: 60_000 })
  await banner.waitFor({ state: 'detached' })
})

test('it met no error in all this', () => {
  expect(errors).toEqual([])
})
