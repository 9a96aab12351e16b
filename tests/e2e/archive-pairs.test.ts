/** Questions that others asked: what the learning card says of them. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { studioForAll } from './harness/studio-page.ts'

const studio = studioForAll()
const place = mkdtempSync(join(tmpdir(), 'moke-works-'))
afterAll(() => rmSync(place, { recursive: true, force: true }))

test('the learning card says how many there are, and that they are not learnt', async () => {
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
  await fact.waitFor()
  expect((await fact.innerText()).replace(/\s+/g, ' ')).toBe('问答 含 3 组问答：问题只作上下文，不学')
})
