/** What is pasted into a page. In a real Chromium, with a log in memory and a model that says what it is told. */
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { endOf, paragraph, sample } from './harness/sample.ts'
import { caretAt, logged, openText, paste } from './page-actions.ts'
import { pageForAll } from './page-browser.ts'

const browser = pageForAll()
let page: Page
beforeAll(() => {
  page = browser.page
})

describe('pasting', () => {
  test('takes from HTML what a lesson knows, and nothing that runs', async () => {
    await openText(page, [paragraph('p', '')])
    await caretAt(page, [0, 0])
    await paste(page, {
      'text/plain': 'x',
      'text/html': `<meta charset="utf-8"><style>p{color:red}</style><b style="font-weight:normal">
        <h1>标 题</h1><h5>小标题</h5>
        <p style="color:red">文<b>粗</b><span style="font-style:italic">斜</span><code>码</code>尾<br>第二行<img src="x" width="1" onerror="window.bad=1"></p>
        <script>window.bad = 1</script>
        <ul><li>甲<ol><li>乙一</li><li>乙二</li></ol></li><li><p>丙</p></li></ul>
        <blockquote><p>引一</p><p>引二</p></blockquote>
        <pre>let a = 1
  let b</pre><hr>
        <table><tr><td>左</td><td>右</td></tr></table><div>末</div></b>`,
    })
    await page.waitForFunction(() => document.querySelectorAll('.page-text .block').length > 3)
    expect(await logged(page)).toEqual([
      'heading1 标 题',
      'heading5 小标题',
      'paragraph 文粗斜码尾\n第二行',
      'bullet0 甲',
      'number1 乙一',
      'number1 乙二',
      'bullet0 丙',
      'quote 引一',
      'quote 引二',
      'code let a = 1\n  let b',
      'divider ',
      'table 左 | 右',
      'paragraph 末',
    ])
    expect(await page.evaluate(() => harness.log.doc[2]?.children)).toEqual([
      { text: '文' },
      { text: '粗', bold: true },
      { text: '斜', italic: true },
      { text: '码', code: true },
      { text: '尾\n第二行' },
    ])
    // A picture that is asked for later has failed, too: one of what was pasted would have by now.
    await page.evaluate(() => new Promise((resolve) => Object.assign(new Image(), { onerror: resolve, src: 'y' })))
    expect(await page.evaluate(() => 'bad' in window)).toBe(false)
  })

  test('gives back what was copied here', async () => {
    await openText(page, [...sample, paragraph('last', '')])
    await caretAt(page, [0, 0], endOf('z'))
    await page.keyboard.press('Control+c')
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain('很多人的清单')
    await caretAt(page, [sample.length, 0])
    await page.keyboard.press('Control+v')
    await page.waitForFunction((count) => document.querySelectorAll('.page-text .block').length === count, sample.length * 2)
    const texts = await logged(page)
    expect(texts.slice(sample.length)).toEqual(texts.slice(0, sample.length))
  })

  test('puts a long text in and takes it out again in one step', async () => {
    await openText(page, [paragraph('p', '前后')])
    await caretAt(page, [0, 1])
    await paste(page, { 'text/plain': Array.from({ length: 1000 }, (_, row) => `第${row}段。${'字'.repeat(90)}`).join('\n') })
    await page.waitForFunction(() => document.querySelectorAll('.page-text .block').length === 1000)
    await page.keyboard.press('Control+z')
    expect(await logged(page)).toEqual(['paragraph 前后'])
    await expect.poll(() => page.evaluate(() => harness.caret)).toEqual([0, 1])
    await page.keyboard.press('Control+Shift+z')
    expect((await logged(page)).length).toBe(1000)
  })
})

describe('a paste larger than a frame may be', () => {
  test('arrives in the log piece by piece, and is taken back so', async () => {
    await openText(page, [paragraph('p', '前后')])
    await caretAt(page, [0, 1])
    await paste(page, { 'text/plain': Array.from({ length: 300 }, () => '字'.repeat(10_000)).join('\n') })
    await page.waitForFunction(() => document.querySelectorAll('.page-text .block').length === 300)
    expect((await logged(page)).length).toBe(300)
    await page.keyboard.press('Control+z')
    expect(await logged(page)).toEqual(['paragraph 前后'])
    const sizes = () => page.evaluate(() => harness.batchSizes)
    await expect.poll(async () => (await sizes()).length).toBeGreaterThan(5)
    expect(Math.max(...(await sizes()))).toBeLessThan(1.1 * 2 ** 20)
  })
})
test('the page threw nothing', () => {
  expect(browser.thrown).toEqual([])
})
