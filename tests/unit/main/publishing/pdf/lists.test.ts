/** Lists and tasks in a typeset book. */
import { expect, test } from 'vitest'
import { Findings } from '#main/publishing/desk/finding.ts'
import { bookFonts, typstExcerpt, typstPassages } from '#main/publishing/pdf/book.ts'
import { pdf } from '#main/publishing/pdf/pdf.ts'
import { typesetting } from '#main/publishing/pdf/typesetter.ts'
import { typstPage } from '#main/publishing/pdf/typst-page.ts'
import { proseOf } from '#main/publishing/prose/prose.ts'
import { pdfPages } from '../../../../fixtures/publish/outside.ts'
import { docOf } from '../published.ts'

const codeOf = (markdown: string): string =>
  typstPage(proseOf(docOf(markdown)), { image: () => null, lessonLabel: () => null, prefix: 'p', topLevel: 3 }, new Findings('l1'))

test.each(['*着重*', '字'])('a list keeps off the text around it as paragraphs do, and a list within it does not: %s', async (lead) => {
  const chapters = [{ title: '', lessons: [{ id: 'l1', title: '题', doc: docOf(`甲头\n\n${lead}\n\n1. 乙甲\n   - 丙甲\n   - 丙乙\n2. 乙乙\n\n甲尾`) }] }]
  const [unit] = pdf.units({ title: '课', author: '', chapters }, pdf.defaults, { image: () => null, imageBytes: () => Promise.reject(new Error()) })
  const [file] = (await unit!.make(new AbortController().signal)).files
  const { items } = (await pdfPages(file && 'bytes' in file ? file.bytes : new Uint8Array()))[2]!
  const baseOf = (word: string): number => items.find(({ text }) => text.includes(word))!.base
  const bases = ['甲头', lead.replaceAll('*', ''), '乙甲', '丙甲', '丙乙', '乙乙', '甲尾'].map(baseOf)
  const [paragraph = 0, before = 0, ...gaps] = bases.slice(1).map((base, at) => bases[at]! - base)
  const after = gaps.pop()!
  expect([before, after].map((gap) => Math.abs(gap - paragraph) < 1)).toEqual([true, true])
  expect(Math.max(...gaps)).toBeLessThan(paragraph - 2)
})

test('a task that is done has a tick in its box, and the box keeps off its words', async () => {
  const drawn = async (markdown: string) =>
    (
      await typesetting.drawn(
        typstExcerpt(
          { title: '课', author: '', cover: null, parts: [{ title: '', lessons: [{ title: '一', label: 'l', code: codeOf(markdown) }] }] },
          bookFonts,
        ),
      )
    ).svg
  const red = async (markdown: string) => {
    const svg = await drawn(markdown)
    return [svg.match(/fill="#b5392b"/g)?.length ?? 0, svg.match(/stroke="#b5392b"/g)?.length ?? 0]
  }
  expect([await red('- [ ] 甲'), await red('- [x] 甲')]).toEqual([
    [0, 0],
    [0, 2],
  ])
  const { measured } = await typesetting.drawn(typstPassages(['[#context [#metadata(measure(moke-task(true)).width.pt())<measured>]]'], bookFonts))
  expect(Number(measured)).toBeGreaterThan((0.75 + 0.4) * 10.5)
})
