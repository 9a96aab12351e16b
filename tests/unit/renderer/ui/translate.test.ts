import { describe, expect, test } from 'vitest'
import { chooseLanguage, fillText, texts, translator } from '#renderer/ui/translate.ts'

const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort()
const english = Object.entries(texts).flatMap(([key, { en }]): [string, string][] =>
  typeof en === 'string'
    ? [[key, en]]
    : [
        [key, en.one],
        [key, en.other],
      ],
)

describe('the strings', () => {
  test('they are written in both languages', () => {
    expect(Object.entries(texts).filter(([, { zh }]) => zh.trim() === '')).toEqual([])
    expect(english.filter(([, text]) => text.trim() === '')).toEqual([])
  })

  test('they take the same values in both languages', () => {
    const zh = new Map(Object.entries(texts).map(([key, entry]) => [key, names(entry.zh)]))
    expect(english.filter(([key, text]) => names(text).join() !== zh.get(key)?.join()).map(([key]) => key)).toEqual([])
  })

  test('they hold no Chinese in English, but for the names of the language and the seal', () => {
    expect(english.filter(([, text]) => /\p{Script=Han}/u.test(text)).map(([key]) => key)).toEqual(['app.seal', 'command.chinese', 'settings.chinese'])
  })

  test('they use Chinese punctuation in Chinese', () => {
    expect(
      Object.entries(texts)
        .filter(([, { zh }]) => /\p{Script=Han}[,;!?]|\p{Script=Han}\.(\s|$)/u.test(zh))
        .map(([key]) => key),
    ).toEqual([])
  })
})

describe('a translation', () => {
  test('it fills in values and writes numbers as the language does', () => {
    expect([translator('zh-CN')('status.words', { count: 12345 }), translator('en')('status.narration', { time: '5:21' })]).toEqual([
      '12,345 字',
      'Narration 5:21',
    ])
  })

  test('it chooses the English plural by the count', () => {
    const t = translator('en')
    expect([0, 1, 2].map((count) => t('library.lessons', { count }))).toEqual(['0 lessons', '1 lesson', '2 lessons'])
  })

  test('it leaves a missing value of a problem empty', () => {
    expect(fillText('en', 'problem.bug')).toContain('(number )')
  })
})

describe('the language', () => {
  test('it is the author’s choice before the system’s', () => {
    expect(chooseLanguage('en', ['zh-CN'])).toBe('en')
  })

  test('it is the first of the system’s that is known', () => {
    expect([
      chooseLanguage('system', ['zh-TW', 'en']),
      chooseLanguage('system', ['fr', 'en-GB', 'zh']),
      chooseLanguage('system', ['fr']),
      chooseLanguage('system', []),
    ]).toEqual(['zh-CN', 'en', 'en', 'zh-CN'])
  })
})
