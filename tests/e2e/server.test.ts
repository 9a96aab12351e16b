/** A model on a server that the author names, in a real Chromium on a real workspace, with a real server of the protocol on this computer. */
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { goingOn, type ProtocolServer, protocolServer, telling } from '../unit/engine/completion/protocol-server.ts'
import { compose } from './composing.ts'
import { studioForAll } from './harness/studio-page.ts'
import { slowMs } from './launch.ts'

const studio = studioForAll()
let page: Page
let server: ProtocolServer
const words = [
  { text: '一盏灯', probability: 0.8 },
  { text: '亮着', probability: 0.9 },
  { text: '。', probability: 0.9 },
]

beforeAll(async () => {
  server = await protocolServer(goingOn(...words))
  page = await studio.begin()
  await studio.engineReady()
})
afterAll(() => server[Symbol.asyncDispose]())

const dialog = () => studio.dialog('模型')
const host = () => new URL(server.address).host
const sign = () => page.locator('.status-server')
const field = (name: string) => dialog().getByLabel(name)
const press = (name: string) => dialog().getByRole('button', { name, exact: true }).click()

async function openModels(): Promise<void> {
  await page.locator('.status-model').click()
  await dialog().waitFor()
}

test('it is off until the author has named it, tried it and switched it on; from then on it is shown whose model writes', async () => {
  await openModels()
  await dialog().getByText('用别处服务器上的模型').click()
  await dialog().getByText('光标前最多 1500 字').waitFor()
  await field('地址').fill('http://example.com')
  await dialog().getByText('公网地址要用 https://').waitFor()
  expect(await dialog().getByRole('button', { name: '用它写建议' }).isDisabled()).toBe(true)
  await field('地址').fill(server.address)
  await field('模型名').fill('qwen3-base')
  await field('密钥').fill('sk-e2e')
  expect([server.asked.length, await sign().count()]).toEqual([0, 0])
  await press('试一试')
  await dialog().getByText('一盏灯亮着。').waitFor({ timeout: slowMs })
  await press('用它写建议')
  await sign().waitFor({ timeout: slowMs })
  expect(await sign().innerText()).toBe(`正在用 ${host()} 的模型`)
  await expect.poll(() => page.locator('.status-model').innerText()).toBe('qwen3-base')
  await studio.closeDialog()
})

test('what it writes stands behind the caret by the same rules, and is taken as any suggestion is; no more than is said goes there', async () => {
  await studio.newLessonCalled('夜里')
  await page.keyboard.insertText('窗外下着雨，桌上放着')
  expect(await studio.offered('桌上放着')).toBe('一盏灯亮着。')
  const { body, key } = server.asked.at(-1) ?? {}
  expect([body?.prompt.endsWith('# 夜里\n\n窗外下着雨，桌上放着'), key]).toEqual([true, 'Bearer sk-e2e'])
  await page.keyboard.press('Tab')
  await studio.saved('桌上放着一盏灯亮着。')
  // No request for each key: a pause comes first.
  const before = server.asked.length
  await compose(studio.opened.cdp, 'women', '我们')
  for (const key of 'abcdef') await page.keyboard.press(key)
  await expect.poll(() => server.asked.length, { timeout: slowMs }).toBeGreaterThan(before)
  expect(server.asked.length - before).toBeLessThan(5)
})

test('its key lies in one file for the author alone, and in nothing that a page is told', async () => {
  const kept = join(studio.folder.path, 'server.json')
  expect([readFileSync(kept, 'utf8').includes('sk-e2e'), statSync(kept).mode & 0o777]).toEqual([true, 0o600])
  await openModels()
  await expect.poll(() => field('密钥').getAttribute('placeholder')).toBe('已保存')
  expect(await field('密钥').inputValue()).toBe('')
  expect(await page.content()).not.toContain('sk-e2e')
  await studio.closeDialog()
})

test('one that refuses is told in a sentence and asked no more, and the model on this computer is one click away', async () => {
  server.answer = telling(401, '{"error":"no"}')
  const told = page.getByText(`${host()} 不接受这个密钥`)
  // A busy machine may still show what was said before, and ask nothing at this place.
  const writesOn = async () => {
    if ((await told.count()) === 0) await page.keyboard.insertText('。再写一句，看看')
    return told.count()
  }
  await expect.poll(writesOn, { timeout: slowMs, interval: 3000 }).toBeGreaterThan(0)
  const refused = server.asked.length
  await page.keyboard.insertText('还会不会发过去')
  await openModels()
  await press('换回这台电脑上的模型')
  await sign().waitFor({ state: 'detached', timeout: slowMs })
  await studio.engineReady()
  await expect.poll(() => page.locator('.status-model').innerText()).toBe('墨课入门')
  expect(server.asked.length).toBe(refused)
  await press('忘掉地址和密钥')
  await expect.poll(() => field('地址').inputValue()).toBe('')
  await studio.closeDialog()
})
