/** Keys that come faster than the page: without a pause between them, and while it is busy. In a real Chromium. */
import type { CDPSession, Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { paragraph } from './harness/sample.ts'
import { caretAt, logged, openText } from './page-actions.ts'
import { pageForAll } from './page-browser.ts'

const browser = pageForAll()
let page: Page
let cdp: CDPSession
beforeAll(async () => {
  page = browser.page
  cdp = await page.context().newCDPSession(page)
})

const [shift, control] = [8, 2]
const codes: Readonly<Record<string, number>> = { Home: 36, End: 35, Enter: 13, Backspace: 8, ArrowLeft: 37, ArrowRight: 39 }

/** Sends a key, of which nothing is waited for; `+` joins what is held with it. */
function send(keys: string): Promise<unknown> {
  const [key = '', ...held] = keys.split('+').toReversed()
  const modifiers = (held.includes('Shift') ? shift : 0) | (held.includes('Control') ? control : 0)
  const text = key === 'Enter' ? '\r' : codes[key] === undefined ? key : ''
  const about = {
    key,
    code: codes[key] === undefined ? `Key${key.toUpperCase()}` : key,
    modifiers,
    windowsVirtualKeyCode: codes[key] ?? key.toUpperCase().charCodeAt(0),
  }
  return Promise.all([
    cdp.send('Input.dispatchKeyEvent', { type: text === '' ? 'rawKeyDown' : 'keyDown', ...about, ...(text !== '' && { text, unmodifiedText: text }) }),
    cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', ...about }),
  ])
}

/** Keeps the page busy for a while; what is sent meanwhile waits in front of it. */
const stall = () => cdp.send('Runtime.evaluate', { expression: 'for (const until = performance.now() + 300; performance.now() < until; ) {}' })

const text = () => [paragraph('p', '第一段的文字。'), paragraph('q', '第二段的文字。'), paragraph('r', '第三段的文字。')]

describe.each([
  ['without a pause', 40, () => []],
  ['while the page is busy', 4, () => [stall()]],
])('keys sent %s', (_name, rounds, between) => {
  test('begin new lines behind the first, and nowhere else', async () => {
    await openText(page, text())
    await caretAt(page, [1, 3])
    const sent: Promise<unknown>[] = []
    for (let round = 0; round < rounds; round += 1) {
      for (const key of ['Control+Home', 'End', 'Enter', 'a', 'Backspace']) sent.push(...between(), send(key))
    }
    await Promise.all(sent)
    const empty = Array.from({ length: rounds }, () => 'paragraph ')
    expect(await logged(page)).toEqual(['paragraph 第一段的文字。', ...empty, 'paragraph 第二段的文字。', 'paragraph 第三段的文字。'])
  })

  test('write and delete where each of them left the caret', async () => {
    await openText(page, text())
    await caretAt(page, [2, 3])
    const sent: Promise<unknown>[] = []
    for (let round = 0; round < rounds; round += 1) {
      for (const key of ['Control+Home', 'End', 'ArrowLeft', 'b', 'Home', 'a', 'Shift+ArrowRight', 'Backspace']) sent.push(...between(), send(key))
    }
    await Promise.all(sent)
    const [first] = await logged(page)
    expect(first).toBe(`paragraph ${expectedAfter(rounds)}`)
    expect((await logged(page)).slice(1)).toEqual(['paragraph 第二段的文字。', 'paragraph 第三段的文字。'])
  })

  test('act where the text was just given the focus', async () => {
    for (let round = 0; round < rounds; round += 1) {
      await openText(page, text())
      await caretAt(page, [1, 3])
      await page.locator('.page-title').focus()
      await page.evaluate(() => document.querySelector<HTMLElement>('.page-text')!.focus())
      const sent: Promise<unknown>[] = []
      for (const key of ['Control+Home', 'End', 'Shift+Home', 'Backspace', 'a']) sent.push(...between(), send(key))
      await Promise.all(sent)
      expect(await logged(page)).toEqual(['paragraph a', 'paragraph 第二段的文字。', 'paragraph 第三段的文字。'])
    }
  })

  test('a word that is composed at once takes the place of what a key has just selected', async () => {
    for (let round = 0; round < rounds / 4; round += 1) {
      await openText(page, text())
      await caretAt(page, [1, 3])
      const sent: Promise<unknown>[] = []
      for (const key of ['Control+Home', 'Shift+End']) sent.push(...between(), send(key))
      sent.push(...between())
      // Some input methods send no key before they begin.
      for (const composed of ['x', 'xin'])
        sent.push(cdp.send('Input.imeSetComposition', { text: composed, selectionStart: composed.length, selectionEnd: composed.length }))
      sent.push(cdp.send('Input.insertText', { text: '新的。' }))
      await Promise.all(sent)
      await expect.poll(() => logged(page)).toEqual(['paragraph 新的。', 'paragraph 第二段的文字。', 'paragraph 第三段的文字。'])
    }
  })

  test('write where a click has just put the caret', async () => {
    await openText(page, text())
    await caretAt(page, [0, 3])
    const sent: Promise<unknown>[] = []
    for (let round = 0; round < rounds; round += 1) {
      const id = round % 2 === 0 ? 'q' : 'r'
      const box = (await page.locator(`[data-block=${id}]`).boundingBox())!
      const at = { x: box.x + box.width - 20, y: box.y + box.height / 2, button: 'left', clickCount: 1 } as const
      sent.push(
        ...between(),
        cdp.send('Input.dispatchMouseEvent', { type: 'mousePressed', ...at }),
        cdp.send('Input.dispatchMouseEvent', { type: 'mouseReleased', ...at }),
      )
      sent.push(send('a'))
    }
    await Promise.all(sent)
    expect(await logged(page)).toEqual([
      'paragraph 第一段的文字。',
      `paragraph 第二段的文字。${'a'.repeat(rounds / 2)}`,
      `paragraph 第三段的文字。${'a'.repeat(rounds / 2)}`,
    ])
  })
})

/** What the keys of the second test make of the first line: a letter before its last sign, one less at its front. */
function expectedAfter(times: number): string {
  let line = [...'第一段的文字。']
  for (let round = 0; round < times; round += 1) {
    line.splice(-1, 0, 'b')
    line = ['a', ...line.slice(1)]
  }
  return line.join('')
}
