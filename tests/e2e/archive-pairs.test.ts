/** Questions that others asked: what the learning card says of them. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { studioForAll } from './harness/studio-page.ts'

const studio = studioForAll()
const place = mkdtempSync(join(tmpdir(), 'moke-works-'))
afterAll(() => rmSync(place, { recursive: true, force: true }))

test('the learning card says how many there are, a work shows which they are, and its author says that they are theirs', async () => {
  const folder = join(place, '旧作')
  mkdirSync(folder)
  cpSync(join('tests', 'fixtures', 'works', 'zhihu-answer.html'), join(folder, '回答.html'))
  writeFileSync(
    join(folder, '答疑.md'),
    '问：每天写多少字合适？\n\n答：看你写什么。写课的话，一千字够了。\n\n问：写不出来怎么办？\n\n答：先把昨天的最后一段抄一遍。\n',
  )
  const page = await studio.begin()
  await page.locator('.library-place', { hasText: '我的旧作' }).click()
  await page.locator('.archive').waitFor()
  await page.locator('.archive input[type=file][webkitdirectory]').setInputFiles(folder)
  const fact = page.locator('.archive-facts li', { hasText: '问答' })
  await expect.poll(async () => (await fact.innerText()).replace(/\s+/g, ' ')).toBe('问答 含 3 组问答：问题只作上下文，不学')

  const learningOf = async (title: string) => {
    await page.locator('.archive-works .archive-name', { hasText: title }).click()
    await page.getByRole('radio', { name: '会学到的' }).click()
    await page.locator('.work-learning', { hasText: /\p{Script=Han}/u }).waitFor()
  }
  const grey = () => page.locator('.work-learning .work-context').allInnerTexts()
  const greyWords = async () => (await grey()).map((text) => text.replace(/\s+/g, ''))
  // Unfolded once, it stays so for whoever comes back.
  await page.locator('.archive-group > .archive-row > .archive-name', { hasText: '旧作' }).click()
  await learningOf('答疑')
  const lead = page.locator('.work-asked')
  await expect.poll(greyWords).toEqual(['问：每天写多少字合适？答：', '问：写不出来怎么办？答：'])
  await expect
    .poll(() => lead.innerText())
    .toBe('灰色的是别人问的：模型读到，但不学着这样说。 问题也是你写的？在“我的旧作”里勾上“问答里的问题（是我写的）”，就会学。')
  const shades = await page.locator('.work-learning').evaluate((text) => {
    const context = text.querySelector('.work-context')
    return [text, context ?? text].map((element) => getComputedStyle(element).color)
  })
  expect(shades[0]).not.toBe(shades[1])

  await page.locator('.sub-page-bar button').first().click()
  await page.getByLabel('问答里的问题（是我写的）').check()
  await expect.poll(async () => (await fact.innerText()).replace(/\s+/g, ' ')).toBe('问答 含 1 组问答：问题只作上下文，不学')
  await learningOf('答疑')
  expect([await grey(), await lead.count()]).toEqual([[], 0])
  await page.locator('.sub-page-bar button').first().click()
  // Of a page that says who asked, no choice makes it the author's.
  await learningOf('自学编程，最容易在哪里放弃？')
  expect([(await grey()).map((text) => text.trim()), await lead.innerText()]).toEqual([
    ['# 自学编程，最容易在哪里放弃？'],
    '灰色的是别人问的：模型读到，但不学着这样说。',
  ])
})
