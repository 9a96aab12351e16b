/** A lesson's title in a real Chromium on a real workspace: whatever happens while it is typed, it is in the library or said not to be. */
import type { Page } from 'playwright-core'
import { beforeEach, describe, expect, test } from 'vitest'
import { session, studioForAll } from './harness/studio-page.ts'
import { compose } from './composing.ts'

const studio = studioForAll()
const { row, savedIs, newLesson } = studio
let page: Page
beforeEach(async () => {
  page = await studio.begin()
  await savedIs('saved')
})

const copies = () => studio.copies('title')
const titleIs = (title: string) =>
  page.waitForFunction((wanted) => document.querySelector<HTMLTextAreaElement>('.lesson-session:not([hidden]) .page-title')?.value === wanted, title)

/** Nothing is left to be saved. */
async function isSaved(): Promise<void> {
  await savedIs('saved')
  await expect.poll(copies).toBe(0)
}

describe('a title', () => {
  beforeEach(newLesson)

  test('it is in the library when the author goes on to the next lesson without leaving it first', async () => {
    await page.keyboard.type('走开以前写的')
    await page.keyboard.press('Alt+PageUp')
    await row('走开以前写的').waitFor()
    await isSaved()
  })

  test('it is saved while it is typed, and there after a reload', async () => {
    await page.keyboard.type('还在写')
    await row('还在写').waitFor()
    await savedIs('saved')
    await page.keyboard.type('的标题 ')
    await row('还在写的标题').waitFor()
    await expect
      .poll(async () => [await studio.title().inputValue(), await page.evaluate(() => document.activeElement?.className)])
      .toEqual(['还在写的标题 ', 'page-title'])
    await page.reload()
    await titleIs('还在写的标题')
  })

  test('it is saved when the host is back', async () => {
    await studio.loseHost()
    await page.keyboard.type('断线时的标题')
    await page.keyboard.press('Enter')
    await savedIs('waiting')
    await expect.poll(async () => [await row('断线时的标题').count(), await copies()]).toEqual([1, 1])
    await studio.restart()
    await row('断线时的标题').waitFor()
    await isSaved()
  })

  test('it survives a page that goes while there is no host', async () => {
    await studio.loseHost()
    await page.keyboard.type('刷新也在的标题')
    await savedIs('waiting')
    // Another page of this browser, as after a crash: the copy is all that it has of the first.
    await page.close({ runBeforeUnload: false })
    await studio.startAgain()
    page = await studio.anotherPage()
    await row('刷新也在的标题').waitFor()
    await isSaved()
  })

  test('it goes back by Esc to what it was, also in the library', async () => {
    await page.keyboard.type('先前的标题')
    await page.keyboard.press('Enter')
    await row('先前的标题').waitFor()
    await studio.title().click()
    await page.keyboard.type('不要了')
    await row('先前的标题不要了').waitFor()
    await page.keyboard.press('Escape')
    await row('先前的标题').waitFor()
    await titleIs('先前的标题')
  })

  test('it takes nothing of a composition before its end', async () => {
    const { cdp } = studio.opened
    await page.keyboard.press('Control+a')
    await page.keyboard.type('写')
    await row('写').waitFor()
    await isSaved()
    await cdp.send('Input.imeSetComposition', { text: 'xie zuo', selectionStart: 7, selectionEnd: 7 })
    await titleIs('写xie zuo')
    expect([await page.locator('[data-saved]').getAttribute('data-saved'), await copies()]).toEqual(['saved', 0])
    await compose(cdp, 'xiezuo', '写作')
    await row('写写作').waitFor()
  })

  test('it follows a name given elsewhere, and does not undo it', async () => {
    await page.keyboard.type('这里的名字')
    await row('这里的名字').waitFor()
    const other = await studio.newPage()
    await other.locator('.page-text:visible').waitFor()
    await other.locator('[role=treeitem]', { hasText: '这里的名字' }).focus()
    await other.keyboard.press('F2')
    await other.locator('.tree-field:focus').waitFor()
    await other.keyboard.type('那里的名字')
    await other.keyboard.press('Enter')
    await titleIs('那里的名字')
    await other.close()
    await page.keyboard.press('Alt+PageUp')
    await row('那里的名字').waitFor()
    expect(await row('这里的名字').count()).toBe(0)
  })
})

describe('a title that comes too late', () => {
  test('it is told of, and used when the author says so', async () => {
    await newLesson()
    await page.keyboard.type('别处给的名字')
    await page.keyboard.press('Enter')
    await row('别处给的名字').waitFor()
    await savedIs('saved')
    // What a page that is gone left, of an hour ago.
    await page.evaluate(() => {
      const lesson = document.querySelector('.lesson-session:not([hidden])')?.getAttribute('data-lesson')
      const draft = { title: '一小时前写的', over: ['更早的名字'], at: Date.now() - 3_600_000 }
      localStorage.setItem(`moke.title.0123456789abcdefghij.${lesson}`, JSON.stringify(draft))
      window.dispatchEvent(new Event('storage'))
    })
    const notice = studio.toast('“一小时前写的”没有用上')
    await notice.filter({ hasText: '现在叫“别处给的名字”' }).waitFor()
    await titleIs('别处给的名字')
    // Until the notice is closed a page that goes away leaves it to the next one.
    expect(await copies()).toBe(1)
    await notice.getByRole('button', { name: '用这里的' }).click()
    await row('一小时前写的').waitFor()
    await titleIs('一小时前写的')
    await expect.poll(copies).toBe(0)
  })

  test('it is told of with all others that do, in one notice, which is closed by the author', async () => {
    const names = ['甲', '乙', '丙']
    const lessons: (string | null)[] = []
    for (const name of names) {
      await newLesson()
      await page.keyboard.type(`别处给${name}的名字`)
      await page.keyboard.press('Enter')
      await row(`别处给${name}的名字`).waitFor()
      lessons.push(await page.locator(session).getAttribute('data-lesson'))
    }
    await savedIs('saved')
    const leave = () =>
      page.evaluate(
        (titles) => {
          for (const [lesson, title] of titles) {
            const draft = { title, over: ['更早的名字'], at: Date.now() - 3_600_000 }
            localStorage.setItem(`moke.title.0123456789abcdefghij.${lesson}`, JSON.stringify(draft))
          }
          window.dispatchEvent(new Event('storage'))
        },
        names.map((name, index) => [lessons[index], `一小时前给${name}写的`] as const),
      )
    const notice = studio.toast('别处改了 3 个名字')
    await leave()
    for (const name of names) await notice.filter({ hasText: `“一小时前给${name}写的”现在叫“别处给${name}的名字”` }).waitFor()
    expect(await copies()).toBe(3)
    await notice.getByRole('button', { name: '关闭' }).click()
    await expect.poll(copies).toBe(0)
    await expect.poll(() => page.locator('.toast').count()).toBe(0)
    await leave()
    await notice.getByRole('button', { name: '用这里的' }).click()
    for (const name of names) await row(`一小时前给${name}写的`).waitFor()
    await expect.poll(copies).toBe(0)
  })
})

describe('the focus', () => {
  test('it stays in a field that is typed in when a lesson comes that was asked for before', async () => {
    await newLesson()
    await page.keyboard.type('另有一课')
    await row('另有一课').waitFor()
    await newLesson()
    await page.keyboard.type('等着的一课')
    await row('等着的一课').waitFor()
    await page.keyboard.press('Alt+PageUp')
    await titleIs('另有一课')
    await isSaved()
    await studio.loseHost()
    await row('等着的一课').click()
    await row('另有一课').focus()
    await page.keyboard.press('F2')
    await studio.focusIs('.tree-field')
    await page.keyboard.type('写到一半')
    await studio.restart()
    await titleIs('等着的一课')
    await studio.text().waitFor()
    await page.keyboard.type('的名字')
    await expect.poll(() => page.locator('.tree-field').inputValue()).toBe('写到一半的名字')
    await page.keyboard.press('Enter')
    await row('写到一半的名字').waitFor()
  })
})

test('it met no error in all this', () => {
  expect(studio.ownErrors).toEqual([])
})
