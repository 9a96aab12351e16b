import { expect, test } from 'vitest'
import { CommandError } from '#engine/cli/command.ts'
import { settingRows, settingsGiven } from '#main/cli/settings-given.ts'
import { factsOf, optionsOf, type TargetId, targetIds } from '#main/publishing/facts.ts'

const lessons = [
  { id: 'a1', title: '选鱼' },
  { id: 'b2', title: '蒸鱼' },
  { id: 'c3', title: '蒸鱼' },
]
const course = { title: '家常菜', author: '老王', chapters: [{ title: '鱼', lessons: lessons.map((lesson) => ({ ...lesson, doc: [] })) }] }
const set = (target: TargetId, ...named: string[]) => settingsGiven(named, [target]).of(course).over(target, optionsOf(target, {}))
const told = (named: string, language: 'zh' | 'en', targets: readonly TargetId[] = targetIds): string => {
  try {
    settingsGiven([named], targets, language).of(course)
  } catch (error) {
    if (error instanceof CommandError) return error.message
    throw error
  }
  return ''
}

test('every kind of setting is read as its target has it, and stands over what is set otherwise', () => {
  expect(set('zhihu', 'zhihu.form=series', 'zhihu.formulas=images', 'zhihu.cover=night')).toEqual({ form: 'series', formulas: 'images', cover: 'night' })
  expect(
    set(
      'ximalaya',
      'ximalaya.pace=200',
      'ximalaya.isPaid=on',
      'ximalaya.hasTransitions=off',
      'ximalaya.ssml=tencent,baidu',
      'ximalaya.albumTitle=三道 = 家常菜',
      'ximalaya.pronunciations.重庆=chóng qìng',
      'ximalaya.titles.选鱼=鱼要这样挑',
      'ximalaya.titles.3=蒸鱼（下）',
    ),
  ).toEqual({
    ...optionsOf('ximalaya', {}),
    pace: 200,
    isPaid: true,
    hasTransitions: false,
    ssml: ['tencent', 'baidu'],
    albumTitle: '三道 = 家常菜',
    pronunciations: { 重庆: 'chóng qìng' },
    titles: { a1: '鱼要这样挑', c3: '蒸鱼（下）' },
  })
  expect(set('ximalaya', 'ximalaya.ssml=')).toMatchObject({ ssml: [] })
})

test('words and titles stand beside those that are set; an empty one takes away the one that was', () => {
  const before = { ...optionsOf('ximalaya', {}), pronunciations: { 重庆: 'chóng qìng', 长安: 'cháng ān' }, titles: { a1: '旧' } }
  const given = settingsGiven(['ximalaya.pronunciations.长安=', 'ximalaya.pronunciations.单于=chán yú', 'ximalaya.titles.1='], ['ximalaya']).of(course)
  expect(given.over('ximalaya', before)).toMatchObject({ pronunciations: { 重庆: 'chóng qìng', 单于: 'chán yú' }, titles: {} })
})

test('another cover keeps the picture that is on those of the course, or that is named beside it', () => {
  const given = settingsGiven(['zhihu.cover=night', 'wechat.cover=none'], ['zhihu', 'wechat']).of(course)
  const image = 'ab'.repeat(32)
  expect(given.over('zhihu', { form: 'article', cover: { template: 'slip', image, as: 'inset' } })).toMatchObject({
    cover: { template: 'night', image, as: 'inset' },
  })
  const named = { template: 'slip', series: '家常', picture: { image, as: 'inset' } } as const
  expect(given.cover('zhihu', named)).toEqual({ ...named, template: 'night' })
  expect(given.cover('wechat', named)).toEqual({ ...named, template: 'none', picture: null })
  expect([given.cover('epub', named), given.cover('zhihu', null)]).toEqual([named, null])
})

test.each([
  ['zhihu', '“zhihu”不是', 'zhihu.form'],
  ['wordpress.form=a', '没有“wordpress”这个去处', 'There is no target "wordpress"'],
  ['zhihu.pace=200', '知乎没有“pace”这个设置；能设的有 form、formulas、cover。', 'zhihu has no setting "pace"; it has form, formulas, cover.'],
  ['docx.form=a', '没有能设的。', 'docx has no settings.'],
  ['zhihu.form=column', 'zhihu.form 可以是 article、series、answer，不能是“column”。', 'zhihu.form is one of article, series, answer, not "column".'],
  ['zhihu.cover=sea', 'zhihu.cover 可以是 slip、mountains、', 'zhihu.cover is one of slip, mountains, '],
  ['ximalaya.pace=fast', 'ximalaya.pace 是 60 到 600 的数', 'ximalaya.pace is a number from 60 to 600, not "fast".'],
  ['ximalaya.pace=0', '不能是“0”', 'not "0"'],
  ['ximalaya.pace=', '不能是“”', 'not ""'],
  ['ximalaya.isPaid=maybe', 'ximalaya.isPaid 是 on 或 off', 'ximalaya.isPaid is on or off, not "maybe".'],
  ['ximalaya.ssml=w3c,apple', 'w3c、tencent、volcengine、baidu', 'any of w3c, tencent, volcengine, baidu, with commas between, not "w3c,apple".'],
  ['ximalaya.titles=一', 'ximalaya.titles.LESSON=TEXT', 'ximalaya.titles.LESSON=TEXT'],
  ['ximalaya.pronunciations=一', 'ximalaya.pronunciations.WORD=TEXT', 'ximalaya.pronunciations.WORD=TEXT'],
  ['ximalaya.titles.腌鱼=一', '没有叫“腌鱼”的课', 'No lesson is called "腌鱼"'],
  ['ximalaya.titles.4=一', '没有叫“4”的课', 'No lesson is called "4"'],
  ['ximalaya.titles.蒸鱼=一', '有 2 课叫“蒸鱼”', '2 lessons are called "蒸鱼"'],
  ['ximalaya.albumTitle=' + '长'.repeat(20_001), '最多 20000 个字', 'at most 20000 characters'],
])('what can’t be is told in both languages: %s', (named, zh, en) => {
  expect(told(named, 'zh')).toContain(zh)
  expect(told(named, 'en')).toContain(en)
})

test('a setting of a target that nothing goes to is told, for it would do nothing', () => {
  expect(told('ximalaya.pace=200', 'zh', ['zhihu'])).toBe('ximalaya.pace 设了也没有用：--to 里没有 ximalaya。')
  expect(told('ximalaya.pace=200', 'en', ['zhihu'])).toBe('ximalaya.pace would do nothing: ximalaya is not among --to.')
})

test('the help lists every setting that there is, with what it can be', () => {
  const rows = settingRows(targetIds)
  expect(rows.map(([left]) => left.split('=')[0]?.replace(/\.(?:LESSON|WORD)$/, ''))).toEqual(
    targetIds.flatMap((id) => factsOf(id).options.map(({ name }) => `${id}.${name}`)),
  )
  const row = (name: string) => rows.find(([left]) => left.startsWith(`${name}`))
  expect(row('zhihu.form=')).toEqual([
    'zhihu.form=article|series|answer',
    'Published as. In a series each leads to the next; answers have no title. (default article)',
  ])
  expect(row('ximalaya.pace')).toEqual([
    'ximalaya.pace=60–600',
    'Pace (characters a minute). Lengths and subtitles are timed by it. It begins with the one of your settings. (default 240)',
  ])
  expect(['titles', 'pronunciations', 'isPaid', 'ssml'].map((name) => row(`ximalaya.${name}`)?.[0])).toEqual([
    'ximalaya.titles.LESSON=TEXT',
    'ximalaya.pronunciations.WORD=TEXT',
    'ximalaya.isPaid=on|off',
    'ximalaya.ssml=w3c,tencent,volcengine,baidu',
  ])
  expect(row('ximalaya.isPaid')?.[1]).toContain('(default off)')
})
