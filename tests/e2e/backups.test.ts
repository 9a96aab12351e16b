/** Backups, going back, and moving a library, as an author meets them, in a real Chromium. */
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { putImage } from '#renderer/host/images.ts'
import { png, svg } from '../unit/main/images/pictures.ts'
import { openClient } from './contract-client.ts'
import { newFolder } from './launch.ts'
import { StudioPage, studioForAll } from './harness/studio-page.ts'

const studio = studioForAll()
let page: Page
beforeEach(async () => {
  page = await studio.begin()
})

const dialog = () => page.getByRole('dialog')
const moments = () => page.locator('.backups-moments li')
const button = (name: string) => dialog().getByRole('button', { name })

/** Opens the window by the palette, as one does who looks for it. */
async function openBackups(at: Page = page): Promise<void> {
  await at.keyboard.press('Control+k')
  await at.locator('.palette-field:focus').waitFor()
  await at.keyboard.type('搬家')
  await at.locator('[role=option][aria-selected=true]', { hasText: '备份与搬家' }).waitFor()
  await at.keyboard.press('Enter')
  await at.locator('.backups-state').waitFor()
  // How many there are is known.
  await at.locator('.backups-moments').locator('li, .backups-empty').first().waitFor()
}

async function backUp(): Promise<void> {
  const before = await moments().count()
  await button('现在备份').click()
  await expect.poll(() => moments().count()).toBe(before + 1)
  await studio.toast('已备份').waitFor()
}

/** Writes a line into the lesson that is open. */
async function write(text: string): Promise<void> {
  await studio.atTheEnd()
  await page.keyboard.insertText(text)
  await studio.saved(text)
}

/** Asks the host as this page does. */
async function studioClient() {
  const [cookie] = await studio.opened.context.cookies()
  return openClient(studio.host.address, `${cookie?.name}=${cookie?.value}`)
}

describe('backups', () => {
  test('one is made, more is written, and the earlier text comes back; then what was there comes back', async () => {
    await studio.newLessonCalled('会回来的一课')
    await write('这是备份里的一句。')
    await openBackups()
    await backUp()
    await page.keyboard.press('Escape')
    await write('这是后来写的一句。')
    await openBackups()
    await moments().first().getByRole('button').click()
    await page.locator('.backups-differing li', { hasText: '会回来的一课' }).waitFor()
    expect(await page.locator('.backups-differing li').count()).toBe(1)
    await button('换成它').click()
    await studio.toast('已换成').getByRole('button', { name: '换回来' }).waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(() => studio.text().innerText()).not.toContain('后来写的')
    await expect.poll(() => studio.text().innerText()).toContain('备份里的一句')
    // What is typed on goes into the lesson as it is now.
    await write('接着写。')
    await openBackups()
    const replaced = moments().filter({ has: page.locator('.backups-tag', { hasText: '被换下的' }) })
    await replaced.first().getByRole('button').click()
    await button('换成它').click()
    await page.locator('.toast', { hasText: '已换成' }).last().waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(() => studio.text().innerText()).toContain('后来写的一句')
    expect(studio.errors).toEqual([])
  })

  test('a folder that is gone is told once, calmly, and writing goes on; back again, the notice is gone', async () => {
    const drive = `${studio.folder.path}-移动硬盘`
    onTestFinished(() => rmSync(drive, { recursive: true, force: true }))
    await openBackups()
    await button('换个文件夹…').click()
    await button('取消').click()
    await studio.focusIs('.backups-place button')
    await page.keyboard.press('Enter')
    await page.keyboard.insertText('备份')
    await page.keyboard.press('Enter')
    await dialog().getByText('请写出完整的位置').waitFor()
    await page.keyboard.press('Control+a')
    await page.keyboard.insertText(drive)
    await page.keyboard.press('Enter')
    await dialog().locator('.file-path', { hasText: drive }).waitFor()
    await studio.focusIs('.backups-place button')
    // One is made there by itself.
    await moments().first().waitFor()
    await expect.poll(() => readdirSync(drive)).toContain('README.txt')
    await page.getByRole('heading', { name: '上次备份' }).waitFor()
    renameSync(drive, `${drive}-away`)
    await button('现在备份').click()
    await dialog().locator('.backups-trouble', { hasText: '现在找不到' }).waitFor()
    await page.keyboard.press('Escape')
    await write('写作照常。')
    renameSync(`${drive}-away`, drive)
    await openBackups()
    await expect.poll(() => dialog().locator('.backups-trouble:not(:empty)').count()).toBe(0)
    await button('换个文件夹…').click()
    await button('改回默认的').click()
    await dialog()
      .locator('.backups-place:not(.backups-former) .file-path', { hasText: `${studio.folder.path}-backups` })
      .waitFor()
    // The one on the drive is listed still, with its place, and the drive is one click away.
    await moments()
      .filter({ hasText: `在 ${drive}` })
      .first()
      .waitFor()
    await button(`改回这里：${drive}`).click()
    await dialog().locator('.backups-place:not(.backups-former) .file-path', { hasText: drive }).waitFor()
    await studio.focusIs('.backups-place button')
    await button('换个文件夹…').click()
    await button('改回默认的').click()
    await moments()
      .filter({ hasText: `在 ${drive}` })
      .first()
      .waitFor()
    expect(studio.errors).toEqual([])
  })

  test('the settings lead to it', async () => {
    await page.keyboard.press('Control+,')
    await page.getByRole('tab', { name: '资料与备份' }).click()
    await button('备份与搬家…').click()
    await page.locator('.backups-state').waitFor()
  })

  test('after a restart the settings know of the newest one, though nobody opened the window', async () => {
    const client = await studioClient()
    for await (const _ of client.backups.make({}));
    client.close()
    await studio.loseHost()
    await studio.restart()
    await page.keyboard.press('Control+,')
    await page.getByRole('tab', { name: '资料与备份' }).click()
    await dialog().getByText('上次备份').waitFor()
  })
})

describe('moving', () => {
  test('the library goes out as a file and comes in elsewhere, pictures and all; a damaged file is refused with a sentence', async () => {
    await studio.newLessonCalled('搬走的一课')
    await write('跟着一起搬。')
    const client = await studioClient()
    const { image } = await putImage(client.images, new Blob([new Uint8Array(png(40, 30))]), '图.png')
    client.close()
    await openBackups()
    const [download] = await Promise.all([page.waitForEvent('download'), button('打包带走…').click()])
    expect(download.suggestedFilename()).toMatch(/^墨课资料库-\d{4}-\d\d-\d\d\.moke$/)
    const away = newFolder()
    const file = join(away.path, '课.moke')
    await download.saveAs(file)
    await studio.toast('已打包').waitFor()

    const other = new StudioPage(newFolder())
    onTestFinished(async () => {
      await other.close()
      other.folder.discard()
      away.discard()
    })
    await other.start()
    await other.textHasFocus()
    await openBackups(other.page)
    const choose = other.page.locator('input[type=file]')
    const broken = join(away.path, '断.moke')
    writeFileSync(broken, readFileSync(file).subarray(0, 5000))
    await choose.setInputFiles(broken)
    await other.toast('“断.moke”不完整或坏了').waitFor()
    await choose.setInputFiles(file)
    await other.page.locator('.backups-numbers').waitFor()
    await other.page.getByRole('dialog').getByRole('button', { name: '换成它' }).click()
    await other.toast('已换成').waitFor()
    await other.page.keyboard.press('Escape')
    await other.row('搬走的一课').click()
    await expect.poll(() => other.text().innerText()).toContain('跟着一起搬。')
    expect(existsSync(join(other.folder.path, 'images', image.id.slice(0, 2), `${image.id}.png`))).toBe(true)
    expect(readdirSync(join(other.folder.path, 'replaced'))).toHaveLength(1)
    expect(other.errors).toEqual([])
  })
})

test('a picture is shown by its address, and what could run in a drawing never does', async () => {
  const client = await studioClient()
  const hostile = svg(
    '<script>document.title = "taken"</script><rect width="40" height="30" onload="alert(1)"/>',
    'viewBox="0 0 40 30" width="40" height="30" onload="alert(1)"',
  )
  const taken = await Promise.all([png(40, 30), hostile].map((bytes) => putImage(client.images, new Blob([new Uint8Array(bytes)]), '图')))
  client.close()
  for (const { image } of taken) {
    const size = await page.evaluate(async (address) => {
      const shown = new Image()
      shown.src = address
      await shown.decode()
      return [shown.naturalWidth, shown.naturalHeight]
    }, `/images/${image.id}`)
    expect(size).toEqual([40, 30])
  }
  const alone = await studio.newPage(new URL(`/images/${taken[1]?.image.id}`, studio.address).href)
  expect(await alone.title()).not.toBe('taken')
  await alone.close()
})
