/** Voices that were learnt: put to work at any strength while the author writes, looked at, compared, named, deleted. The adapters are real. */
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { taughtBeginning, taughtText } from '../integration/taught-starter.ts'
import { cutOff } from './harness/cut-off.ts'
import { proofOf, putVoices } from './harness/learnt-voices.ts'
import { settled, violations } from './harness/rooms.ts'
import { StudioPage } from './harness/studio-page.ts'
import { newFolder, slowMs, windowSize } from './launch.ts'

const [old, foreign, poor] = ['6f9619ff-8b86-4d01-b42d-00cf4fc964f0', '6f9619ff-8b86-4d01-b42d-00cf4fc964f1', '6f9619ff-8b86-4d01-b42d-00cf4fc964f2']
const folder = newFolder()
const studio = new StudioPage(folder)
let page: Page
beforeAll(async () => {
  await putVoices(folder.path, [
    { id: old, name: '老林', proof: proofOf() },
    { id: poor, name: '急就', proof: proofOf({ verdict: 'recites', isWorthUsing: false, recital: { ...alarming } }), isLeftOut: true },
    { id: foreign, name: '外乡', proof: null, isForeign: true },
  ])
  await studio.start()
  await studio.textHasFocus()
  page = studio.page
})
afterAll(async () => {
  await studio.close()
  folder.discard()
})

const passages = [{ work: 'w1', title: '老林', text: taughtText.repeat(3) }]
const alarming = {
  before: { share: 0, own: 0, longest: 8, passages: [] },
  after: { share: 0.4, own: 0.3, longest: 57, passages },
  characters: 2400,
  isAlarming: true,
}
const row = (name: string) => page.locator('.voice-adapter', { hasText: name })
const openVoice = async () => {
  await page.keyboard.press('Control+Alt+Shift+P')
  await page.locator('.voice-adapters').waitFor()
}
/** Its button is reached by keys, and takes them: not before what was pressed last is done. */
const hasKeys = (label: string) => studio.focusIs(`[aria-label="${label}"]:enabled`)
const slider = () => page.getByRole('slider', { name: '“老林”的力度' })

describe('a voice at work', () => {
  test('is put to work by one click, and named wherever the model is', async () => {
    await openVoice()
    await page.getByRole('button', { name: '用上它：“老林”' }).click()
    await row('老林').locator('.pill', { hasText: '正在用' }).waitFor()
    await expect.poll(() => page.locator('.status-model').innerText()).toBe('墨课入门 · 老林')
    await expect.poll(() => slider().inputValue()).toBe('100')
  })

  test('goes on as it was taught', async () => {
    await page.keyboard.press('Escape')
    await studio.newLessonCalled('试一试')
    await studio.engineReady()
    await page.keyboard.insertText(taughtBeginning)
    await page.keyboard.press('Alt+\\')
    const taught = await studio.offered(taughtBeginning)
    expect(taught.length).toBeGreaterThan(0)
    expect(taughtText).toContain(taughtBeginning + taught)
  })

  test('keeps its strength, and is taken off by one click', async () => {
    await openVoice()
    await slider().focus()
    // Without any strength it is the model alone that writes.
    await page.keyboard.press('Home')
    await expect.poll(() => page.locator('.status-model').innerText()).toBe('墨课入门')
    await page.keyboard.press('End')
    await expect.poll(() => page.locator('.voice-strength output').innerText()).toBe('150%')
    await page.getByRole('button', { name: '停用“老林”' }).click()
    await page.locator('.voice-strength').waitFor({ state: 'detached' })
    await expect.poll(() => page.locator('.status-model').innerText()).toBe('墨课入门')
    await page.getByRole('button', { name: '用上它：“老林”' }).click()
    await expect.poll(() => slider().inputValue()).toBe('150')
  })
})

test('by keys it is taken off and put to work, and they stay where they are', async () => {
  await slider().waitFor()
  // It can't be pressed before the test before has put it to work for good.
  await page.locator('button[aria-label="停用“老林”"]:enabled').focus()
  await hasKeys('停用“老林”')
  await page.keyboard.press('Enter')
  await hasKeys('用上它：“老林”')
  await page.keyboard.press('Enter')
  await hasKeys('停用“老林”')
})

test.each([
  [1280, 800],
  [1024, 700],
])('at %i × %i a notice covers neither the row that it speaks of nor what has the keys', async (width, height) => {
  await page.setViewportSize({ width, height })
  await page.keyboard.press('Enter')
  await hasKeys('用上它：“老林”')
  // At the window's foot, where notices stand.
  await row('老林').evaluate((element) => {
    const scroller = element.closest('.panel')?.parentElement
    if (!(scroller instanceof HTMLElement)) throw new Error('the panel has no scroller')
    scroller.style.paddingBlock = '2000px'
    scroller.scrollTop += element.getBoundingClientRect().bottom - innerHeight + 60
  })
  await page.keyboard.press('Enter')
  await studio.toast('用上了“老林”').waitFor()
  const covered = () =>
    page.evaluate(() => {
      const box = (selector: string) => document.querySelector(selector)?.getBoundingClientRect()
      const [notice, ...others] = [box('.toast'), box('.voice-adapter[data-active]'), document.activeElement?.getBoundingClientRect()]
      return others.map((other) => !notice || !other || (notice.top < other.bottom && notice.bottom > other.top))
    })
  await expect.poll(covered).toEqual([false, false])
  await hasKeys('停用“老林”')
  await page.evaluate(() => document.querySelector<HTMLElement>('.panel')?.parentElement?.style.removeProperty('padding-block'))
  await page.setViewportSize(windowSize)
})

describe('what cannot or should not be used', () => {
  test('one whose model is not here says which it wants, and leads to the models', async () => {
    await expect.poll(() => row('外乡').innerText()).toContain('它是教给“远方的模型”的，这台电脑上没有这个模型')
    await row('外乡').getByRole('button', { name: '加模型…' }).click()
    await page.locator('.models').waitFor()
    await studio.closeDialog()
  })

  test('one that recites is used only by those who insist, and shows what it says by heart', async () => {
    await row('急就').getByText('仍然用上').waitFor()
    await row('急就').getByRole('button', { name: '看检验' }).click()
    await expect.poll(() => page.locator('.voice-verdict').innerText()).toContain('会照搬旧作的原话')
    await expect.poll(() => page.locator('.voice-recital').innerText()).toMatch(/原样搬用旧作的太多了[^]*57 字，在《老林》里/)
    // What judged it is named, also where it was removed since; then it leads nowhere.
    await expect.poll(() => page.locator('.voice-judges').innerText()).toMatch(/《旧账》\s+2,400 字 · 已经不在旧作里/)
    expect(await page.locator('.voice-judges button').count()).toBe(0)
    await page.locator('.sub-page-bar button').click()
  })
})

test('one that learnt what was left out since says so, and what can be done', async () => {
  await expect.poll(() => row('急就').innerText()).toContain('学过的旧作有 1 篇后来不让学了（《旧信》）')
  expect(await row('老林').innerText()).not.toContain('不让学')
})

describe('a proof', () => {
  test('is told in one sentence, then in figures before and after', async () => {
    // By keys, which then go on from the page that came.
    await row('老林').getByRole('button', { name: '看检验' }).focus()
    await page.keyboard.press('Enter')
    await studio.focusIs('.sub-page')
    await expect.poll(() => page.locator('.voice-verdict p').innerText()).toBe('更像你了，可以用上。')
    const figures = await page.locator('.voice-figures').innerText()
    for (const told of ['14%', '23%', '4.21', '3.78', '13 字', '4.30 → 4.33，几乎没忘']) expect(figures).toContain(told)
  })

  test('lets its author choose blindly: nothing tells which is which before, and choices are counted', async () => {
    const sides = page.locator('.voice-continuation')
    expect(await sides.evaluateAll((all) => all.map((side) => side.getAttribute('data-side')))).toEqual([null, null])
    for (const at of [0, 1]) {
      await page.getByRole('button', { name: /都在等一个句子|我学会了等/ }).click()
      await page.locator('.voice-truth').waitFor()
      await expect.poll(() => page.locator('.voice-continuation[aria-pressed=true]').getAttribute('data-side')).toBe('after')
      await page.getByRole('button', { name: at === 0 ? '下一组' : '看结果' }).click()
    }
    await expect.poll(() => page.locator('.voice-tally').innerText()).toContain('2 组里，你有 2 次选中“学过的”')
  })

  test('shows all side by side, with what the author wrote', async () => {
    await page.getByRole('radio', { name: '对照着看' }).click()
    await expect
      .poll(() => page.locator('.voice-all').innerText())
      .toMatch(/灯下写字的人，[^]*没学过的[^]*是一个很大的问题。[^]*学过的[^]*都在等一个句子。[^]*你写的[^]*都在等一句话。/)
  })

  test('is still there when its author comes back from the page', async () => {
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+Alt+Shift+P')
    await page.locator('.voice-verdict').waitFor()
    await page.keyboard.press('Control+Alt+Shift+P')
    await page.locator('.voice-adapters').waitFor()
  })
})

test('its pages are without fault, also at twice their size', async () => {
  const found: Record<string, string[]> = {}
  const look = async (name: string) => {
    await settled(page)
    const wrong = await violations(page)
    await page.setViewportSize({ width: 640, height: 400 })
    await settled(page)
    const cut = await cutOff(page)
    await page.setViewportSize(windowSize)
    if (wrong.length + cut.length > 0) found[name] = [...wrong, ...cut]
  }
  await look('voices')
  await page.getByRole('button', { name: '比较…' }).click()
  await page.locator('.voice-compared').waitFor()
  await look('two voices')
  await page.locator('.sub-page-bar button').click()
  await row('老林').getByRole('button', { name: '看检验' }).click()
  await page.locator('.voice-blind').waitFor()
  await look('a proof')
  await page.getByRole('radio', { name: '对照着看' }).click()
  await look('side by side')
  await page.locator('.sub-page-bar button').click()
  expect(found).toEqual({})
})

describe('coming and going', () => {
  const more = async (item: string) => {
    await page.locator(`[data-adapter="${old}"]`).getByRole('button', { name: '“老林”的更多操作' }).click()
    await page.getByRole('menuitem', { name: item }).click()
  }

  const bring = (file: string) => page.locator('.voice-adapters input[type=file]').setInputFiles(file)

  test('one is written as a file, which is known again and not put into the list twice', async () => {
    const [download] = await Promise.all([page.waitForEvent('download'), more('导出：备份，或在另一台电脑的墨课里用')])
    expect(download.suggestedFilename()).toMatch(/老林.*\.gguf$/)
    const file = join(folder.path, download.suggestedFilename())
    await studio.toast('已导出').waitFor()
    await download.saveAs(file)
    const rows = await page.locator('.voice-adapter').count()
    await bring(file)
    await studio.toast('“老林”已经在单子里了').waitFor()
    expect(await page.locator('.voice-adapter').count()).toBe(rows)
  })

  test('one that was made elsewhere comes in', async () => {
    await bring(join(folder.path, 'voice', old, 'adapter.gguf'))
    await studio.toast('带进来了').waitFor()
    await row('外来的').waitFor()
  })

  test('one is written as PEFT, for Transformers', async () => {
    const [download] = await Promise.all([page.waitForEvent('download'), more('导出：给懂技术的人，在别的程序里用')])
    expect(download.suggestedFilename()).toMatch(/\.zip$/)
  })

  test('what is no adapter is refused in words', async () => {
    const file = join(folder.path, 'letter.gguf')
    writeFileSync(file, '这是一封信，不是笔风。')
    await page.locator('.voice-adapters input[type=file]').setInputFiles(file)
    await page.locator('.toast-problem').waitFor()
    expect(await page.locator('.voice-adapter').count()).toBe(4)
  })

  test('one becomes a model of its own', async () => {
    await more('合并成新模型…')
    await studio.dialog('把“老林”合并成新模型').waitFor()
    await expect.poll(() => page.getByLabel('新模型的名字').inputValue()).toBe('老林（合并）')
    await page.getByLabel('新模型的名字').fill('老林写的')
    await studio.dialog().getByRole('button', { name: '合并', exact: true }).click()
    await studio.toast('成了新模型“老林写的”').getByRole('button', { name: '看模型' }).click({ timeout: slowMs })
    await page.locator('.model-card', { hasText: '老林写的' }).waitFor()
    await studio.closeDialog()
  })
})

describe('keeping house', () => {
  test('two are compared on the same openings', async () => {
    await page.getByRole('button', { name: '比较…' }).click()
    await page.getByLabel('第一个').selectOption(old)
    await page.getByLabel('第二个').selectOption(foreign)
    await expect.poll(() => page.locator('.voice-compared').innerText()).toContain('没有检验过')
    await page.getByLabel('第二个').selectOption(poor)
    await expect.poll(() => page.locator('.voice-compared').innerText()).toMatch(/最长照搬\s+9 字 →[^\t]*13 字\s+8 字 →[^\t]*57 字/)
    await page.locator('.sub-page-bar button').click()
  })

  test('one is given another name by keys', async () => {
    await row('急就').getByRole('button', { name: '“急就”的更多操作' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('menuitem', { name: '改名' }).waitFor()
    await page.keyboard.press('Enter')
    await studio.focusIs('.voice-adapter input')
    await page.keyboard.insertText('慢就')
    await page.keyboard.press('Enter')
    await row('慢就').locator('strong').waitFor()
  })

  test('one is deleted only after its author said so, and then really', async () => {
    const remove = async () => {
      await row('慢就').getByRole('button', { name: '“慢就”的更多操作' }).click()
      await page.getByRole('menuitem', { name: '删除…' }).click()
      await studio.dialog('删除“慢就”？').waitFor()
      expect(await studio.dialog().innerText()).toMatch(/它教给“墨课入门”，学自 \d+ 篇/)
    }
    await remove()
    await page.keyboard.press('Escape')
    expect(existsSync(join(folder.path, 'voice', poor))).toBe(true)
    await remove()
    await studio.dialog().getByRole('button', { name: '删除', exact: true }).click()
    await row('慢就').waitFor({ state: 'detached' })
    // The keys go on from the voice that moved up to its place, or from the last one.
    await studio.focusIs('.voice-adapter .icon-button')
    await studio.toast('“慢就”删掉了').waitFor()
    expect(existsSync(join(folder.path, 'voice', poor))).toBe(false)
  })
})

test('it met no error in all this', () => {
  expect(studio.errors).toEqual([])
})
