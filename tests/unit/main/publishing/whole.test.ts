/** That the check of what arrived can fail: each part of a course that is taken away from what was read is named as missing. */
import { expect, test } from 'vitest'
import type { Finding } from '#main/publishing/desk/finding.ts'
import { missingOf, tellingOf } from '../../../fixtures/publish/arrived.ts'
import { squeezed } from '../../../fixtures/publish/outside.ts'
import { markedFormula, type TortureElement } from '../../../fixtures/publish/torture.ts'
import { unsaidWord, wordsOf } from '../../../fixtures/publish/said-words.ts'
import { lostBehind } from '../../../fixtures/publish/whole.ts'

const element = (what: TortureElement['what'], mark: string, says: string, more: Partial<TortureElement> = {}): TortureElement => ({
  what,
  mark,
  says,
  lesson: 'l',
  block: mark,
  ...more,
})

const tex = markedFormula('\\frac{a+b}{c}', '记甲甲甲丙')
const elements = [
  element('text', '记甲甲甲甲', '记甲甲甲甲春眠不觉晓，处处闻啼鸟；夜来风雨声，花落知多少。'),
  element('cell', '记甲甲甲乙', '记甲甲甲乙第一格'),
  element('formula', '记甲甲甲丙', tex, { kind: ['fraction', '\\frac{a+b}{c}'] }),
  element('code', '记甲甲甲丁', '# 记甲甲甲丁\ndef f(x):\n\treturn x & 1\n\nprint(f(3))'),
  element('link', 'zqaaab', 'https://example.com/zqaaab/中文?a=1&b=2#c'),
  element('note', '记甲甲甲戊', '记甲甲甲戊见书第 3 页'),
  element('alt', '记甲甲甲己', '记甲甲甲己图 一.png'),
  element('caption', '记甲甲甲庚', '记甲甲甲庚山与海'),
  element('lesson-link', '记甲甲甲辛', '记甲甲甲辛下一课', { to: 'm' }),
  element('text', '记甲甲甲壬', '记甲甲甲壬下一课的开头', { lesson: 'm' }),
]
/** As programs read a page on which formulas are formulas. */
const letters = squeezed(elements.map(({ what, says }) => (what === 'formula' ? '记甲甲甲丙𝑎+𝑏𝑐' : says)).join('\n'))
const leads = [{ words: '记甲甲甲辛下一课', there: '第二课记甲甲甲壬下一课的开头' }]
const missing = (read: string, more: { leads?: typeof leads; findings?: Finding[]; target?: string } = {}): string[] =>
  missingOf(elements, { letters: read, beside: '', leads, findings: [], how: tellingOf(more.target ?? 'website'), ...more }).map(({ mark }) => mark)

test('nothing is missing of what is all there', () => {
  expect(missing(letters)).toEqual([])
})

test.each([
  ['the second half of a text', '夜来风雨声,花落知多少。', '', '记甲甲甲甲'],
  ['the end of a text', '少。', '', '记甲甲甲甲'],
  ['a clause of a text', '处处闻啼鸟;', '', '记甲甲甲甲'],
  ['a sign in a text', ',花', '花', '记甲甲甲甲'],
  ['a cell', '第一格', '', '记甲甲甲乙'],
  ['the numerator of a formula', 'a+b', '', '记甲甲甲丙'],
  ['the denominator of a formula', 'bc', 'b', '记甲甲甲丙'],
  ['a line of code', 'returnx&1', '', '记甲甲甲丁'],
  ['the last line of code', 'print(f(3))', '', '记甲甲甲丁'],
  ['what stands before a mark in code', '#记', '记', '记甲甲甲丁'],
  ['the end of an address', '&b=2#c', '', 'zqaaab'],
  ['the place of an address', 'https://example.com/zq', 'zq', 'zqaaab'],
  ['the number in a note', '第3页', '第页', '记甲甲甲戊'],
  ['what a picture is called', '图一.png', '', '记甲甲甲己'],
  ['a caption', '山与海', '', '记甲甲甲庚'],
])('%s is missed', (_, part, instead, mark) => {
  expect(letters.split(part).length).toBe(2)
  expect(missing(letters.replace(part, instead))).toEqual([mark])
})

test('a formula that stays TeX is missed where a sign of its source is, though letters of commands are the same', () => {
  const formula = element('formula', '记甲甲甲甲', markedFormula('\\frac{a}{c}', '记甲甲甲甲'), { kind: ['fraction', '\\frac{a}{c}'] })
  const left = (letters: string): number => missingOf([formula], { letters, beside: '', leads: [], findings: [], how: tellingOf('markdown') }).length
  expect([left(`$${squeezed(formula.says)}$`), left('$\\text{记甲甲甲甲}\\;\\frac{}{}$')]).toEqual([0, 1])
})

test('what stands there once is missed where a course says it twice', () => {
  const twice = [elements[0]!, element('text', '记甲甲乙甲', '记甲甲乙甲春眠不觉晓，处处闻啼鸟；夜来风雨声，花落知多少。')]
  const read = squeezed(twice.map(({ says }) => says).join(''))
  for (const how of [tellingOf('docx'), tellingOf('pdf')]) {
    expect(missingOf(twice, { letters: read, beside: '', leads, findings: [], how })).toEqual([])
    expect(missingOf(twice, { letters: read.replace('花落知多少', ''), beside: '', leads, findings: [], how })).toEqual([{ ...twice[0], lost: '花落知多少。' }])
  }
})

test('a link to a lesson is missed where it leads elsewhere or nowhere, until it is told by its words', () => {
  const told = (text: string): Finding => ({ level: 'lost', kind: 'link-lesson', lesson: 'l', block: '记甲甲甲辛' as never, text, numbers: {} })
  const elsewhere = [{ words: '记甲甲甲辛下一课', there: '第三课' }]
  expect([missing(letters, { leads: [] }), missing(letters, { leads: elsewhere })]).toEqual([['记甲甲甲辛'], ['记甲甲甲辛']])
  expect(missing(letters, { leads: [], findings: [told('另一课')] })).toEqual(['记甲甲甲辛'])
  expect(missing(letters, { leads: [], findings: [told('记甲甲甲辛下一课')] })).toEqual([])
})

test('a text goes on behind the foot of a page and its notes, and behind nothing else', () => {
  const says = `记甲甲甲甲${'一二三四五六七八九十'.repeat(4)}，完了。`
  const [head, rest] = [squeezed(says).slice(0, 20), squeezed(says).slice(20)]
  const lost = (between: string, end: string) => lostBehind(`${head}${between}第3页|一课|${end}`, 0, says, '记甲甲甲甲', new Set(['记甲甲甲乙']))
  expect([lost('', rest), lost('1记甲甲甲乙一条注', rest), lost('', rest.slice(0, -3))]).toEqual([null, null, '完了。'])
  expect([lost('', rest.slice(4)), lost('记甲甲甲丙另一段', rest)]).toEqual([rest.slice(-14), rest])
  expect(lostBehind(`${head}第3页${rest}`, 0, says, '记甲甲甲甲')).toBe(rest)
})

test('words from the right are looked for one by one', () => {
  const says = '记甲甲甲甲قال: «المعرفة نور» ثم 123'
  expect(lostBehind(squeezed('123 ثم «نور المعرفة» :قال 记甲甲甲甲'), 19, says, '记甲甲甲甲')).toBe(null)
  expect(lostBehind(squeezed('123 ثم «المعرفة» :قال 记甲甲甲甲'), 16, says, '记甲甲甲甲')).toBe('نور')
})

test.each([
  [
    '全长 3 米，用 API 来量\n完了',
    '全长三米，用 A P I 来量。完了。',
    [
      ['三', '3'],
      ['A P I', 'API'],
      ['来量', '来量'],
      ['完了', '完了'],
    ],
  ],
  [
    '2024 年有 10,200 人，共 120000 元',
    '二零二四年有一万零二百人，共十二万元',
    [
      ['二零二四', '2024'],
      ['零二百', '10,200'],
      ['十二', '120000'],
      ['元', '元'],
    ],
  ],
  [
    '两次 200，再 2 个，101 与 15',
    '两次二百，再两个，幺零幺与十五',
    [
      ['二百', '200'],
      ['两次', '两次'],
      ['幺零幺', '101'],
      ['十五', '15'],
    ],
  ],
  [
    'قال 《右》 אור (א)',
    'قال 《右》 אור (א)',
    [
      ['قال', 'قال'],
      ['右', '右'],
      ['אור', 'אור'],
      ['(א)', 'א'],
    ],
  ],
  [
    'v5.3 在 1h 内，2nd',
    '版本五点三在一小时内，第二',
    [
      ['五', '5'],
      ['小时', 'h'],
      ['第二', '2nd'],
    ],
  ],
] as const)('“%s” is read aloud as “%s”, and not without any of its words', (written, reading, parts) => {
  const unsaid = (text: string, told: readonly string[] = []) => unsaidWord(wordsOf(written), squeezed(text), told)
  expect(unsaid(reading)).toBe(null)
  for (const [part, word] of parts) expect([unsaid(reading.replace(part, '')), unsaid(reading.replace(part, ''), [`见 ${word}`])]).toEqual([word, null])
})

test('nothing is said of marks, and of codes in addresses', () => {
  expect(wordsOf('甲[^i]乙</p>&nbsp;%00 丙')).toEqual(['甲', '乙', '丙'])
})

test('emoji are said, or quoted by the report', () => {
  expect(wordsOf('好👍，1️⃣')).toEqual(['好', '👍', '1'])
  expect([unsaidWord(['好', '👍'], '好', []), unsaidWord(['好', '👍'], '好', ['👍'])]).toEqual(['👍', null])
})

test('a word is missed where it is said before what stands before it, or the report quotes the words of a link that are said', () => {
  expect(unsaidWord(['甲', 'ok', '乙'], '乙ok甲', [])).toBe('ok')
  const link = element('text', '记甲甲甲甲', '记甲甲甲甲链接')
  const told = { kind: 'link-unsaid', level: 'changed', lesson: 'l', block: '记甲甲甲甲', text: '记甲甲甲甲链接' } as unknown as Finding
  const left = (letters: string): number => missingOf([link], { letters, beside: '', leads: [], findings: [told], how: tellingOf('ximalaya') }).length
  expect([left('记甲甲甲甲链接'), left('记甲甲甲甲')]).toEqual([0, 1])
})

const said = (kind: string, source: string, text: string, isTimed = false): boolean => {
  const formula = element('formula', '记甲甲甲甲', markedFormula(source, '记甲甲甲甲'), { kind: [kind, source] })
  const how = { ...tellingOf('ximalaya'), isTimed }
  return missingOf([formula], { letters: squeezed(`记甲甲甲甲${text}`), beside: '', leads: [], findings: [], how }).length === 0
}

test.each([
  ['fraction', '\\frac{a+b}{c}', 'c 分之 a 加 b', 'c 分之'],
  ['fraction', '\\frac{a+b}{c}', 'c 分之 a 加 b', 'c 分之 a 减 b'],
  ['superscript', 'x^2', 'x 的平方', 'x'],
  ['text fraction', '\\tfrac{1}{2}', '二分之一', '二'],
  ['limit', '\\lim_{x\\to 0}\\frac{\\sin x}{x}', '极限，x 趋于零，x 分之正弦 x', '极限，x 趋于零，正弦 x 分之 x'],
  ['a kind that nobody has read', 'a-b=c', 'a 减 b 等于 c', 'a 加 b 等于 c'],
  ['a kind that nobody has read', 'a-b=c', 'a 减 b 等于 c', 'a 减 b 大于 c'],
])('a formula of the kind %s, %s, is read aloud “%s”, and not “%s”', (kind, source, right, wrong) => {
  expect([said(kind, source, right), said(kind, source, wrong)]).toEqual([true, false])
})

test.each([
  ['fraction', '\\frac{a+b}{c}', '(a + b)/c', '(a − b)/c'],
  ['fraction', '\\frac{a+b}{c}', 'c 分之 a 加 b', 'c 分之 a 减 b'],
  ['vector', '\\vec{v}+\\overrightarrow{AB}', 'v⃗ + A⃗B⃗', 'v⃗ A⃗B⃗'],
])('below a recording a formula of the kind %s, %s, is shown “%s”, and not “%s”', (kind, source, right, wrong) => {
  expect([said(kind, source, right, true), said(kind, source, wrong, true)]).toEqual([true, false])
})

test('a caption that is not heard stands in no file beside a recording, where its picture is told of', () => {
  const caption = element('caption', '记甲甲甲甲', '记甲甲甲甲山')
  const told = { kind: 'image-unsaid', level: 'changed', lesson: 'l', block: '记甲甲甲甲', text: '山' } as unknown as Finding
  const left = (isTimed: boolean, findings: Finding[]): number =>
    missingOf([caption], { letters: '', beside: '', leads: [], findings, how: { ...tellingOf('ximalaya'), isTimed } }).length
  expect([left(true, [told]), left(true, []), left(false, [told])]).toEqual([0, 1, 1])
})
