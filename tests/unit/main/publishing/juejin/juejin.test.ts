import { describe, expect, test } from 'vitest'
import { bilibili } from '#main/publishing/bilibili/bilibili.ts'
import { juejin } from '#main/publishing/juejin/juejin.ts'
import { wechat } from '#main/publishing/wechat/wechat.ts'
import type { Doc } from '#preload/document/schema.ts'
import { captioned, copied, courseOf, made } from '../published.ts'

const text = async (markdown: string | Doc) => (await copied(juejin, courseOf({ 一: markdown }))).text

describe('what is pasted into 掘金', () => {
  test('has neither front matter nor title; formulas, tables, code and tasks are as GitHub writes them', async () => {
    const markdown = '#### 深\n\n当 $x>0$ 时\n\n$$\nE=mc^2\n$$\n\n| a | b |\n| :-: | - |\n| 1 | 2 |\n\n```js\nlet a\n```\n\n- [x] ~~做了~~\n'
    expect(await text(markdown)).toBe(markdown)
  })

  test('a formula is no element of HTML to an editor that looks for those first', async () => {
    expect(await text('当 $a<img src=x onerror=alert(1)>b$ 时\n')).toBe('当 $a< img src=x onerror=alert(1)>b$ 时\n')
  })

  test('a box is a quotation with its name, unless it touches another', async () => {
    expect(await text('> [!WARNING]\n> 小火')).toBe('> **注意**\n>\n> 小火\n')
    expect(await text('> 引\n\n> [!WARNING]\n> 小火')).toBe('> 引\n\n**注意**\n\n小火\n')
    const told = async (markdown: string) => (await made(juejin, courseOf({ 一: markdown }))).findings.map(({ kind }) => kind)
    expect([await told('> [!WARNING]\n> 小火'), await told('> 引\n\n> [!WARNING]\n> 小火')]).toEqual([['callout-quoted'], ['callout']])
  })

  test('pictures leave their places, footnotes are a list at the end', async () => {
    expect(await text('甲[^a]\n\n![鳃](x.png)\n\n[^a]: 出处')).toBe('甲\\[1]\n\n【在这里放图 1：01.png（鳃）】\n\n**参考与注释**\n\n\\[1] 出处\n')
  })

  test('a caption stands below the place of its picture, whose words are deleted: with its formula, its marks and its footnote', async () => {
    expect(await text(captioned)).toMatch(/^【在这里放图 1：01.png（当 x²时）】\n\n当 \$x\^2\$\*\*时\*\*\\\[1\]\n/)
  })

  test('a table is one of pipes, which know no merged cells: each is parted, its words in the first place', async () => {
    const merged =
      '<table><tr><th rowspan="2">项目</th><th colspan="2">金额</th></tr><tr><th>收入</th><th>支出</th></tr><tr><td>奶茶</td><td>3</td><td>1</td></tr></table>'
    expect(await text(merged)).toBe('| 项目 | 金额 | |\n| - | - | - |\n| | 收入 | 支出 |\n| 奶茶 | 3 | 1 |\n')
    const { findings } = await made(juejin, courseOf({ 一: merged }))
    expect(findings.map(({ kind, text: words }) => [kind, words])).toEqual([['table-merged', '项目']])
    // One whose head says nothing, and one of uneven rows.
    expect(await text('<table><tr><th></th><th></th></tr><tr><td>甲</td><td>乙</td></tr></table>')).not.toContain('<')
    expect(await text('<table><tr><td>甲</td><td>乙</td></tr><tr><td>丙</td></tr></table>')).not.toContain('<')
  })

  test('a bar in a formula of a table is named, for the sign would end the cell; columns of an array have no name for theirs', async () => {
    const doc = '| 式 |\n| - |\n| $\\left\\|a\\right\\|$ |\n| $\\text{a\\|b}$ |\n| $\\begin{array}{c\\|c}1&2\\end{array}$ |\n| $x^2$ |\n'
    expect((await text(doc)).split('\n').slice(2)).toEqual([
      '| $\\left\\vert a\\right\\vert$ |',
      '| $\\text{a\\textbar b}$ |',
      '| $\\begin{array}{cc}1&2\\end{array}$ |',
      '| $x^2$ |',
      '',
    ])
    const { findings } = await made(juejin, courseOf({ 一: doc }))
    expect(findings.map(({ level, kind }) => `${level} ${kind}`)).toEqual(Array.from({ length: 3 }, () => 'changed table-formula'))
  })

  test('an editor that takes HTML first gets the same signs', async () => {
    expect((await copied(juejin, courseOf({ 一: '1 < 2 **粗**' }))).html).toBe('<pre>1 &lt; 2 **粗**\n</pre>')
  })
})

test('what changes, is lost or is to be done by hand is told', async () => {
  const doc = '<u>下</u><mark>亮</mark>\n\n![鳃](x.png)\n\n<table><tr><td colspan="2">a</td></tr><tr><td>1</td><td>2</td></tr></table>'
  expect((await made(juejin, courseOf({ 一: doc }))).kinds.toSorted()).toEqual([
    'changed highlight',
    'changed table-merged',
    'changed underline',
    'todo image-by-hand',
  ])
  expect((await made(juejin, courseOf({ ['长'.repeat(81)]: '![鳃](x.png)' }), {}, false)).kinds).toEqual(['todo title-perhaps-long', 'lost image-missing'])
})

test('a formula that is none goes out as it is, and is told', async () => {
  const doc = '当 $\\notacommand$ 时\n\n$$\n\\frac{a\n$$\n\n| $\\notthis$ |\n| - |\n| $x$ |'
  const { findings } = await made(juejin, courseOf({ 一: doc }))
  expect(findings.map(({ level, kind, text: tex }) => `${level} ${kind} ${tex}`)).toEqual([
    'lost formula-unread \\notacommand',
    'lost formula-unread \\frac{a',
    'lost formula-unread \\notthis',
  ])
})

test('what programs are told of what a model wrote lies beside the text; a label that names nobody is told', async () => {
  const written = [{ type: 'paragraph', id: 'a', children: [{ text: '模型写的全部', ai: { model: 'm', at: 1 } }] }] as unknown as Doc
  const of = async (author: string) => {
    const { findings, files } = await made(juejin, courseOf({ 一: written }, author))
    const label = files.find(({ path }) => path.endsWith('/技术文件（不用打开）/AIGC.json'))
    return { kinds: findings.map(({ kind }) => kind), label: label !== undefined && 'text' in label ? label.text : null }
  }
  const [named, unnamed] = [await of('老王'), await of('')]
  expect(JSON.parse(named.label ?? '')).toMatchObject({ AIGC: { Label: '1' } })
  expect([named.kinds.includes('label-unnamed'), unnamed.kinds.includes('label-unnamed')]).toEqual([false, true])
  expect((await made(juejin, courseOf({ 一: '我写的' }))).files.some(({ path }) => path.endsWith('/技术文件（不用打开）/AIGC.json'))).toBe(false)
})

const noted = courseOf({ 一: '甲[^a]乙[^b]，还有一些字\n\n[^a]: 出处\n\n[^b]: 另一处' })
test.each([
  ['掘金', juejin],
  ['公众号', wechat],
  ['B 站', bilibili],
] as const)('footnotes that become numbers and a list are told once a lesson: %s', async (_, target) => {
  const { findings } = await made(target as typeof juejin, noted)
  expect(findings.filter(({ kind }) => kind === 'notes-listed').map(({ level, text: words }) => [level, words])).toEqual([['changed', '出处']])
})

test('a lesson without footnotes is told nothing of them', async () => {
  expect((await made(juejin, courseOf({ 一: '甲乙' }))).kinds).toEqual([])
})
