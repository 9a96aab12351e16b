import { expect, test } from 'vitest'
import { findingLine, findingSentence, strictSentence, toldOnce } from '#main/cli/finding-lines.ts'
import { languageOf } from '#main/cli/spoken.ts'
import { FindingKind } from '#preload/contract/findings.ts'

const finding = { level: 'changed', kind: 'note-once', lesson: 'l1', block: null, text: '出处', numbers: { number: 1 } } as const

test('a finding is a sentence, with the title of its lesson and the words that are concerned', () => {
  expect(findingLine(finding, () => '选鱼', 'en')).toBe('changed in “选鱼”: a footnote is used several times, and they know it once: “出处” (number 1)')
  expect(findingLine({ ...finding, lesson: null, text: '', numbers: {} }, () => null, 'en')).toMatch(/^changed: a footnote/)
})

test('where the system speaks Chinese it is told in Chinese', () => {
  expect(findingLine(finding, () => '选鱼', 'zh')).toBe('会改变（《选鱼》）：同一个脚注用了几次，那里只认一次：“出处”（编号 1）')
  const long = { ...finding, level: 'refused', kind: 'title-long', lesson: null, text: '', numbers: { is: 120, most: 100 } } as const
  expect([findingLine(long, () => null, 'zh'), findingLine(long, () => null, 'en')]).toEqual([
    '会被拒绝：标题太长，那里放不下（现在 120，最多 100）',
    'refused: the title is longer than they take (120 now, at most 100)',
  ])
})

test('one place is not counted, and a track’s length is told as its script tells it', () => {
  expect(findingLine({ ...finding, numbers: { count: 1 } }, () => '选鱼', 'zh')).toBe('会改变（《选鱼》）：同一个脚注用了几次，那里只认一次：“出处”')
  expect(findingLine({ ...finding, numbers: { count: 2 } }, () => '选鱼', 'zh')).toContain('（处数 2）')
  const short = { ...finding, level: 'refused', kind: 'track-short', text: '', numbers: { is: 282, least: 300 } } as const
  expect([findingLine(short, () => '选鱼', 'zh'), findingLine(short, () => '选鱼', 'en')]).toEqual([
    '会被拒绝（《选鱼》）：这一条太短，单卖要满五分钟（现在 4:42，至少 5:00）',
    'refused in “选鱼”: this track is too short to be sold by itself (4:42 now, at least 5:00)',
  ])
})

test('a picture to be put in by hand is called by its words and its place among the others', () => {
  const byHand = { ...finding, level: 'todo', kind: 'image-by-hand', text: '面团', numbers: { number: 2 } } as const
  expect([findingLine(byHand, () => '选鱼', 'zh'), findingLine({ ...byHand, text: '' }, () => '选鱼', 'en')]).toEqual([
    '要你动手（《选鱼》）：这张图片要到那里手动放上：“面团”（第 2 张图）',
    'todo in “选鱼”: this picture is to be put in by hand there (picture 2)',
  ])
})

test('what becomes of a picture is told in figures, which are no words of the author’s', () => {
  const shrunk = { ...finding, kind: 'image-shrunk', text: '4800×3600 (4.8 MB) → 2160×1620 (410 KB)', numbers: {} } as const
  expect([findingLine(shrunk, () => '选鱼', 'zh'), findingLine(shrunk, () => '选鱼', 'en')]).toEqual([
    '会改变（《选鱼》）：图片会缩小：4800×3600 (4.8 MB) → 2160×1620 (410 KB)',
    'changed in “选鱼”: a picture is made smaller: 4800×3600 (4.8 MB) → 2160×1620 (410 KB)',
  ])
})

test('the language is that of the locale, by what counts first', () => {
  expect([
    languageOf({ LANG: 'zh_CN.UTF-8' }),
    languageOf({ LANG: 'zh_TW' }),
    languageOf({ LC_ALL: 'C.UTF-8', LANG: 'zh_CN.UTF-8' }),
    languageOf({ LC_MESSAGES: 'zh', LANG: 'en_US' }),
    languageOf({ LANG: 'en_GB.UTF-8' }),
  ]).toEqual(['zh', 'zh', 'en', 'zh', 'en'])
})

test('each kind has a sentence of its own in both languages', () => {
  for (const language of ['zh', 'en'] as const) {
    const said = FindingKind.options.map((kind) => findingSentence({ kind }, language))
    expect(new Set(said).size).toBe(said.length)
    for (const line of said) expect(line).toMatch(language === 'zh' ? /^[^a-z]{2,}.*\p{Script=Han}/u : /^[A-Z].{8,}/)
  }
})

test('a sentence that begins with a name keeps its capital behind the colon', () => {
  const finding = { level: 'changed', kind: 'emphasis-bold', lesson: null, block: null, text: '', numbers: {} } as const
  expect(findingLine(finding, () => null, 'en')).toBe('changed: Chinese in italics becomes bold')
})

test('a lesson without a name of its own is to be named first, and refused by nobody', () => {
  const unnamed = { ...finding, level: 'refused', kind: 'title-unnamed', text: '', numbers: {} } as const
  expect([findingLine(unnamed, () => '未命名的一课', 'zh'), findingLine(unnamed, () => 'Untitled lesson', 'en')]).toEqual([
    '发布前先改（《未命名的一课》）：这一课还没有起名',
    'to do first in “Untitled lesson”: the lesson has no name of its own yet',
  ])
  const long = { ...finding, level: 'refused', kind: 'title-long' } as const
  const zhihu = { name: '知乎', findings: [long, unnamed, finding] }
  expect(strictSentence([zhihu, { name: '掘金', findings: [unnamed] }, { name: 'PDF', findings: [finding] }], 'zh')).toBe(
    '知乎会拒收其中一些，见上面“会被拒绝”的几行。发到知乎、掘金的课里有的还没有起名，见上面“发布前先改”的几行。文件都写好了；在课里改好，再发布一次就是。',
  )
  expect(strictSentence([{ name: 'juejin', findings: [unnamed] }], 'en')).toBe(
    'Lessons for juejin have no names of their own yet: see the lines above that begin with “to do first”. All files are written; mend it in the lessons, and publish again.',
  )
  expect([strictSentence([{ name: 'zhihu', findings: [long] }], 'en').split(':')[0], strictSentence([{ name: 'PDF', findings: [finding] }], 'zh')]).toEqual([
    'zhihu would refuse some of it',
    '',
  ])
})

test('a picture that is missing, damaged or was not brought in counts like a refusal for --strict', () => {
  for (const kind of ['image-missing', 'image-broken', 'image-unread', 'image-left'] as const) {
    const gone = { name: 'PDF', findings: [{ ...finding, level: 'lost', kind } as const] }
    expect(strictSentence([gone], 'zh')).toBe('PDF里缺了图片，见上面说图片的几行。文件都写好了；在课里改好，再发布一次就是。')
    expect(strictSentence([gone], 'en')).toMatch(/^Pictures are missing for PDF: /)
  }
})

test('a picture that is not there is told once for its place, and what else is left unsaid there is told', () => {
  const missing = { level: 'lost', kind: 'image-missing', lesson: 'l1', block: 'b1' as never, text: '鳃', numbers: {} } as const
  const left = (text: string, block = 'b1') => ({ ...missing, kind: 'left-unsaid', text, block: block as never }) as const
  const [same, address, elsewhere] = [left('【图片找不到了：鳃】'), left('[表格](网址)'), left('【图片找不到了：鳃】', 'b2')]
  expect(toldOnce([missing], [same, address, elsewhere])).toEqual([missing, address, elsewhere])
})
