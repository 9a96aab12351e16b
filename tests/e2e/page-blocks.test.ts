/** The text of a page, its kinds of blocks, and its title. In a real Chromium, with a log in memory and a model that says what it is told. */
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { endOf, paragraph, sample } from './harness/sample.ts'
import { caretAt, logged, openText } from './page-actions.ts'
import { pageForAll } from './page-browser.ts'

const browser = pageForAll()
let page: Page
beforeAll(() => {
  page = browser.page
})

describe('a long page', () => {
  const long = Array.from({ length: 300 }, (_, row) => paragraph(`r${row}`, `第${row}段。${'字'.repeat(80)}`))

  test('is crossed by Ctrl+Home and Ctrl+End, and selected and emptied by Ctrl+A', async () => {
    await openText(page, long)
    await caretAt(page, [5, 3])
    await page.keyboard.press('Control+End')
    await page.waitForFunction(() => harness.caret?.[0] === 299)
    await page.waitForFunction(() => {
      const caret = getSelection()!.getRangeAt(0).getBoundingClientRect()
      return caret.top > 40 && caret.bottom < innerHeight - 60
    })
    await page.keyboard.press('Control+Shift+Home')
    await page.waitForFunction(() => harness.caret?.[0] === 0 && getSelection()!.toString().length > 20_000)
    await page.keyboard.press('Control+a')
    await page.keyboard.press('Backspace')
    expect(await logged(page)).toEqual(['paragraph '])
    await page.keyboard.press('Control+z')
    expect((await logged(page)).length).toBe(300)
  })

  test('numbers a list across the border of a chunk', async () => {
    await openText(
      page,
      Array.from({ length: 50 }, (_, row) => ({ type: 'item', id: `n${row}`, kind: 'number', depth: 0, children: [{ text: '项' }] })),
    )
    const markers = () => page.evaluate(() => [...document.querySelectorAll('.page-text .item')].map((item) => item.getAttribute('data-marker')))
    await expect.poll(markers).toEqual(Array.from({ length: 50 }, (_, row) => `${row + 1}.`))
    await caretAt(page, [3, 1])
    await page.keyboard.press('Enter')
    await page.waitForFunction(() => document.querySelectorAll('.page-text .item').length === 51)
    await expect.poll(markers).toEqual(Array.from({ length: 51 }, (_, row) => `${row + 1}.`))
  })
})

describe('every kind of block', () => {
  test('is within reach of the mouse', async () => {
    await openText(page, [paragraph('p', '文字')])
    await caretAt(page, [0, 2])
    const kinds: [string, string][] = [
      ['大标题', 'heading1 文字'],
      ['中标题', 'heading2 文字'],
      ['小标题', 'heading3 文字'],
      ['四级标题', 'heading4 文字'],
      ['五级标题', 'heading5 文字'],
      ['六级标题', 'heading6 文字'],
      ['项目列表', 'bullet0 文字'],
      ['编号列表', 'number0 文字'],
      ['任务列表', 'task0 文字'],
      ['引用', 'quote 文字'],
      ['标注：窍门', 'callout 文字'],
      ['代码块', 'code 文字'],
      ['正文段落', 'paragraph 文字'],
    ]
    for (const [name, expected] of kinds) {
      await page.click('.toolbar-kind')
      await page.click(`.menu-item:has-text("${name}")`)
      await expect.poll(() => logged(page)).toEqual([expected])
      await expect.poll(() => page.textContent('.toolbar-kind')).toBe(name)
      await page.waitForFunction(() => document.activeElement?.className === 'page-text' && !document.querySelector('.menu'))
    }
    for (const name of ['项目列表', '编号列表', '任务列表', '引用', '代码块']) {
      await page.click(`.page-toolbar [aria-label="${name}"]`)
      await expect.poll(() => page.getAttribute(`.page-toolbar [aria-label="${name}"]`, 'aria-pressed')).toBe('true')
    }
    await page.click('.page-toolbar [aria-label="代码块"]')
    await page.click('.page-toolbar [aria-label="加粗"]')
    await expect.poll(() => page.getAttribute('.page-toolbar [aria-label="加粗"]', 'aria-pressed')).toBe('true')
    await page.keyboard.type('b')
    await page.click('.toolbar-menu:has-text("插入")')
    await page.click('.menu-item:has-text("分隔线")')
    await page.waitForFunction(() => document.querySelectorAll('.page-text .block').length === 3)
    await page.keyboard.type('c')
    expect(await logged(page)).toEqual(['paragraph 文字b', 'divider ', 'paragraph c'])
    await page.click('.page-toolbar [aria-label="撤销"]')
    expect(await logged(page)).toEqual(['paragraph 文字b', 'divider ', 'paragraph '])
  })

  test('makes one box of code of several paragraphs, and paragraphs of it again', async () => {
    const lines = ['let a = 1', '  let b = 2', 'print(a + b)']
    await openText(
      page,
      lines.map((text, at) => paragraph(`p${at}`, text)),
    )
    await caretAt(page, [2, 12], [0, 0])
    await page.click('.page-toolbar [aria-label="代码块"]')
    expect(await logged(page)).toEqual([`code ${lines.join('\n')}`])
    expect(await page.locator('.page-text pre').evaluateAll((boxes) => boxes.map((box) => (box as HTMLElement).innerText.trimEnd()))).toEqual([
      lines.join('\n'),
    ])
    expect(await page.evaluate(() => getSelection()!.toString())).toBe(lines.join('\n'))
    await page.click('.page-toolbar [aria-label="代码块"]')
    expect(await logged(page)).toEqual(lines.map((text) => `paragraph ${text}`))
    await page.keyboard.press('Control+z')
    await page.keyboard.press('Control+z')
    expect(await logged(page)).toEqual(lines.map((text) => `paragraph ${text}`))
    expect(await page.evaluate(() => harness.log.doc.map(({ id }) => id))).toEqual(['p0', 'p1', 'p2'])
  })

  test.each(['light', 'dark'])('shows which it is also under the pointer, in the %s theme', async (theme) => {
    await openText(page, [{ type: 'code', id: 'c', children: [{ text: '文字' }] }])
    await page.evaluate((name) => {
      document.documentElement.dataset['theme'] = name
    }, theme)
    await caretAt(page, [0, 2])
    const button = page.locator('.page-toolbar [aria-label="代码块"]')
    const off = await page.locator('.page-toolbar [aria-label="引用"]').evaluate((element) => getComputedStyle(element).color)
    const colour = () => button.evaluate((element) => getComputedStyle(element).color)
    await expect.poll(() => button.getAttribute('aria-pressed')).toBe('true')
    const on = await colour()
    await button.hover()
    await expect.poll(() => button.evaluate((element) => [element.matches(':hover'), element.getAttribute('aria-pressed')])).toEqual([true, 'true'])
    expect([await colour(), on === off]).toEqual([on, false])
  })

  test('is within reach of the keyboard', async () => {
    await openText(page, [paragraph('p', '文字')])
    await caretAt(page, [0, 2])
    const kinds: [string, string][] = [
      ['Control+Alt+1', 'heading1 文字'],
      ['Control+Alt+2', 'heading2 文字'],
      ['Control+Alt+3', 'heading3 文字'],
      ['Control+Alt+0', 'paragraph 文字'],
      ['Control+Shift+Digit8', 'bullet0 文字'],
      ['Control+Shift+Digit7', 'number0 文字'],
      ['Control+Shift+Digit9', 'quote 文字'],
      ['Control+Alt+c', 'code 文字'],
    ]
    for (const [keys, expected] of kinds) {
      await page.keyboard.press(keys)
      expect(await logged(page)).toEqual([expected])
    }
    await page.keyboard.press('Control+Enter')
    await page.keyboard.type('- a')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    await page.keyboard.type('b')
    await page.keyboard.press('Shift+Tab')
    expect(await logged(page)).toEqual(['code 文字', 'bullet0 a', 'bullet0 b'])
  })

  test('keeps Tab in the text until Esc sets it free', async () => {
    await openText(page, [paragraph('p', '文字')])
    await caretAt(page, [0, 2])
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('page-text')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Shift+Tab')
    await page.waitForFunction(() => document.activeElement?.className === 'page-title')
  })

  test('can be followed by text, by a click below it', async () => {
    await openText(page, [{ type: 'code', id: 'c', children: [{ text: 'a' }] }])
    await page.click('.page-text', { position: { x: 100, y: 300 } })
    await page.waitForFunction(() => harness.caret?.[0] === 1)
    await page.keyboard.type('b')
    expect(await logged(page)).toEqual(['code a', 'paragraph b'])
  })

  test('lets a divider be selected, left and removed', async () => {
    await openText(page, [paragraph('p', '前'), { type: 'divider', id: 'd', children: [{ text: '' }] }, paragraph('q', '后')])
    await caretAt(page, [0, 1])
    await page.keyboard.press('ArrowRight')
    await page.waitForFunction(() => harness.caret?.[0] === 1)
    await page.keyboard.type('x')
    await page.keyboard.press('Delete')
    expect(await logged(page)).toEqual(['paragraph 前', 'paragraph 后'])
  })
})

describe('what is written in English', () => {
  const words = 'It isn’t “done”.'
  const chinese = '把“写完书稿”写小。'
  const said = (text: string) => [{ text }]
  const doc = [
    paragraph('p', words),
    { type: 'heading', id: 'h', level: 2, children: said(words) },
    { type: 'item', id: 'i', kind: 'bullet', depth: 0, children: said(words) },
    { type: 'item', id: 'k', kind: 'task', depth: 0, children: said(words) },
    { type: 'quote', id: 'u', children: said(words) },
    { type: 'callout', id: 'c', tone: 'tip', children: said(words) },
    { type: 'table', id: 't', align: [null], hasHeader: true, children: [{ type: 'row', children: [{ type: 'cell', id: 'l', children: said(words) }] }] },
    { type: 'note', id: 'n', children: said(words) },
    paragraph('z', chinese),
  ]

  /** How wide a sign is drawn in a block or a cell, in its own size, and of how many texts that is made. */
  const drawn = (id: string, sign: string) =>
    page.evaluate(
      ([name, wanted]) => {
        const element = document.querySelector(`[data-block="${name}"], [data-cell="${name}"]`)!
        const strings = [...element.querySelectorAll('[data-slate-string]')]
        const node = strings.map(({ firstChild }) => firstChild!).find(({ nodeValue }) => nodeValue!.includes(wanted))!
        const range = document.createRange()
        const at = node.nodeValue!.indexOf(wanted)
        range.setStart(node, at)
        range.setEnd(node, at + 1)
        return { ems: range.getBoundingClientRect().width / Number.parseFloat(getComputedStyle(element).fontSize), texts: strings.length }
      },
      [id, sign] as const,
    )

  test.each(['p', 'h', 'i', 'k', 'u', 'c', 'l', 'n'])('has marks as narrow as its letters in %s, in one piece with them', async (id) => {
    await openText(page, doc)
    for (const sign of ['’', '“', '”']) {
      const { ems, texts } = await drawn(id, sign)
      expect([ems < 0.6, texts]).toEqual([true, 1])
    }
  })

  test('leaves those of Chinese as wide as its characters, and changes with the words', async () => {
    await openText(page, doc)
    const { ems } = await drawn('z', '写')
    expect(Math.abs(ems - 1)).toBeLessThan(0.1)
    expect(await page.getAttribute('[data-block=z]', 'lang')).toBe('zh-CN')
    await caretAt(page, [0, words.length])
    await page.keyboard.insertText('这是一句中文的话')
    await expect.poll(() => page.getAttribute('[data-block=p]', 'lang')).toBe('zh-CN')
  })
})

describe('the title', () => {
  test('is renamed on Enter, which goes on into the text', async () => {
    await openText(page, [paragraph('p', '文字')])
    await page.fill('.page-title', '新的标题')
    await page.keyboard.press('Enter')
    await page.waitForFunction(() => harness.title === '新的标题' && document.activeElement?.className === 'page-text')
    await page.keyboard.type('a')
    expect(await logged(page)).toEqual(['paragraph a文字'])
  })

  test('lets what is typed right after Enter land in the text', async () => {
    await openText(page, [paragraph('p', '文字')])
    const title = await page.inputValue('.page-title')
    await caretAt(page, [0, 2])
    await page.click('.page-title')
    await page.waitForFunction(() => document.activeElement?.className === 'page-title')
    // Without waiting in between, as fast hands do.
    await Promise.all([page.keyboard.press('Enter'), page.keyboard.insertText('急')])
    expect([await logged(page), await page.inputValue('.page-title')]).toEqual([['paragraph 急文字'], title])
  })

  test('comes back when it is emptied', async () => {
    await openText(page, [paragraph('p', '文字')])
    const title = await page.inputValue('.page-title')
    await page.fill('.page-title', ' ')
    await page.keyboard.press('Enter')
    await page.waitForFunction(() => document.activeElement?.className === 'page-text')
    await expect.poll(async () => [await page.inputValue('.page-title'), await page.evaluate(() => harness.title)]).toEqual([title, title])
  })
})
test('it counts as authors count, and keeps the outline', async () => {
  await openText(page, sample, '')
  await expect.poll(() => page.evaluate(() => harness.status?.outline)).toEqual([{ id: 'h', level: 1, text: '一行字能装下多少事' }])
  const before = await page.evaluate(() => harness.status!.words)
  await caretAt(page, endOf('z'))
  await page.keyboard.insertText('害怕 hello')
  await page.waitForFunction((words) => harness.status?.words === words + 3, before)
})
test('the page threw nothing', () => {
  expect(browser.thrown).toEqual([])
})
