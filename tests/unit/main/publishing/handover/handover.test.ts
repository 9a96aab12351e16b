import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { docx } from '#main/publishing/docx/docx.ts'
import { dedao, summaryOf, xiaoe } from '#main/publishing/handover/handover.ts'
import type { Doc } from '#preload/document/schema.ts'
import { courseOf, docOf, made } from '../published.ts'

describe.each([
  ['小鹅通', xiaoe],
  ['得到', dedao],
] as const)('a course for %s', (platform, target) => {
  test('is made anew by every newer version of its manuscripts', () => {
    expect(target.version).toBeGreaterThan(docx.version)
  })

  test('is a folder for each lesson and a table of all of them, and says that nobody has verified it', async () => {
    const { files, text, findings } = await made(target, courseOf({ 选鱼: '先看鳃。\n\n![鳃](x.png)', '蒸, "鱼"': '=1+1 水开后' }))
    expect(files.map(({ path }) => path)).toEqual([
      '01 选鱼/正文.html',
      '01 选鱼/正文.docx',
      '01 选鱼/简介.txt',
      '01 选鱼/图片/01.png',
      '02 蒸, ＂鱼＂/正文.html',
      '02 蒸, ＂鱼＂/正文.docx',
      '02 蒸, ＂鱼＂/简介.txt',
      '课程.csv',
      '发布清单.md',
    ])
    expect(text('课程.csv')).toBe(
      '\ufeff序号,章,标题,简介,文件,字数,价格,试看\r\n1,鱼,选鱼,先看鳃。,01 选鱼/正文.html,4,,\r\n2,鱼,"蒸, ""鱼""",\'=1+1 水开后,"02 蒸, ＂鱼＂/正文.html",4,,\r\n',
    )
    expect(text('清单.md')).toContain(`未经平台验证：没有查到${platform}`)
    expect(findings.at(-1)).toMatchObject({ level: 'todo', kind: 'unverified', lesson: null, text: platform })
  })
})

test.each(['=', '+', '-', '@', '＝', '＋', '－', '＠'])('a title that begins with %s is words in the table and no formula', async (sign) => {
  const { text } = await made(xiaoe, courseOf({ [`${sign}HYPERLINK("x")`]: `${sign}1` }))
  const [, row = ''] = text('课程.csv').split('\r\n')
  const cells = row.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/).map((cell) => cell.replaceAll(/^"|"$/g, ''))
  expect(cells.filter((cell) => cell.startsWith(sign))).toEqual([])
  expect(cells.filter((cell) => cell.startsWith(`'${sign}`))).toHaveLength(2)
})

test('a manuscript is of no day: another lesson that changes changes nothing of it', async () => {
  const ofDay = async (changedAt: number) =>
    (await made(xiaoe, { ...courseOf({ 选鱼: '先看鳃' }), id: 'c', changedAt })).files.find(({ path }) => path.endsWith('.docx'))
  expect(await ofDay(1_700_000_000_000)).toEqual(await ofDay(1_600_000_000_000))
})

test('what a manuscript loses is told with its lesson, and what the page says of it once', async () => {
  const { findings } = await made(dedao, courseOf({ 一: '见[乙](moke:lesson/l2)\n\n$$\n\\frac{a\n$$\n\n![鳃](x.png)', 二: '乙' }), {}, false)
  const told = findings.filter(({ kind }) => kind !== 'unverified').map(({ level, kind, lesson }) => `${level} ${kind} ${lesson}`)
  expect(told).toContain('lost link-lesson l1')
  expect(told).toEqual([...new Set(told)])
})

test('one link to a lesson is one finding, the weightier one', async () => {
  const { findings } = await made(xiaoe, courseOf({ 一: '见[**乙**的课](moke:lesson/l2)', 二: '乙' }))
  const links = findings.filter(({ kind }) => kind === 'link-lesson')
  expect(new Set(links.map(({ level, block }) => `${level} ${block}`)).size).toBe(1)
  expect(links[0]?.level).toBe('lost')
  const { findings: plain } = await made(dedao, courseOf({ 一: '见[第二课](moke:lesson/l2)', 二: '乙' }))
  expect(plain.filter(({ kind }) => kind === 'link-lesson').map(({ level, text }) => [level, text])).toEqual([['lost', '第二课']])
})

test('a manuscript has its text, its footnotes and no contents', async () => {
  const { files } = await made(xiaoe, courseOf({ 选鱼: '先看鳃[^a]。\n\n[^a]: 出处' }))
  const docx = files.flatMap((file) => ('bytes' in file ? [file.bytes] : []))[0]!
  const entries = unzipSync(docx)
  const text = strFromU8(entries['word/document.xml']!)
  expect(text).toMatch(/选鱼.*先看鳃/s)
  expect(text).not.toContain('TOC')
  expect(strFromU8(entries['word/footnotes.xml']!)).toContain('出处')
})

test('what a lesson is about is its opening, to the end of a sentence where there is one', () => {
  expect(summaryOf({ doc: docOf('# 头\n\n一句。\n\n两句。') })).toBe('一句。 两句。')
  expect(summaryOf({ doc: docOf(`${'字'.repeat(60)}。${'后'.repeat(60)}`) })).toBe(`${'字'.repeat(60)}。`)
  expect(summaryOf({ doc: docOf('厚度是 $d$ 时\n\n只有字。') })).toBe('只有字。')
  expect(summaryOf({ doc: docOf('厚度是 $d$ 时') })).toBe('厚度是 d 时')
  expect(summaryOf({ doc: docOf('𠮷'.repeat(101)) })).toBe(`${'𠮷'.repeat(100)}…`)
})

test('what a lesson is about says what a model wrote, in its file and in the table, and for others nothing', async () => {
  const written = [{ type: 'paragraph', id: 'a', children: [{ text: '我写的许多字，' }, { text: '它写。', ai: { model: 'm', at: 1 } }] }] as unknown as Doc
  const { text } = await made(xiaoe, courseOf({ 一: written, 二: '我写。' }))
  const label = '本文部分内容由人工智能（AI）生成。'
  expect(text('01 一/简介.txt')).toBe(`我写的许多字，它写。\n\n${label}\n`)
  expect(text('02 二/简介.txt')).toBe('我写。\n')
  expect(
    text('课程.csv')
      .split('\r\n')
      .map((row) => row.includes(label)),
  ).toEqual([false, true, false, false])
})
