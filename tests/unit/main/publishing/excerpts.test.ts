/** What is said of a place is said in words: a formula in them is its characters. */
import { expect, test } from 'vitest'
import type { Target } from '#main/publishing/desk/target.ts'
import { bilibili } from '#main/publishing/bilibili/bilibili.ts'
import { Findings } from '#main/publishing/desk/finding.ts'
import { toldFindings } from '#main/publishing/desk/told.ts'
import { juejin } from '#main/publishing/juejin/juejin.ts'
import { ximalaya } from '#main/publishing/ximalaya/ximalaya.ts'
import { zhihu } from '#main/publishing/zhihu/zhihu.ts'
import { courseOf, docOf, made } from './published.ts'

const LESSON = `##### 关于 $\\pm$ 号

> [!TIP]
> 公式里的 $\\pm$ 读作“正负”。[^a]

- [ ] 算出 $m\\to\\infty$ 时的值

![$x^2$ 的图](x.png)

| 式 | 名 |
| - | - |
| $x^2$ | 平方 |

[^a]: 欧拉最早用字母 $\\mathrm{e}$ 表示这个数。
`

test.each([
  ['知乎', zhihu, ['关于 ± 号', '公式里的 ± 读作“正负”。', '算出 m → ∞ 时的值', '欧拉最早用字母 e 表示这个数。', 'x²']],
  ['掘金', juejin, ['公式里的 ± 读作“正负”。', '欧拉最早用字母 e 表示这个数。']],
  ['B 站', bilibili, ['关于 ± 号', '算出 m → ∞ 时的值', '欧拉最早用字母 e 表示这个数。']],
  ['喜马拉雅', ximalaya, ['欧拉最早用字母 e 表示这个数。']],
] as const)('findings of %s name formulas by their characters', async (_, target, words) => {
  const { findings } = await made(target as unknown as Target<object>, courseOf({ 一: LESSON }))
  const texts = findings.map(({ text }) => text)
  for (const each of words) expect(texts).toContain(each)
})

test('a sign that stands for a formula among words is told as one that something stands for', () => {
  const findings = new Findings('l')
  findings.add('advice', 'spaces', '用字母\ufffc表示')
  expect(findings.all[0]?.text).toBe('用字母…表示')
})

test('a line is found by its words before its formula', () => {
  const doc = docOf('| 式 | 名 |\n| - | - |\n| 判别式 $x^2$ 是 | 平方 |')
  const findings = new Findings('l')
  findings.add('changed', 'table-formula', '判别式 x² 是', doc[0]!.id)
  expect(toldFindings('zhihu', findings.all, () => doc)[0]?.place).toEqual({ passage: 2, from: 0, found: '判别式 \ufffc 是' })
})
