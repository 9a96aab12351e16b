/** Text that its lesson can't take any more: nothing of it is lost, and the page goes on. */
import { closeSync, existsSync, openSync, readdirSync, renameSync, rmSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, onTestFinished, test } from 'vitest'
import { atTheEnd, copies, saved, shows, type StudioPage, studioForTest } from './harness/studio-page.ts'
import { slowMs } from './launch.ts'

const text = (page: Page) => page.locator('.page-text:visible')
const unsavedCopies = (page: Page) => copies(page, 'unsaved')
const numbers = async (page: Page) => (await text(page).innerText()).match(/字\d+。/g) ?? []

async function open(): Promise<StudioPage> {
  const studio = await studioForTest()
  await studio.textHasFocus()
  return studio
}

test('what is typed on while another window takes the lesson over is in the lesson of its own, to the last character that the page took', async () => {
  const studio = await open()
  const { context } = studio.opened
  const { address } = studio
  await studio.page.close()
  const slow = await context.newPage()
  await slow.routeWebSocket(/\/wire/, (near) => {
    const far = near.connectToServer()
    near.onMessage((message) => {
      setTimeout(() => far.send(message), 150)
    })
    far.onMessage((message) => {
      setTimeout(() => near.send(message), 150)
    })
  })
  await slow.goto(address)
  await atTheEnd(slow)
  const other = await context.newPage()
  await other.goto(address)
  const take = other.getByRole('button', { name: '在这里写' })
  await take.waitFor()
  await slow.bringToFront()
  const lost = slow.getByRole('button', { name: '在这里写' })
  for (let n = 0; n < 30 || !(await lost.isVisible()); n++) {
    await slow.keyboard.insertText(`字${n}。`)
    if (n === 5) await take.evaluate((button: HTMLElement) => button.click())
    await slow.waitForTimeout(60)
  }
  // It can only be read by now.
  const typed = await numbers(slow)
  expect(typed.length).toBeGreaterThan(5)
  await slow.locator('[role=treeitem]', { hasText: '未保存的文字' }).first().click()
  await slow.waitForFunction(
    (last) => [...document.querySelectorAll<HTMLElement>('.page-text')].some((each) => each.offsetParent !== null && each.innerText.includes(last)),
    typed.at(-1) ?? '',
  )
  await expect.poll(() => numbers(slow)).toEqual(typed)
  await expect.poll(() => unsavedCopies(slow)).toBe(0)
})

describe('a lesson that another window writes', () => {
  test('is said to be read only where the author looks, shows the newest text, and is free when that window closes', async () => {
    const studio = await open()
    const { page } = studio
    await studio.newLessonCalled('长课')
    for (let n = 0; n < 40; n++) {
      await page.keyboard.insertText(`第${n}段。`)
      await page.keyboard.press('Enter')
    }
    await page.keyboard.insertText('末段。')
    await saved(page, '末段。')
    const other = await studio.newPage()
    await other.getByRole('button', { name: '在这里写' }).click()
    await other.locator('[data-saved=saved]').waitFor()
    await atTheEnd(other)
    await other.keyboard.insertText('另一个窗口写的。')
    await saved(other, '另一个窗口写的。')

    await page.bringToFront()
    await page.evaluate(() => window.dispatchEvent(new Event('focus')))
    await shows(page, '另一个窗口写的。')
    await page.locator('[data-saved=reading]').waitFor()
    await text(page).evaluate((element) => element.closest('.desk-scroll')?.scrollTo(0, 1e6))
    const notice = page.locator('.page-notice', { hasText: '这里只能看' })
    await expect.poll(() => notice.evaluate((element) => element.getBoundingClientRect().top)).toBeGreaterThan(0)
    await other.close()
    await notice.waitFor({ state: 'detached' })
    await page.locator('[data-saved=saved]').waitFor()
    await atTheEnd(page)
    await page.keyboard.insertText('又是这里写。')
    await shows(page, '另一个窗口写的。又是这里写。')
  })
})

describe('a workspace that breaks under a page', () => {
  async function breakIt() {
    const all = await open()
    const { folder, page } = all
    const made = join(folder.path, 'copies')
    await expect.poll(() => existsSync(made) && readdirSync(made).some((name) => name.startsWith('20')), { timeout: slowMs }).toBe(true)
    await atTheEnd(page)
    await page.keyboard.insertText('已经保存的一句。')
    await saved(page, '已经保存的一句。')
    for (const end of ['', '-wal', '-shm']) {
      const file = join(folder.path, `workspace.sqlite${end}`)
      if (!existsSync(file)) continue
      const open = openSync(file, 'r+')
      writeSync(open, Buffer.alloc(statSync(file).size, 0x5a), 0)
      closeSync(open)
    }
    await page.keyboard.insertText('坏掉时写的一句。')
    await page.locator('.broken').waitFor({ timeout: slowMs })
    return all
  }
  const unsaved = (page: Page) => page.locator('[role=treeitem]', { hasText: '未保存的文字' }).first()

  test('hands its text to the copy that is restored, and is saved again', async () => {
    const { page } = await breakIt()
    await page.getByRole('button', { name: '恢复' }).first().click()
    await unsaved(page).click({ timeout: slowMs })
    await saved(page, '坏掉时写的一句。')
    await expect.poll(() => unsavedCopies(page)).toBe(0)
  })

  test('hands its text to the workspace that is begun anew', async () => {
    const { page } = await breakIt()
    await page.getByRole('button', { name: '从空白开始' }).click()
    await unsaved(page).click({ timeout: slowMs })
    await saved(page, '坏掉时写的一句。')
    await expect.poll(() => unsavedCopies(page)).toBe(0)
  })
})

describe.each(['the page is gone by then', 'the page is still open'] as const)('a workspace whose folder is moved away (%s)', (how) => {
  const stays = how === 'the page is still open'
  const rescued = (page: Page) => page.locator('[role=treeitem]', { hasText: '我的一课（未保存的文字）' })
  const newLibrary = (page: Page) => page.locator('[data-banner=new-library]')

  test('gets what was typed without it once it is back, while the new one in its place has it to be seen, and says that it is new', async () => {
    const studio = await open()
    const { folder, page } = studio
    const { port } = studio.host
    const start = () => studio.startAgain(['--port', String(port)])
    expect(studio.host.output()).toContain('新建了一个资料库')
    await studio.newLessonCalled('我的一课')
    await page.keyboard.insertText('保存了的一句。')
    await saved(page, '保存了的一句。')
    await studio.host.kill()
    await page.locator('[data-banner=lost]').waitFor()
    await atTheEnd(page)
    await page.keyboard.insertText('断线时写的一句。')
    await page.locator('[data-saved=waiting]').waitFor({ timeout: slowMs })
    await expect.poll(() => page.evaluate(() => Object.values(localStorage).some((copy) => String(copy).includes('断线时写的一句')))).toBe(true)
    const moved = `${folder.path}-moved`
    onTestFinished(() => rmSync(moved, { recursive: true, force: true }))
    renameSync(folder.path, moved)

    await start()
    expect(studio.host.output()).toContain(`新建了一个资料库 · A new library was made: ${folder.path}`)
    if (!stays) await page.close()
    const second = await studio.newPage(studio.host.address)
    const teller = stays ? page : second
    await teller.locator('.toast', { hasText: '在另一个资料库里写的' }).waitFor({ timeout: slowMs })
    await rescued(second).waitFor({ timeout: slowMs })
    await newLibrary(second).filter({ hasText: folder.path }).waitFor()
    await rescued(second).click()
    await saved(second, '保存了的一句。断线时写的一句。')
    await second.reload()
    await text(second).waitFor()
    await newLibrary(second).waitFor()
    expect([await rescued(second).count(), await unsavedCopies(second)]).toEqual([1, 1])
    await newLibrary(second).getByRole('button', { name: '知道了' }).click()
    await second.reload()
    await text(second).waitFor()
    await second.locator('[data-saved=saved]').waitFor()
    expect(await newLibrary(second).count()).toBe(0)
    await studio.host.stop()

    rmSync(folder.path, { recursive: true })
    renameSync(moved, folder.path)
    await start()
    expect(studio.host.output()).not.toContain('新建了一个资料库')
    await second.goto(studio.host.address)
    await second.locator('[role=treeitem]', { hasText: '我的一课' }).click({ timeout: slowMs })
    await saved(second, '保存了的一句。断线时写的一句。')
    await expect.poll(() => unsavedCopies(second), { timeout: slowMs }).toBe(0)
    expect(await rescued(second).count()).toBe(0)
    expect((await text(second).innerText()).match(/断线时写的一句/g)).toHaveLength(1)
  })
})
