import { describe, expect, test } from 'vitest'
import type { TargetFinding } from '#preload/contract/findings.ts'
import { LessonId } from '#preload/contract/library.ts'
import { askedWords } from '#renderer/panels/publishing/asked-words.ts'
import { formatDate } from '#renderer/panels/publishing/dates.ts'
import { copiedWords } from '#renderer/panels/publishing/copied-words.ts'
import { detailOf } from '#renderer/panels/publishing/finding-words.ts'
import { keyOf } from '#renderer/panels/publishing/seen.ts'
import { grouped, nameAfter, nameWithin, signOf, spaced } from '#renderer/panels/publishing/target-groups.ts'
import { zoomed } from '#renderer/panels/publishing/preview-zoom.ts'
import { pairsFrom, wordsFrom } from '#renderer/panels/publishing/word-pairs.ts'
import { translator } from '#renderer/ui/translate.ts'

const t = translator('zh-CN')
const lesson = LessonId.parse('l')
const finding: TargetFinding = {
  target: 'zhihu',
  level: 'lost',
  kind: 'strike',
  lesson,
  block: null,
  place: null,
  text: '',
  numbers: {},
  mend: null,
  retitle: null,
}
const nameOf = () => '1.1 开头'

describe('a finding', () => {
  test('is told with its words, its limit and its lesson', () => {
    expect(detailOf(t, { ...finding, text: '删掉的' }, nameOf)).toBe('“删掉的” · 1.1 开头')
    expect(detailOf(t, { ...finding, numbers: { is: 120, most: 100 } }, nameOf)).toBe('现在 120，最多 100 · 1.1 开头')
    expect(detailOf(t, { ...finding, numbers: { is: 4, least: 8 } }, nameOf)).toBe('现在 4，至少 8 · 1.1 开头')
    expect(detailOf(t, { ...finding, kind: 'breath-commas', text: '', numbers: { most: 45, is: 77, count: 2 } }, nameOf)).toBe(
      '现在 77，最多 45 · 共 2 处 · 1.1 开头',
    )
    expect(detailOf(t, { ...finding, kind: 'track-short', numbers: { is: 282, least: 300 } }, nameOf)).toBe('现在 4:42，至少 5:00 · 1.1 开头')
    expect(detailOf(t, { ...finding, kind: 'track-small', numbers: { is: 32, least: 66 } }, nameOf)).toBe('现在 0:32，至少 1:06 · 1.1 开头')
    expect(detailOf(t, { ...finding, lesson: null }, nameOf)).toBe('整门课')
    expect(detailOf(t, { ...finding, kind: 'image-shrunk', text: '4800×3600 → 2160×1620' }, nameOf)).toBe('4800×3600 → 2160×1620 · 1.1 开头')
  })

  test('a picture to be put in by hand is called by its words and its place among the others', () => {
    const byHand = { ...finding, kind: 'image-by-hand', numbers: { number: 2 } } as const
    expect(detailOf(t, { ...byHand, text: '面团' }, nameOf)).toBe('“面团” · 第 2 张图 · 1.1 开头')
    expect(detailOf(translator('en'), byHand, nameOf)).toBe('Picture 2 · 1.1 开头')
  })

  test('the title of its lesson is told once', () => {
    expect(detailOf(t, { ...finding, text: '1.1 开头' }, nameOf)).toBe('1.1 开头')
  })

  test('of what a lesson is called says that it is there', () => {
    expect(detailOf(t, { ...finding, kind: 'half-marks', text: '开头' }, nameOf)).toBe('在标题里 · 1.1 开头')
    expect(detailOf(t, { ...finding, kind: 'half-marks', lesson: null, text: '家常,菜' }, nameOf)).toBe('“家常,菜” · 整门课')
  })

  test('is known again by where it is and what it says', () => {
    expect(keyOf(finding)).toBe(keyOf({ ...finding }))
    expect(keyOf(finding)).not.toBe(keyOf({ ...finding, place: { passage: 1, from: 2, found: '' } }))
  })
})

test('sheets grow and shrink step by step, and no further than that', () => {
  expect([zoomed(1, 1), zoomed(1.25, -1), zoomed(3, 1), zoomed(0.75, -1)]).toEqual([1.25, 1, 3, 0.75])
})

test('what a clipboard does not bring is told once a lesson is on it', () => {
  const said = (apart: { title: boolean; pictures: number; cover: boolean }) => copiedWords(t, { title: '选鱼', target: '知乎', apart, isOut: true })
  expect(said({ title: true, pictures: 2, cover: true })).toBe(
    '“选鱼”复制好了。下一步：到知乎的编辑器里粘贴。标题、2 张图片、封面带不过去，照“到知乎怎么发”另外放。',
  )
  expect(said({ title: false, pictures: 0, cover: false })).toBe('“选鱼”复制好了。下一步：到知乎的编辑器里粘贴；再往后照“到知乎怎么发”做。')
})

test('whoever copies before any export is told that files of pictures come with one', () => {
  const said = (isOut: boolean, pictures: number) =>
    copiedWords(t, { title: '选鱼', target: '知乎', apart: { title: true, pictures, cover: false }, isOut }).includes('导出文件夹')
  expect([said(false, 2), said(true, 2), said(false, 0)]).toEqual([true, false, false])
})

test('words that are put for others are those whose lines are whole', () => {
  expect(wordsFrom([...pairsFrom({ 重阳: 'chóng yáng' }), { from: ' 单 ', to: ' shàn ' }, { from: '', to: 'x' }, { from: 'y', to: '' }])).toEqual({
    重阳: 'chóng yáng',
    单: 'shàn',
  })
})

test('targets are platforms, then books, each with a sign', () => {
  const facts = (id: string, kind: 'platform' | 'book', name: string) => ({
    id,
    kind,
    name: { 'zh-CN': name, en: name },
    what: { 'zh-CN': '', en: '' },
    makes: 'lessons' as const,
    isTried: true,
    canPaste: false,
    copiesMarkdown: false,
    options: [],
  })
  const all = [facts('epub', 'book', 'epub 电子书'), facts('zhihu', 'platform', '知乎')]
  expect(grouped(all).map(({ kind, targets }) => [kind, targets.map(signOf)])).toEqual([
    ['platform', ['知']],
    ['book', ['E']],
  ])
})

test('a moment of today is told by its time, a day of this year without it', () => {
  const now = new Date(2026, 10, 29).getTime()
  expect(formatDate('zh-CN', new Date(2026, 10, 18).getTime(), now)).toBe('11月18日')
  expect(formatDate('zh-CN', new Date(2026, 10, 29, 9, 5).getTime(), new Date(2026, 10, 29, 21).getTime())).toBe('09:05')
  expect(formatDate('en', new Date(2025, 10, 18).getTime(), now)).toBe('Nov 18, 2025')
})

test('a name follows 汉字 with a space where it begins with letters', () => {
  const [site, book] = [{ name: { 'zh-CN': '网站', en: 'Website' } }, { name: { 'zh-CN': 'EPUB 电子书', en: 'EPUB' } }]
  expect([nameAfter('zh-CN', site), nameAfter('zh-CN', book), nameAfter('en', book)]).toEqual(['网站', ' EPUB 电子书', 'EPUB'])
})

test('letters and digits stand apart from 汉字 on the sides where these are', () => {
  const name = (zh: string) => ({ name: { 'zh-CN': zh, en: zh } })
  expect(t('publishing.steps', { target: nameWithin('zh-CN', name('B 站专栏')) })).toBe('到 B 站专栏怎么发')
  expect(t('publishing.options', { target: spaced('zh-CN', 'PDF', 'after') })).toBe('PDF 的设置')
  expect(t('publishing.card-exported', { when: spaced('zh-CN', '08:49', 'after') })).toBe('08:49 导出')
  expect(t('publishing.card-exported', { when: spaced('zh-CN', '5月2日', 'after') })).toBe('5月2日导出')
  expect(nameWithin('en', name('PDF'))).toBe('PDF')
})

describe('what is asked of pictures that are gone', () => {
  const gone = { ...finding, kind: 'image-broken', text: '蒸鱼' } as const
  const [one, two] = [[gone], [gone, { ...gone, text: '红烧肉' }]]
  const english = translator('en')

  test('tells of the last export where there is one', () => {
    const leads = [false, true].map((isOut) => askedWords(t, one, (target) => isOut && target === 'zhihu').lead)
    expect(leads.map((lead) => lead.includes('上次导出'))).toEqual([false, true])
    expect(askedWords(t, one, (target) => target === 'pdf').lead).not.toContain('上次导出')
  })

  test('is said of one and of several', () => {
    const said = [one, two].flatMap((asked) => [false, true].map((isOut) => askedWords(english, asked, () => isOut).lead))
    expect(said.map((lead) => /becomes a sentence/.test(lead))).toEqual([true, true, false, false])
    expect(said.map((lead) => /last export (?:is|are) kept/.exec(lead)?.[0] ?? '')).toEqual(['', 'last export is kept', '', 'last export are kept'])
  })
})

describe('what is asked before an export', () => {
  const long = { ...finding, level: 'refused', kind: 'title-long', text: '很长', numbers: { is: 119, most: 100 } } as const
  const formula = { ...finding, kind: 'formula-unread', text: '\\frac{a' } as const
  const left = { ...finding, kind: 'image-left', text: '没有的图' } as const
  const asked = [
    long,
    formula,
    { ...formula, target: 'pdf' },
    { ...long, target: 'ximalaya', numbers: { is: 119, most: 40 } },
    left,
    { ...left, target: 'pdf' },
    { ...finding, level: 'refused', kind: 'title-unnamed' } as const,
  ]
  const listed = ({ parts }: ReturnType<typeof askedWords>) => parts.map(({ kind, title, places }) => [kind, title, places.map(({ targets }) => targets)])

  test('stands below what becomes of it, each place once, with the targets that it goes to', () => {
    const words = askedWords(t, asked, () => false)
    expect(words.title).toBe('导出前，有 5 处先看一眼')
    expect(listed(words)).toEqual([
      ['refused', '有 2 处会被拒绝', [['zhihu'], ['ximalaya']]],
      ['left', '有 1 张图片没有导入', [['zhihu', 'pdf']]],
      ['unshown', '有 1 处那里的读者看不到', [['zhihu', 'pdf']]],
      ['unnamed', '有 1 课还没有起名', [['zhihu']]],
    ])
    for (const { title, places } of words.parts) expect(title).toContain(` ${places.length} `)
  })

  test('has one title where it is of one kind', () => {
    const words = askedWords(t, asked.slice(1, 3), () => false)
    expect([words.title, words.lead, words.parts.length]).toEqual([words.parts[0]?.title, words.parts[0]?.lead, 1])
  })

  test('names a picture that is gone once, also where one target finds it missing and another can’t read it', () => {
    const gone = [{ ...left, kind: 'image-missing' } as const, { ...left, kind: 'image-unread', target: 'pdf' } as const]
    expect(listed(askedWords(t, gone, () => false))).toEqual([['gone', '有 1 张图片不见了或者坏了', [['zhihu', 'pdf']]]])
  })
})

test('a formula that can’t be read and a character that no font has are asked about by their places, whichever the targets', () => {
  const asked = (['zhihu', 'pdf'] as const).map((target): TargetFinding => ({ ...finding, target, kind: 'formula-unread', text: '\\frac{a' }))
  const glyph: TargetFinding = { ...finding, target: 'pdf', kind: 'glyph-missing', text: '𰻝（U+30EDD）' }
  expect(askedWords(t, asked, () => false).title).toBe('有 1 处那里的读者看不到')
  expect(askedWords(t, [...asked, glyph], () => false)).toMatchObject({
    title: '有 2 处那里的读者看不到',
    lead: '照这样导出，读不懂的公式在那里是一段源码，字体里没有的字是一个空框。可以先回去改。',
  })
})
