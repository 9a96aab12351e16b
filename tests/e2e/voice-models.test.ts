/** Models that a base became as a whole: each with its proof on a page of its own. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { proofOf } from './harness/learnt-voices.ts'
import { violations } from './harness/rooms.ts'
import { StudioPage } from './harness/studio-page.ts'
import { newFolder } from './launch.ts'

const id = '6f9619ff-8b86-4d01-b42d-00cf4fc964f0'
const folder = newFolder()
const studio = new StudioPage(folder)
beforeAll(async () => {
  const at = join(folder.path, 'voice', 'models')
  mkdirSync(at, { recursive: true })
  const works = [
    { id: 'gone-1', title: '旧信', words: 21_000, heldOut: false },
    { id: 'gone-2', title: '旧账', words: 2400, heldOut: true },
  ]
  const base = { id: 'starter', name: '墨课入门' }
  writeFileSync(
    join(at, `${id}.json`),
    JSON.stringify({ version: 1, id, name: '老林', model: 'starter', base, madeAt: 1_795_952_391_854, works, proof: proofOf() }),
  )
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
