import { expect, test } from 'vitest'
import { openingOf, openingUpTo, sentencesFrom } from '#main/publishing/prose/opening.ts'
import { type Prose, proseOf } from '#main/publishing/prose/prose.ts'
import { docOf } from '../published.ts'

const opening = (markdown: string): string[] => [...openingOf(proseOf(docOf(markdown)))]

test.each([
  ['a sentence with a formula is left out, and those around it stay', '先说鱼。设 $x$ 为鱼。再说锅！\n\n最后。', ['先说鱼。再说锅！', '最后。']],
  ['of sentences with formulas alone, formulas as characters', '年利率 $r=5\\%$，当 $m\\to\\infty$ 时。', ['年利率 r = 5%，当 m → ∞ 时。']],
  ['a sentence with a formula that nobody can read is left out, whatever is left', '设 $x$ 为鱼。记 $\\frac{1}{$ 为锅。', ['设 x 为鱼。']],
  ['a sentence doesn’t end within a formula', '共有 $n!$ 种，$x$ 是一种。', ['共有 n! 种，x 是一种。']],
  ['without paragraphs, what stands in quotations and lists', '# 头\n\n> 引文\n\n- 一项', ['引文', '一项']],
  ['what follows a table speaks of it', '先说鱼。\n\n| 鱼 | 价 |\n| --- | --- |\n| 鲈鱼 | 30 |\n\n这张表怎么看。', ['先说鱼。']],
  ['what follows code or a formula of its own speaks of it', '先说鱼。\n\n再说锅。\n\n$$\nx\n$$\n\n上式。', ['先说鱼。', '再说锅。']],
  ['a lesson that begins with code is told by what follows', '```js\na\n```\n\n先说鱼。\n\n```js\nb\n```\n\n再说。', ['先说鱼。']],
  ['a sentence that leads to what is not in it is left out', '先说鱼。浓度可以估算：\n\n$$\nx\n$$\n\n上式。', ['先说鱼。']],
  ['so it is before a list, with what goes on behind it', '先说鱼。要准备：\n\n- 锅\n\n再说锅。', ['先说鱼。', '再说锅。']],
  ['one that leads to the next paragraph stays', '先说鱼：\n\n再说锅。', ['先说鱼：', '再说锅。']],
  ['one that leads to a sentence with a formula does not', '先说鱼。记住：\n\n设 $x$ 为鱼。', ['先说鱼。']],
  ['a chain that leads to nothing goes with its end', '先说鱼。看：\n\n写错了：\n\n$$\nx\n$$', ['先说鱼。']],
  ['where all of it leads on, it tells that it goes on', '浓度可以估算：\n\n$$\nx\n$$', ['浓度可以估算…']],
  ['of nothing, nothing', '# 头', []],
])('%s', (_, markdown, words) => expect(opening(markdown)).toEqual(words))

test('however many lead on to one another, the last says whether they stay', () => {
  const many = Array.from({ length: 12_000 }, () => '看：').join('\n\n')
  expect(opening(`先说鱼。\n\n${many}`)).toEqual(['先说鱼。'])
  expect(opening(`${many}\n\n再说锅。`)).toHaveLength(12_001)
})

test('sentences are whole, from the beginning on, and the first one comes whatever its length', () => {
  expect(sentencesFrom(['一二三。四五六！', '七八九。'], 8)).toEqual(['一二三。四五六！'])
  expect(sentencesFrom(['一二三。四五六！', '七八九。'], 12)).toEqual(['一二三。四五六！', '七八九。'])
  expect(sentencesFrom(['一二三。“四五六！”'], 5)).toEqual(['一二三。'])
  expect(sentencesFrom(['一二三四五六。七。'], 3)).toEqual(['一二三四五六。'])
  expect(sentencesFrom([], 3)).toEqual([])
})

test('a first sentence beyond all measure ends with a clause, or with a character that is no formula’s, and tells that it goes on', () => {
  expect(sentencesFrom(['一二三四五六七，八九十'], 3, 11)).toEqual(['一二三四五六七，八九十'])
  expect(sentencesFrom(['一二三四五六七，八九十一二三'], 3, 10)).toEqual(['一二三四五六七…'])
  expect(sentencesFrom(['一，二三四五六七八九十', '第二段。'], 3, 8)).toEqual(['一，二三四五六…'])
  expect(sentencesFrom(['一二三四五六 f(x, y) ≈ 2.7'], 3, 11)).toEqual(['一二三四五六…'])
  expect(sentencesFrom(['abcdefghijkl'], 3, 8)).toEqual(['abcdefg…'])
  expect(sentencesFrom(['一。' + '二'.repeat(20)], 3, 8)).toEqual(['一。'])
})

test('an opening of so many signs ends with a sentence where that is near, and never within a formula', () => {
  const upTo = (markdown: string, most: number): string => openingUpTo(proseOf(docOf(markdown)), most)
  expect(upTo('一二三四五六七八。九十一二三四五六', 12)).toBe('一二三四五六七八。')
  expect(upTo('一二三四五六七八九十一二三四五六', 12)).toBe('一二三四五六七八九十一二…')
  expect(upTo('一二三四五六七八 $\\mathrm{e}\\approx2.71828$ 十', 12)).toBe('一二三四五六七八…')
  expect(upTo('一二三四五六七八 $\\mathrm{e}\\approx2.71828$ 十', 20)).toBe('一二三四五六七八 e ≈ 2.71828…')
  // A formula that is longer than all there may be is left out with its sentence.
  expect(upTo('$\\mathrm{e}\\approx2.71828$ 十', 5)).toBe('')
})

test('an opening ends behind the quotation or the brackets in which its last sentence stands', () => {
  const upTo = (text: string, most: number): string => openingUpTo(proseOf(docOf(text)), most)
  const rest = '后面还有很多字，一直写下去'
  expect([
    upTo(`他说：“今天天气好吗？”${rest}`, 14),
    upTo(`他说：「今天天气好吗？」${rest}`, 14),
    upTo(`今天天气好不好（你说呢？）${rest}`, 16),
    upTo(`他说："今天天气好吗？"${rest}`, 14),
    // Within it no sentence of its own ends.
    upTo(`先说天气。他说：“好吗？还可以。${rest}`, 20),
    upTo(`天气说完了。他说：“好吗？”又说：“还可以。”${rest}`, 20),
  ]).toEqual([
    '他说：“今天天气好吗？”',
    '他说：「今天天气好吗？」',
    '今天天气好不好（你说呢？）',
    '他说："今天天气好吗？"',
    '先说天气。他说：“好吗？还可以。后面还有…',
    '天气说完了。他说：“好吗？”',
  ])
})

test('an opening never ends with a sentence that leads to what was cut', () => {
  expect(sentencesFrom(['一二三。四五六：', '七八九十一二三四五六。'], 10)).toEqual(['一二三。'])
  expect(sentencesFrom(['一二三：', '七八九十一二三四五六。'], 10)).toEqual(['一二三…'])
  expect(sentencesFrom(['一二三。', '四五：', '六七：', '八九十一二三四五六。'], 12)).toEqual(['一二三。'])
  expect(sentencesFrom(['一二三。四五：\n六七八九十一二三四五六。'], 10)).toEqual(['一二三。'])
  expect(openingUpTo(proseOf(docOf('先说鱼。浓度可以估算：\n\n$$\nx\n$$')), 100)).toBe('先说鱼。')
  expect(openingUpTo(proseOf(docOf('浓度可以这样估算：\n\n一二三四五六七八九十一二三四五六')), 10)).toBe('浓度可以这样估算…')
})

test('no more of a lesson is read than is asked for', () => {
  let read = 0
  const content = { map: (of: (each: { text: string }) => string) => ((read += 1), [{ text: '一二三四五。' }].map(of)) }
  const blocks = Array.from({ length: 1000 }, () => ({ kind: 'paragraph', id: 'b', content }))
  expect(sentencesFrom(openingOf({ blocks } as unknown as Prose), 12)).toEqual(['一二三四五。', '一二三四五。'])
  expect(read).toBe(3)
})
