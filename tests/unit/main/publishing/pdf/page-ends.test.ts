/** Where pages of a typeset book end: what belongs together stands together, and no page stays half empty for it. */
import { describe, expect, test } from 'vitest'
import type { PublishedCourse } from '#main/publishing/desk/course.ts'
import { typstString } from '#main/publishing/formulas/typst-math.ts'
import { bookFonts, typstPassages } from '#main/publishing/pdf/book.ts'
import { pdf } from '#main/publishing/pdf/pdf.ts'
import { typesetting } from '#main/publishing/pdf/typesetter.ts'
import type { Doc, ImageId } from '#preload/document/schema.ts'
import { docFromMarkdown } from '#preload/markdown/markdown.ts'
import { png } from '../../images/pictures.ts'
import { pdfPages } from '../../../../fixtures/publish/outside.ts'

const imageId = 'a'.repeat(64) as ImageId
const docOf = (markdown: string): Doc => docFromMarkdown(markdown, { image: () => imageId, link: (address: string) => address } as never).doc

type Chapters = PublishedCourse['chapters']

/** A chapter of lessons. */
function chapterOf(title: string, lessons: readonly string[]): Chapters[number] {
  return { title, lessons: lessons.map((markdown, at) => ({ id: `${title}${at}`, title: `${title}题${at}`, doc: docOf(markdown) })) }
}

/** The pages of a book behind its front. */
async function readPages(chapters: Chapters) {
  const course: PublishedCourse = { title: '课', author: '', chapters }
  const image = { id: imageId, type: 'png' as const, width: 400, height: 300, bytes: 4 }
  const [unit] = pdf.units(course, pdf.defaults, { image: () => image, imageBytes: () => Promise.resolve(png(400, 300)) })
  const [file] = (await unit!.make(new AbortController().signal)).files
  return (await pdfPages(file && 'bytes' in file ? file.bytes : new Uint8Array())).slice(2)
}

async function pagesOf(...lessons: readonly string[]): Promise<string[]> {
  return (await readPages([chapterOf('', lessons)])).map(({ text }) => text.normalize('NFKC'))
}

/** Paragraphs of one line each. */
const paragraphs = (count: number): string => Array.from({ length: count }, (_, at) => `第${at}段\n\n`).join('')

describe('a paragraph that leads to what follows by a colon', () => {
  test.each([
    ['a formula', '$$\n\\frac{头}{b}\n$$'],
    ['a list', '- 头\n- 尾'],
    ['a table', '| 头 | 乙 |\n| --- | --- |\n| 1 | 2 |'],
    ['code', '```\n头\n尾\n```'],
    ['a picture', '![图](x "头")'],
  ])('stands on the page where it begins: %s', async (_, markdown) => {
    for (let before = 27; before < 32; before += 1) {
      const pages = await pagesOf(`${paragraphs(before)}密度如**下：**\n\n${markdown}`)
      const at = (word: string): number => pages.findIndex((text) => text.includes(word))
      expect(at('密度如下'), String(before)).toBe(at('头'))
    }
  })

  test('does not move as a whole where it is long', async () => {
    for (const before of [14, 18]) {
      const pages = await pagesOf(`${paragraphs(before)}${'长的话'.repeat(130)}:\n\n![图](x "头")`)
      expect(pages[0], String(before)).toContain('长的话')
    }
  })
})

describe('code of more than twelve lines', () => {
  /** How many of its lines stand on each page. */
  const linesOn = async (before: number, lines: readonly string[]): Promise<number[]> => {
    const pages = await pagesOf(`${paragraphs(before)}\`\`\`js\n${lines.join('\n')}\n\`\`\``)
    return pages.map((text) => text.match(/line\d+/g)?.length ?? 0).filter((count) => count > 0)
  }
  const lines = (count: number): string[] => Array.from({ length: count }, (_, at) => `line${at}();`)

  test('is parted by the end of a page, with three lines at least on each side', async () => {
    const parted = await Promise.all([22, 24, 26, 28, 29].map((before) => linesOn(before, lines(18))))
    expect(parted.filter((counts) => counts.length === 2).length).toBeGreaterThan(2)
    expect(parted.map((counts) => Math.min(...counts)).filter((least) => least < 3)).toEqual([])
    expect(parted.map((counts) => counts.reduce((all, count) => all + count, 0))).toEqual(parted.map(() => 18))
  })

  test('and that of fewer lines is not', async () => {
    expect(await Promise.all([24, 28].map((before) => linesOn(before, lines(12))))).toEqual([[12], [12]])
  })

  test('keeps its empty lines and what its lines begin with', async () => {
    const heightOf = async (code: readonly string[]) => {
      const drawn = await typesetting.drawn(
        typstPassages([`[#context [#metadata(measure(width: 400pt, moke-code(none, ${typstString(code.join('\n'))})).height.pt())<measured>]]`], bookFonts),
      )
      return Number(drawn.measured)
    }
    const [even, thinner] = [lines(20), lines(20).map((line, at) => (at % 3 === 0 ? '' : line))]
    expect(await heightOf(thinner)).toBeCloseTo(await heightOf(even), 3)
    const [page] = await readPages([
      chapterOf('', [
        `\`\`\`py\n${lines(13)
          .map((line) => `    ${line}`)
          .join('\n')}\nend\n\`\`\``,
      ]),
    ])
    const left = (word: string): number => page!.items.find(({ text }) => text.includes(word))!.left
    expect(left('line12') - left('end')).toBeGreaterThan(15)
  })
})

test('each lesson begins a page, the first of a chapter below its name', async () => {
  const pages = await readPages([chapterOf('', ['甲', '乙']), chapterOf('丙章', ['丙', '丁'])])
  expect(pages.map(({ text }) => [...text.matchAll(/[甲乙丙丁]$/gm)].map(([word]) => word).join(''))).toEqual(['甲', '乙', '丙', '丁'])
})
