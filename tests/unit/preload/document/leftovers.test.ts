import { describe, expect, test } from 'vitest'
import { type LeftoverKind, leftovers } from '#preload/document/leftovers.ts'

const foundIn = (kind: LeftoverKind, text: string): string[] => leftovers([{ text }], kind).map(({ from, to }) => text.slice(from, to))

describe('Markdown that was left', () => {
  test.each<[string, string[]]>([
    ['看[文字](网址)', ['[文字](网址)']],
    ['[下一课](02%20蒸鱼.md)，![图](./a.png "鳃")', ['[下一课](02%20蒸鱼.md)', '![图](./a.png "鳃")']],
    ['这**很重要**，`x` 也是', ['**很重要**', '`x`']],
    ['## 小结', ['## 小结']],
    ['- [ ] 买鱼', ['- [ ] ']],
    ['设 $\\alpha>0$ 与 $$\\sum x$$', ['$\\alpha>0$', '$$\\sum x$$']],
    ['```js', ['```js']],
    ['菜|价\n--- | ---\n鱼|3', ['--- | ---']],
    ['见 [[去腥]]', ['[[去腥]]']],
  ])('%s', (text, found) => {
    expect(foundIn('markdown-left', text)).toEqual(found)
  })

  test.each([
    '2**3 + 4**5 = 1032，x**2**3',
    'f(**a, **b) 和 f(*args)',
    '数组 a[0](1)，[1](见注)',
    '价钱 $5 到 $10',
    '#1 选题，# 号键在哪里？',
    '带*的必做，不带*的选做',
    '[[1, 2], [3, 4]]',
    '用 ` 包住，再用 ` 结束',
    '——完——\n---',
    '好~~来嘛~~',
  ])('no false alarm: %s', (text) => {
    expect(foundIn('markdown-left', text)).toEqual([])
  })

  test('code is not looked at', () => {
    expect(leftovers([{ text: '写 ' }, { text: '**粗** [字](https://a.b)', code: true }], 'markdown-left')).toEqual([])
  })
})

describe('places that wait for words', () => {
  test.each<[string, string[]]>([
    ['TODO：举个例子', ['TODO']],
    ['这里 TODO 补一个例子', ['TODO']],
    ['（FIXME）', ['FIXME']],
    ['案例待补', ['待补']],
    ['【待补充】', ['待补充']],
    ['（作者待核实）', ['（作者待核实）']],
    ['由 xxx 老师讲，电话 ×××', ['xxx', '×××']],
    ['【此处配图】和【图】', ['【此处配图】', '【图】']],
    ['价格 TBD', ['TBD']],
  ])('%s', (text, found) => {
    expect(foundIn('placeholder-left', text)).toEqual(found)
  })

  test.each([
    'TODO 应用怎么写',
    '写一个 Todo 清单，学会用 TODO',
    '还有待完善，有待补充。',
    '待人接物，时间待定',
    '待写完这一章，待遇待议',
    'XXXL 号，a_xxx，https://a.cn/xxx/TODO，xxx@a.cn',
    '3×4',
  ])('no false alarm: %s', (text) => {
    expect(foundIn('placeholder-left', text)).toEqual([])
  })

  test('code is not looked at', () => {
    expect(leftovers([{ text: 'TODO: xxx', code: true }], 'placeholder-left')).toEqual([])
  })
})
