import { expect, test } from 'vitest'
import { lineText } from '#preload/document/lines.ts'
import { docFromMarkdown } from '#preload/markdown/markdown.ts'

const read = (markdown: string): { text: string; lost: string[] } => {
  const { doc, losses } = docFromMarkdown(markdown, { image: () => null, link: (address) => address, softBreaks: 'join' })
  const [block] = doc
  return { text: block?.type === 'paragraph' ? lineText(block) : '', lost: losses.map(({ kind, text }) => `${kind} ${text}`) }
}

test.each([
  ['x<sup>2</sup> 与 H<sub>2</sub>O', 'x² 与 H₂O'],
  ['10<sup>-**3**</sup>', '10⁻³'],
])('what stands above or below the line is said by signs: %s', (markdown, text) => {
  expect(read(markdown)).toEqual({ text, lost: [] })
})

test.each([
  ['见<sup>[1]</sup>', '见[1]', ['html <sup>']],
  ['注<sup>上标</sup>', '注上标', ['html <sup>']],
  ['x<sup>2', 'x2', ['html <sup>']],
])('where there are no such signs the text stays, and is told: %s', (markdown, text, lost) => {
  expect(read(markdown)).toEqual({ text, lost })
})
