/** The archive, as an author does it: a folder of past works comes in, is looked at, left out, searched, removed and taken back. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { studioForAll } from './harness/studio-page.ts'

const studio = studioForAll()
let page: Page
beforeAll(async () => {
  page = await studio.begin()
})

const place = mkdtempSync(join(tmpdir(), 'moke-works-'))
afterAll(() => rmSync(place, { recursive: true, force: true }))
const folder = join(place, '旧作')
const write = (path: string, content: string) => {
  mkdirSync(join(folder, path, '..'), { recursive: true })
  writeFileSync(join(folder, path), content)
}
const slow = '那年冬天我学会了慢。慢不是拖延，是把一句话放在手里捂热了再写下去；捂不热的，就先放着，等它自己开口。'
write('公众号文章/慢一点.md', `# 慢一点\n\n## 开头\n\n${slow}\n\n> 别人说过的一句话，放在这里当引文。\n\n想一起写的，可以打 13812345678 找我。\n`)
write('公众号文章/慢一点（重发）.md', `# 慢一点（重发）\n\n## 开头\n\n${slow}这一句是重发时加上去的，从前没有。\n`)
write('公众号文章/慢一点 副本.txt', `开头\n\n${slow}\n\n别人说过的一句话，放在这里当引文。\n\n想一起写的，可以打 13812345678 找我。\n`)
write('专栏/灯下.md', '# 灯下\n\n灯下写字的人，都在等一个还没有说出口的句子。\n')
write('专栏/封面.png', 'no picture')
write('专栏/坏.docx', 'PK\u0003\u0004 no document')
writeFileSync(
  join(folder, '专栏', '碎.docx'),
  new Uint8Array(5000).map((_, at) => (at * 7919) % 256),
)
cpSync(join('tests', 'fixtures', 'works', 'pandoc.docx'), join(folder, '专栏', '学校.docx'))

const view = () => page.locator('.archive')
const row = (title: string) => page.locator('.archive-row', { hasText: title }).first()
const openArchive = async () => {
  await page.locator('.library-place', { hasText: '我的旧作' }).click()
  await view().waitFor()
}

describe('past works', () => {
  test('an archive without any says what it is for', async () => {
    await openArchive()
    await page.locator('.archive-teaching').waitFor()
    expect(await page.locator('.archive-teaching').innerText()).toContain('拖到这里')
  })

  test('a folder comes in; what became of each file is told', async () => {
    await page.locator('.archive input[type=file][webkitdirectory]').setInputFiles(folder)
    const report = page.locator('.archive-report')
    await report.waitFor()
    expect(await report.innerText()).toContain('收进了 4 篇')
    expect(await report.innerText()).toContain('1 个已经有了')
    expect(await report.innerText()).toContain('1 个不是文章')
    await expect.poll(() => page.locator('.library-place small').innerText()).toContain('4')
    await page.locator('.archive-standing', { hasText: '还学不出笔风' }).waitFor()
    await page.locator('.archive-facts', { hasText: '手机号 1 处' }).waitFor()
  })

  test('what is damaged is told as that, and what was merged only in the report', async () => {
    const report = await page.locator('.archive-report').innerText()
    // The one that begins as an archive does asks for no password.
    expect(report).toContain('2 个打不开，文件可能坏了')
    expect(report).not.toContain('有密码')
    expect(await page.locator('.archive-learning').innerText()).not.toContain('重复')
  })

  test('a title however long keeps all within the page', async () => {
    const title = page.locator('.archive-groups .archive-name > span[title="专栏"]')
    await title.evaluate((span) => span.replaceChildren('很长的题目'.repeat(60)))
    const wide = await page.locator('.archive-cards').evaluate((cards) => {
      const panel = cards.parentElement
      return [...cards.querySelectorAll('.card')].map((card) => card.getBoundingClientRect().right - (panel?.getBoundingClientRect().right ?? 0))
    })
    await title.evaluate((span) => span.replaceChildren('专栏'))
    expect(Math.max(...wide)).toBeLessThanOrEqual(0)
  })

  test('an empty folder is told of', async () => {
    // What Chromium says of it: the field was empty before, and is so still.
    await page.locator('.archive input[type=file][webkitdirectory]').dispatchEvent('cancel')
    await page.locator('.toast', { hasText: '没有添加' }).waitFor()
    await page.locator('.toast button').last().click()
  })

  test('a work and a group are left out, and come in again', async () => {
    const group = row('公众号文章')
    await group.locator('.archive-name').click()
    await row('慢一点（重发）').locator('input').uncheck()
    await expect.poll(() => group.innerText()).toContain('1 / 2 篇')
    await group.locator('input').check()
    await expect.poll(() => group.innerText()).not.toContain('/ 2 篇')
    await row('专栏').locator('input').uncheck()
    await expect.poll(() => page.locator('.archive-head').innerText()).toContain('其中会学的 2 篇')
    await row('专栏').locator('input').check()
    await expect.poll(() => page.locator('.archive-head').innerText()).not.toContain('其中会学的 2 篇')
  })

  test('near duplicates stand side by side, what is new in one is marked', async () => {
    await page.getByRole('button', { name: '对照着看' }).click()
    await page.getByRole('button', { name: '并排看' }).click()
    await page.locator('.archive-own mark', { hasText: '这一句是重发时加上去的' }).waitFor()
    await page.getByRole('button', { name: '我的旧作' }).first().click()
  })

  test('a name is masked by keys, tells where it stands, and what was masked wrongly is left; Ctrl+Z takes back both', async () => {
    await page.getByRole('button', { name: '看看' }).click()
    const masks = page.locator('.archive-masks')
    await masks.locator('textarea').fill('灯下')
    await page.keyboard.press('Control+Enter')
    await masks.locator('.archive-row', { hasText: '灯下' }).filter({ hasText: '2 处 · 1 篇' }).waitFor()
    await expect.poll(() => page.locator('.archive-personal mark').allInnerTexts()).toEqual(['13812345678', '灯下', '灯下'])
    await page.getByRole('button', { name: /^不遮“13812345678”/ }).press('Enter')
    await masks.locator('.archive-row', { hasText: '13812345678' }).waitFor()
    await masks.locator('.archive-name', { hasText: '灯下' }).press('Enter')
    await masks.locator('.archive-works .archive-name', { hasText: '灯下' }).press('Enter')
    await page.locator('.work-text mark', { hasText: '灯下' }).first().waitFor()
    await page.keyboard.press('Escape')
    await masks.waitFor()
    await page.keyboard.press('Control+z')
    await page.keyboard.press('Control+z')
    await masks.locator('.archive-row').first().waitFor({ state: 'detached' })
    await page.keyboard.press('Escape')
    await page.locator('.archive-facts', { hasText: '手机号 1 处' }).waitFor()
  })

  test('what would be learnt shows no personal data, and no quotation', async () => {
    // The group is as it was left: unfolded.
    await row('慢一点').locator('.archive-name').last().click()
    await page.locator('.work-text', { hasText: '13812345678' }).waitFor()
    await page.getByRole('radio', { name: '会学到的' }).click()
    await page.locator('.work-mask', { hasText: '〔手机号〕' }).waitFor()
    expect(await page.locator('.work-learning').innerText()).not.toContain('别人说过')
  })

  test('Esc goes from a work to the list, which is as it was left, and from there to the lesson', async () => {
    await page.keyboard.press('Escape')
    await studio.focusIs('.archive-works .archive-name')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('慢一点')
    await page.keyboard.press('Escape')
    await view().waitFor({ state: 'detached' })
    await openArchive()
    await row('慢一点').waitFor()
  })

  test('what is alike leads to a work, and its way back to what is alike', async () => {
    await page.getByRole('button', { name: '对照着看' }).click()
    await page.locator('.archive-side .archive-name').first().click()
    await page.locator('.work-text').waitFor()
    await page.keyboard.press('Escape')
    await page.locator('.archive-side').first().waitFor()
    await page.keyboard.press('Escape')
    await page.locator('.archive-groups').waitFor()
  })

  test('the search finds words in works, and opens one at its place', async () => {
    await page.keyboard.press('Control+Alt+k')
    await studio.focusIs('.search-query')
    await page.keyboard.insertText('灯下')
    const hit = page.locator('.search-group', { hasText: '我的旧作' })
    await hit.locator('.search-place').first().click()
    await page.locator('.work-text [data-current] mark', { hasText: '灯下' }).waitFor()
    expect(await page.locator('.work h1').innerText()).toBe('灯下')
  })

  test('a work that is removed comes back by its notice', async () => {
    await page.getByRole('button', { name: '移除这一篇' }).click()
    await page.locator('.toast', { hasText: '移除了《灯下》' }).waitFor()
    await expect.poll(() => page.locator('.archive-head').innerText()).toContain('共 3 篇')
    await page.locator('.toast-action').click()
    await expect.poll(() => page.locator('.archive-head').innerText()).toContain('共 4 篇')
  })

  test('a group that is removed by keys hands them on, and comes back', async () => {
    await page.locator('.archive-group', { hasText: '专栏' }).locator('.archive-remove').focus()
    await page.keyboard.press('Enter')
    await page.locator('.archive-group', { hasText: '专栏' }).waitFor({ state: 'detached' })
    await studio.focusIs('.archive-group *')
    await page.locator('.toast-action').click()
    await expect.poll(() => page.locator('.archive-head').innerText()).toContain('共 4 篇')
  })

  test('and by Ctrl+Z, and long after from the list of what was removed, which says what and how much', async () => {
    const group = page.locator('.archive-group', { hasText: '专栏' })
    const removed = page.locator('.archive-removed .archive-row')
    for (const back of [() => page.keyboard.press('Control+z'), () => removed.getByRole('button', { name: '放回' }).click()]) {
      await group.locator('.archive-remove').click()
      await removed.waitFor()
      expect(await removed.innerText()).toMatch(/专栏[^]*\d 篇/)
      await back()
      await removed.waitFor({ state: 'detached' })
      await expect.poll(() => page.locator('.archive-head').innerText()).toContain('共 4 篇')
    }
  })

  test('all that was added together is taken back at once', async () => {
    await page.locator('.archive-report').getByRole('button', { name: '全部撤回' }).click()
    await page.locator('.archive-teaching').waitFor()
  })
})
