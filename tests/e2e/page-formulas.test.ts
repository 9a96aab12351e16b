/** Formulas, in a real Chromium, with a log in memory. */
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Composer } from './composing.ts'
import { block, caretIn, formula, run, written } from './object-actions.ts'
import { ghostShown, openText } from './page-actions.ts'
import { pageForAll } from './page-browser.ts'

const browser = pageForAll()
let page: Page
let ime: Composer
beforeAll(() => {
  ;({ page, ime } = browser)
})

const text = () => [block('paragraph', 'p', run('前面后面')), block('paragraph', 'q', run('下一段'))]
const held = () => [block('paragraph', 'p', run('前面'), formula('x^2'), run('后面')), block('paragraph', 'q', run('下一段'))]
const drawn = () => page.waitForSelector('.formula .katex')
const field = '.formula-card textarea'
const writes = () => page.waitForFunction((selector) => document.activeElement?.matches(selector), field)
const inText = () => page.waitForFunction(() => document.activeElement?.matches('.page-text') && !document.querySelector('.formula-card'))
const caret = () => page.evaluate(() => harness.caret)

describe('a formula in a line', () => {
  test('is written below it while it is drawn in the text, and left to the right; all of it is one step', async () => {
    await openText(page, text())
    await caretIn(page, 'p', 0, 2)
    await page.keyboard.press('Control+Alt+e')
    await writes()
    await page.keyboard.type('\\frac{a}{b}')
    await drawn()
    await page.keyboard.press('Enter')
    await inText()
    await page.keyboard.type('字')
    expect(await written(page)).toEqual(['paragraph 前面$\\frac{a}{b}$字后面', 'paragraph 下一段'])
    await page.keyboard.press('Control+z')
    await page.keyboard.press('Control+z')
    expect(await written(page)).toEqual(['paragraph 前面后面', 'paragraph 下一段'])
  })

  test('is gone into by the arrow keys and out of at the other side', async () => {
    await openText(page, held())
    await drawn()
    await caretIn(page, 'p', 0, 2)
    await page.keyboard.press('ArrowRight')
    await writes()
    await page.keyboard.type('y+')
    for (let step = 0; step < 4; step += 1) await page.keyboard.press('ArrowRight')
    await inText()
    await expect.poll(caret).toEqual([0, 3])
    await page.keyboard.type('后')
    await expect.poll(caret).toEqual([0, 4])
    await page.keyboard.press('ArrowLeft')
    await expect.poll(caret).toEqual([0, 3])
    await page.keyboard.press('ArrowLeft')
    await writes()
    for (let step = 0; step < 6; step += 1) await page.keyboard.press('ArrowLeft')
    await inText()
    await expect.poll(caret).toEqual([0, 2])
    expect(await written(page)).toEqual(['paragraph 前面$y+x^2$后后面', 'paragraph 下一段'])
  })

  test('takes every sign also on a machine that is late with everything', async () => {
    await openText(page, held())
    await drawn()
    await caretIn(page, 'p', 0, 2)
    await page.evaluate(() => {
      const onTime = window.setTimeout
      window.setTimeout = ((run: () => void, ms = 0) => onTime(run, ms + 200)) as typeof window.setTimeout
      Object.assign(window, { beOnTime: () => Object.assign(window, { setTimeout: onTime }) })
    })
    await page.keyboard.press('ArrowRight')
    await writes()
    await page.keyboard.type('y+')
    await expect.poll(() => page.inputValue(field)).toBe('y+x^2')
    await page.keyboard.press('Enter')
    await inText()
    await page.evaluate('beOnTime()')
    expect(await written(page)).toEqual(['paragraph 前面$y+x^2$后面', 'paragraph 下一段'])
  })

  test('is opened by a click, and closed by one elsewhere', async () => {
    await openText(page, held())
    await drawn()
    await page.click('.formula .formula-drawn')
    await writes()
    await page.keyboard.type('+1')
    await page.click('[data-block=q]', { position: { x: 640, y: 12 } })
    await inText()
    await page.keyboard.type('字')
    await expect.poll(() => written(page)).toEqual(['paragraph 前面$x^2+1$后面', expect.stringContaining('字')])
  })

  test('is selected by Shift and an arrow key, and by Backspace, before it goes', async () => {
    await openText(page, held())
    await drawn()
    await caretIn(page, 'p', 1, 0)
    await page.keyboard.press('Backspace')
    expect(await written(page)).toEqual(['paragraph 前面$x^2$后面', 'paragraph 下一段'])
    await page.keyboard.press('Backspace')
    expect(await written(page)).toEqual(['paragraph 前面后面', 'paragraph 下一段'])
    await page.keyboard.press('Control+z')
    expect(await written(page)).toEqual(['paragraph 前面$x^2$后面', 'paragraph 下一段'])
    await caretIn(page, 'p', 0, 1)
    for (const reached of [2, 3, 4]) {
      await page.keyboard.press('Shift+ArrowRight')
      await expect.poll(caret).toEqual([0, reached])
    }
    await page.keyboard.type('字')
    expect(await written(page)).toEqual(['paragraph 前字面', 'paragraph 下一段'])
    await page.keyboard.press('Control+z')
    expect(await written(page)).toEqual(['paragraph 前面$x^2$后面', 'paragraph 下一段'])
  })

  test('that can’t be drawn shows its source, and says where it is wrong', async () => {
    await openText(page, held())
    await drawn()
    await page.click('.formula .formula-drawn')
    await writes()
    await page.keyboard.type(' + \\fraq')
    await expect.poll(() => page.textContent('.formula-trouble')).toBe('没有 \\fraq 这个命令')
    expect(await page.textContent('.page-text .formula-wrong')).toBe('\\fraq')
    expect(await page.textContent('.page-text .formula-broken')).toBe('x^2 + \\fraq')
    await page.keyboard.press('Escape')
    expect((await written(page))[0]).toBe('paragraph 前面$x^2 + \\fraq$后面')
  })

  test('takes signs from the palette, by keys alone', async () => {
    await openText(page, text())
    await caretIn(page, 'p', 0, 2)
    await page.keyboard.press('Control+Alt+e')
    await writes()
    await page.keyboard.press('Tab')
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('结构')
    for (const name of ['关系与运算', '希腊字母', '分式']) {
      await page.keyboard.press('ArrowRight')
      await expect
        .poll(() => page.evaluate(() => document.activeElement?.querySelector('[role=img]')?.getAttribute('aria-label') ?? document.activeElement?.textContent))
        .toBe(name)
    }
    await page.keyboard.press('Enter')
    await writes()
    await page.keyboard.type('1')
    await page.keyboard.press('Escape')
    expect((await written(page))[0]).toBe('paragraph 前面$\\frac{1}{}$后面')
  })

  test('that nothing is written into was never there', async () => {
    await openText(page, text())
    await caretIn(page, 'p', 0, 2)
    await page.keyboard.press('Control+Alt+e')
    await writes()
    await page.keyboard.press('Escape')
    await inText()
    await expect.poll(caret).toEqual([0, 2])
    expect(await written(page)).toEqual(['paragraph 前面后面', 'paragraph 下一段'])
  })

  test('is copied and pasted', async () => {
    await openText(page, held())
    await drawn()
    await caretIn(page, 'p', 1, 0)
    await page.keyboard.press('Backspace')
    await page.keyboard.press('Control+c')
    await caretIn(page, 'q', 0, 3)
    await page.keyboard.press('Control+v')
    await expect.poll(() => written(page)).toEqual(['paragraph 前面$x^2$后面', 'paragraph 下一段$x^2$'])
  })
})

describe('a composition', () => {
  const steps = ['x', 'xi', "xie'zuo"]
  const cell = (...children: object[]) => ({
    type: 'table',
    id: 't',
    align: [null],
    hasHeader: false,
    children: [{ type: 'row', children: [{ type: 'cell', id: 'c', children }] }],
  })
  const lines = [
    block('paragraph', 'middle', run('前面'), formula('x'), run('后面')),
    block('paragraph', 'start', run(''), formula('x'), run('后面')),
    block('paragraph', 'end', run('前面'), formula('x'), run('')),
    block('paragraph', 'alone', run(''), formula('x'), run('')),
    block('paragraph', 'twice', run(''), formula('x'), run(''), formula('y'), run('')),
    cell(run(''), formula('x'), run('')),
    block('paragraph', 'last', run('')),
  ]
  const spots: [name: string, id: string, run: number, offset: number, expected: string][] = [
    ['before one in the middle', 'middle', 0, 2, '前面写作$x$后面'],
    ['behind one in the middle', 'middle', 1, 0, '前面$x$写作后面'],
    ['before one that begins a line', 'start', 0, 0, '写作$x$后面'],
    ['behind one that begins a line', 'start', 1, 0, '$x$写作后面'],
    ['behind one that ends a line', 'end', 1, 0, '前面$x$写作'],
    ['before one alone', 'alone', 0, 0, '写作$x$'],
    ['behind one alone', 'alone', 1, 0, '$x$写作'],
    ['between two', 'twice', 1, 0, '$x$写作$y$'],
    ['behind two', 'twice', 2, 0, '$x$$y$写作'],
    ['before one in a cell', 't', 0, 0, '((写作$x$))'],
    ['behind one in a cell', 't', 1, 0, '(($x$写作))'],
  ]
  test.each(spots)('puts its word %s, with and without a suggestion', async (_name, id, at, offset, expected) => {
    for (const answer of ['', '建议的文字，']) {
      await openText(page, lines, answer)
      await drawn()
      await caretIn(page, id, at, offset)
      await page.waitForTimeout(answer === '' ? 0 : 60)
      await ime.compose(steps, '写作')
      const index = lines.findIndex((line) => line.id === id)
      await expect.poll(async () => (await written(page))[index]?.replace(/^\w+ /, '')).toBe(expected)
      await ime.compose(['n', 'ni'], '你')
      await expect.poll(async () => (await written(page))[index]?.replace(/^\w+ /, '')).toBe(expected.replace('写作', '写作你'))
      const screen = await page.evaluate((block) => {
        const copy = document.querySelector(`[data-block="${block}"]`)!.cloneNode(true) as Element
        copy.querySelectorAll('.formula-face').forEach((face) => face.replaceWith('$'))
        return copy.textContent.replaceAll('\uFEFF', '')
      }, id)
      expect(screen).toBe(
        expected
          .replaceAll(/\$\w\$/g, '$')
          .replaceAll(/[()]/g, '')
          .replace('写作', '写作你'),
      )
    }
  })

  test('may come behind a formula, and a suggestion after it', async () => {
    await openText(page, [block('paragraph', 'p', run('前面'), formula('x'), run(''))], '建议的文字，')
    await drawn()
    await caretIn(page, 'p', 1, 0)
    await ime.compose(steps, '写作')
    await ghostShown(page, '建议的文字，')
    await page.keyboard.press('Tab')
    expect(await written(page)).toEqual(['paragraph 前面$x$写作建议的文字，'])
  })
})

describe('a formula of its own', () => {
  const own = () => [block('paragraph', 'p', run('上面一段')), block('formula-block', 'f', run('E = mc^2 \\tag{1}')), block('paragraph', 'q', run('下一段'))]

  test('shows its source while the caret is in it, and is gone into and out of by the arrow keys', async () => {
    await openText(page, own())
    await page.waitForSelector('.formula-block .katex')
    expect(await page.locator('.formula-source').evaluate((box) => box.getBoundingClientRect().height)).toBe(0)
    await caretIn(page, 'p', 0, 2)
    await page.keyboard.press('ArrowDown')
    await page.waitForSelector('.formula-block[data-open]')
    await page.keyboard.press('ArrowDown')
    await page.waitForSelector('.formula-block:not([data-open])')
    await page.keyboard.press('ArrowUp')
    await page.waitForSelector('.formula-block[data-open]')
    await page.keyboard.press('End')
    await expect.poll(caret).toEqual([1, 16])
    await page.keyboard.press('ArrowRight')
    await page.waitForSelector('.formula-block:not([data-open])')
    await expect.poll(caret).toEqual([2, 0])
    await page.click('.formula-block .formula-face')
    await page.waitForSelector('.formula-block[data-open]')
    await page.keyboard.type(' x')
    await page.keyboard.press('Control+Enter')
    await page.keyboard.type('y')
    expect(await written(page)).toEqual(['paragraph 上面一段', 'formula-block E = mc^2 \\tag{1} x', 'paragraph y', 'paragraph 下一段'])
  })

  test('is begun by a key, takes Chinese by composition, and says what is wrong in it', async () => {
    await openText(page, [block('paragraph', 'p', run(''))])
    await caretIn(page, 'p', 0, 0)
    await page.keyboard.press('Control+Alt+Shift+e')
    await page.waitForSelector('.formula-block[data-open]')
    await page.keyboard.type('\\text{')
    await ime.compose(['s', 'su'], '速度')
    await expect.poll(() => page.textContent('.formula-trouble')).toBe('少一个右花括号 }')
    expect(await page.evaluate(() => [...CSS.highlights.get('formula-wrong')!].map(String))).toEqual(['度'])
    await page.keyboard.type('}')
    await page.waitForSelector('.formula-block .katex')
    await page.keyboard.press('Tab')
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('结构')
    await page.keyboard.press('Escape')
    await page.keyboard.type('=v')
    expect(await written(page)).toEqual(['formula-block \\text{速度}=v', 'paragraph '])
  })

  test('is left by Esc to the paragraph behind it, where typing goes on, and says which keys do so', async () => {
    await openText(page, own())
    await caretIn(page, 'f', 0, 3)
    await expect.poll(() => page.textContent('.formula-help')).toContain('Esc 到下面接着写，Ctrl Enter 另起一段')
    await page.keyboard.press('Escape')
    await page.waitForSelector('.formula-block:not([data-open])')
    await expect.poll(caret).toEqual([2, 0])
    await ime.compose(['h', 'hao'], '好')
    expect(await written(page)).toEqual(['paragraph 上面一段', 'formula-block E = mc^2 \\tag{1}', 'paragraph 好下一段'])
  })

  test('that is begun by $$ is left by Esc to a new paragraph, which undo takes back', async () => {
    await openText(page, [block('paragraph', 'p', run('')), { ...block('heading', 'h', run('一节')), level: 2 }])
    await caretIn(page, 'p', 0, 0)
    await page.keyboard.type('$$x')
    await page.waitForSelector('.formula-block[data-open]')
    const before = await written(page)
    await page.keyboard.press('Escape')
    await ime.compose(['z', 'zhe'], '这里')
    expect(await written(page)).toEqual([before[0], 'paragraph 这里', 'heading 一节'])
    await page.keyboard.press('Control+z')
    await page.keyboard.press('Control+z')
    expect(await written(page)).toEqual(before)
    await page.waitForSelector('.formula-block[data-open]')
  })

  test('stays open where Esc gives up a composition in it', async () => {
    await openText(page, own())
    await caretIn(page, 'f', 0, 0)
    await ime.begin('ni')
    await page.keyboard.press('Escape')
    await ime.compose([], null)
    await page.waitForSelector('.formula-block[data-open]')
    await expect.poll(caret).toEqual([1, 0])
    expect(await written(page)).toEqual(['paragraph 上面一段', 'formula-block E = mc^2 \\tag{1}', 'paragraph 下一段'])
  })

  test('never widens the page', async () => {
    await openText(page, [block('formula-block', 'f', run(Array.from({ length: 60 }, (_, at) => `x_{${at}}`).join('+'))), block('paragraph', 'q', run(''))])
    await page.waitForSelector('.formula-block .katex')
    const [inner, outer] = await page.locator('.formula-block > .formula-face').evaluate((face) => [face.scrollWidth, face.clientWidth])
    expect(inner).toBeGreaterThan(outer! * 1.5)
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  })
})

describe('what can be published is what is shown', () => {
  const faces = () =>
    page
      .locator('.page-text .formula .formula-face')
      .evaluateAll((all) => all.map((face) => face.querySelector('annotation')?.textContent ?? face.querySelector('code')?.className ?? ''))

  test('chemistry, and what KaTeX has no command for, as MathML that keeps its source', async () => {
    const sources = [
      '\\ce{2H2 + O2 ->[点燃] 2H2O}',
      '\\iiiint f',
      '\\begin{align}a&=1\\\\b&=2\\end{align}',
      '\\newcommand{\\R}{r}\\R',
      '\\href{https://a.b/%20}{x}',
    ]
    await openText(page, [block('paragraph', 'p', ...sources.flatMap((tex) => [run('字'), formula(tex)]), run(''))])
    await expect.poll(faces).toEqual(sources)
    expect(await page.locator('.page-text .formula .katex').count()).toBe(3)
    // Numbered within it, as publishing numbers them; nothing of it leads anywhere.
    expect(await page.locator('.page-text .formula-drawn > math mtext').allTextContents()).toEqual(['(1)', '(2)'])
    expect(await page.locator('.page-text a, .page-text .formula img').count()).toBe(0)
    // A font for mathematics came with the page.
    await expect.poll(() => page.evaluate(() => [...document.fonts].find(({ family }) => family.includes('STIX Two Math'))?.status)).toBe('loaded')
  })

  test('what only KaTeX draws shows its source, marked', async () => {
    await openText(page, [
      block('paragraph', 'p', run('字'), formula('\\mathreflectbox{x}'), run('字'), formula('\\includegraphics{https://a.b/c.png}'), run('')),
    ])
    await expect.poll(faces).toEqual(['formula-raw formula-broken', 'formula-raw formula-broken'])
    expect(await page.textContent('.page-text .formula-wrong')).toBe('\\mathreflectbox')
  })
})

test('nothing was thrown', () => {
  expect(browser.thrown).toEqual([])
})
