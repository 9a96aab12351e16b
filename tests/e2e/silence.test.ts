/** What an author who asks for a suggestion by hand is told where there is none, on a page in a real Chromium. */
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { compose } from './composing.ts'
import { caretAt, ghostShown, ghostText, logged, openText } from './page-actions.ts'
import { pageForAll } from './page-browser.ts'

const browser = pageForAll()
let page: Page
beforeAll(() => {
  page = browser.page
})

const text = [
  { type: 'paragraph', id: 'a', children: [{ text: '晚上八点，你划掉了最后一件小事。' }] },
  { type: 'code', id: 'c', children: [{ text: 'git' }] },
  { type: 'paragraph', id: 'z', children: [{ text: '你会' }] },
]
const said = () => page.locator('.ghost-silence')

function say(part: Partial<Pick<Harness, 'language' | 'canAsk' | 'suggestionsOn'>>): Promise<void> {
  return page.evaluate((given) => {
    Object.assign(harness, given)
    harness.render()
  }, part)
}
type Harness = typeof harness

/** Opens the text with a model that has nothing to say, and asks. */
async function ask(block: number, offset: number, given: Parameters<typeof say>[0] = {}): Promise<void> {
  await openText(page, text)
  await say(given)
  await caretAt(page, [block, offset])
  await page.keyboard.press('Alt+\\')
}

test('it says below the line that the model is not sure, until the next key', async () => {
  await ask(2, 2)
  await said().waitFor()
  expect(await said().innerText()).toBe('这里没有把握')
  await page.locator('.page-announcement', { hasText: '这里没有把握' }).waitFor({ state: 'attached' })
  expect(await page.evaluate(() => harness.status?.nothing)).toBe('none')
  const [note, block] = [await said().boundingBox(), await page.locator('.page-text .block').nth(2).boundingBox()]
  expect(note && block && note.y >= block.y + block.height - 12).toBe(true)
  await page.keyboard.press('ArrowLeft')
  await said().waitFor({ state: 'detached' })
  expect(await page.locator('.page-announcement').innerText()).toBe('')
})

test('it says so in English, in an empty lesson and after the button, and goes with a click', async () => {
  await openText(page, [{ type: 'paragraph', id: 'p', children: [{ text: '' }] }])
  await say({ language: 'en' })
  await caretAt(page, [0, 0])
  await page.locator('.page-toolbar > button').click()
  await said().waitFor()
  expect(await said().innerText()).toBe('Nothing sure enough here')
  await page.locator('.page-title').click()
  await said().waitFor({ state: 'detached' })
})

test('it says that there is no model, or that the place is one without suggestions', async () => {
  await ask(1, 3)
  await said().waitFor()
  expect(await said().innerText()).toBe('这里不给建议')
  expect(await page.evaluate(() => harness.status?.nothing)).toBe('unfit')
  await ask(2, 2, { canAsk: false, suggestionsOn: false })
  await said().waitFor()
  expect(await said().innerText()).toBe('现在没有模型可用')
})

test('a key that means a suggestion says where there is none, and which key asks for one; after a composed word too', async () => {
  await openText(page, text)
  await caretAt(page, [2, 2])
  const cdp = await page.context().newCDPSession(page)
  const absent = { shown: '模型看过了，没有够把握的Alt \\要一条', said: '模型看过了，没有够把握的，按 Alt \\ 要一条。' }
  for (const keys of ['Alt+/', 'Alt+[']) {
    await compose(cdp, 'kan', '看', 5)
    // The model said that it has nothing; by itself that is no news.
    await page.waitForFunction(() => harness.status?.nothing === 'unsure' && !document.querySelector('.page[data-composing]'))
    expect(await said().count()).toBe(0)
    await page.keyboard.press(keys)
    await said().waitFor()
    expect((await said().innerText()).replaceAll('\n', '')).toBe(absent.shown)
    await page.locator('.page-announcement', { hasText: absent.said }).waitFor({ state: 'attached' })
  }
  // It names the key that works.
  await page.evaluate(() => {
    harness.answer = '见了'
  })
  await page.keyboard.press('Alt+\\')
  await ghostShown(page, '见了')
  expect(await said().count()).toBe(0)
  expect((await logged(page)).at(-1)).toBe('paragraph 你会看看')
})

test('of a place without suggestions, and of no model, that key says the same as the one that asks; Tab says nothing', async () => {
  await openText(page, text)
  await say({ language: 'en' })
  await caretAt(page, [1, 3])
  await page.keyboard.press('Alt+/')
  await said().waitFor()
  expect(await said().innerText()).toBe('No suggestions in this place')
  await say({ canAsk: false, suggestionsOn: false })
  await caretAt(page, [2, 2])
  await page.keyboard.press('Tab')
  expect(await said().count()).toBe(0)
  await page.keyboard.press('Alt+/')
  await said().waitFor()
  expect(await said().innerText()).toBe('No model is ready')
})

test('it makes way for a suggestion and for a composition', async () => {
  await ask(2, 2)
  await said().waitFor()
  await page.evaluate(() => {
    harness.answer = '发现一切都好'
  })
  await page.keyboard.press('Alt+\\')
  await ghostShown(page, '发现一切都好')
  expect(await said().count()).toBe(0)
  await ask(2, 2)
  await said().waitFor()
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Input.imeSetComposition', { text: 'f', selectionStart: 1, selectionEnd: 1 })
  await said().waitFor({ state: 'detached' })
  await cdp.send('Input.insertText', { text: '发' })
})

test('by itself it says nothing on the page, and tells the studio that it looked', async () => {
  await openText(page, text)
  await caretAt(page, [2, 2])
  await page.keyboard.type('在')
  await page.waitForFunction(() => harness.status?.nothing === 'unsure')
  expect([await said().count(), await ghostText(page)]).toEqual([0, null])
  await page.evaluate(() => {
    harness.answer = '这里'
  })
  await page.keyboard.type('看')
  await ghostShown(page, '这里')
  await page.waitForFunction(() => harness.status?.nothing === 'waiting')
})

test('a heading keeps the typeface of its own language whatever the interface speaks', async () => {
  const typefaces: Record<string, string[]> = {}
  for (const language of ['zh-CN', 'en'] as const) {
    await say({ language })
    await page.evaluate((lang) => {
      document.documentElement.lang = lang
    }, language)
    await openText(page, [
      { type: 'heading', level: 2, id: 'h', children: [{ text: '先认几个键' }] },
      { type: 'heading', level: 2, id: 'k', children: [{ text: 'A few keys' }] },
    ])
    typefaces[language] = await page.locator('.page-title, .page-text .block').evaluateAll((all) => all.map((each) => getComputedStyle(each).fontFamily))
  }
  expect(typefaces['en']).toEqual(typefaces['zh-CN'])
  expect(typefaces['en']?.[2]).not.toBe(typefaces['en']?.[1])
})

test('it met no error in all this', () => {
  expect(browser.thrown).toEqual([])
})
