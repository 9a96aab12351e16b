/** Text of a page that its log does not take. In a real Chromium, with a log in memory and a model that says what it is told. */
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { paragraph } from './harness/sample.ts'
import { caretAt, logged, openText } from './page-actions.ts'
import { pageForAll } from './page-browser.ts'

const browser = pageForAll()
let page: Page
beforeAll(() => {
  page = browser.page
})

describe('text that could not be saved', () => {
  const typeInto = async (text: string, code: string) => {
    await openText(page, [paragraph('p', '旧的')])
    await caretAt(page, [0, 2])
    await page.evaluate((failing) => {
      harness.failing = failing as 'unavailable'
    }, code)
    await page.keyboard.insertText(text)
    await page.waitForFunction((failing) => harness.status?.saved.kind === 'waiting' && harness.status.saved.code === failing, code)
  }
  const atTheEnd = async () => {
    await page.click('.page-text[contenteditable=true]')
    await page.waitForFunction(() => document.activeElement?.className === 'page-text')
    await page.keyboard.press('Control+End')
  }
  const reopen = async () => {
    await page.reload()
    await page.waitForFunction(() => globalThis.harness?.status?.saved.kind === 'saved' && !document.querySelector('.page-text[contenteditable=false]'))
  }

  test('is saved once the disk has room again; typing goes on meanwhile', async () => {
    await typeInto('新的', 'disk-full')
    await page.keyboard.insertText('话')
    await page.evaluate(() => {
      harness.failing = null
    })
    await page.waitForFunction(() => harness.status?.saved.kind === 'saved')
    expect(await logged(page)).toEqual(['paragraph 旧的新的话'])
  })

  test('survives a reload of the page', async () => {
    await typeInto('新的', 'unavailable')
    await page.keyboard.insertText('话')
    await reopen()
    await page.waitForFunction(() => JSON.stringify(harness.log.doc[0]?.children) === '[{"text":"旧的新的话"}]')
    await expect
      .poll(async () => [
        await page.textContent('.page-text'),
        await page.evaluate(() => [harness.rescued.length, Object.keys(localStorage).filter((key) => key.startsWith('moke.unsaved')).length]),
      ])
      .toEqual(['旧的新的话', [0, 0]])
    await atTheEnd()
    await page.keyboard.insertText('。')
    expect(await logged(page)).toEqual(['paragraph 旧的新的话。'])
  })

  test('is kept as a text of its own when the lesson has moved on meanwhile', async () => {
    await typeInto('新的', 'unavailable')
    await page.evaluate(() => {
      const log = JSON.parse(sessionStorage.getItem('log')!)
      sessionStorage.setItem('log', JSON.stringify({ ...log, revision: 5 }))
    })
    await reopen()
    await expect
      .poll(() => page.evaluate(() => [harness.rescued.map((doc) => doc[0]?.children), harness.log.doc[0]?.children]))
      .toEqual([[[{ text: '旧的新的' }]], [{ text: '旧的' }]])
  })

  test('keeps nobody from writing when it cannot be looked for', async () => {
    await typeInto('新的', 'unavailable')
    await page.evaluate(() => sessionStorage.setItem('no-locks', ''))
    await page.addInitScript(() => {
      if ('no-locks' in sessionStorage) navigator.locks.query = () => Promise.reject(new Error('no locks'))
    })
    await reopen().finally(() => page.evaluate(() => sessionStorage.removeItem('no-locks')))
    await expect.poll(() => browser.thrown.map((error) => error.split('\n')[0])).toEqual(['Error: no locks'])
    browser.errors.splice(0)
    await atTheEnd()
    await page.keyboard.insertText('。')
    expect(await logged(page)).toEqual(['paragraph 旧的。'])
  })

  test('goes elsewhere when another page took over, and the page can only be read until it is taken back', async () => {
    await openText(page, [paragraph('p', '旧的')])
    await caretAt(page, [0, 2])
    await page.evaluate(() => {
      harness.failing = 'not-editor'
    })
    await page.keyboard.insertText('新的')
    await page.waitForSelector('.page-notice')
    await expect
      .poll(() => page.evaluate(() => [harness.rescued.length, harness.status?.saved, document.querySelector('.page-text')!.getAttribute('contenteditable')]))
      .toEqual([1, { kind: 'closed', code: 'not-editor' }, 'false'])
    await page.evaluate(() => {
      harness.failing = null
    })
    await page.click('.page-notice button')
    await page.waitForFunction(() => !document.querySelector('.page-notice'))
    await atTheEnd()
    await page.keyboard.insertText('又')
    expect(await logged(page)).toEqual(['paragraph 旧的又'])
  })
})
test('the page threw nothing', () => {
  expect(browser.thrown).toEqual([])
})
