/** Where pages of a typeset book end: what belongs together stands together, and no page stays half empty for it. */
import { describe, expect, test } from 'vitest'
import type { PublishedCourse } from '#main/publishing/desk/course.ts'
import { pdf } from '#main/publishing/pdf/pdf.ts'
import type { Doc, ImageId } from '#preload/document/schema.ts'
import { docFromMarkdown } from '#preload/markdown/markdown.ts'
import { png } from '../../images/pictures.ts'
import { pdfPages } from '../../../../fixtures/publish/outside.ts'

const imageId = 'a'.repeat(64) as ImageId
const docOf = (markdown: string): Doc => docFromMarkdown(markdown, { image: () => imageId, link: (address: string) => address } as never).doc

/** The texts of the pages of lessons, one after the other. */
async function pagesOf(...lessons: readonly string[]): Promise<string[]> {
  const chapters = [{ title: '', lessons: lessons.map((markdown, at) => ({ id: `l${at}`, title: `题${at}`, doc: docOf(markdown) })) }]
  const course: PublishedCourse = { title: '课', author: '', chapters }
  const image = { id: imageId, type: 'png' as const, width: 400, height: 300, bytes: 4 }
  const [unit] = pdf.units(course, pdf.defaults, { image: () => image, imageBytes: () => Promise.resolve(png(400, 300)) })
  const [file] = (await unit!.make(new AbortController().signal)).files
  return (await pdfPages(file && 'bytes' in file ? file.bytes : new Uint8Array())).slice(2).map(({ text }) => text.normalize('NFKC'))
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
    for (let before = 24; before < 33; before += 1) {
      const pages = await pagesOf(`${paragraphs(before)}密度如**下：**\n\n${markdown}`)
      const at = (word: string): number => pages.findIndex((text) => text.includes(word))
      expect(at('密度如下'), String(before)).toBe(at('头'))
    }
  })

  test('does not move as a whole where it is long', async () => {
    for (const before of [14, 16, 18]) {
      const pages = await pagesOf(`${paragraphs(before)}${'长的话'.repeat(130)}:\n\n![图](x "头")`)
      expect(pages[0], String(before)).toContain('长的话')
    }
  })
})
