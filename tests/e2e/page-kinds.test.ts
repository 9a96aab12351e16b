/** Marks, tasks, callouts and code as they are typed, and suggestions in all of them. In a real Chromium, Chinese by composition. */
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Composer } from './composing.ts'
import { answer, paragraph } from './harness/sample.ts'
import { caretAt, logged, openText, suggest } from './page-actions.ts'
import { pageForAll } from './page-browser.ts'

const browser = pageForAll()
let page: Page
let ime: Composer
beforeAll(() => {
  ;({ page, ime } = browser)
})

const first = () => page.evaluate(() => harness.saved().then((doc) => doc[0]))

describe('Markdown as it is typed', () => {
  test.each([
    ['**粗**', 'strong'],
    ['*斜*', 'em'],
    ['`码`', 'code'],
    ['~~删~~', 's'],
    ['==亮==', 'mark'],
  ])('marks by %s what was composed between the signs', async (text, tag) => {
    await openText(page, [paragraph('p', '前')])
    await caretAt(page, [0, 1])
    const [, open = '', word = '', close = ''] = /^(\W+?)(\p{Script=Han})(.+)$/u.exec(text) ?? []
    await page.keyboard.type(open)
    await ime.compose(['a', 'ab'], word)
    await page.keyboard.type(close)
    await ime.compose(['h', 'hou'], '后')
    await expect.poll(() => page.locator('[data-block=p]').textContent()).toBe(`前${word}后`)
    expect(await page.locator(`[data-block=p] ${tag}`).textContent()).toBe(word)
  })

  test('never begins in the middle of a composition', async () => {
    await openText(page, [paragraph('p', '')])
    await caretAt(page, [0, 0])
    await page.keyboard.type('#')
    await ime.compose([' '], ' ')
    await ime.compose(['b', 'biao'], '标')
    expect(await logged(page)).toEqual(['paragraph # 标'])
    await page.keyboard.press('Enter')
    await page.keyboard.type('- [ ] ')
    await ime.compose(['z', 'zuo'], '做')
    await page.keyboard.press('Enter')
    await ime.compose(['h', 'hai'], '还')
    expect(await logged(page)).toEqual(['paragraph # 标', 'task0 做', 'task0 还'])
  })
})

describe('signs of a Chinese keyboard', () => {
  const empty = async () => {
    await openText(page, [paragraph('p', ''), paragraph('q', '后')])
    await caretAt(page, [0, 0])
  }

  test.each([
    ['code', 'by single keys', () => ['·', '·', '·'].reduce((done, sign) => done.then(() => ime.sign(sign)), Promise.resolve())],
    ['code', 'composed', () => ['·', '·', '·'].reduce((done, sign) => done.then(() => ime.compose([sign], sign)), Promise.resolve())],
    ['divider', 'two dashes a key', () => ime.sign('——').then(() => ime.sign('——'))],
    ['divider', 'composed', () => ime.compose(['——'], '——').then(() => ime.compose(['—'], '—'))],
  ])('make %s of an empty line, %s, where one goes on composing', async (kind, _way, write) => {
    await empty()
    await write()
    await expect.poll(async () => (await first())?.type).toBe(kind)
    await ime.compose(['x', 'xie'], '写')
    expect(await logged(page)).toEqual(kind === 'code' ? ['code 写', 'paragraph 后'] : ['divider ', 'paragraph 写', 'paragraph 后'])
    await page.keyboard.press('Control+z')
    await page.keyboard.press('Control+z')
    expect((await logged(page))[0]).toMatch(/^paragraph (?:···|———?—?)$/)
  })

  test('make a list with a number, written by the input method, and a space', async () => {
    await empty()
    await page.keyboard.type('1')
    await ime.compose(['、'], '、')
    await page.keyboard.type(' ')
    await ime.compose(['x', 'xiang'], '项')
    expect(await logged(page)).toEqual(['number0 项', 'paragraph 后'])
  })

  test('a fence and Enter begin code on its first line', async () => {
    await empty()
    await page.keyboard.type('```')
    await page.keyboard.press('Enter')
    await page.keyboard.type('a = 1')
    expect((await logged(page))[0]).toBe('code a = 1')
  })
})

describe('a task', () => {
  test('is ticked by a click and by key, and what comes after it is not done', async () => {
    await openText(page, [{ type: 'item', id: 't', kind: 'task', depth: 0, children: [{ text: '买菜' }] }])
    await caretAt(page, [0, 2])
    await page.click('.item-box input')
    await expect.poll(first).toMatchObject({ done: true })
    await page.keyboard.press('Control+Enter')
    await expect.poll(async () => 'done' in ((await first()) ?? {})).toBe(false)
    await page.keyboard.press('Control+Enter')
    await page.keyboard.press('Enter')
    await ime.compose(['x', 'xi'], '洗')
    expect(await page.locator('.item-box input').evaluateAll((boxes) => boxes.map((box) => (box as HTMLInputElement).checked))).toEqual([true, false])
    expect(await logged(page)).toEqual(['task0 买菜', 'task0 洗'])
  })

  test('is written in where it is empty, by composition beside its box', async () => {
    await openText(page, [{ type: 'item', id: 't', kind: 'task', depth: 0, children: [{ text: '' }] }])
    await caretAt(page, [0, 0])
    await ime.compose(['n', 'ni', 'nihao'], '你好')
    await ime.compose(['s', 'shi'], '世')
    expect(await logged(page)).toEqual(['task0 你好世'])
  })
})

describe('a callout', () => {
  const callout = (id: string, text: string) => ({ type: 'callout', id, tone: 'note', children: [{ text }] })

  test('is one box with those beside it, whose head changes the tone of all', async () => {
    await openText(page, [callout('a', '一'), callout('b', '二'), paragraph('p', '段')])
    expect(await page.locator('.callout-head').count()).toBe(1)
    expect(await page.getAttribute('[data-block=b]', 'aria-label')).toBe('说明')
    await page.click('.callout-tone')
    await page.click('.menu-item:has-text("当心")')
    await expect
      .poll(() => page.evaluate(() => harness.saved().then((doc) => doc.map((block) => ('tone' in block ? block.tone : '')))))
      .toEqual(['caution', 'caution', ''])
    await page.waitForFunction(() => document.activeElement?.className === 'page-text')
  })

  test('goes on by Enter, and is left by Enter where it is empty, and by Backspace', async () => {
    await openText(page, [callout('a', '一')])
    await caretAt(page, [0, 1])
    await page.keyboard.press('Enter')
    await ime.compose(['e', 'er'], '二')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    await page.keyboard.type('x')
    expect(await logged(page)).toEqual(['callout 一', 'callout 二', 'paragraph x'])
    await caretAt(page, [0, 0])
    await page.keyboard.press('Backspace')
    expect(await logged(page)).toEqual(['paragraph 一', 'callout 二', 'paragraph x'])
  })
})

describe('code', () => {
  test('takes the language behind its fence, indents, and is painted without a change of its text', async () => {
    await openText(page, [paragraph('p', '')])
    await caretAt(page, [0, 0])
    await page.keyboard.type('```py')
    await page.keyboard.press('Enter')
    await page.keyboard.type('def f():')
    await page.keyboard.press('Enter')
    await page.keyboard.type('return 1')
    expect(await first()).toMatchObject({ type: 'code', language: 'python', children: [{ text: 'def f():\n    return 1' }] })
    await page.keyboard.press('Shift+Tab')
    expect(await first()).toMatchObject({ children: [{ text: 'def f():\nreturn 1' }] })
    await page.keyboard.press('Tab')
    await page.waitForFunction(() => (CSS.highlights.get('code-keyword')?.size ?? 0) >= 2)
    expect(await page.locator('.page-text pre [data-slate-string]').count()).toBe(1)
  })

  test('has its language chosen from a list that remembers, by keyboard, and is copied', async () => {
    await openText(page, [{ type: 'code', id: 'c', children: [{ text: 'let a = 1' }] }])
    await caretAt(page, [0, 3])
    await page.keyboard.press('Alt+F10')
    await page.waitForFunction(() => document.activeElement?.className === 'code-language')
    await page.keyboard.press('Enter')
    await page.locator('.finder input').waitFor()
    await page.keyboard.type('rs')
    await page.keyboard.press('Enter')
    await expect.poll(first).toMatchObject({ language: 'rust' })
    await page.waitForFunction(() => document.activeElement?.className === 'page-text')
    await page.hover('.page-text pre')
    await page.click('.page-text pre [aria-label="复制代码"]')
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('let a = 1')
    await page.click('.code-language')
    await expect.poll(() => page.locator('.finder .option-label').first().textContent()).toBe('Rust')
    await page.keyboard.press('Escape')
  })
})

describe('helps for Chinese', () => {
  test('are off at first', async () => {
    await openText(page, [paragraph('p', '你好')])
    await caretAt(page, [0, 2])
    await page.keyboard.type(',')
    await ime.sign('\u201c')
    expect(await logged(page)).toEqual(['paragraph 你好,\u201c'])
  })

  test('pair what an input method writes once it is done, and type over what closes it', async () => {
    await openText(page, [paragraph('p', '他说')])
    await page.evaluate(() => {
      harness.aids = { fullWidth: true, pairs: true }
    })
    await caretAt(page, [0, 2])
    await page.keyboard.type(':')
    await ime.sign('\u201c')
    await expect.poll(() => logged(page)).toEqual(['paragraph 他说\uff1a\u201c\u201d'])
    await ime.compose(['h', 'hao'], '好')
    await ime.compose(['\u201d'], '\u201d')
    await ime.compose(['\u300a'], '\u300a')
    await ime.compose(['s', 'shu'], '书')
    await expect.poll(() => logged(page)).toEqual(['paragraph 他说\uff1a\u201c好\u201d\u300a书\u300b'])
    expect(await page.locator('[data-block=p]').textContent()).toBe('他说\uff1a\u201c好\u201d\u300a书\u300b')
    await page.keyboard.press('Control+z')
    await page.keyboard.press('Control+z')
    await expect.poll(() => logged(page)).toEqual(['paragraph 他说\uff1a\u201c好\u201d\u300a'])
  })
})

const spots: [string, object, number][] = [
  ['a heading of the sixth level', { type: 'heading', level: 6, children: [{ text: '小标题要' }] }, 4],
  ['a task', { type: 'item', kind: 'task', depth: 0, children: [{ text: '今天要' }] }, 3],
  ['a task that is empty', { type: 'item', kind: 'task', depth: 0, children: [{ text: '' }] }, 0],
  ['a callout', { type: 'callout', tone: 'tip', children: [{ text: '记住，' }] }, 3],
  ['a quote', { type: 'quote', children: [{ text: '他说，' }] }, 3],
  ['what stands behind a link', { type: 'paragraph', children: [{ text: '看' }, { text: '这里', link: 'https://a.b/' }] }, 3],
  ['what stands behind code', { type: 'paragraph', children: [{ text: '用' }, { text: 'ls', code: true }] }, 3],
  ['highlighted text', { type: 'paragraph', children: [{ text: '这句很', highlight: true }] }, 3],
  ['text that is struck', { type: 'paragraph', children: [{ text: '这句不', strike: true }] }, 3],
]

describe('a suggestion', () => {
  test.each(spots)('is shown and taken in %s', async (_name, block, offset) => {
    await openText(page, [{ id: 'x', ...block }], answer)
    await caretAt(page, [0, offset])
    await suggest(page)
    await page.keyboard.press('Tab')
    await expect.poll(async () => (await logged(page))[0]?.endsWith(answer)).toBe(true)
    const marked = (await first()) as { children: { text?: string; link?: string; code?: boolean }[] }
    expect(marked.children.filter(({ text, link, code }) => text?.includes(answer) && (link || code))).toEqual([])
  })
})

test('the page threw nothing', () => {
  expect(browser.thrown).toEqual([])
})
