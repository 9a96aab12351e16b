/** How a suggestion is taken in, gives way to other candidates, and is measured. In a real Chromium, with a log in memory and a model that says what it is told. */
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { answer, endOf, paragraph, sample } from './harness/sample.ts'
import { answered, caretAt, ghostShown, ghostText, logged, openText, positions, suggest } from './page-actions.ts'
import { pageForAll } from './page-browser.ts'

/** What stands in view for less is hardly noticed, and not counted. Only time tells. */
const standsMs = 500
/** How long the author thinks before the click that is timed. */
const thinksMs = 200

const browser = pageForAll()
let page: Page
beforeAll(() => {
  page = browser.page
})

describe('a suggestion', () => {
  test('is taken by Tab, one undo takes it back, and it carries the model’s mark', async () => {
    await openText(page, sample, answer)
    await caretAt(page, endOf('z'))
    await suggest(page)
    const answers = (text: string) =>
      page.evaluate((said) => {
        harness.answer = said
        return harness.contexts.length
      }, text)
    const isAskedAgain = (before: number) => expect.poll(() => page.evaluate(() => harness.contexts.length)).toBeGreaterThan(before)
    const asked = await answers('')
    await page.keyboard.press('Tab')
    await isAskedAgain(asked)
    await page.waitForFunction(() => !document.querySelector('[data-ghost]'))
    expect((await logged(page)).at(-1)).toBe(`paragraph 于是它小得有点可笑，但正因为可笑，你不会${answer}`)
    expect(await page.evaluate(() => harness.log.doc.at(-1)?.children.map((child) => ('type' in child ? null : child.ai?.model)))).toEqual([
      undefined,
      'harness',
    ])
    const askedAfter = await answers(answer)
    await page.keyboard.press('Control+z')
    expect((await logged(page)).at(-1)).toBe('paragraph 于是它小得有点可笑，但正因为可笑，你不会')
    // What was taken back is suggested again, and is not shown unasked.
    await answered(page, askedAfter)
    expect(await ghostText(page)).toBeNull()
  })

  test('is taken from the card by a click, in front of what follows', async () => {
    await openText(page, sample, '真的，')
    await caretAt(page, [0, 0])
    await suggest(page, '真的，')
    await page.click('.ghost-card')
    expect((await logged(page))[0]).toMatch(/^paragraph 真的，很多人的清单/)
  })

  test('shrinks while its characters are typed by key, without moving', async () => {
    await openText(page, [paragraph('p', 'Say ')], 'hello world')
    await caretAt(page, [0, 4])
    await suggest(page, 'hello world')
    const right = () => page.evaluate(() => [...document.querySelector('[data-ghost]')!.getClientRects()].at(-1)!.right)
    const before = await right()
    await page.keyboard.type('hel')
    await ghostShown(page, 'lo world')
    expect(Math.abs((await right()) - before)).toBeLessThan(1)
  })

  test('gives way to other candidates and comes back, with a count of them, and never a moment without one', async () => {
    await openText(page, sample, answer)
    await page.evaluate(() => {
      harness.others = ['可能再犹豫了。', '', '想得太多，']
      // The page before told what became of its own when it went.
      harness.events = []
    })
    await caretAt(page, endOf('z'))
    await suggest(page)
    const before = await positions(page)
    await page.evaluate(() => {
      harness.pace = 10
      const block = [...document.querySelectorAll('.page-text .block')].at(-1)!
      const drawn: (string | null)[] = []
      new MutationObserver(() => drawn.push(block.querySelector('[data-ghost]')?.getAttribute('data-ghost') ?? null)).observe(block, {
        attributes: true,
        childList: true,
        subtree: true,
      })
      Object.assign(globalThis, { drawn })
    })
    const turn = async (key: string, text: string, at: number, of: number) => {
      await page.keyboard.press(key)
      await ghostShown(page, text)
      await page.waitForFunction((wanted) => document.querySelector('.ghost-counter')?.textContent === wanted, `${at}/${of}`)
    }
    await turn('Alt+]', '可能再犹豫了。', 2, 2)
    await turn('Alt+]', '想得太多，', 3, 3)
    await turn('Alt+[', '可能再犹豫了。', 2, 3)
    await turn('Alt+]', '想得太多，', 3, 3)
    await turn('Alt+]', answer, 1, 3)
    const drawn = await page.evaluate(() => (globalThis as unknown as { drawn: (string | null)[] }).drawn)
    expect(drawn.length).toBeGreaterThan(4)
    expect(drawn).not.toContain(null)
    expect(await positions(page)).toEqual(before)
    expect(await page.evaluate(() => harness.contexts.map(({ candidate }) => candidate))).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
    await page.waitForTimeout(standsMs)
    await page.keyboard.press('ArrowLeft')
    expect(await page.evaluate(() => harness.events)).toEqual([{ kind: 'shown', characters: answer.length }])
  })

  test('that is another candidate is taken in as it stands, also from the card; the count goes with the place', async () => {
    await openText(page, sample, '真的，')
    await page.evaluate(() => {
      harness.others = ['其实，']
    })
    await caretAt(page, [0, 0])
    await suggest(page, '真的，')
    await page.keyboard.press('Alt+]')
    await ghostShown(page, '其实，')
    await expect.poll(() => page.textContent('.ghost-card .ghost-counter')).toBe('2/2')
    await page.keyboard.press('Tab')
    expect((await logged(page))[0]).toMatch(/^paragraph 其实，很多人的清单/)
    await page.waitForFunction(() => !document.querySelector('.ghost-counter'))
  })

  test('is asked for at once by Alt+] where none is shown', async () => {
    await openText(page, sample, '')
    await page.evaluate(() => {
      harness.others = ['会不会，']
    })
    await caretAt(page, endOf('z'))
    await page.keyboard.press('Alt+]')
    await ghostShown(page, '会不会，')
    expect(await page.locator('.ghost-counter').count()).toBe(0)
  })

  test('keeps what a Mac would write with Alt+] and Alt+[ out of the text', async () => {
    await openText(page, sample, answer)
    await caretAt(page, endOf('z'))
    await suggest(page)
    const prevented = await page.evaluate(() =>
      (
        [
          ['‘', 'BracketRight'],
          ['“', 'BracketLeft'],
        ] as const
      ).map(
        ([key, code]) =>
          !document.querySelector('.page-text')!.dispatchEvent(new KeyboardEvent('keydown', { key, code, altKey: true, bubbles: true, cancelable: true })),
      ),
    )
    expect(prevented).toEqual([true, true])
  })

  test('tells how long it took, and leaves a measure of it', async () => {
    await openText(page, [paragraph('p', '')], answer)
    await caretAt(page, [0, 0])
    await page.evaluate(() => {
      performance.clearMeasures('ghost')
      document
        .querySelector('.page-text')!
        .addEventListener('beforeinput', ({ timeStamp }) => Object.assign(globalThis, { inputAt: timeStamp }), { once: true })
    })
    await page.keyboard.insertText('写')
    await page.waitForFunction(() => performance.getEntriesByName('ghost').length > 0)
    await page.waitForFunction(() => typeof harness.status?.latencyMs === 'number')
    const { shown, measured, inputAt, now } = await page.evaluate(() => ({
      shown: harness.status?.latencyMs,
      measured: performance.getEntriesByName('ghost').map(({ startTime, duration }) => ({ startTime, duration })),
      inputAt: (globalThis as unknown as { inputAt: number }).inputAt,
      now: performance.now(),
    }))
    expect(measured).toEqual([{ startTime: inputAt, duration: shown }])
    expect(shown).toBeGreaterThan(0)
    expect(shown).toBeLessThanOrEqual(now - inputAt)
  })

  test('tells how long it took from the click that asked, however long the author thought before it', async () => {
    await openText(page, [paragraph('p', '')], '')
    await caretAt(page, [0, 0])
    await page.keyboard.insertText('写')
    // The model was asked, and has nothing to say, before it has.
    await page.waitForFunction(() => harness.contexts.length > 0)
    const clickedAt = await page.evaluate(
      async ([text, ms]) => {
        harness.answer = text
        performance.clearMeasures('ghost')
        await new Promise((resolve) => setTimeout(resolve, ms))
        const button = document.querySelector<HTMLElement>('.page-toolbar > button')!
        return await new Promise<number>((resolve) => {
          button.addEventListener('click', ({ timeStamp }) => resolve(timeStamp), { once: true, capture: true })
          button.click()
        })
      },
      [answer, thinksMs] as const,
    )
    await page.waitForFunction(() => performance.getEntriesByName('ghost').length > 0)
    expect(await page.evaluate(() => performance.getEntriesByName('ghost').map(({ startTime }) => startTime))).toEqual([clickedAt])
  })
})

test('the page threw nothing', () => {
  expect(browser.thrown).toEqual([])
})
