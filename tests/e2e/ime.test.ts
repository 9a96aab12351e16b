import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Composer } from './composing.ts'
import { caretAt, ghostShown, ghostText, openText, type Spot } from './page-actions.ts'
import { pageForAll } from './page-browser.ts'

/**
 * Input methods against the page in a real Chromium, driven as an input method drives it: by the DevTools
 * protocol's imeSetComposition and insertText. After every composition three things are compared with what
 * they should be: the text in the log, the text on the screen, and the caret in both.
 */

const browser = pageForAll()
let page: Page
let ime: Composer
let rounds = 0

beforeAll(() => {
  ;({ page, ime } = browser)
})

const run = (text: string, marks: object = {}) => ({ text, ...marks })
const ai = { ai: { model: 'm', at: 1 } }
const start = [
  { type: 'paragraph', id: 'plain', children: [run('很多人的清单上都有一行字，它在那里躺了三个月。')] },
  { type: 'paragraph', id: 'empty', children: [run('')] },
  { type: 'paragraph', id: 'bold', children: [run('前面'), run('粗的字', { bold: true }), run('后面')] },
  { type: 'heading', id: 'heading', level: 2, children: [run('一行字能装下多少事')] },
  { type: 'item', id: 'item', kind: 'bullet', depth: 0, children: [run('第一项')] },
  { type: 'quote', id: 'quote', children: [run('清单不是愿望的仓库')] },
  { type: 'paragraph', id: 'ai', children: [run('我写的'), run('模型写的话', ai)] },
  { type: 'divider', id: 'divider', children: [run('')] },
  { type: 'code', id: 'code', children: [run('let a = 1\nlet b')] },
  { type: 'paragraph', id: 'last', children: [run('于是“写完书稿”变成了“打开第三章”，你不会')] },
]
const blockOf = (id: string) => start.findIndex((block) => block.id === id)

const open = (answer: string) => openText(page, start, answer)
const at = (from: Spot, to?: Spot) => caretAt(page, from, to)

interface Seen {
  log: string[]
  screen: string[]
  caret: Spot | null
  screenCaret: Spot | null
}

/** What the log holds, what the screen shows, and where the caret is in both. */
function look(): Promise<Seen> {
  return page.evaluate(async () => {
    const clean = (text: string) => text.replaceAll('\uFEFF', '')
    const blocks = [...document.querySelectorAll('.page-text .block')]
    const screen = blocks.map((block) => clean(block.textContent).replace(block.tagName === 'PRE' ? /\n$/ : /$^/, ''))
    const selection = getSelection()!
    const block = blocks.findIndex((each) => each.contains(selection.focusNode))
    let screenCaret: [number, number] | null = null
    if (block >= 0) {
      const range = document.createRange()
      range.selectNodeContents(blocks[block]!)
      range.setEnd(selection.focusNode!, selection.focusOffset)
      screenCaret = [block, clean(range.toString()).length]
    }
    const doc = await harness.saved()
    const log = doc.map((each) => each.children.map((child) => ('text' in child ? child.text : '')).join(''))
    return { log, screen, caret: harness.caret, screenCaret }
  })
}

/** The text of `spot`'s block with `word` put in, the caret behind it; `to` ends what it replaces. */
function typed(texts: readonly string[], word: string, spot: Spot, to: Spot = spot): { texts: string[]; caret: Spot } {
  const joined = (texts[spot[0]] ?? '').slice(0, spot[1]) + word + (texts[to[0]] ?? '').slice(to[1])
  return { texts: texts.toSpliced(spot[0], to[0] - spot[0] + 1, joined), caret: [spot[0], spot[1] + word.length] }
}

async function expectTyped(expected: { texts: readonly string[]; caret: Spot }): Promise<void> {
  rounds += 1
  await expect.poll(look).toEqual({ log: expected.texts, screen: expected.texts, caret: expected.caret, screenCaret: expected.caret })
}

const startTexts = start.map((block) => block.children.map((child) => ('text' in child ? child.text : '')).join(''))
const steps = ['x', 'xi', 'xie', "xie'z", "xie'zuo"]

const spots: [name: string, spot: Spot, to?: Spot][] = [
  ['the middle of a paragraph', [blockOf('plain'), 9]],
  ['the start of a paragraph', [blockOf('plain'), 0]],
  ['the end of a paragraph', [blockOf('plain'), startTexts[0]!.length]],
  ['an empty block', [blockOf('empty'), 0]],
  ['before bold', [blockOf('bold'), 2]],
  ['inside bold', [blockOf('bold'), 3]],
  ['after bold', [blockOf('bold'), 5]],
  ['a heading', [blockOf('heading'), 4]],
  ['the end of a heading', [blockOf('heading'), 9]],
  ['an item', [blockOf('item'), 2]],
  ['the end of an item', [blockOf('item'), 3]],
  ['a quote', [blockOf('quote'), 9]],
  ['before what a model wrote', [blockOf('ai'), 3]],
  ['inside what a model wrote', [blockOf('ai'), 5]],
  ['after what a model wrote', [blockOf('ai'), 8]],
  ['code', [blockOf('code'), 9]],
  ['the end of code', [blockOf('code'), 15]],
  ['the end of the page', [blockOf('last'), startTexts.at(-1)!.length]],
  ['a selection', [blockOf('plain'), 3], [blockOf('plain'), 7]],
  ['a selection over bold', [blockOf('bold'), 1], [blockOf('bold'), 6]],
  ['a selection over blocks', [blockOf('plain'), 5], [blockOf('bold'), 3]],
  ['a selection over what a model wrote', [blockOf('ai'), 2], [blockOf('ai'), 6]],
]

describe.each([
  ['no suggestion', ''],
  ['a suggestion wherever it may stand', '建议的文字，还有更多。'],
])('with %s, a composition', (_name, answer) => {
  test.each(spots)('puts its word into %s', async (_spot, spot, to) => {
    await open(answer)
    await at(spot, to)
    await ime.compose(steps, '写作')
    await expectTyped(typed(startTexts, '写作', spot, to))
    // And a second one directly behind it, while a suggestion may be on the screen.
    const after = typed(startTexts, '写作', spot, to)
    await page.waitForTimeout(40)
    await ime.compose(['n', 'ni', 'nihao'], '你好', 8)
    await expectTyped(typed(after.texts, '你好', after.caret))
  })

  test('leaves nothing when it is cancelled', async () => {
    await open(answer)
    const spot: Spot = [blockOf('last'), startTexts.at(-1)!.length]
    await at(spot)
    await ime.compose(steps, null)
    await expectTyped({ texts: startTexts, caret: spot })
    await ime.compose(['s', 'sh', 'shu'], '书')
    await expectTyped(typed(startTexts, '书', spot))
  })

  test('may be shortened, and may end in Latin', async () => {
    await open(answer)
    await at([0, 9])
    await ime.compose(['x', 'xi', 'x', 'h', 'he', 'hello'], 'hello')
    await expectTyped(typed(startTexts, 'hello', [0, 9]))
  })

  test('follows Enter without a pause', async () => {
    await open(answer)
    await at([0, startTexts[0]!.length])
    await page.keyboard.press('Enter')
    await ime.compose(steps, '写作')
    await expectTyped({ texts: startTexts.toSpliced(1, 0, '写作'), caret: [1, 2] })
  })

  test('follows Ctrl+B, and its word is bold', async () => {
    await open(answer)
    await at([0, 9])
    await page.keyboard.press('Control+b')
    await ime.compose(steps, '写作')
    await expectTyped(typed(startTexts, '写作', [0, 9]))
    expect(await page.evaluate(() => harness.log.doc[0]?.children.flatMap((child) => (!('type' in child) && child.bold ? child.text : []))[0])).toBe('写作')
  })
})

describe('a suggestion', () => {
  const end: Spot = [blockOf('last'), startTexts.at(-1)!.length]
  const answer = '害怕它。一件让人不害怕的事，才有机会被做完。'

  /** Types one character that goes unanswered before it, so that the suggestion stands behind it. */
  async function shown(): Promise<readonly string[]> {
    await open(answer)
    await at(end)
    await page.keyboard.insertText('总')
    await ghostShown(page, answer)
    return typed(startTexts, '总', end).texts
  }

  test('is not on the screen while an input method composes, nor taken in by its keys', async () => {
    const texts = await shown()
    await ime.begin('xie')
    await expect.poll(async () => [await ghostText(page), await page.evaluate(() => harness.status?.suggestion)]).toEqual([null, null])
    await page.keyboard.press('Tab')
    await ime.compose([], '写')
    await expectTyped(typed(texts, '写', [end[0], end[1] + 1]))
  })

  test('shrinks by what is composed along it, and stays where it is', async () => {
    const texts = await shown()
    await ime.compose(['h', 'haipa'], '害怕')
    await expectTyped(typed(texts, '害怕', [end[0], end[1] + 1]))
    await ghostShown(page, answer.slice(2))
    const asked = await page.evaluate(() => harness.contexts.length)
    await ime.compose(['t', 'ta'], '它')
    await ghostShown(page, answer.slice(3))
    expect(await page.evaluate(() => harness.contexts.length)).toBe(asked)
  })

  test('comes back as it was when the composition is cancelled', async () => {
    await shown()
    await ime.compose(steps, null)
    await ghostShown(page, answer)
  })

  test('is no other while an input method composes, and the other that it was is there again when it is cancelled', async () => {
    const texts = await shown()
    await page.evaluate(() => {
      harness.others = ['可能再犹豫了。', '想得太多，']
    })
    await page.keyboard.press('Alt+]')
    await ghostShown(page, '可能再犹豫了。')
    await ime.begin('xie')
    await page.keyboard.press('Alt+]')
    expect([await ghostText(page), await page.evaluate(() => harness.contexts.at(-1)?.candidate)]).toEqual([null, 1])
    await ime.compose([], null)
    await expect.poll(async () => [await ghostText(page), await page.textContent('.ghost-counter')]).toEqual(['可能再犹豫了。', '2/2'])
    await page.keyboard.press('Alt+]')
    await ghostShown(page, '想得太多，')
    await ime.compose(['x', 'xiang'], '想')
    await expectTyped(typed(texts, '想', [end[0], end[1] + 1]))
    await expect.poll(async () => [await ghostText(page), await page.$('.ghost-counter')]).toEqual(['得太多，', null])
  })

  test('is taken in by Tab, word and clause around compositions', async () => {
    const texts = await shown()
    await page.keyboard.press('Control+ArrowRight')
    await ghostShown(page, answer.slice(2))
    await ime.compose(['t', 'ta'], '它')
    await ghostShown(page, answer.slice(3))
    await page.keyboard.press('Control+Shift+ArrowRight')
    await ghostShown(page, answer.slice(4))
    await page.keyboard.press('Tab')
    await page.waitForFunction(() => harness.contexts.length > 1)
    await expectTyped(typed(texts, answer, [end[0], end[1] + 1]))
    const runs = await page.evaluate(() =>
      harness.log.doc.at(-1)!.children.map((child) => (!('type' in child) ? (child.ai ? `{${child.text}}` : child.text) : '')),
    )
    expect(runs).toEqual([`${texts.at(-1)}`, '{害怕}', '它', '{。一件让人不害怕的事，才有机会被做完。}'])
  })

  test('that grows slowly is cut off by a composition and asked for again', async () => {
    await open(answer)
    await page.evaluate(() => {
      harness.pace = 15
    })
    await at(end)
    await page.keyboard.insertText('总')
    await page.waitForSelector('[data-ghost]')
    const asked = await page.evaluate(() => harness.contexts.length)
    await ime.compose(steps, '写作', 20)
    await page.waitForFunction((before) => harness.contexts.length > before, asked)
    await expectTyped(typed(startTexts, '总写作', end))
    await ghostShown(page, answer)
  })
})

describe('a composition', () => {
  const end: Spot = [blockOf('last'), startTexts.at(-1)!.length]

  test('that comes while a button has the focus is put where the caret stands in the text', async () => {
    await open('')
    await at(end)
    await page.locator('[role=toolbar] button').first().focus()
    await ime.compose(steps, '写作', 20)
    const texts = async () =>
      page.evaluate(async () => (await harness.saved()).map((block) => block.children.map((child) => ('text' in child ? child.text : '')).join('')))
    await expect
      .poll(async () => [await texts(), await page.evaluate(() => harness.status?.saved.kind)])
      .toEqual([typed(startTexts, '写作', end).texts, 'saved'])
  })

  test('binds Tab to the text again after Esc', async () => {
    await open('')
    await at(end)
    await page.keyboard.press('Escape')
    await ime.compose(steps, '写作', 20)
    await page.keyboard.press('Tab')
    await expect.poll(() => page.evaluate(() => document.activeElement?.matches('.page-text'))).toBe(true)
    await page.keyboard.press('Escape')
    await page.keyboard.press('Tab')
    await expect.poll(() => page.evaluate(() => document.activeElement?.matches('.page-text'))).toBe(false)
  })
})

test('seventy random compositions leave the text as it should be', async () => {
  await open('我们一起写作的，')
  let seed = 20261124
  const random = (below: number) => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) % below
  const words = [
    ['w', 'wo', 'women', '我们'],
    ['d', 'de', '的'],
    ['b', "bu'shi", '不是'],
    ['x', "xie'zuo", '写作'],
    ['z', '中文，'],
    ['y', 'yi', 'yiqi', '一起'],
  ]
  let expected: { texts: string[]; caret: Spot } = { texts: startTexts, caret: [0, 0] }
  for (let round = 0; round < 70; round += 1) {
    if (round % 4 === 0) {
      const block = random(expected.texts.length)
      const spot: Spot = [startTexts[block] === '' && block !== blockOf('empty') ? 0 : block, 0]
      expected = { ...expected, caret: [spot[0], random((expected.texts[spot[0]] ?? '').length + 1)] }
      await at(expected.caret)
    }
    const word = words[random(words.length)]!
    const chosen = word.at(-1)!
    if (random(5) === 0) await page.keyboard.insertText(chosen)
    else await ime.compose(word.slice(0, -1), chosen, [0, 10, 30][random(3)])
    expected = typed(expected.texts, chosen, expected.caret)
    await expectTyped(expected)
  }
})

test('more than a hundred rounds were compared, and the page threw nothing', () => {
  expect(rounds).toBeGreaterThan(100)
  expect(browser.thrown).toEqual([])
})
