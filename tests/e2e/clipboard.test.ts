import { expect, test } from 'vitest'
import { clipboardSample, logged, pasteHtml } from './page-actions.ts'
import { pageForAll } from './page-browser.ts'

/** What other programs put on the clipboard, in a real Chromium's parser. The samples are written after what each of them writes. */

const browser = pageForAll()

/** What the log has of it. */
async function pasted(html: string, plain?: string): Promise<string[]> {
  const { page } = browser
  await pasteHtml(page, html, plain)
  await page.waitForFunction(() => document.querySelector('.page-text')!.textContent!.replaceAll('\uFEFF', '') !== '')
  return logged(page)
}

test.each<[string, string[]]>([
  [
    'word-lists',
    [
      'paragraph 准备材料要 点',
      'number0 第一步，把事情写小',
      'number1 挑一项',
      'bullet2 再小一点',
      'number0 第二步',
      'paragraph 几种记号：',
      'bullet0 圆点',
      'bullet1 圆圈',
      'bullet2 方块',
      'bullet0 图片作记号',
      'paragraph 中文编号：',
      'number0 甲',
      'number1 乙',
      'number2 丙',
      'paragraph 从头数起：',
      'number0 只有第二级',
      'bullet0 没有记号的项',
    ],
  ],
  ['word-headings', ['heading1 课程大纲', 'heading1 第一章 绪论', 'heading2 背景', 'heading4 更小的标题', 'heading2 按大纲级别的标题', 'paragraph 正文被批注']],
  ['word-web', ['paragraph 前面', 'bullet0 甲', 'bullet1 乙']],
  ['wps', ['heading1 提纲', 'number0 开头', 'number0 中间', 'bullet1 结尾', 'paragraph 段落']],
  ['google-docs', ['heading1 Outline', 'bullet0 Bold and slanted', 'bullet1 Deeper', 'number0 One', 'number1 One a', 'number0 Two', 'paragraph End']],
  ['google-docs-piece', ['number0 Third level alone', 'number0 And its neighbour', 'number0 Back at the first']],
  ['feishu', ['heading2 小节', 'number0 第一步', 'bullet1 细节', 'number0 第二步', 'quote 引用', 'code def f():\n  return 1', 'paragraph 正文']],
  ['yuque', ['heading1 标题', 'bullet0 甲', 'bullet1 乙', 'number0 丙', 'number0 丁', 'paragraph 完']],
  ['wechat', ['paragraph 导语', 'paragraph 第一段，接着写。', 'bullet0 甲', 'bullet0 乙', 'code let a = 1\n\n  b(a)', 'paragraph 尾']],
])('it reads %s', async (name, expected) => {
  expect(await pasted(clipboardSample(name))).toEqual(expected)
  expect(await browser.page.evaluate(() => 'bad' in window)).toBe(false)
})

const cell = (...texts: string[]) => `<td>\n${texts.map((text) => `<p class=MsoNormal>${text}<o:p></o:p></p>`).join('\n')}\n</td>`

test.each<[string, string, string[]]>([
  [
    'a table, whatever its cells are made of',
    `<table><tr>${cell('姓名')}${cell('两', '段')}${cell('&nbsp;')}${cell('<b>粗</b>')}</tr>
     <tr><th>甲<br>乙</th><td><ul><li>一</li><li>二</li></ul>三<hr>四</td></tr></table>`,
    ['table 姓名 | 两\n段 |  | 粗 / 甲\n乙 | • 一\n• 二\n三\n四 |  | ', 'paragraph '],
  ],
  [
    'the numbers that Word typed into a cell',
    `<table><tr><td><p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>1.</span>甲</p></td>${cell('<b>乙</b>')}</tr></table>`,
    ['table 1. 甲 | 乙', 'paragraph '],
  ],
  [
    'tables that only arrange a page as what they arrange',
    `<table><tr>${cell('一段', '又一段')}</tr></table>
     <table><tr><td><pre>1\n2</pre></td><td><pre>let a\nlet b</pre></td></tr></table>
     <table><tr><td>边</td><td><h2>题</h2><table><tr><td>里</td></tr></table></td></tr></table>`,
    ['paragraph 一段', 'paragraph 又一段', 'code 1\n2', 'code let a\nlet b', 'paragraph 边', 'heading2 题', 'paragraph 里'],
  ],
  ['a table in code', '<pre><table><tr><td>a</td><td>b</td></tr><tr><td></td><td>c</td></tr><tr><td>d</td></tr></table></pre>', ['code a\tb\n\tc\nd']],
  [
    'several paragraphs of an item as one item',
    '<ol><li><p>甲</p><p>续</p></li><li><p>乙</p><ul><li><p>丙</p></li></ul><div>再续</div></li><li>丁</li></ol>',
    ['number0 甲\n续', 'number0 乙', 'bullet1 丙\n再续', 'number0 丁'],
  ],
  ['what follows code in an item', '<ul><li><p>甲</p><pre>a</pre><p>续</p></li><li>乙</li></ul>', ['bullet0 甲', 'code a', 'paragraph 续', 'bullet0 乙']],
  [
    'markers of letters alone',
    `<style>@list l0:level1 {mso-level-number-format:roman-lower;} @list l1:level1 {mso-level-number-format:bullet;}</style>${[
      'l0 i',
      'l0 ii',
      'l1 l',
      'l2 ii',
      'l2 n',
    ]
      .map((each) => each.split(' '))
      .map(([list, marker]) => `<p style='mso-list:${list} level1 lfo1'><span style='mso-list:Ignore'>${marker}</span>项</p>`)
      .join('')}`,
    ['number0 项', 'number0 项', 'bullet0 项', 'number0 项', 'bullet0 项'],
  ],
])('it reads %s', async (_what, html, expected) => {
  expect(await pasted(html)).toEqual(expected)
})

test('it keeps bold and slanted text of Word, which says besides that other scripts are not', async () => {
  await pasted(clipboardSample('word-lists'))
  expect(await browser.page.evaluate(() => harness.log.doc[0]?.children)).toEqual([
    { text: '准备材料', bold: true },
    { text: '要 点', italic: true },
  ])
})

test('it numbers what came as a list, and each list from one', async () => {
  await pasted(clipboardSample('word-lists'))
  const markers = await browser.page.evaluate(() => [...document.querySelectorAll('.page-text .item')].map((item) => item.getAttribute('data-marker')))
  expect(markers).toEqual(['1.', 'a.', '▪', '2.', '•', '◦', '▪', '•', '1.', 'a.', 'i.', '1.', '•'])
})

test('it takes lists of plain text only where their markers follow each other', async () => {
  expect(await pasted('', '前\n1. 甲\n2. 乙\n后\n1、丙')).toEqual(['paragraph 前', 'number0 甲', 'number0 乙', 'paragraph 后', 'paragraph 1、丙'])
})

test('it takes ten megabytes of a list, and lists in lists without end', async () => {
  const item = "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><!--[if !supportLists]--><span style='mso-list:Ignore'>1.</span><!--[endif]-->"
  expect((await pasted(`${item}${'字'.repeat(5000)}</p>`.repeat(700))).length).toBe(700)
  const deep = await pasted(`${'<ul><li>'.repeat(20_000)}底`)
  expect(deep.map((line) => line.replace(/\d/, ''))).toEqual(['bullet 底'])
  expect(await pasted(`<ul><li>${'<p>字</p>'.repeat(2000)}`)).toEqual([`bullet0 ${Array(2000).fill('字').join('\n')}`])
  expect((await pasted(`${"<div style='mso-list:l0 level9 lfo1'>".repeat(3000)}底`)).length).toBe(1)
})

test('the page threw nothing', () => {
  expect(browser.thrown).toEqual([])
})
