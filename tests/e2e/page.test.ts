import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { caretAt, ghostShown, ghostText, logged, openText, paste, type Spot } from './page-actions.ts'
import { openPageBrowser, type PageBrowser } from './page-browser.ts'

/** The page in a real Chromium, with a log in memory and a model that says what it is told. */

let browser: PageBrowser
let page: Page

beforeAll(async () => {
  browser = await openPageBrowser()
  page = browser.page
})
afterAll(async () => {
  await browser?.close()
})

const line = '一行正好三十八个字才会满所以这里接着写下去直到它真的满了为止再加几个字就够了'.slice(0, 38)
const answer = '害怕它。一件让人不害怕的事，才有机会被做完。'
const paragraph = (id: string, ...texts: string[]) => ({
  type: 'paragraph',
  id,
  children: texts.map((text, index) => ({ text, ...(index % 2 === 1 && { bold: true }) })),
})
const start = [
  paragraph('a', '很多人的清单上都有一行字，它在那里躺了三个月，每天被看见，每天被跳过。不是因为懒，而是因为这一行字里藏着四百个决定。'),
  { type: 'heading', id: 'h', level: 1, children: [{ text: '一行字能装下多少事' }] },
  { type: 'item', id: 'i', kind: 'number', depth: 0, children: [{ text: '挑一项' }] },
  { type: 'item', id: 'j', kind: 'number', depth: 0, children: [{ text: '' }] },
  { type: 'quote', id: 'q', children: [{ text: '便条要短。' }] },
  { type: 'code', id: 'c', children: [{ text: 'let a = 1' }] },
  paragraph('f', line),
  paragraph('g', '前面', '粗的', '后面'),
  { type: 'divider', id: 'd', children: [{ text: '' }] },
  paragraph('z', '于是它小得有点可笑，但正因为可笑，你不会'),
]
const lengths = start.map(({ children }) => children.reduce((sum, { text }) => sum + text.length, 0))
const index = (id: string) => start.findIndex((block) => block.id === id)
const endOf = (id: string): Spot => [index(id), lengths[index(id)]!]

/** Asks for a suggestion now, and waits for it. */
async function suggest(text = answer): Promise<void> {
  await page.keyboard.press('Alt+\\')
  await ghostShown(page, text)
}

/** Where every character of the page stands, to a tenth of a pixel. */
const positions = () =>
  page.evaluate(async () => {
    await document.fonts.ready
    const walker = document.createTreeWalker(document.querySelector('.page-text')!, NodeFilter.SHOW_TEXT)
    const found: string[] = []
    const range = document.createRange()
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      for (let offset = 0; offset < node.nodeValue!.length; offset += 1) {
        range.setStart(node, offset)
        range.setEnd(node, offset + 1)
        const box = range.getBoundingClientRect()
        found.push(`${node.nodeValue![offset]} ${box.left.toFixed(1)} ${box.top.toFixed(1)}`)
      }
    }
    return found
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
    ['after bold', [index('g'), 4], 'card'],
  ]
  test.each(places)('moves nothing %s', async (_name, spot, form) => {
    await openText(page, start, answer)
    await caretAt(page, spot)
    const before = await positions()
    await suggest()
    expect(await page.evaluate(() => (document.querySelector('.ghost-card') ? 'card' : 'text'))).toBe(form)
    expect(await positions()).toEqual(before)
  })

  test('moves nothing at the end of the page even where its first mark would take the last character along', async () => {
    for (let length = 34; length <= 40; length += 1) {
      await openText(page, [paragraph('p', '字'.repeat(length))], '，后面')
      await caretAt(page, [0, length])
      const before = await positions()
      await suggest('，后面')
      expect(await positions()).toEqual(before)
    }
  })

  test('stands on the line of what is typed, in its type', async () => {
    await openText(page, start, answer)
    await caretAt(page, endOf('z'))
    await suggest()
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
    await openText(page, start, answer)
    await caretAt(page, endOf('z'))
    await suggest()
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
      await openText(page, start, answer)
      await caretAt(page, spot)
      await suggest()
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
    await openText(page, start, '的'.repeat(30))
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
    for (const [spot, name] of [
      [endOf('z'), '.ghost-hint:not([hidden])'],
      [[index('a'), 50], '.ghost-card'],
    ] as const) {
      await openText(page, start, answer)
      await caretAt(page, spot)
      await suggest()
      await page.waitForSelector(name)
      const seen: number[] = []
      for (const width of sizes) {
        await page.setViewportSize({ ...size, width })
        await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 50))))
        seen.push(
          await page.evaluate((selector) => {
            const [lines, shown] = [document.querySelector('[data-ghost]')?.getClientRects(), document.querySelector(selector)!.getBoundingClientRect()]
            const line = lines?.[lines.length - 1] ?? getSelection()!.getRangeAt(0).getBoundingClientRect()
            return Math.round(shown.top - line.bottom)
          }, name),
        )
      }
      expect(seen).toEqual([6, 6, 6])
    }
  })

  test('goes away when the caret moves, on Esc, on a selection and when switched off', async () => {
    await openText(page, start, answer)
    for (const leave of ['ArrowLeft', 'Escape', 'Shift+ArrowLeft', 'off']) {
      await caretAt(page, endOf('z'))
      await suggest()
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
    await suggest()
    await page.keyboard.type('a')
    await page.waitForTimeout(80)
    expect(await ghostText(page)).toBeNull()
    await page.locator('.page-toolbar > button').click()
    await ghostShown(page, answer)
    await page.evaluate(() => {
      harness.suggestionsOn = true
      harness.render()
    })
  })

  test('comes where the caret comes to rest at the end of a text, not where it was sent away', async () => {
    await openText(page, start, answer)
    await caretAt(page, endOf('z'))
    await ghostShown(page, answer)
    await page.keyboard.press('Escape')
    await page.waitForTimeout(500)
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
      [[1, 5], 'x'],
    ] as [Spot, string][]) {
      await caretAt(page, spot)
      await page.keyboard.type(key)
      await page.keyboard.press('Alt+\\')
      await page.waitForTimeout(60)
      expect([await ghostText(page), await page.evaluate(() => harness.contexts.length)]).toEqual([null, 0])
    }
  })

  test('is taken by Tab, one undo takes it back, and it carries the model’s mark', async () => {
    await openText(page, start, answer)
    await caretAt(page, endOf('z'))
    await suggest()
    await page.evaluate(() => {
      harness.answer = ''
    })
    await page.keyboard.press('Tab')
    await page.waitForFunction(() => !document.querySelector('[data-ghost]'))
    expect((await logged(page)).at(-1)).toBe(`paragraph 于是它小得有点可笑，但正因为可笑，你不会${answer}`)
    expect(await page.evaluate(() => harness.log.doc.at(-1)?.children.map(({ ai }) => ai?.model))).toEqual([undefined, 'harness'])
    await page.keyboard.press('Control+z')
    expect((await logged(page)).at(-1)).toBe('paragraph 于是它小得有点可笑，但正因为可笑，你不会')
    await page.evaluate((text) => {
      harness.answer = text
    }, answer)
    const asked = await page.evaluate(() => harness.contexts.length)
    await expect.poll(() => page.evaluate(() => harness.contexts.length)).toBeGreaterThan(asked)
    await page.waitForTimeout(200)
    expect(await ghostText(page)).toBeNull()
  })

  test('is taken from the card by a click, in front of what follows', async () => {
    await openText(page, start, '真的，很多人')
    await caretAt(page, [0, 0])
    await suggest('真的，')
    await page.click('.ghost-card')
    expect((await logged(page))[0]).toMatch(/^paragraph 真的，很多人的清单/)
  })

  test('shrinks while its characters are typed by key, without moving', async () => {
    await openText(page, [paragraph('p', 'Say ')], 'hello world')
    await caretAt(page, [0, 4])
    await suggest('hello world')
    const right = () => page.evaluate(() => [...document.querySelector('[data-ghost]')!.getClientRects()].at(-1)!.right)
    const before = await right()
    await page.keyboard.type('hel')
    await ghostShown(page, 'lo world')
    expect(Math.abs((await right()) - before)).toBeLessThan(1)
  })

  test('gives way to other candidates and comes back, with a count of them, and never a moment without one', async () => {
    await openText(page, start, answer)
    await page.evaluate(() => {
      harness.others = ['可能再犹豫了。', '', '想得太多，']
    })
    await caretAt(page, endOf('z'))
    const counted = (count: number) => page.waitForFunction((wanted) => harness.events.filter(({ kind }) => kind === 'shown').length === wanted, count)
    await suggest()
    await counted(1)
    const before = await positions()
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
      await counted(of)
    }
    await turn('Alt+]', '可能再犹豫了。', 2, 2)
    await turn('Alt+]', '想得太多，', 3, 3)
    await turn('Alt+[', '可能再犹豫了。', 2, 3)
    await turn('Alt+]', '想得太多，', 3, 3)
    await turn('Alt+]', answer, 1, 3)
    const drawn = await page.evaluate(() => (globalThis as unknown as { drawn: (string | null)[] }).drawn)
    await page.evaluate(() => {
      harness.pace = 0
    })
    expect(drawn.length).toBeGreaterThan(4)
    expect(drawn).not.toContain(null)
    expect(await positions()).toEqual(before)
    expect(await page.evaluate(() => harness.contexts.map(({ candidate }) => candidate))).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
    expect(await page.evaluate(() => harness.events.filter(({ kind }) => kind === 'shown'))).toEqual(
      [answer, '可能再犹豫了。', '想得太多，'].map((text) => ({ kind: 'shown', characters: text.length })),
    )
  })

  test('that is another candidate is taken in as it stands, also from the card; the count goes with the place', async () => {
    await openText(page, start, '真的，')
    await page.evaluate(() => {
      harness.others = ['其实，']
    })
    await caretAt(page, [0, 0])
    await suggest('真的，')
    await page.keyboard.press('Alt+]')
    await ghostShown(page, '其实，')
    await expect.poll(() => page.textContent('.ghost-card .ghost-counter')).toBe('2/2')
    await page.keyboard.press('Tab')
    expect((await logged(page))[0]).toMatch(/^paragraph 其实，很多人的清单/)
    await page.waitForFunction(() => !document.querySelector('.ghost-counter'))
  })

  test('is asked for at once by Alt+] where none is shown', async () => {
    await openText(page, start, '')
    await page.evaluate(() => {
      harness.others = ['会不会，']
    })
    await caretAt(page, endOf('z'))
    await page.keyboard.press('Alt+]')
    await ghostShown(page, '会不会，')
    expect(await page.$('.ghost-counter')).toBeNull()
  })

  test('keeps what a Mac would write with Alt+] and Alt+[ out of the text', async () => {
    await openText(page, start, answer)
    await caretAt(page, endOf('z'))
    await suggest()
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
    const clickedAt = await page.evaluate(async (text) => {
      harness.answer = text
      performance.clearMeasures('ghost')
      await new Promise((resolve) => setTimeout(resolve, 200))
      const button = document.querySelector<HTMLElement>('.page-toolbar > button')!
      return await new Promise<number>((resolve) => {
        button.addEventListener('click', ({ timeStamp }) => resolve(timeStamp), { once: true, capture: true })
        button.click()
      })
    }, answer)
    await page.waitForFunction(() => performance.getEntriesByName('ghost').length > 0)
    expect(await page.evaluate(() => performance.getEntriesByName('ghost').map(({ startTime }) => startTime))).toEqual([clickedAt])
  })
})

describe('pasting', () => {
  test('takes from HTML what a lesson knows, and nothing that runs', async () => {
    await openText(page, [paragraph('p', '')])
    await caretAt(page, [0, 0])
    await paste(page, {
      'text/plain': 'x',
      'text/html': `<meta charset="utf-8"><style>p{color:red}</style><b style="font-weight:normal">
        <h1>标 题</h1><h5>小标题</h5>
        <p style="color:red">文<b>粗</b><span style="font-style:italic">斜</span><code>码</code>尾<br>第二行<img src="x" onerror="window.bad=1"></p>
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
      'heading3 小标题',
      'paragraph 文粗斜码尾\n第二行',
      'bullet0 甲',
      'number1 乙一',
      'number1 乙二',
      'bullet0 丙',
      'quote 引一',
      'quote 引二',
      'code let a = 1\n  let b',
      'divider ',
      'paragraph 左\t右',
      'paragraph 末',
    ])
    expect(await page.evaluate(() => harness.log.doc[2]?.children)).toEqual([
      { text: '文' },
      { text: '粗', bold: true },
      { text: '斜', italic: true },
      { text: '码', code: true },
      { text: '尾\n第二行' },
    ])
    await page.waitForTimeout(30)
    expect(await page.evaluate(() => 'bad' in window)).toBe(false)
  })

  test('gives back what was copied here', async () => {
    await openText(page, [...start, paragraph('last', '')])
    await caretAt(page, [0, 0], endOf('z'))
    await page.keyboard.press('Control+c')
    await caretAt(page, [start.length, 0])
    await page.keyboard.press('Control+v')
    await page.waitForFunction((count) => document.querySelectorAll('.page-text .block').length === count, start.length * 2)
    const texts = await logged(page)
    expect(texts.slice(start.length)).toEqual(texts.slice(0, start.length))
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
      ['项目列表', 'bullet0 文字'],
      ['编号列表', 'number0 文字'],
      ['引用', 'quote 文字'],
      ['代码块', 'code 文字'],
      ['正文段落', 'paragraph 文字'],
    ]
    for (const [name, expected] of kinds) {
      await page.click(`.page-toolbar [aria-label="${name}"]`)
      expect(await logged(page)).toEqual([expected])
      await expect.poll(() => page.getAttribute(`.page-toolbar [aria-label="${name}"]`, 'aria-pressed')).toBe('true')
    }
    await page.click('.page-toolbar [aria-label="加粗"]')
    await page.keyboard.type('b')
    await page.click('.page-toolbar [aria-label="分隔线"]')
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
    await page.mouse.move(0, 0)
    const on = await colour()
    await button.hover()
    await expect.poll(() => button.evaluate((element) => [element.matches(':hover'), element.getAttribute('aria-pressed')])).toEqual([true, 'true'])
    expect([await colour(), on === off]).toEqual([on, false])
    await page.evaluate(() => {
      delete document.documentElement.dataset['theme']
    })
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
    await caretAt(page, [0, 2])
    await page.click('.page-title')
    // Without waiting in between, as fast hands do.
    await Promise.all([page.keyboard.press('Enter'), page.keyboard.insertText('急')])
    expect([await logged(page), await page.inputValue('.page-title')]).toEqual([['paragraph 急文字'], '新的标题'])
  })

  test('comes back when it is emptied', async () => {
    await page.fill('.page-title', ' ')
    await page.keyboard.press('Enter')
    await page.waitForFunction(() => document.activeElement?.className === 'page-text')
    await expect.poll(async () => [await page.inputValue('.page-title'), await page.evaluate(() => harness.title)]).toEqual(['新的标题', '新的标题'])
  })
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
    await page.waitForFunction(() => harness.log.doc[0]?.children[0]?.text === '旧的新的话')
    await expect
      .poll(async () => [
        await page.textContent('.page-text'),
        await page.evaluate(() => [harness.rescued.length, Object.keys(localStorage).filter((key) => key.startsWith('moke.unsaved')).length]),
      ])
      .toEqual(['旧的新的话', [0, 0]])
    await page.click('.page-text')
    await page.keyboard.press('Control+End')
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
      .poll(() => page.evaluate(() => [harness.rescued.map((doc) => doc[0]?.children[0]?.text), harness.log.doc[0]?.children[0]?.text]))
      .toEqual([['旧的新的'], '旧的'])
  })

  test('keeps nobody from writing when it cannot be looked for', async () => {
    await typeInto('新的', 'unavailable')
    await page.evaluate(() => sessionStorage.setItem('no-locks', ''))
    await page.addInitScript(() => {
      if ('no-locks' in sessionStorage) navigator.locks.query = () => Promise.reject(new Error('no locks'))
    })
    await reopen()
    await page.evaluate(() => sessionStorage.removeItem('no-locks'))
    await expect.poll(() => browser.errors.filter((error) => !error.includes('404')).map((error) => error.split('\n')[0])).toEqual(['Error: no locks'])
    browser.errors.splice(0)
    await page.click('.page-text')
    await page.keyboard.press('Control+End')
    await page.keyboard.insertText('。')
    expect(await logged(page)).toEqual(['paragraph 旧的。'])
    await page.evaluate(() => localStorage.clear())
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
    await page.click('.page-text')
    await page.keyboard.press('Control+End')
    await page.keyboard.insertText('又')
    expect(await logged(page)).toEqual(['paragraph 旧的又'])
  })
})

test('it counts as authors count, and keeps the outline', async () => {
  await openText(page, start, '')
  await expect.poll(() => page.evaluate(() => harness.status?.outline)).toEqual([{ id: 'h', level: 1, text: '一行字能装下多少事' }])
  const before = await page.evaluate(() => harness.status!.words)
  await caretAt(page, endOf('z'))
  await page.keyboard.insertText('害怕 hello')
  await page.waitForFunction((words) => harness.status?.words === words + 3, before)
})

test('the page threw nothing', () => {
  expect(browser.errors.filter((error) => !error.includes('404'))).toEqual([])
})
