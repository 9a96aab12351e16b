/** Where a suggestion stands on the page, and when it comes and goes. In a real Chromium, with a log in memory and a model that says what it is told. */
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { answer, endOf, indexOf, paragraph, sample } from './harness/sample.ts'
import { caretAt, ghostShown, ghostText, openText, positions, type Spot, suggest } from './page-actions.ts'
import { pageForAll } from './page-browser.ts'

/** Longer than a caret has to rest for a suggestion (400 ms). Where none is asked for nothing tells that it was not: only time does. */
const restsMs = 500

const browser = pageForAll()
let page: Page
beforeAll(() => {
  page = browser.page
})

describe('a suggestion', () => {
  const places: [name: string, spot: Spot, form: 'text' | 'card'][] = [
    ['at the end of the page', endOf('z'), 'text'],
    ['at the end of an item with room', endOf('i'), 'text'],
    ['in an empty item', endOf('j'), 'text'],
    ['at the end of a quote', endOf('q'), 'text'],
    ['at the end of a heading', endOf('h'), 'card'],
    ['at the end of a full line', endOf('f'), 'card'],
    ['at the end of a paragraph of several lines', endOf('a'), 'card'],
    ['in the middle of a paragraph', [0, 12], 'card'],
    ['at the start of a paragraph', [0, 0], 'card'],
    ['after bold', [indexOf('g'), 4], 'card'],
  ]
  test.each(places)('moves nothing %s', async (_name, spot, form) => {
    await openText(page, sample, answer)
    await caretAt(page, spot)
    const before = await positions(page)
    await suggest(page)
    await expect.poll(() => page.evaluate(() => (document.querySelector('.ghost-card') ? 'card' : 'text'))).toBe(form)
    expect(await positions(page)).toEqual(before)
  })

  test('moves nothing at the end of the page even where its first mark would take the last character along', async () => {
    for (let length = 34; length <= 40; length += 1) {
      await openText(page, [paragraph('p', '字'.repeat(length))], '，后面')
      await caretAt(page, [0, length])
      const before = await positions(page)
      await suggest(page, '，后面')
      expect(await positions(page)).toEqual(before)
    }
  })

  test('stands on the line of what is typed, in its type', async () => {
    await openText(page, sample, answer)
    await caretAt(page, endOf('z'))
    await suggest(page)
    const [text, ghost] = await page.evaluate(() => {
      const element = document.querySelector('[data-ghost]')!
      return [getComputedStyle(element), getComputedStyle(element, '::after')].map(
        ({ fontFamily, fontSize, fontWeight, lineHeight, verticalAlign, color }) => ({ fontFamily, fontSize, fontWeight, lineHeight, verticalAlign, color }),
      )
    })
    expect({ ...ghost, color: '' }).toEqual({ ...text, color: '' })
    expect(ghost?.color).toBe('rgb(107, 111, 118)')
  })

  test('is in no copy, no selection, no text and no second announcement', async () => {
    await openText(page, sample, answer)
    await caretAt(page, endOf('z'))
    await suggest(page)
    const inText = await page.evaluate(() => document.querySelector<HTMLElement>('.page-text')!.innerText)
    await page.waitForFunction((text) => document.querySelector('.page-announcement')?.textContent === `建议：${text}`, answer)
    const cdp = await page.context().newCDPSession(page)
    const tree = JSON.stringify(await cdp.send('Accessibility.getFullAXTree'))
    const field = tree.slice(tree.indexOf('"正文"'))
    await page.keyboard.press('Control+a')
    await page.keyboard.press('Control+c')
    const copied = () =>
      page.evaluate(async () => {
        const [item] = await navigator.clipboard.read()
        const texts = await Promise.all(item?.types.map(async (type) => (await item.getType(type)).text()) ?? [])
        return texts.join()
      })
    await expect.poll(copied).toContain('很多人的清单')
    expect([inText.includes('害怕它'), field.split('建议：')[0]?.includes('害怕它'), (await copied()).includes('害怕它')]).toEqual([false, false, false])
    await page.waitForFunction(() => document.querySelector('.page-announcement')?.textContent === '')
  })

  test('keeps its hint off the text, and off altogether after a dozen', async () => {
    await page.evaluate(() => localStorage.clear())
    for (const spot of [endOf('z'), endOf('i'), endOf('j'), endOf('q')]) {
      await openText(page, sample, answer)
      await caretAt(page, spot)
      await suggest(page)
      await page.waitForSelector('.ghost-hint:not([hidden])')
      const overlapping = await page.evaluate(() => {
        const hint = document.querySelector('.ghost-hint:not([hidden])')!.getBoundingClientRect()
        const range = document.createRange()
        const boxes = [...document.querySelectorAll('.page-text .block')].flatMap((block) => {
          range.selectNodeContents(block)
          return [...range.getClientRects()]
        })
        return boxes.filter((box) => box.width > 1 && box.right > hint.left && box.left < hint.right && box.bottom - 4 > hint.top && box.top + 4 < hint.bottom)
          .length
      })
      expect(overlapping).toBe(0)
    }
    await openText(page, sample, '的'.repeat(30))
    await caretAt(page, endOf('z'))
    await page.keyboard.press('Alt+\\')
    for (let count = 0; count < 12; count += 1) {
      await page.waitForFunction(() => document.querySelector('[data-ghost]') && document.querySelector('.ghost-hint'))
      const before = await ghostText(page)
      await page.keyboard.press('Control+ArrowRight')
      await expect.poll(() => ghostText(page)).not.toBe(before)
    }
    await page.waitForFunction(() => document.querySelector('[data-ghost]') && !document.querySelector('.ghost-hint'))
  })

  test('takes its hint and its card along when the window changes its width', async () => {
    await page.evaluate(() => localStorage.clear())
    const size = page.viewportSize()!
    const sizes = [size.width, 700, size.width]
    /** How far under its line something stands, px. */
    const below = (selector: string) => {
      const [lines, shown] = [document.querySelector('[data-ghost]')?.getClientRects(), document.querySelector(selector)?.getBoundingClientRect()]
      const line = lines?.[lines.length - 1] ?? getSelection()!.getRangeAt(0).getBoundingClientRect()
      return shown && Math.round(shown.top - line.bottom)
    }
    for (const [spot, name] of [
      [endOf('z'), '.ghost-hint:not([hidden])'],
      [[indexOf('a'), 50], '.ghost-card'],
    ] as const) {
      await openText(page, sample, answer)
      await caretAt(page, spot)
      await suggest(page)
      await page.waitForSelector(name)
      for (const width of sizes) {
        await page.setViewportSize({ ...size, width })
        await page.waitForFunction((wanted) => innerWidth === wanted, width)
        await expect.poll(() => page.evaluate(below, name)).toBe(6)
      }
    }
  })

  test('goes away when the caret moves, on Esc, on a selection and when switched off', async () => {
    await openText(page, sample, answer)
    for (const leave of ['ArrowLeft', 'Escape', 'Shift+ArrowLeft', 'off']) {
      await caretAt(page, endOf('z'))
      await suggest(page)
      if (leave === 'off')
        await page.evaluate(() => {
          harness.suggestionsOn = false
          harness.render()
        })
      else await page.keyboard.press(leave)
      await page.waitForFunction(() => !document.querySelector('[data-ghost]'))
    }
    // Asked for, it comes even so, by key and by button, and goes as ever.
    await caretAt(page, endOf('z'))
    await suggest(page)
    const asked = await page.evaluate(() => harness.contexts.length)
    await page.keyboard.type('a')
    await page.waitForTimeout(restsMs)
    expect([await ghostText(page), await page.evaluate(() => harness.contexts.length)]).toEqual([null, asked])
    await page.locator('.page-toolbar > button').click()
    await ghostShown(page, answer)
  })

  test('comes where the caret comes to rest at the end of a text, not where it was sent away', async () => {
    await openText(page, sample, answer)
    await caretAt(page, endOf('z'))
    await ghostShown(page, answer)
    await page.keyboard.press('Escape')
    await page.waitForTimeout(restsMs)
    expect(await ghostText(page)).toBeNull()
    expect(await page.evaluate(() => harness.contexts.length)).toBe(1)
  })

  test('is silent in code and inside inline code', async () => {
    await openText(
      page,
      [
        { type: 'code', id: 'c', children: [{ text: 'let' }] },
        { type: 'paragraph', id: 'p', children: [{ text: '用 ' }, { text: 'git', code: true }] },
      ],
      answer,
    )
    for (const [spot, key] of [
      [[0, 3], ' '],
      [[1, 4], 'x'],
    ] as [Spot, string][]) {
      await caretAt(page, spot)
      await page.keyboard.type(key)
      await page.keyboard.press('Alt+\\')
      await page.waitForTimeout(restsMs)
      expect([await ghostText(page), await page.evaluate(() => harness.contexts.length)]).toEqual([null, 0])
    }
  })
})

test('the page threw nothing', () => {
  expect(browser.thrown).toEqual([])
})
