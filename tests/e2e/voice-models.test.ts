/** Models that a base became as a whole: each with its proof on a page of its own. */
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { starter } from '../integration/taught-starter.ts'
import { proofOf, removeWorks } from './harness/learnt-voices.ts'
import { violations } from './harness/rooms.ts'
import { StudioPage } from './harness/studio-page.ts'
import { newFolder } from './launch.ts'

const ids = ['6f9619ff-8b86-4d01-b42d-00cf4fc964f0', '6f9619ff-8b86-4d01-b42d-00cf4fc964f1'] as const
const folder = newFolder()
const studio = new StudioPage(folder)
beforeAll(async () => {
  const at = join(folder.path, 'voice', 'models')
  mkdirSync(at, { recursive: true })
  const works = [
    { id: 'gone-1', title: '旧信', words: 21_000, heldOut: false },
    { id: 'gone-2', title: '旧账', words: 2400, heldOut: true },
  ]
  removeWorks(
    folder.path,
    works.map(({ id }) => id),
  )
  const base = { id: 'starter', name: '墨课入门' }
  const keep = (id: string, name: string, model: string) =>
    writeFileSync(join(at, `${id}.json`), JSON.stringify({ version: 1, id, name, model, base, madeAt: 1_795_952_391_854, works, proof: proofOf() }))
  keep(ids[0], '老林', 'laolin.gguf')
  keep(ids[1], '阿梅', 'amei.gguf')
  mkdirSync(join(folder.path, 'models'))
  for (const file of ['laolin.gguf', 'amei.gguf']) copyFileSync(starter, join(folder.path, 'models', file))
  await studio.start()
  await studio.textHasFocus()
})
afterAll(async () => {
  await studio.close()
  folder.discard()
})

test('it is put to use from its row, and its proof is opened there, with figures, and can be made again', async () => {
  const { page } = studio
  await page.keyboard.press('Control+Alt+Shift+P')
  const row = page.locator('.voice-adapter', { hasText: '老林' })
  await row.getByText('后来不让学了').waitFor()
  await row.getByRole('button', { name: '用这个模型' }).click()
  await row.locator('.pill', { hasText: '正在用' }).waitFor()
  await row.getByRole('button', { name: '看检验' }).click()
  await page.getByRole('heading', { name: '老林', level: 1 }).waitFor()
  await page.getByText('更像你了，可以用上。').waitFor()
  expect(await page.locator('.voice-figure').count()).toBe(3)
  expect(await violations(page)).toEqual([])
  // All works that it was held against are gone.
  await page.getByRole('button', { name: '再检验' }).click()
  await page.locator('.voice-proving .voice-trouble').waitFor()
})

test('one whose files are deleted is shown no longer', async () => {
  const { page } = studio
  await page.keyboard.press('Control+Alt+Shift+P')
  const row = page.locator('.voice-adapter', { hasText: '阿梅' })
  await row.waitFor()
  await page.keyboard.press('Control+k')
  await studio.focusIs('.palette-field')
  await page.keyboard.type('gguf')
  await page.locator('[role=option][aria-selected=true]', { hasText: '模型' }).waitFor()
  await page.keyboard.press('Enter')
  await page.locator('.model-card', { hasText: 'amei' }).getByRole('button', { name: '删除文件…' }).click()
  await page
    .getByRole('dialog', { name: /^删除“/ })
    .getByRole('button', { name: '删除文件' })
    .click()
  await row.waitFor({ state: 'detached' })
  expect(await page.locator('.voice-adapter', { hasText: '老林' }).count()).toBe(1)
  expect(studio.errors).toEqual([])
})
