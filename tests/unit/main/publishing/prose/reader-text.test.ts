import { expect, test } from 'vitest'
import { imagePlaces } from '#main/publishing/prose/image-places.ts'
import { proseOf } from '#main/publishing/prose/prose.ts'
import { readerText } from '#main/publishing/prose/reader-text.ts'
import { docOf, materials } from '../published.ts'

const accepted = { types: ['png'], moves: false, printsColours: false, turns: false, longest: null, mostBytes: null } as const

function read(markdown: string): string {
  const doc = docOf(markdown)
  const prose = proseOf(doc)
  const { placeOf } = imagePlaces(prose, accepted, materials())
  return readerText(doc, { prose, links: () => ({ kind: 'unknown' }), placeOf }, null)
}

test('a lesson is its words, with no sign of markup', () => {
  const text = read(
    '# 头\n\n**粗**和`code`，见[书](https://e.cn/a)与<https://e.cn/b>[^a]。\n\n- 一\n  1. 甲\n  2. 乙\n- [x] 二\n\n> 引\n\n> [!TIP]\n> 小火\n\n| 菜 | 价 |\n| :-: | --: |\n| **鱼** | 3 |\n\n---\n\n```js\nlet a = 1\n```\n\n![鳃](x.png)\n\n[^a]: 尾',
  )
  expect(text).toBe(
    '头\n\n粗和code，见书（https://e.cn/a）与https://e.cn/b[1]。\n\n• 一\n　1. 甲\n　2. 乙\n• ☑ 二\n\n引\n\n窍门\n\n小火\n\n菜\t价\n鱼\t3\n\n———\n\nlet a = 1\n\n【在这里放图 1：01.png（鳃）】\n\n参考与注释\n\n[1] 尾\n',
  )
})

test.each([
  ['a^2+b_{i}=\\frac{x+1}{2}', 'a² + bᵢ = (x + 1)/2'],
  ['\\sqrt{x}\\le\\sum_{k=1}^{n}k', '√x ≤ ∑ₖ₌₁ⁿ k'],
  ["f'(x)=\\left(\\frac12\\right)^{n-1}", 'f′(x) = (1/2)ⁿ⁻¹'],
  ['\\text{速度}=\\overline{v}', '速度 = v\u0305'],
  ['\\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}', '(1 2；3 4)'],
  ['\\badcmd{', '\\badcmd{'],
])('a formula is characters in a line: %s', (tex, text) => {
  expect(read(`$${tex}$`).trim()).toBe(text)
})
