/** Links of a typeset book, and words that are longer than its lines. */
import { PDFDocument } from '@cantoo/pdf-lib'
import { describe, expect, test } from 'vitest'
import type { PublishedCourse } from '#main/publishing/desk/course.ts'
import { Findings } from '#main/publishing/desk/finding.ts'
import { pdf } from '#main/publishing/pdf/pdf.ts'
import { typstPage } from '#main/publishing/pdf/typst-page.ts'
import { proseOf } from '#main/publishing/prose/prose.ts'
import type { Doc } from '#preload/document/schema.ts'
import { pdfPages } from '../../../../fixtures/publish/outside.ts'
import { docOf } from '../published.ts'

const ADDRESS = 'https://www.example.com/very/long/path/to/annual/report/2023/consolidated-statement-of-cash-flows.html?company=600519&lang=zh-CN'

/** The margin, over which a mark hangs a little. */
const RIGHT = 526

async function made(markdown: string) {
  const chapters: PublishedCourse['chapters'] = [{ title: '', lessons: [{ id: 'l1', title: '一', doc: docOf(markdown) }] }]
  const [unit] = pdf.units({ title: '课', author: '', chapters }, pdf.defaults, { image: () => null, imageBytes: () => Promise.reject(new Error()) })
  const [file] = (await unit!.make(new AbortController().signal)).files
  const bytes = file && 'bytes' in file ? file.bytes : new Uint8Array()
  const [page] = (await pdfPages(bytes)).slice(2)
  const read = await PDFDocument.load(bytes, { updateMetadata: false })
  return {
    links: read.getPage(2).node.Annots()?.size() ?? 0,
    text: page!.text,
    lines: page!.text.split('\n'),
    outside: page!.items.filter(({ right }) => right > RIGHT),
    has: page!.addresses,
  }
}

test('a link to a lesson looks as links do', async () => {
  const doc: Doc = [{ type: 'paragraph', id: 'b' as never, children: [{ text: '看' }, { text: '下一课', link: 'moke:lesson/l2' }] }]
  const code = typstPage(proseOf(doc), { image: () => null, lessonLabel: () => 'lesson-2', prefix: 'p', topLevel: 3 }, new Findings('l1'))
  expect(code).toBe('par({ "看"; moke-link(label("lesson-2"), { "下一课" }) })')
})

describe('a long address', () => {
  const shifts = [0, 2, 4, 6, 8, 10, 12]

  test('is one link in each of its lines, which end behind a mark', async () => {
    for (const before of shifts) {
      const { links, lines, has, outside } = await made(`${'字'.repeat(before)}：[${ADDRESS}](${ADDRESS})。`)
      const at = lines.findIndex((line) => line.includes('https'))
      const own = lines.slice(at, lines.findIndex((line) => line.includes('zh-CN')) + 1)
      expect([links, new Set(has).size, outside], String(before)).toEqual([own.length, 1, []])
      expect(own.slice(0, -1).filter((line) => !/[/?&.=-]$/.test(line.trim()))).toEqual([])
      expect(own.join('')).toContain(ADDRESS)
    }
  })

  test('in a command is parted behind a mark, and not within a word', async () => {
    const code = 'pip install "pandas>=2.2" pyarrow openpyxl --index-url https://pypi.tuna.tsinghua.edu.cn/simple --trusted-host pypi.tuna.tsinghua.edu.cn'
    const { lines } = await made(`\`\`\`bash\n${code}\n\`\`\`\n\n字`)
    const own = lines.slice(
      lines.findIndex((line) => line.startsWith('pip')),
      lines.indexOf('字'),
    )
    expect(own.length).toBeGreaterThan(1)
    expect(own.filter((line, at) => at < own.length - 1 && !/(?:[/?&.=-]|install|pyarrow|openpyxl|url|host|simple)$/.test(line.trim()))).toEqual([])
  })
})

test('a word of any kind that is longer than a line ends within the margins, where a mark is behind that', async () => {
  for (const word of [
    'x'.repeat(200),
    `${'name.'.repeat(40)}end`,
    `https://example.com/${'x'.repeat(200)}`,
    `https://example.com/${'name.'.repeat(60)}html`,
    `${'ab_cd'.repeat(40)}`,
    `\`${'key=value&'.repeat(30)}\``,
  ]) {
    const { outside, text } = await made(`字${word}字\n\n- 字${word}字\n\n| ${word} | 乙 |\n| --- | --- |\n| ${word} | 乙 |`)
    expect(outside, word).toEqual([])
    expect(text.replaceAll(/\s/g, '').split(word.replaceAll('`', ''))).toHaveLength(5)
  }
  const { lines } = await made('name.'.repeat(60))
  expect(lines.filter((line) => /name?$|^[ame]/.test(line.trim()))).toEqual([])
})
