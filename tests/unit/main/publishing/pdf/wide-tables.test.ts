/** Tables that are wider than their page: words of neighbouring cells never lie over each other, and those whose words are parted are told. */
import { expect, test } from 'vitest'
import type { PublishedCourse } from '#main/publishing/desk/course.ts'
import { pdf } from '#main/publishing/pdf/pdf.ts'
import { docFromMarkdown } from '#preload/markdown/markdown.ts'
import { pdfPages } from '../../../../fixtures/publish/outside.ts'

/** Points from the left, between the margins of the book. */
const [LEFT, RIGHT] = [73, 522]

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`
const tableOf = (head: readonly string[], ...rows: readonly (readonly string[])[]): string => row(head) + row(head.map(() => '---')) + rows.map(row).join('')

async function read(markdown: string) {
  const { doc } = docFromMarkdown(markdown, { link: (address: string) => address } as never)
  const course: PublishedCourse = { title: '课', author: '', chapters: [{ title: '', lessons: [{ id: 'l1', title: '一', doc }] }] }
  const [unit] = pdf.units(course, pdf.defaults, { image: () => null, imageBytes: () => Promise.reject(new Error()) })
  const { files, findings } = await unit!.make(new AbortController().signal)
  const items = (await pdfPages(files.flatMap((file) => ('bytes' in file ? [file.bytes] : []))[0]!)).slice(2).flatMap((page) => page.items)
  const words = items.filter(({ text, base }) => text.trim() !== '' && base > 60)
  const isOver = (one: (typeof words)[number], other: (typeof words)[number]) =>
    one !== other && Math.abs(one.base - other.base) < 2 && one.left < other.right - 0.5 && other.left < one.right - 0.5
  return {
    text: words.map(({ text }) => text).join(''),
    outside: words.filter(({ left, right }) => left < LEFT || right > RIGHT).map(({ text }) => text),
    over: words.filter((one) => words.some((other) => isOver(one, other))).map(({ text }) => text),
    told: findings.map(({ level, kind, text }) => `${level} ${kind} ${text}`),
  }
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, at) => at + 1)
const months = (count: number) => upTo(count).map((month) => `${month} 月`)

test.each([
  [10, '1234567'],
  [13, '12,345.67'],
  [14, '12,345.67'],
])('%i columns of %s stand beside each other in smaller type, each whole', async (count, number) => {
  const { text, outside, over, told } = await read(tableOf(months(count), months(count).fill(number)))
  expect([outside, over, told]).toEqual([[], [], []])
  expect(text.split(number)).toHaveLength(count + 1)
})

test('words of more than one column’s width are parted behind their marks, or where the line ends, and reach over nothing', async () => {
  const head = ['项目', ...months(9)]
  const long = ['https://example.com/very/long/path/that/does/not/break', 'supercalifragilistic', 'Internationalization', ...upTo(7).map(String)]
  const { text, outside, over } = await read(tableOf(head, ['营业收入', ...upTo(9).map(() => '1234567')], long))
  expect([outside, over]).toEqual([[], []])
  expect(text).toContain('supercalifragilistic')
})

test('a table with so many columns that nobody could read it is told, and its words lie over nothing', async () => {
  const { outside, over, told } = await read(tableOf(months(20), months(20).fill('1,234,567.89')))
  expect([outside, over, told]).toEqual([[], [], ['changed table-wide 1 月']])
})
