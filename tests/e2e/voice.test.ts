/** The author's voice, as they come to it: works are missing, then enough; a run is planned, begun, left, waits, goes on after a crash, ends. Trained for real. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pastWorks } from './harness/past-works.ts'
import { violations } from './harness/rooms.ts'
import { studioForAll } from './harness/studio-page.ts'
import { slowMs } from './launch.ts'

const studio = studioForAll()
const [few, enough] = [pastWorks(2), pastWorks()]
let page: Page
beforeAll(async () => {
  page = await studio.begin()
})
afterAll(() => [few, enough].forEach(({ discard }) => discard()))

const button = (name: string) => page.locator('.voice').getByRole('button', { name })
const place = (name: string) => page.locator('.library-place', { hasText: name })
const run = (phase: string) => page.locator(`.voice-run[data-phase=${phase}]`).waitFor({ timeout: slowMs })
/** By keys, with the name of the button that has them afterwards. */
const pressed = async (name: string, next: string) => {
  await button(name).focus()
  await page.keyboard.press('Enter')
  await keysAreOn(next)
}
const keysAreOn = (name: string) => page.waitForFunction((wanted) => document.activeElement?.textContent === wanted, name, { timeout: slowMs })
const planned = () => page.locator('.voice-plan:not([aria-busy])').waitFor({ timeout: slowMs })
const fact = (name: string) => page.locator('.voice-facts > div', { hasText: name }).locator('dd').innerText()
const addWorks = async (folder: string) => {
  await page.locator('.archive input[type=file][webkitdirectory]').setInputFiles(folder)
  await page.locator('.archive-report').waitFor({ timeout: slowMs })
}

describe('before anything can be learnt', () => {
  test('an author without works is led to the archive', async () => {
    await place('我的笔风').click()
    await expect.poll(() => page.locator('.voice-nothing').innerText()).toContain('20,000 字、5 篇')
    await button('去“我的旧作”').click()
    await page.locator('.archive-teaching').waitFor()
  })

  test('too few works say how many there are, and how many are needed', async () => {
    await addWorks(few.path)
    await page.keyboard.press('Control+Alt+Shift+P')
    await expect.poll(() => page.locator('.voice-have').innerText()).toContain('有 2，要 5')
    expect(await page.locator('.voice-plan').count()).toBe(0)
    await button('去添旧作').click()
    await addWorks(enough.path)
  })

  test('enough works lead from the archive to the voice', async () => {
    await page.locator('.archive-report').getByRole('button', { name: '关闭' }).click()
    await page.getByRole('button', { name: '学我的笔风' }).click()
    await planned()
    await expect.poll(() => page.locator('.lead').innerText()).toMatch(/你的 10 篇旧作、2\.\d 万字/)
  })
})

describe('a run', () => {
  test('tells what it takes before it starts', async () => {
    expect(await fact('用来学')).toMatch(/^\d 篇 · [\d.,]+ (万)?字$/)
    expect(await fact('用来检验')).toMatch(/^\d 篇 · .*不参与学习，只用来检验/)
    expect(await fact('教给')).toContain('墨课入门')
    expect(await fact('大约要')).toMatch(/分钟|小时/)
    expect(await fact('内存')).toMatch(/^要 \d+ MB，现在空着 [\d.]+ [MGT]B$/)
    expect(await page.locator('.voice-sources li').first().innerText()).toContain('旧作')
  })

  test('names the works that are held out, and leads to each of them', async () => {
    const named = page.locator('.voice-kept-aside li')
    expect(await fact('用来检验')).toMatch(new RegExp(`^${await named.count()} 篇`))
    const title = (await named.first().locator('button').innerText()).slice(1, -1)
    await named.first().locator('button').click()
    await page.locator('.work-text').waitFor()
    expect(await page.locator('.sub-page h1').innerText()).toBe(title)
    await place('我的笔风').click()
    await planned()
  })

  test('is learnt from some works only, chosen by keys: where they are too few it says so, and one press has all of them learnt again', async () => {
    await button('只学其中一些…').focus()
    await page.keyboard.press('Enter')
    await page.locator('.voice-pick input[data-work]').first().focus()
    for (const key of ['Space', 'Shift+ArrowDown', 'Shift+ArrowDown']) await page.keyboard.press(key)
    expect(await violations(page)).toEqual([])
    await expect.poll(() => page.locator('.voice-pick-sum').innerText()).toMatch(/学 10 篇中的 7 篇[^]*选的太少/)
    await page.locator('.sub-page-bar').getByRole('button', { name: '我的笔风' }).click()
    await page.locator('.voice-plan .voice-trouble', { hasText: '选的太少：7 篇' }).waitFor({ timeout: slowMs })
    expect(await button('开始学习').isDisabled()).toBe(true)
    await button('全部都学').click()
    await planned()
    await expect.poll(() => fact('旧作'), { timeout: slowMs }).toContain('全部 10 篇')
  })

  test('details change what it takes, and need not be opened', async () => {
    await page.locator('.voice-details summary').click()
    await planned()
    const before = await page.locator('.voice-setup').innerText()
    expect(before).toContain('LoRA（32 位），rank 32')
    await page.getByLabel('容量（rank）').selectOption('8')
    await page.getByLabel('读几遍').selectOption('1')
    await expect.poll(() => page.locator('.voice-setup').innerText(), { timeout: slowMs }).toContain('rank 8')
    await page.getByLabel('名字').fill('灯下')
  })

  test('is learnt elsewhere by a bundle, once its author has seen what goes into it; where it was saved is told', async () => {
    await button('导出训练包…').click()
    const dialog = studio.dialog('导出训练包')
    await expect.poll(() => dialog.locator('.voice-facts').innerText(), { timeout: slowMs }).toMatch(/篇 · [^]*个人信息[^]*墨课入门，放在里面[^]*约 [\d.]+ MB/)
    expect(await dialog.innerText()).toContain('里面是你旧作的全文')
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await button('导出训练包…').click()
    const [download] = await Promise.all([
      page.waitForEvent('download', { timeout: slowMs }),
      dialog.getByRole('button', { name: '导出', exact: true }).click(),
    ])
    expect(download.suggestedFilename()).toMatch(/^墨课训练包-.+\.zip$/)
    await studio.toast('在你的下载文件夹里').waitFor()
  })

  test('is wished as it was when its author comes back from choosing works', async () => {
    await button('去挑选').click()
    await page.locator('.archive-groups').waitFor()
    await place('我的笔风').click()
    await planned()
    await expect.poll(() => page.locator('.voice-setup').textContent()).toContain('rank 8')
    expect(await page.getByLabel('名字').inputValue()).toBe('灯下')
  })

  test('is begun by one button, and shows how it goes', async () => {
    await button('开始学习').click()
    await run('running')
    await expect.poll(() => page.locator('.voice-curve tbody tr').count(), { timeout: slowMs }).toBeGreaterThan(1)
    await expect.poll(() => page.locator('.voice-run header small').innerText()).toMatch(/最多还要 .+ · 每秒 [\d,]+ 字/)
    await expect.poll(() => page.locator('.voice-run-facts').innerText()).toContain('灯下')
    await expect.poll(() => page.locator('.voice-curve circle').count()).toBeGreaterThan(1)
  })

  test('goes on while its author writes, and is seen from the page', async () => {
    await page.keyboard.press('Escape')
    await page.locator('.page-text:visible').waitFor()
    await page.locator('.status-voice', { hasText: /学习 \d+%/ }).waitFor()
    await expect.poll(() => place('我的笔风').locator('small').innerText()).toBe('学习中')
    await page.locator('.status-voice').click()
    await page.locator('.voice-run').waitFor()
  })

  test('waits when told to, also over a crash of the studio', async () => {
    // In another window, which knows as much of it.
    const other = await studio.newPage()
    await other.locator('.page-text').waitFor()
    await other.locator('.library-place', { hasText: '我的笔风' }).click()
    await other.locator('.voice-run[data-phase=running] .voice-curve circle').first().waitFor({ timeout: slowMs })
    await other.locator('.voice').getByRole('button', { name: '暂停' }).click()
    await run('paused')
    await other.close()
    await studio.loseHost()
    await studio.restart()
    await run('paused')
    await expect.poll(() => page.locator('.voice-run header small').innerText()).toMatch(/第 \d+ 步，共 \d+ 步/)
  })

  test('is given up only after its author said so', async () => {
    await button('放弃这次').click()
    await studio.dialog('放弃这次学习？').waitFor()
    await page.keyboard.press('Escape')
    await run('paused')
  })

  test('goes on, and finishes with the best so far', async () => {
    const step = async () => Number(/第 (\d+) 步/.exec((await page.locator('.voice-steps').textContent()) ?? '')?.[1])
    const before = await step()
    await button('接着学').click()
    await run('running')
    await expect.poll(step, { timeout: slowMs }).toBeGreaterThan(before)
    // Of a run that has not made anything easier yet there is nothing to keep.
    const figures = async () => (await page.locator('.voice-curve tbody td:last-child').allTextContents()).map(Number)
    await expect.poll(async () => Math.min(...(await figures()).slice(1)) < Number((await figures())[0]), { timeout: slowMs }).toBe(true)
    await button('停下并保留最好的').click()
    await page.locator('.voice-proving').waitFor({ timeout: slowMs })
    await expect.poll(() => page.locator('.voice-adapter').innerText()).toContain('灯下')
    await expect.poll(() => page.locator('.voice-run-facts').innerText()).toContain('下次打开会重新检验')
    await expect.poll(() => place('我的笔风').locator('small').innerText()).toBe('检验中')
    await page.keyboard.press('Escape')
    await page.locator('.status-voice', { hasText: /检验 \d+%/ }).click()
    await page.locator('.voice-proving').waitFor()
  })

  test('is proved after it, which can wait; what was learnt is kept', async () => {
    await button('先不检验').click()
    await page.locator('.voice-done[data-learnt]').waitFor({ timeout: slowMs })
    await expect.poll(() => page.locator('.voice-done').innerText()).toMatch(/每个字的意外从 [\d.]+ 比特降到了 [\d.]+ 比特/)
    await button('用上它').first().click()
    await page.locator('.voice-done .pill', { hasText: '正在用' }).waitFor()
  })

  test('put away, it makes room for another', async () => {
    await pressed('知道了', '开始学习')
    await page.locator('.voice-done').waitFor({ state: 'detached' })
    expect(await page.locator('.voice-adapter').count()).toBe(1)
  })

  test('a model that came meanwhile can be taught at once', async () => {
    await page.getByRole('button', { name: '“灯下”的更多操作' }).click()
    await page.getByRole('menuitem', { name: '合并成新模型…' }).click()
    await studio.dialog().getByRole('button', { name: '合并', exact: true }).click()
    await studio.toast('成了新模型“灯下（合并）”').waitFor({ timeout: slowMs })
    await expect.poll(() => page.getByLabel('教哪个模型').locator('option').allTextContents()).toContain('灯下（合并）')
  })

  test('by keys alone it is begun, waits, goes on and is given up: they go on where the button was', async () => {
    await pressed('开始学习', '暂停')
    await run('running')
    await pressed('暂停', '接着学')
    await run('paused')
    await pressed('接着学', '暂停')
    await button('放弃这次').focus()
    await page.keyboard.press('Enter')
    await studio.dialog('放弃这次学习？').getByRole('button', { name: '放弃', exact: true }).focus()
    await page.keyboard.press('Enter')
    await keysAreOn('开始学习')
  })
})

test('it met no error in all this', () => {
  expect(studio.ownErrors).toEqual([])
})
