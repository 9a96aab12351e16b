import { describe, expect, test } from 'vitest'
import { givenTo, optionsOf, type TargetId, targetIds } from '#main/publishing/facts.ts'
import { settingsHashes } from '#main/publishing/settings-hash.ts'
import type { OptionValues } from '#preload/contract/targets.ts'

const hash = (target: TargetId, options: OptionValues, lesson: string | null = null, shared: object = { producer: '', addresses: {} }, author = '') =>
  settingsHashes(target, { given: givenTo(target, optionsOf(target, options), { ...shared }), author })(lesson)

describe('how a target is set', () => {
  test.each(targetIds)('%s: what it has by itself is as if nothing were set, for a later version may have more to set', (target) => {
    expect(settingsHashes(target, { given: {}, author: '' })(null)).toBe(hash(target, {}))
    expect(settingsHashes(target, { given: {}, author: '' })('a')).toBe(hash(target, {}, 'a'))
  })

  test('another form, cover, pace or producer is another setting, of the course and of each lesson', () => {
    const others: readonly (readonly [TargetId, OptionValues])[] = [
      ['zhihu', { formulas: 'images' }],
      ['zhihu', { cover: 'night' }],
      ['epub', { cover: 'none' }],
      ['ximalaya', { pace: 200 }],
      ['ximalaya', { pronunciations: { 行: 'háng' } }],
    ]
    for (const [target, options] of others)
      expect([hash(target, options) === hash(target, {}), hash(target, options, 'a') === hash(target, {}, 'a')]).toEqual([false, false])
    expect(hash('zhihu', {}, null, { producer: '林一工作室', addresses: {} })).not.toBe(hash('zhihu', {}))
  })

  test('a lesson’s own title is that lesson’s alone, an album’s own words are the album’s alone', () => {
    const titles = { titles: { a: '清单' } }
    expect([null, 'a', 'b'].map((lesson) => hash('ximalaya', titles, lesson) === hash('ximalaya', {}, lesson))).toEqual([true, false, true])
    expect([null, 'a'].map((lesson) => hash('ximalaya', { albumIntro: '简介' }, lesson) === hash('ximalaya', {}, lesson))).toEqual([false, true])
    expect(hash('ximalaya', { titles: { a: ' ' } }, 'a')).toBe(hash('ximalaya', {}, 'a'))
  })

  test('where lessons stand is no setting, and the order in which things were set is none', () => {
    expect(hash('zhihu', {}, 'a', { producer: '', addresses: { 'moke:lesson/b': 'https://example.com' } })).toBe(hash('zhihu', {}, 'a'))
    expect(hash('ximalaya', { pronunciations: { 行: 'háng', 重: 'chóng' } })).toBe(hash('ximalaya', { pronunciations: { 重: 'chóng', 行: 'háng' } }))
  })

  test('who wrote it is one where files name them', () => {
    const isSame = (target: TargetId) => hash(target, {}, null, {}, '林一') === hash(target, {})
    expect([isSame('epub'), isSame('ximalaya'), isSame('juejin')]).toEqual([false, false, true])
    expect([isSame('xiaoe'), isSame('dedao')]).toEqual([false, false])
  })

  test('who wrote it stands on a cover, where there is one', () => {
    const isSame = (target: TargetId, cover: string) => hash(target, { cover }, null, {}, '林一') === hash(target, { cover })
    expect(['night', 'none'].map((cover) => [isSame('zhihu', cover), isSame('wechat', cover)])).toEqual([
      [false, false],
      [true, true],
    ])
  })
})
