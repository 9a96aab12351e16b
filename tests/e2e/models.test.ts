/** The author brings a model of their own, in a real Chromium on a real workspace: the shipped one, copied elsewhere. */
import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, renameSync, truncateSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { studioForAll } from './harness/studio-page.ts'
import { newFolder, root, slowMs } from './launch.ts'

const elsewhere = newFolder()
const mine = join(elsewhere.path, '我的 模型.gguf')
const studio = studioForAll()
let page: Page

beforeAll(() => copyFileSync(join(root, 'resources', 'models', 'moke-starter-q8_0.gguf'), mine))
afterAll(elsewhere.discard)
beforeEach(async () => {
  page = await studio.begin()
  await studio.engineReady()
})

const heldOut = join(root, 'tests/fixtures/heldout-paragraphs.jsonl')
const tokenizer = join(root, 'resources/models/tokenizer-8000.json')
const smallest = ['--width', '32', '--layers', '1', '--heads', '2', '--context', '256']
const moke = (...args: readonly string[]) => execFileSync(process.execPath, [join(root, 'engine/cli/main.ts'), ...args], { stdio: 'pipe' })

const dialog = () => studio.dialog('模型')
const cards = () => dialog().locator('.model-card')
const own = () => dialog().locator('[data-model^="brought-"]').filter({ hasText: mine })
const path = () => dialog().getByLabel('模型文件在这台电脑上的位置')
const refusal = () => dialog().locator('.models-refusal')
const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent)

async function openModels(): Promise<void> {
  await page.keyboard.press('Control+k')
  await studio.focusIs('.palette-field')
  await page.keyboard.type('gguf')
  await page.locator('[role=option][aria-selected=true]', { hasText: '模型' }).waitFor()
  await page.keyboard.press('Enter')
  await dialog().waitFor()
}

async function bring(typed: string): Promise<void> {
  await path().fill(typed)
  await path().press('Enter')
}

const used = (card: Locator) => card.locator('.model-used').waitFor({ timeout: slowMs })

/** Opens the window, where the author's own model writes the suggestions. */
async function chooseMine(): Promise<void> {
  await openModels()
  await cards().first().waitFor()
  if (await own().locator('.model-used').isVisible()) return
  await bring(mine)
  await expect.poll(() => path().inputValue(), { timeout: slowMs }).toBe('') // none can be added meanwhile
  await own().getByRole('button', { name: /^用“/ }).click()
  await used(own())
  await studio.engineReady()
}

const copyOfMine = () => dialog().locator('[data-model="我的 模型.gguf"]')
const copied = join(studio.folder.path, 'models', '我的 模型.gguf')

async function copyMine(): Promise<void> {
  await chooseMine()
  await own().getByRole('button', { name: '复制到墨课的文件夹' }).click()
  await used(copyOfMine())
  await own().waitFor({ state: 'detached' })
}

describe('the author’s own model', () => {
  test('the window shows the starter, what it is and needs, and that there is no other yet', async () => {
    await openModels()
    await used(cards())
    for (const said of ['墨课入门', 'Qwen 3 系', '基础模型', '8 位量化 (Q8_0)', '可以用来写收费课程', '需要约'])
      await expect.poll(() => cards().first().textContent()).toContain(said)
    await cards().first().getByText('现在空闲').waitFor()
    await cards().first().locator('.model-verdict').waitFor()
    await dialog().getByText('还没有别的模型').waitFor()
  })

  test('the model in the status line and in the panel leads there, and the window says which others to look for', async () => {
    for (const way of [page.locator('.status-model'), page.locator('.pane-inspector .engine-model')]) {
      await way.click()
      await dialog().waitFor()
      await studio.closeDialog()
    }
    await page.locator('.status-model').click()
    const which = dialog().locator('.models-which')
    await which.getByText('Qwen3-1.7B-Base').waitFor()
    expect(await which.innerText()).toMatch(/Apache 2\.0[\s\S]*modelscope\.cn[\s\S]*huggingface\.co/)
    expect(await which.locator('a').count()).toBe(0)
  })

  test('what is no model is refused in a sentence, and nothing changes', async () => {
    const cut = join(elsewhere.path, 'cut.gguf')
    copyFileSync(mine, cut)
    truncateSync(cut, 1_000_000)
    writeFileSync(join(elsewhere.path, 'page.gguf'), '<!doctype html>')
    writeFileSync(join(elsewhere.path, 'empty.gguf'), '')
    await openModels()
    await cards().first().waitFor()
    const before = await cards().count()
    for (const [typed, sentence] of [
      ['模型.gguf', '请写出文件的完整位置'],
      [join(elsewhere.path, 'none.gguf'), `这个位置没有文件：${join(elsewhere.path, 'none.gguf')}`],
      ['~/没有的 模型.gguf', `这个位置没有文件：${join(homedir(), '没有的 模型.gguf')}`],
      [elsewhere.path, '是一个文件夹'],
      [cut, '“cut.gguf”不完整'],
      [join(elsewhere.path, 'empty.gguf'), '“empty.gguf”是空的'],
      [join(elsewhere.path, 'page.gguf'), '不是 GGUF 模型'],
    ] as const) {
      await bring(typed)
      await refusal().getByText(sentence).waitFor()
    }
    expect([await cards().count(), await path().inputValue()]).toEqual([before, join(elsewhere.path, 'page.gguf')])
  })

  test('it is added by its path, is told about before it is loaded, and its button has the focus', async () => {
    await openModels()
    await bring(join(elsewhere.path, 'none.gguf'))
    await refusal().getByText('这个位置没有文件').waitFor()
    await bring(`"${mine}"`)
    await own().waitFor()
    await expect.poll(() => refusal().textContent()).toBe('')
    await own().getByText(mine).waitFor()
    await expect.poll(() => own().textContent()).toContain('mit：可以用来写收费课程')
    await expect.poll(focused).toBe('用“我的 模型”')
    await used(cards().first())
    const before = await cards().count()
    await bring(mine)
    await page.locator('.toast', { hasText: '“我的 模型”已在列表里' }).waitFor()
    expect(await cards().count()).toBe(before)
  })

  test('one that somebody trained and called by the starter’s name has not its licence', async () => {
    const run = join(elsewhere.path, 'run')
    const theirs = join(elsewhere.path, 'theirs.gguf')
    moke('pretrain', '--data', heldOut, '--tokenizer', tokenizer, '--out', run, '--steps', '1', '--batch', '1', ...smallest)
    moke('models', 'export', run, '--out', theirs, '--name', 'moke-starter')
    await openModels()
    await bring(theirs)
    const card = dialog().locator('.model-card', { hasText: theirs })
    await card.locator('dd', { hasText: '许可未注明' }).waitFor()
    expect(await card.textContent()).not.toMatch(/mit/i)
    await card.getByRole('button', { name: '从列表移除' }).click()
    await card.waitFor({ state: 'detached' })
  })

  test('it is chosen by the keyboard and writes the suggestions', async () => {
    await openModels()
    await bring(mine)
    await expect.poll(focused).toBe('用“我的 模型”')
    await page.keyboard.press('Enter')
    await used(own())
    await studio.closeDialog()
    await page.locator('.status-model', { hasText: '我的 模型' }).waitFor({ timeout: slowMs })
    await studio.engineReady()
    await studio.atTheEnd()
    await page.keyboard.insertText('我们可以使用这个方法来学习')
    await page.keyboard.press('Alt+Backslash')
    await page.locator('[data-ghost]').waitFor({ timeout: slowMs })
  })

  test('removed by a double click it goes alone, and is put back and chosen again from the notice, by the pointer or by keys', async () => {
    const [other, third] = ['别的.gguf', '第三.gguf'].map((name) => join(elsewhere.path, name)) as [string, string]
    for (const file of [other, third]) copyFileSync(mine, file)
    const card = (file: string) => dialog().locator('.model-card', { hasText: file })
    await chooseMine()
    for (const file of [other, third]) {
      await bring(file)
      await card(file).waitFor()
    }
    const before = await cards().count()
    await card(other).getByRole('button', { name: '从列表移除' }).dblclick()
    // A notice goes by itself, unless the pointer or the focus is on it.
    const notice = page.locator('.toast', { hasText: '已移除“别的”' })
    await notice.hover()
    await card(other).waitFor({ state: 'detached' })
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toContain(third)
    await notice.getByRole('button', { name: '放回' }).click()
    await card(other).waitFor()
    expect([await cards().count(), await card(third).count()]).toEqual([before, 1])
    await own().getByRole('button', { name: '从列表移除' }).press('Enter')
    await own().waitFor({ state: 'detached' })
    await page.locator('.toast').getByRole('button', { name: '放回' }).waitFor()
    await page.keyboard.press('F8')
    await studio.focusIs('.toasts')
    // Another notice may stand above it while the model before it is loaded.
    for (let at = 0; at < 8 && (await focused()) !== '放回'; at += 1) await page.keyboard.press('Tab')
    expect(await focused()).toBe('放回')
    await used(cards().first())
    await page.keyboard.press('Enter')
    await used(own())
    for (const file of [other, third]) {
      await card(file).getByRole('button', { name: '从列表移除' }).press('Enter')
      await card(file).waitFor({ state: 'detached' })
    }
    await studio.closeDialog()
  })

  test('it is still there, and chosen, after a reload', async () => {
    await chooseMine()
    await page.reload()
    await studio.textHasFocus()
    await openModels()
    await used(own())
  })

  test('one that can’t be loaded gives way to the one before, and says why', async () => {
    const other = join(elsewhere.path, 'other.gguf')
    copyFileSync(mine, other)
    await chooseMine()
    await bring(other)
    const card = dialog().locator('.model-card', { hasText: 'other.gguf' })
    await card.waitFor()
    truncateSync(other, 1_000_000)
    await card.getByRole('button', { name: /^用“/ }).click()
    await card.locator('.model-trouble', { hasText: '“other.gguf”不完整' }).waitFor({ timeout: slowMs })
    await used(own())
    await page.locator('.banner', { hasText: '现在仍用原来的模型给建议' }).waitFor({ state: 'attached' })
    await card.getByRole('button', { name: '从列表移除' }).click()
    await card.waitFor({ state: 'detached' })
    expect(existsSync(other)).toBe(true)
  })

  test('it is copied to the studio’s folder, and the original stays', async () => {
    await copyMine()
    expect([existsSync(mine), existsSync(copied)]).toEqual([true, true])
  })

  test('its copy is deleted after a question, once another one is chosen', async () => {
    if (existsSync(copied)) await openModels()
    else await copyMine()
    const copy = copyOfMine()
    await cards().first().getByRole('button', { name: '用“墨课入门”' }).click()
    await used(cards().first())
    const remove = copy.getByRole('button', { name: '删除文件…' })
    await remove.click()
    const question = page.getByRole('dialog', { name: '删除“我的 模型”的文件？' })
    await question.getByRole('button', { name: '取消' }).click()
    await question.waitFor({ state: 'detached' })
    expect(existsSync(copied)).toBe(true)
    await remove.click()
    await question.getByRole('button', { name: '删除文件' }).click()
    await copy.waitFor({ state: 'detached' })
    await expect.poll(() => [existsSync(mine), existsSync(copied)]).toEqual([true, false]) // its card goes at once
    await question.waitFor({ state: 'detached' }) // or Escape closes the question
    await studio.closeDialog()
  })
})

describe('a file that is dropped on the window', () => {
  const drop = async (file: string) => {
    const data = { items: [], files: [file], dragOperationsMask: 1 }
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) await studio.opened.cdp.send('Input.dispatchDragEvent', { type, x: 700, y: 400, data })
  }

  test('a model opens the window, which explains that a browser tells no path and asks for it, and tells no longer of another file', async () => {
    await openModels()
    await bring(join(elsewhere.path, 'none.gguf'))
    await refusal().getByText('这个位置没有文件').waitFor()
    await drop(mine)
    await expect.poll(() => refusal().textContent()).toBe('')
    await dialog().getByText('浏览器不让网页知道“我的 模型.gguf”放在哪里').waitFor()
    await expect.poll(() => path().evaluate((field) => field === document.activeElement)).toBe(true)
    await studio.closeDialog()
  })

  test('one whose place the desktop window’s bridge tells is added at once', async () => {
    await page.evaluate((paths) => window.postMessage({ moke: 'dropped', paths }, location.origin), [mine])
    await own().waitFor()
    await expect.poll(focused).toBe('用“我的 模型”')
    await own().getByRole('button', { name: '从列表移除' }).click()
    await own().waitFor({ state: 'detached' })
    await studio.closeDialog()
  })

  test('any other is refused in words, and the page stays', async () => {
    mkdirSync(join(elsewhere.path, 'x'), { recursive: true })
    const film = join(elsewhere.path, 'x', '片头.mp4')
    writeFileSync(film, 'no picture')
    await drop(film)
    await page.locator('.toast', { hasText: '这种文件放不进来' }).waitFor()
    expect(await studio.text().count()).toBe(1)
  })
})

test('one whose drive is gone when the program starts stays chosen while the starter stands in, and is tried again when it is back', async () => {
  await chooseMine()
  await page.close()
  await studio.host.stop()
  renameSync(mine, `${mine}.away`)
  await studio.startAgain()
  page = await studio.anotherPage()
  await studio.engineReady()
  const banner = page.locator('.banner', { hasText: '没有找到模型“我的 模型.gguf”' })
  await banner.getByText('现在先用自带的入门模型给建议').waitFor()
  await page.locator('.status-model', { hasText: '墨课入门' }).waitFor()
  await openModels()
  await own().getByText('没有找到模型').waitFor()
  await own().getByText('已选用，但文件不见了').waitFor()
  await used(cards().first())
  expect(await own().locator('.model-used').count()).toBe(0)
  renameSync(`${mine}.away`, mine)
  await own().getByRole('button', { name: '再试一次' }).click()
  await used(own())
  await banner.waitFor({ state: 'detached' })
})

test('it met no error in all this', () => {
  expect(studio.errors).toEqual([])
})
