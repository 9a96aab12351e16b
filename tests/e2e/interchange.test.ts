/** Markdown in and out, as an author does it: a folder is chosen, looked at, imported, taken back, written out again. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import type { Page } from 'playwright-core'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { png } from '../unit/main/images/pictures.ts'
import { session, studioForAll } from './harness/studio-page.ts'

const studio = studioForAll()
let page: Page
beforeEach(async () => {
  page = await studio.begin()
})

/** "# 第一章 开始\n\n这是用旧电脑写的文章，里面说的是**写作**。\n", in GBK. */
const gbk = Buffer.from('IyC12tK71cIgv6rKvAoK1eLKx9PDvsm158TU0LS1xM7E1cKjrMDvw+bLtbXEyscqKtC01/cqKqGjCg==', 'base64')

const place = mkdtempSync(join(tmpdir(), 'moke-import-'))
afterAll(() => rmSync(place, { recursive: true, force: true }))
const folder = join(place, '写作课')
const write = (path: string, content: string | Buffer) => {
  mkdirSync(join(folder, path, '..'), { recursive: true })
  writeFileSync(join(folder, path), content)
}
write('第一章 起步/1 开始.md', gbk)
write(
  '第一章 起步/2 图和表.md',
  '---\ntitle: 图和表\ntags: [示例]\n---\n\n![一只猫](../图片/猫%201.png)\\\n图一　*猫*\n\n| 名称 | 数量 |\n| :-- | --: |\n| 苹果 | 3 |\n| 梨 | 5 |\n\n勾股定理 $a^2+b^2=c^2$，见[开头](<1 开始.md>)。\n\n$$\n\\int_0^1 x\\,dx\n$$\n\n> [!TIP]\n> 多写[^1]\n\n[^1]: 一条脚注\n\n<div>框里的字</div>\n',
)
write('第十章 收尾/结语.md', '再见。')
write('第二章 中间/中.md', '- [x] 做完\n- [ ] 没做')
write('图片/猫 1.png', png(320, 200))
write('资料.docx', 'not read')

async function openImport(): Promise<void> {
  await page.keyboard.press('Control+k')
  await studio.focusIs('.palette-field')
  await page.keyboard.type('导入')
  await page.locator('[role=option]', { hasText: '导入 Markdown' }).click()
  await page.locator('.interchange-choice').waitFor()
}

async function importFolder(): Promise<void> {
  await openImport()
  await page.locator('input[type=file][webkitdirectory]').setInputFiles(folder)
  await page.locator('.interchange-contents').waitFor()
  await page.getByRole('button', { name: /导入 \d+ 课/ }).click()
  await page.locator('.dialog').waitFor({ state: 'detached' })
}

const text = () => page.locator(`${session} [data-slate-editor]`)
const download = async () => {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '导出', exact: true }).click()])
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) }
}
async function openExport(): Promise<void> {
  await page.keyboard.press('Control+k')
  await studio.focusIs('.palette-field')
  await page.keyboard.type('导出')
  await page.locator('[role=option]', { hasText: '导出 Markdown' }).click()
  await page.locator('.interchange-look').waitFor()
}

/** Whether a click in the middle of each of them would meet it. */
const isReached = (selector: string) =>
  page.locator(selector).evaluateAll((all) =>
    all.every((each) => {
      const { x, y, width, height } = each.getBoundingClientRect()
      return each.contains(document.elementFromPoint(x + width / 2, y + height / 2))
    }),
  )

describe('Markdown in and out', () => {
  test('a folder is shown as what it becomes, with what changes and what is left out, before anything is made', async () => {
    await openImport()
    await page.locator('input[type=file][webkitdirectory]').setInputFiles(folder)
    const contents = page.locator('.interchange-contents')
    await contents.waitFor()
    expect(await contents.locator('h4').allTextContents()).toEqual(['第一章 起步', '第二章 中间', '第十章 收尾'])
    expect(await contents.locator('.interchange-lesson').allTextContents()).toEqual(['第一章 开始', '图和表', '中', '结语'])
    expect(await contents.locator('.interchange-encoding').allTextContents()).toEqual(['GBK'])
    await page.locator('summary', { hasText: '写法会变' }).click()
    await expect.poll(() => page.locator('.interchange-losses').first().textContent()).toContain('tags')
    await page.locator('summary', { hasText: '1 个文件没有放进来' }).click()
    await expect.poll(() => page.locator('.interchange-losses').last().textContent()).toContain('资料.docx')
    const before = page.viewportSize()!
    await page.setViewportSize({ width: 1280, height: 480 })
    expect(await isReached('.dialog-actions .button')).toBe(true)
    await page.locator('.dialog-body').evaluate((body) => body.scrollTo(0, body.scrollHeight))
    expect(await isReached('.dialog-actions .button')).toBe(true)
    await page.setViewportSize(before)
    await page.keyboard.press('Escape')
    await page.locator('.dialog').waitFor({ state: 'detached' })
    expect(await studio.row('写作课').count()).toBe(0)
  })

  test('imported, it is a course with its texts, pictures, tables and formulas; taken back, it is in the bin', async () => {
    await importFolder()
    await studio.row('第十章 收尾').waitFor()
    await expect.poll(() => text().textContent()).toContain('这是用旧电脑写的文章')
    await studio.row('图和表').click()
    await expect.poll(() => text().textContent()).toContain('苹果')
    await expect.poll(() => text().textContent()).toContain('图一')
    await expect.poll(() => text().textContent()).toContain('框里的字')
    await page.getByRole('button', { name: '撤销导入' }).click()
    await studio.row('第十章 收尾').waitFor({ state: 'detached' })
    expect(await studio.row('写作课').count()).toBe(0)
  })

  test('a course is written as an archive, a lesson as one text', async () => {
    await importFolder()
    await openExport()
    await page.getByRole('radio', { name: '这门课' }).click()
    await expect.poll(() => page.locator('.interchange-summary').textContent()).toContain('写作课.zip')
    const archive = await download()
    await page.locator('.dialog').waitFor({ state: 'detached' })
    const files = unzipSync(new Uint8Array(archive.bytes))
    expect(Object.keys(files).filter((path) => path.endsWith('.md'))).toEqual([
      '写作课/01 第一章 起步/01 第一章 开始.md',
      '写作课/01 第一章 起步/02 图和表.md',
      '写作课/02 第二章 中间/01 中.md',
      '写作课/03 第十章 收尾/01 结语.md',
    ])
    const written = strFromU8(files['写作课/01 第一章 起步/02 图和表.md'] ?? new Uint8Array())
    for (const part of ['title: 图和表', '| 苹果 | 3 |', '$a^2+b^2=c^2$', '[开头](01%20第一章%20开始.md)', '> [!TIP]', '[^1]: 一条脚注', '图一　*猫*'])
      expect(written).toContain(part)
    await openExport()
    await expect.poll(() => page.locator('.interchange-summary').textContent()).toContain('第一章 开始.md')
    const one = await download()
    expect([one.name, one.bytes.toString()]).toEqual(['第一章 开始.md', expect.stringContaining('这是用旧电脑写的文章，里面说的是**写作**。')])
  })

  test('read again with other line breaks, it still goes where the author said, and the focus stays', async () => {
    await openImport()
    const file = join(place, '三行.md')
    writeFileSync(file, '春眠不觉晓\n处处闻啼鸟\n夜来风雨声\n')
    await page.locator('input[type=file]:not([webkitdirectory])').setInputFiles(file)
    await page.locator('.interchange-contents').waitFor()
    await page.getByRole('radio', { name: '新课程' }).click()
    await page.getByRole('textbox', { name: '课程名' }).fill('唐诗课')
    const joined = page.getByRole('radio', { name: '连成一行' })
    await joined.focus()
    await page.keyboard.press('Space')
    await page.getByRole('button', { name: '导入 1 课' }).and(page.locator(':enabled')).waitFor()
    expect(await page.getByRole('radio', { checked: true }).allTextContents()).toEqual(['新课程', '连成一行'])
    expect(await page.getByRole('textbox', { name: '课程名' }).inputValue()).toBe('唐诗课')
    expect(await joined.evaluate((radio) => radio === document.activeElement)).toBe(true)
    await page.getByRole('button', { name: '导入 1 课' }).click()
    await studio.row('唐诗课').waitFor()
    await expect.poll(() => text().textContent()).toContain('春眠不觉晓处处闻啼鸟')
  })

  test('dropped on the window, files are looked at right away; one goes into the chapter that is written', async () => {
    const transfer = await page.evaluateHandle(() => {
      const data = new DataTransfer()
      data.items.add(new File(['# 拖进来的\n\n字'], '拖.md', { type: 'text/markdown' }))
      return data
    })
    await page.dispatchEvent('body', 'drop', { dataTransfer: transfer })
    await page.locator('.interchange-contents').waitFor()
    await expect.poll(() => page.getByRole('radio', { checked: true }).first().textContent()).toContain('章“')
    await page.getByRole('button', { name: '导入 1 课' }).click()
    await studio.row('拖进来的').waitFor()
  })
})
