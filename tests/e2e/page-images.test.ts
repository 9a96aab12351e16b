/** Pictures in a text, in a real Chromium, with a log in memory and a library of pictures that the test rules. */
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Composer } from './composing.ts'
import { block, caretIn, run, written } from './object-actions.ts'
import { ghostShown, openText } from './page-actions.ts'
import { pageForAll } from './page-browser.ts'

const browser = pageForAll()
let page: Page
let ime: Composer
const hash = 'a'.repeat(64)
const image = (caption = '', more: object = {}) => ({ ...block('image', 'i', run(caption)), image: hash, alt: '', ...more })
const text = (...middle: object[]) => [block('paragraph', 'p', run('上面一段')), ...middle, block('paragraph', 'q', run('下面一段'))]
const caret = () => page.evaluate(() => harness.caret)
const onPicture = () => page.waitForFunction(() => document.activeElement?.matches('.image-frame'))
const inText = () => page.waitForFunction(() => document.activeElement?.matches('.page-text'))

/** A picture of its own colour, as a file. */
const drawn = `async (name) => {
  const canvas = new OffscreenCanvas(640, 360)
  const context = canvas.getContext('2d')
  context.fillStyle = '#5b7f6b'
  context.fillRect(0, 0, 640, 360)
  context.fillStyle = '#f3ead2'
  context.fillRect(60, 60, name.length * 20, 120)
  return new File([await canvas.convertToBlob()], name, { type: 'image/png' })
}`

beforeAll(async () => {
  ;({ page, ime } = browser)
  const png = await page.evaluate(`(async () => { const file = await (${drawn})('test.png'); return Array.from(new Uint8Array(await file.arrayBuffer())) })()`)
  await page.route('**/images/*', (route) =>
    route.request().url().endsWith('b'.repeat(64))
      ? route.fulfill({ status: 404 })
      : route.fulfill({ body: Buffer.from(png as number[]), contentType: 'image/png' }),
  )
  await page.evaluate(
    ([a, b]) => {
      for (const id of [a, b]) harness.pictures.known.set(id!, { id: id! as never, type: 'png', width: 640, height: 360, bytes: 9, name: '图.png' })
    },
    [hash, 'b'.repeat(64)],
  )
})

/** Drops or pastes files, as the browser tells of it. */
async function give(kind: 'drop' | 'paste', names: readonly string[], at = '.page-text', html = ''): Promise<void> {
  await page.evaluate(
    `(async () => {
      const data = new DataTransfer()
      for (const name of ${JSON.stringify(names)}) data.items.add(await (${drawn})(name))
      if (${JSON.stringify(html)} !== '') data.setData('text/html', ${JSON.stringify(html)})
      const target = document.querySelector(${JSON.stringify(at)})
      const box = target.getBoundingClientRect()
      const place = { clientX: box.left + 20, clientY: box.bottom - 3, bubbles: true, cancelable: true, dataTransfer: data }
      if (${JSON.stringify(kind)} === 'paste') target.dispatchEvent(new InputEvent('beforeinput', { inputType: 'insertFromPaste', dataTransfer: data, bubbles: true, cancelable: true }))
      else { target.dispatchEvent(new DragEvent('dragover', place)); target.dispatchEvent(new DragEvent('drop', place)) }
    })()`,
  )
}
const kinds = () => page.evaluate(async () => (await harness.saved()).map(({ type }) => type).join(' '))

/** Keys, a paste and a click below the text, each where the focus is then, and all before the page runs a timer: as on a busy machine. What has the focus at last. */
const atOnce = (acts: readonly string[]) =>
  page.evaluate(async (each) => {
    for (const act of each) {
      const [body, bubbles] = [document.querySelector('.page-text')!, { bubbles: true, cancelable: true }]
      if (act === 'below') body.dispatchEvent(new MouseEvent('mousedown', { ...bubbles, clientY: body.getBoundingClientRect().bottom }))
      else if (act === 'paste') {
        const clipboardData = new DataTransfer()
        clipboardData.setData('text/plain', '贴')
        document.activeElement!.dispatchEvent(new ClipboardEvent('paste', { ...bubbles, clipboardData }))
      } else document.activeElement!.dispatchEvent(new KeyboardEvent('keydown', { ...bubbles, key: act, ctrlKey: act === 'z' }))
      // What waits for the end of the key press.
      for (let step = 0; step < 20; step += 1) await Promise.resolve()
    }
    return document.activeElement!.className
  }, acts)

describe('pictures come in', () => {
  test('by pasting and dropping, several at once, as one step', async () => {
    await openText(page, text())
    await caretIn(page, 'p', 0, 4)
    await give('paste', ['a.png'], '.page-text', '<img src="https://a.b/c.png">')
    await expect.poll(kinds).toBe('paragraph image paragraph')
    await page.waitForFunction(() => document.querySelector<HTMLImageElement>('.image-frame img')?.complete)
    await give('drop', ['b.png', 'cc.png'], '[data-block=q]')
    await expect.poll(kinds).toBe('paragraph image paragraph image image')
    await page.keyboard.press('Control+z')
    await expect.poll(kinds).toBe('paragraph image paragraph')
    await page.keyboard.press('Control+z')
    await expect.poll(kinds).toBe('paragraph paragraph')
  })

  test('telling how far they are, while the author writes on, and are given up', async () => {
    await openText(page, text())
    await page.evaluate(() => (harness.pictures.isHeld = true))
    await caretIn(page, 'p', 0, 4)
    await give('drop', ['a.png'], '[data-block=p]')
    await expect.poll(() => page.textContent('.upload-card p')).toBe('正在放入“a.png”，50%')
    await ime.compose(['x', 'xie'], '写')
    await page.evaluate(() => harness.pictures.go())
    await expect.poll(() => written(page)).toEqual(['paragraph 上面一段写', 'image ', 'paragraph 下面一段'])
    await expect.poll(caret).toEqual([0, 5])
    await give('drop', ['b.png'], '[data-block=q]')
    await page.click('.upload-card button')
    await page.waitForSelector('.upload-card', { state: 'detached' })
    await give('drop', ['b.png'], '[data-block=q]')
    await page.waitForSelector('.upload-card')
    await page.click('[data-block=q]')
    await page.keyboard.press('Control+z')
    await page.waitForSelector('.upload-card', { state: 'detached' })
    expect(await written(page)).toEqual(['paragraph 上面一段写', 'image ', 'paragraph 下面一段'])
  })

  test('with a pasted text, which is there at once, and each in its place, while the author composes on', async () => {
    await openText(page, text())
    await page.evaluate(() => (harness.pictures.isHeld = true))
    await caretIn(page, 'p', 0, 4)
    const picture = await page.evaluate<string>(`(async () => {
      const file = await (${drawn})('c.png')
      return new Promise((resolve) => Object.assign(new FileReader(), { onload: (event) => resolve(event.target.result) }).readAsDataURL(file))
    })()`)
    await give('paste', [], '.page-text', `<p>甲</p><p><img alt="图" src="${picture}"></p><p>乙</p>`)
    await expect.poll(() => written(page)).toEqual(['paragraph 上面一段甲', 'paragraph ', 'paragraph 乙', 'paragraph 下面一段'])
    await expect.poll(() => page.textContent('.upload-card p')).toBe('正在放入“图”，50%')
    await ime.compose(['x', 'xie'], '写')
    await ime.begin('zai')
    await page.evaluate(() => harness.pictures.go())
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)))
    expect(await written(page)).toContain('paragraph ')
    await give('paste', [], '.page-text', '<p>又</p><h2>一</h2>')
    await ime.sign('在')
    await expect.poll(() => written(page)).toEqual(['paragraph 上面一段甲', 'image ', 'paragraph 乙写在又', 'heading 一', 'paragraph 下面一段'])
    for (let step = 0; step < 6; step += 1) await page.keyboard.press('Control+z')
    await expect.poll(() => written(page)).toEqual(['paragraph 上面一段', 'paragraph 下面一段'])
  })

  test('or are refused in one sentence, where they were dropped', async () => {
    await openText(page, text())
    await page.evaluate(() => (harness.pictures.refuse = 'image-foreign'))
    await give('drop', ['a.png'], '[data-block=p]')
    await expect.poll(() => page.textContent('.upload-card[data-refused] p')).toContain('a.png')
    expect(await page.evaluate(() => document.querySelector('.upload-cards')!.previousElementSibling!.getAttribute('data-block'))).toBe('p')
    await page.click('.upload-card button')
    await page.waitForSelector('.upload-card', { state: 'detached' })
    expect(await kinds()).toBe('paragraph paragraph')
  })

  test('and the refusal is seen where it is out of view, but takes nobody away who writes on', async () => {
    const long = Array.from({ length: 40 }, (_, at) => block('paragraph', `p${at}`, run('一段'.repeat(20))))
    const isSeen = () => page.evaluate(() => document.querySelector('.upload-card')!.getBoundingClientRect().bottom <= innerHeight)
    await openText(page, long)
    await page.evaluate(() => (harness.pictures.refuse = 'image-foreign'))
    await give('drop', ['a.png'], '[data-block=p39]')
    await page.waitForSelector('.upload-card[data-refused]')
    await expect.poll(isSeen).toBe(true)
    await openText(page, long)
    await caretIn(page, 'p0', 0, 2)
    await page.evaluate(() => Object.assign(harness.pictures, { refuse: null, isHeld: true }))
    await give('drop', ['b.png'], '[data-block=p39]')
    await page.waitForSelector('.upload-card')
    await caretIn(page, 'p0', 0, 2)
    await page.keyboard.press('a')
    const top = () => page.evaluate(() => document.querySelector('[data-block=p0]')!.getBoundingClientRect().top)
    const before = await top()
    await page.evaluate(() => {
      harness.pictures.refuse = 'image-foreign'
      harness.pictures.go()
    })
    await page.waitForSelector('.upload-card[data-refused]', { state: 'attached' })
    expect(await top()).toBe(before)
  })

  test('into view with their caption and the caret below, where the author is, and take nobody away who is elsewhere', async () => {
    const long = Array.from({ length: 40 }, (_, at) => block('paragraph', `p${at}`, run(`第 ${at} 段`)))
    const isInView = (selector: string) =>
      page.evaluate((wanted) => {
        const [box, frame] = [document.querySelector(wanted)!.getBoundingClientRect(), document.querySelector('.harness-scroll')!.getBoundingClientRect()]
        return box.top >= frame.top && box.bottom <= frame.bottom
      }, selector)
    await openText(page, [...long, block('paragraph', 'end', run(''))])
    await caretIn(page, 'end', 0, 0)
    await page.keyboard.type('尾')
    await page.keyboard.press('Backspace')
    await give('paste', ['a.png'])
    await page.waitForFunction(() => (document.querySelector<HTMLImageElement>('.image-frame img')?.naturalWidth ?? 0) > 0)
    await page.waitForTimeout(100)
    await expect.poll(async () => [await isInView('figcaption'), await isInView('[data-block=end]')]).toEqual([true, true])
    await openText(page, [...long, block('paragraph', 'end', run(''))])
    await caretIn(page, 'p0', 0, 0)
    await page.evaluate(() => (harness.pictures.isHeld = true))
    await give('drop', ['b.png'], '[data-block=end]')
    await page.waitForSelector('.upload-card')
    await page.evaluate(() => {
      document.querySelector('.harness-scroll')!.scrollTop = 0
      harness.pictures.go()
    })
    await expect.poll(kinds).toContain('image')
    await page.waitForTimeout(100)
    expect(await page.evaluate(() => document.querySelector('.harness-scroll')!.scrollTop)).toBe(0)
  })

  test('by a choice of files', async () => {
    await openText(page, text())
    await caretIn(page, 'p', 0, 4)
    const chooser = page.waitForEvent('filechooser')
    await page.keyboard.press('Control+Alt+i')
    const bytes = Buffer.from((await page.evaluate(`(async () => Array.from(new Uint8Array(await (await (${drawn})('x')).arrayBuffer())))()`)) as number[])
    await (await chooser).setFiles([{ name: '甲.png', mimeType: 'image/png', buffer: bytes }])
    await expect.poll(kinds).toBe('paragraph image paragraph')
  })
})

describe('a picture', () => {
  test('is stopped at by the arrow keys, between the text above and its caption', async () => {
    await openText(page, text(image('图注')))
    await caretIn(page, 'p', 0, 1)
    await page.keyboard.press('ArrowDown')
    await onPicture()
    await page.keyboard.press('ArrowDown')
    await inText()
    await expect.poll(caret).toEqual([1, 0])
    await page.keyboard.type('新')
    await page.keyboard.press('ArrowUp')
    await onPicture()
    await page.keyboard.press('ArrowUp')
    await inText()
    await expect.poll(caret).toEqual([0, 4])
    await page.keyboard.press('ArrowRight')
    await onPicture()
    await page.keyboard.press('Enter')
    await page.keyboard.type('a')
    expect(await written(page)).toEqual(['paragraph 上面一段', 'image 新图注', 'paragraph a', 'paragraph 下面一段'])
  })

  test('is left for a new paragraph below it before a timer runs, by Enter and by pasting', async () => {
    await openText(page, text(image('图注')))
    await caretIn(page, 'p', 0, 4)
    await atOnce(['ArrowRight', 'Enter'])
    await page.keyboard.type('a')
    expect(await written(page)).toEqual(['paragraph 上面一段', 'image 图注', 'paragraph a', 'paragraph 下面一段'])
    await openText(page, text(image('图注')))
    await caretIn(page, 'p', 0, 4)
    await atOnce(['ArrowRight', 'paste'])
    await page.keyboard.type('a')
    expect(await written(page)).toEqual(['paragraph 上面一段', 'image 图注', 'paragraph 贴a', 'paragraph 下面一段'])
  })

  test('is left for the text before a timer runs, where it is taken back', async () => {
    await openText(page, text())
    await caretIn(page, 'p', 0, 4)
    await give('paste', ['a.png'])
    await expect.poll(kinds).toBe('paragraph image paragraph')
    await caretIn(page, 'p', 0, 4)
    expect(await atOnce(['ArrowRight', 'z'])).toBe('page-text')
    await page.keyboard.type('a')
    expect(await written(page)).toEqual(['paragraph 上面一段a', 'paragraph 下面一段'])
  })

  test('is left for a new paragraph below the text before a timer runs, by a click', async () => {
    await openText(page, [...text(image()), block('divider', 'd', run(''))])
    await caretIn(page, 'p', 0, 4)
    await atOnce(['ArrowRight', 'below'])
    await page.keyboard.type('a')
    expect(await written(page)).toEqual(['paragraph 上面一段', 'image ', 'paragraph 下面一段', 'divider ', 'paragraph a'])
  })

  test('is selected by Backspace at the start of its caption, and gone by another', async () => {
    await openText(page, text(image('图注')))
    await caretIn(page, 'i', 0, 0)
    await page.keyboard.press('Backspace')
    await onPicture()
    expect(await kinds()).toBe('paragraph image paragraph')
    await page.keyboard.press('Control+c')
    await page.keyboard.press('Backspace')
    await inText()
    await expect.poll(kinds).toBe('paragraph paragraph')
    await page.keyboard.type('a')
    expect(await written(page)).toEqual(['paragraph 上面一段a', 'paragraph 下面一段'])
    await page.keyboard.press('Control+z')
    await page.keyboard.press('Control+z')
    await expect.poll(() => written(page)).toEqual(['paragraph 上面一段', 'image 图注', 'paragraph 下面一段'])
  })

  test('has a caption that is composed into, with a suggestion behind it', async () => {
    await openText(page, text(image()), '建议的文字，')
    await caretIn(page, 'i', 0, 0)
    await ime.compose(['t', 'tu'], '图')
    await ghostShown(page, '建议的文字，')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await ime.compose(['x', 'xia'], '下')
    expect(await written(page)).toEqual(['paragraph 上面一段', 'image 图建议的文字，', 'paragraph 下', 'paragraph 下面一段'])
  })

  test('is made narrower by its edge and by keys, and says how wide it is', async () => {
    await openText(page, text(image()))
    await page.hover('.image-frame')
    const box = (await (await page.waitForSelector('.image-handle[data-side=right]')).boundingBox())!
    const measure = await page.locator('.image').evaluate((figure) => figure.clientWidth)
    await page.mouse.move(box.x + 8, box.y + 100)
    await page.mouse.down()
    await page.mouse.move(box.x + 8 - (640 - measure * 0.51) / 2, box.y + 100, { steps: 4 })
    expect(await page.textContent('.image-draft')).toBe('50%')
    await page.mouse.up()
    const width = () => page.evaluate(async () => (await harness.saved()).flatMap((each) => (each.type === 'image' ? (each.width ?? 0) : [])))
    await expect.poll(width).toEqual([50])
    await page.locator('.image-frame').focus()
    await page.keyboard.press('+')
    await expect.poll(width).toEqual([55])
    await page.keyboard.press('4')
    await expect.poll(width).toEqual([100])
    await page.keyboard.press('0')
    await expect.poll(width).toEqual([0])
    await page.locator('.image-handle[data-side=right]').focus()
    await page.keyboard.press('PageDown')
    await expect.poll(width).toEqual([69])
  })

  test('has its bar beside it where it is small, which the mouse reaches, and in it where it is large', async () => {
    await openText(page, text(image('', { width: 30 })))
    const place = async () => {
      const [bar, frame] = await Promise.all([page.locator('.image-bar').boundingBox(), page.locator('.image-frame').boundingBox()])
      return { bar: bar!, frame: frame!, isInside: bar!.y < frame!.y + frame!.height && bar!.y + bar!.height > frame!.y }
    }
    await page.hover('.image-frame')
    const small = await place()
    expect(small.isInside).toBe(false)
    await page.mouse.move(small.bar.x + small.bar.width / 2, small.bar.y + 8, { steps: 30 })
    await page.getByRole('button', { name: '100%' }).click()
    await expect.poll(async () => (await place()).isInside).toBe(true)
  })

  test('is described, and opened large', async () => {
    await openText(page, text(image()))
    await page.hover('.image-frame')
    await page.click('[aria-label=写图片描述]')
    await page.keyboard.type('一只猫')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.evaluate(async () => (await harness.saved()).flatMap((each) => (each.type === 'image' ? each.alt : [])))).toEqual(['一只猫'])
    await page.waitForSelector('[role=dialog]', { state: 'detached' })
    await page.locator('.image-frame').focus()
    await page.keyboard.press('Space')
    await page.waitForSelector('.lightbox img')
    await page.keyboard.press('Escape')
    await page.waitForSelector('.lightbox', { state: 'detached' })
    await onPicture()
  })

  test('whose file is gone says so, and its caption stays', async () => {
    await openText(page, text(image('图注', { image: 'c'.repeat(64), alt: '一只猫' })))
    await expect.poll(() => page.textContent('.image-missing p')).toBe('这张图片的文件不见了，或者打不开。一只猫')
    await openText(page, text(image('图注', { image: 'b'.repeat(64) })))
    await page.waitForSelector('.image-missing')
    expect(await page.textContent('figcaption')).toBe('图注')
  })
})

test('nothing was thrown', () => {
  expect(browser.thrown).toEqual([])
})
