/** Titles, headings and heads of tables in a typeset book end their lines between words. */
import { expect, test } from 'vitest'
import type { PublishedCourse } from '#main/publishing/desk/course.ts'
import { pdf } from '#main/publishing/pdf/pdf.ts'
import { pdfPages } from '../../../../fixtures/publish/outside.ts'
import { docOf } from '../published.ts'

const LONG = '读懂一家公司的现金流：为什么利润表上赚了钱，账上却一分钱也没有？——给第一次看财报的普通投资者'

type Item = Awaited<ReturnType<typeof pdfPages>>[number]['items'][number]

async function pagesOf(chapters: PublishedCourse['chapters']) {
  const [unit] = pdf.units({ title: '课', author: '', chapters }, pdf.defaults, { image: () => null, imageBytes: () => Promise.reject(new Error()) })
  const [file] = (await unit!.make(new AbortController().signal)).files
  return pdfPages(file && 'bytes' in file ? file.bytes : new Uint8Array())
}

/** Lines of type of one size. */
function linesOf(items: readonly Item[], size: number): string[] {
  const sized = items.filter(({ height }) => Math.abs(height - size) < 0.3)
  return [...Map.groupBy(sized, ({ base }) => Math.round(base)).values()].map((line) => line.map(({ text }) => text).join(''))
}

test('titles of chapters and lessons, and headings', async () => {
  const chapter = '给第一次看财报的普通投资者：利润、现金与时间'
  const pages = await pagesOf([{ title: chapter, lessons: [{ id: 'a', title: LONG, doc: docOf(`# ${LONG}\n\n字`) }] }])
  const { items } = pages[2]!
  expect(linesOf(items, 22)).toEqual(['给第一次看财报的普通投资者：', '利润、现金与时间'])
  expect(linesOf(items, 16)).toEqual(['读懂一家公司的现金流：为什么利润表上赚了钱，', '账上却一分钱也没有？——给第一次看财报的普通投资者'])
  expect(linesOf(items, 13)).toEqual(['读懂一家公司的现金流：为什么利润表上赚了钱，', '账上却一分钱也没有？——给第一次看财报的普通投资者'])
  // Elsewhere they are what they are.
  expect(pages[1]!.text.replaceAll(/[\s.]/g, '')).toBe(`目录${chapter}1${LONG}1`)
})

test('heads of tables, whatever room their columns have', async () => {
  const words =
    '营业收入（亿元） 经营成本（亿元） 资本开支（亿元） 自由现金（亿元） 循环周期（天） 管理费用（亿元） 财务收入（亿元） 投资周期（天） 销售费用（亿元） 投资成本（亿元） 循环成本（亿元）'
  const heads = words.split(' ')
  const rows = [heads, heads.map(() => ':-:'), heads.map(() => '1,476.94')]
  const [page] = (
    await pagesOf([{ title: '', lessons: [{ id: 'a', title: '一', doc: docOf(rows.map((row) => `| ${row.join(' | ')} |`).join('\n')) }] }])
  ).slice(2)
  // Of as many columns, type is smaller.
  const lines = page!.items.filter(({ height, base }) => height < 9.8 && base > 60).map(({ text }) => text)
  expect(lines.join(' ')).toContain('营业 收入 （亿元）')
  const word = /^(?:营业|销售|收入|经营|成本|资本|开支|自由|现金|循环|周期|管理|费用|财务|投资|（亿元）|（天）|[\d,. ])+$/
  expect(lines.filter((line) => !word.test(line))).toEqual([])
})

test('a heading with marks, and a head with any, are set as they are', async () => {
  const pages = await pagesOf([
    { title: '', lessons: [{ id: 'a', title: '一', doc: docOf(`# ${LONG}**重**\n\n| **甲乙丙丁** | 乙 |\n| --- | --- |\n| 1 | 2 |`) }] },
  ])
  expect(pages[2]!.text.replaceAll(/\s/g, '')).toBe(`一${LONG}重甲乙丙丁乙121`)
})
