/** Text that its lesson can't take any more: nothing of it is lost, and the page goes on. */
import { closeSync, existsSync, openSync, readdirSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterEach, describe, expect, test } from 'vitest'
import { newFolder, openPage, startHost } from './launch.ts'

const undo: (() => Promise<unknown> | void)[] = []
afterEach(async () => { for (const step of undo.splice(0).reverse()) await step() })

async function open() {
  const folder = newFolder()
  undo.push(folder.discard)
  const host = await startHost(folder.path)
  undo.push(() => host.stop())
  const opened = await openPage(host.address)
  undo.push(() => opened.close())
  await text(opened.page).waitFor()
  return { folder, host, address: `${new URL(host.address).origin}/`, ...opened }
}

const text = (page: Page) => page.locator('.page-text:visible')
const saved = (page: Page) => page.locator('[data-saved=saved]').waitFor({ timeout: 20_000 })
const copies = (page: Page) => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('moke.unsaved.')).length)
const numbers = async (page: Page) => (await text(page).innerText()).match(/字\d+。/g) ?? []

async function atTheEnd(page: Page): Promise<void> {
  await text(page).click()
  await page.keyboard.press('Control+End')
}

test('what is typed on while another window takes the lesson over is in the lesson of its own, to the last character that the page took', async () => {
  const { page, context, address } = await open()
  await page.close()
  const slow = await context.newPage()
  await slow.routeWebSocket(/\/wire/, (near) => {
    const far = near.connectToServer()
    near.onMessage((message) => { setTimeout(() => far.send(message), 150) })
    far.onMessage((message) => { setTimeout(() => near.send(message), 150) })
  })
  await slow.goto(address)
  await atTheEnd(slow)
  const other = await context.newPage()
  await other.goto(address)
  const take = other.getByRole('button', { name: '在这里写' })
  await take.waitFor()
  await slow.bringToFront()
  for (let n = 0; n < 30; n++) {
    await slow.keyboard.insertText(`字${n}。`)
    if (n === 5) await take.evaluate((button: HTMLElement) => button.click())
    await slow.waitForTimeout(60)
  }
  await slow.getByRole('button', { name: '在这里写' }).waitFor({ timeout: 20_000 })
  await slow.locator('[role=treeitem]', { hasText: '未保存的文字' }).first().waitFor()
  const typed = await numbers(slow)
  expect(typed.length).toBeGreaterThan(5)
  await slow.locator('[role=treeitem]', { hasText: '未保存的文字' }).first().click()
  await slow.waitForFunction((last) => [...document.querySelectorAll<HTMLElement>('.page-text')].some((each) => each.offsetParent !== null && each.innerText.includes(last)), typed.at(-1) ?? '')
  expect(await numbers(slow)).toEqual(typed)
  expect(await copies(slow)).toBe(0)
})

describe('a workspace that breaks under a page', () => {
  async function breakIt() {
    const all = await open()
    const { folder, page } = all
    const made = join(folder.path, 'copies')
    await expect.poll(() => existsSync(made) && readdirSync(made).some((name) => name.startsWith('20')), { timeout: 30_000 }).toBe(true)
    await atTheEnd(page)
    await page.keyboard.insertText('已经保存的一句。')
    await saved(page)
    for (const end of ['', '-wal', '-shm']) {
      const file = join(folder.path, `workspace.sqlite${end}`)
      if (!existsSync(file)) continue
      const open = openSync(file, 'r+')
      writeSync(open, Buffer.alloc(statSync(file).size, 0x5a), 0)
      closeSync(open)
    }
    await page.keyboard.insertText('坏掉时写的一句。')
    await page.locator('.broken').waitFor({ timeout: 20_000 })
    return all
  }
  const unsaved = (page: Page) => page.locator('[role=treeitem]', { hasText: '未保存的文字' }).first()

  test('hands its text to the copy that is restored, and is saved again', async () => {
    const { page } = await breakIt()
    await page.getByRole('button', { name: '恢复' }).first().click()
    await unsaved(page).click({ timeout: 20_000 })
    await text(page).filter({ hasText: '坏掉时写的一句。' }).waitFor()
    await saved(page)
    expect(await copies(page)).toBe(0)
  })

  test('hands its text to the workspace that is begun anew', async () => {
    const { page } = await breakIt()
    await page.getByRole('button', { name: '从空白开始' }).click()
    await unsaved(page).click({ timeout: 20_000 })
    await text(page).filter({ hasText: '坏掉时写的一句。' }).waitFor()
    await saved(page)
    expect(await copies(page)).toBe(0)
  })
})
