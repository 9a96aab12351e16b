/** Keys while the focus is on something in the text that is no text: those of the studio reach it, and nothing is typed where nobody looks. */
import type { CDPSession, Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { block, caretIn, run, written } from './object-actions.ts'
import { openText } from './page-actions.ts'
import { pageForAll } from './page-browser.ts'

const browser = pageForAll()
let page: Page
let cdp: CDPSession
const hash = 'a'.repeat(64)
const picture = { ...block('image', 'i', run('')), image: hash, alt: '' }
const table = {
  type: 'table',
  id: 't',
  align: [null],
  hasHeader: false,
  children: [{ type: 'row', children: [{ type: 'cell', id: 'c', children: [run('一格')] }] }],
}
const formula = block('formula-block', 'f', run('x^2'))
const line = { ...block('paragraph', 'l', run('设'), { type: 'formula', tex: 'a+b', children: [run('')] }, run('。')) }
const text = (...middle: object[]) => [block('paragraph', 'p', run('上面一段')), ...middle, block('paragraph', 'q', run('下面一段'))]

beforeAll(async () => {
  page = browser.page
  cdp = await page.context().newCDPSession(page)
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="360"><rect width="640" height="360" fill="#5b7f6b"/></svg>'
  await page.route('**/images/*', (route) => route.fulfill({ body: svg, contentType: 'image/svg+xml' }))
  await page.evaluate((id) => {
    harness.pictures.known.set(id, { id: id as never, type: 'png', width: 640, height: 360, bytes: 9, name: '图.png' })
  }, hash)
})

/** Which of these keys the window hears, as the studio does: not dealt with, and not kept from it. */
const heard = async (keys: readonly string[]) => {
  await page.evaluate(() => {
    const seen: string[] = []
    const hear = (event: KeyboardEvent) => {
      if (event.defaultPrevented || /^(?:Control|Alt|Shift)$/.test(event.key)) return
      seen.push(event.key.toLowerCase())
      event.preventDefault()
    }
    Object.assign(window, { seen, stopHearing: () => removeEventListener('keydown', hear) })
    addEventListener('keydown', hear)
  })
  for (const each of keys) await page.keyboard.press(each)
  return page.evaluate(() => {
    const { seen, stopHearing } = window as unknown as { seen: string[]; stopHearing: () => void }
    stopHearing()
    return seen
  })
}
const studioKeys = ['Control+k', 'Control+f', 'Control+p', 'Control+,', 'F1', 'Control+s', 'Alt+PageDown']
const names = ['k', 'f', 'p', ',', 'f1', 's', 'pagedown']
const onPicture = () => page.waitForFunction(() => document.activeElement?.matches('.image-frame'))

describe("the studio's keys are heard", () => {
  test('on a picture, chosen by a click and by arrows', async () => {
    await openText(page, text(picture))
    await caretIn(page, 'p', 0, 2)
    await page.click('.image-frame img')
    await onPicture()
    expect(await heard(studioKeys)).toEqual(names)
    await caretIn(page, 'p', 0, 4)
    await page.keyboard.press('ArrowRight')
    await onPicture()
    expect(await heard(studioKeys)).toEqual(names)
  })

  test('on the tools of a picture', async () => {
    await openText(page, text(picture))
    await page.hover('.image-frame')
    await page.locator('.image-bar button').first().focus()
    expect(await heard(studioKeys)).toEqual(names)
    await page.locator('.image-handle[role=slider]').focus()
    expect(await heard(studioKeys)).toEqual(names)
  })

  test('at a formula within a line, a formula of its own, a divider and a cell', async () => {
    await openText(page, text(line, formula, { ...block('divider', 'd', run('')) }, table))
    await page.click('[data-block=l] .formula-face')
    await page.waitForFunction(() => document.activeElement?.closest('.formula-card') !== null)
    expect(await heard(studioKeys)).toEqual(names)
    await page.keyboard.press('Escape')
    await page.click('[data-block=f] .formula-face')
    expect(await heard(studioKeys)).toEqual(names)
    await page.locator('.formula-palette button').first().focus()
    expect(await heard(studioKeys)).toEqual(names)
    await page.click('[data-block=d]')
    expect(await heard(studioKeys)).toEqual(names)
    await page.click('.cell')
    expect(await heard(studioKeys)).toEqual(names)
  })

  test('and undo takes back what was done to a picture', async () => {
    await openText(page, text(picture))
    await page.click('.image-frame img')
    await onPicture()
    const width = () => page.evaluate(async () => (await harness.saved()).flatMap((each) => (each.type === 'image' ? (each.width ?? 0) : [])))
    await page.keyboard.press('1')
    await expect.poll(width).toEqual([25])
    await page.keyboard.press('Control+z')
    await expect.poll(width).toEqual([0])
    await onPicture()
    await page.keyboard.press('Control+Shift+z')
    await expect.poll(width).toEqual([25])
  })
})

describe('what is typed on a picture goes nowhere', () => {
  const before = ['paragraph 上面一段', 'image ', 'paragraph 下面一段']
  const type = async () => {
    await onPicture()
    await page.keyboard.type('ab')
    for (const step of ['x', 'xie']) await cdp.send('Input.imeSetComposition', { text: step, selectionStart: step.length, selectionEnd: step.length })
    await cdp.send('Input.insertText', { text: '写' })
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 50))))
    return written(page)
  }

  test('chosen by a click: letters and composed words alike, also once its width was changed', async () => {
    await openText(page, text(picture))
    await caretIn(page, 'p', 0, 2)
    await page.click('.image-frame img')
    expect(await type()).toEqual(before)
    await page.keyboard.press('2')
    expect(await type()).toEqual(before)
  })

  test('chosen by arrows, and the caret comes back with the arrow', async () => {
    await openText(page, text(picture))
    await caretIn(page, 'p', 0, 4)
    await page.keyboard.press('ArrowRight')
    expect(await type()).toEqual(before)
    await page.keyboard.press('ArrowUp')
    await page.waitForFunction(() => document.activeElement?.matches('.page-text'))
    for (const step of ['x', 'xie']) await cdp.send('Input.imeSetComposition', { text: step, selectionStart: step.length, selectionEnd: step.length })
    await cdp.send('Input.insertText', { text: '写' })
    await expect.poll(() => written(page)).toEqual(['paragraph 上面一段写', 'image ', 'paragraph 下面一段'])
  })

  test('Enter goes on below it', async () => {
    await openText(page, text(picture))
    await caretIn(page, 'p', 0, 2)
    await page.click('.image-frame img')
    await page.keyboard.press('Enter')
    await page.keyboard.type('写')
    await expect.poll(() => written(page)).toEqual(['paragraph 上面一段', 'image ', 'paragraph 写', 'paragraph 下面一段'])
  })

  test('copied and cut by its keys, it comes again where it is pasted, also behind another picture', async () => {
    await openText(page, text(picture))
    await caretIn(page, 'p', 0, 2)
    await page.click('.image-frame img')
    await onPicture()
    await page.keyboard.press('Control+c')
    await caretIn(page, 'q', 0, 4)
    await page.keyboard.press('Control+v')
    await expect.poll(() => written(page)).toEqual([...before, 'image ', 'paragraph '])
    await page.click('.image-frame img >> nth=0')
    await onPicture()
    await page.keyboard.press('Control+v')
    await expect.poll(() => written(page)).toEqual(['paragraph 上面一段', 'image ', 'image ', 'paragraph 下面一段', 'image ', 'paragraph '])
    await page.click('.image-frame img >> nth=2')
    await onPicture()
    await page.keyboard.press('Control+x')
    await expect.poll(() => written(page)).toEqual(['paragraph 上面一段', 'image ', 'image ', 'paragraph 下面一段', 'paragraph '])
  })
})

test('nothing was thrown', () => {
  expect(browser.thrown).toEqual([])
})
