import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { matchesIn, replacementOf } from '#preload/document/matching.ts'
import { compile, longestSought, type Sought, wordsSought } from '#preload/document/sought.ts'

const plain = (text: string, options: Partial<Sought> = {}): Sought => ({ text, matchCase: false, wholeWord: false, isPattern: false, ...options })

/** What is found of a text, as it stands there. */
function found(text: string, sought: Sought): string[] {
  const compiled = compile(sought)
  if (compiled.kind === 'fault') return [`fault ${compiled.fault}`]
  return matchesIn(text, new RegExp(compiled.pattern.source, compiled.pattern.flags)).map(({ from, to }) => text.slice(from, to))
}

describe('plain text', () => {
  test.each([
    ['课', '墨课，课程', ['课', '课']],
    ['课程', '墨课，课程', ['课程']],
    ['moke', 'Moke ＭＯＫＥ ｍｏｋｅ', ['Moke', 'ＭＯＫＥ', 'ｍｏｋｅ']],
    ['ＭＯＫＥ', 'moke', ['moke']],
    ['你好,世界', '你好，世界', ['你好，世界']],
    ['ガ', 'ｶﾞ ガ カ\u3099', ['ｶﾞ', 'ガ', 'カ\u3099']],
    ['ｶﾞ', 'ガ', ['ガ']],
    ['é', 'É e\u0301 e', ['É', 'e\u0301']],
    ['kg', '5㎏ 5kg 5KG', ['㎏', 'kg', 'KG']],
    ['第1', '第①步 第１步', ['第①', '第１']],
    ['a b', 'a\u00a0b a\u3000b a\nb', ['a\u00a0b', 'a\u3000b']],
    ['a.c*', 'abcc a.c*', ['a.c*']],
    ['🙂', '好🙂🙃', ['🙂']],
    ['moke', '𝐌𝐨𝐤𝐞 𝕸oke', ['𝐌𝐨𝐤𝐞', '𝕸oke']],
    ['𝐌', 'M m 𝕸', ['M', 'm', '𝕸']],
    ['\u{10428}', '\u{10400}\u{10401}', ['\u{10400}']],
    ['丽', '\u{2f800}江', ['\u{2f800}']],
    ['\u{2f800}\0\u{10000}', '\u{2f800}\0\u{10000} 丽\0\u{10000}', ['\u{2f800}\0\u{10000}', '丽\0\u{10000}']],
    ['a\u0302\u0323', 'a\u0302\u0323 a\u0323\u0302 ậ', ['a\u0302\u0323', 'a\u0323\u0302', 'ậ']],
    ['没有', '墨课', []],
  ])('%s in %s', (sought, text, places) => {
    expect(found(text, plain(sought))).toEqual(places)
  })

  test('case can be told apart, width never is', () => {
    expect(found('Moke moke Ｍoke', plain('Moke', { matchCase: true }))).toEqual(['Moke', 'Ｍoke'])
  })

  test('a whole word stands by itself among letters, and beside Chinese', () => {
    expect(found('cat catalog 猫cat猫 cat, naïvecat', plain('cat', { wholeWord: true }))).toHaveLength(3)
    expect(found('课程课', plain('课', { wholeWord: true }))).toHaveLength(2)
  })

  test('half an emoji finds no whole one', () => {
    expect(found('🙂', plain('\ud83d'))).toEqual([])
    expect(found('🙂', plain('\ude42'))).toEqual([])
    expect(found('坏\ud83d了', plain('\ud83d'))).toEqual(['\ud83d'])
  })

  test('the longest text that can be sought is found', () => {
    const long = '很长的话'.repeat(longestSought / 4)
    expect(found(`前${long}后`, plain(long))).toEqual([long])
  })

  test('any piece of any text is found in it', () => {
    const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(), (all, a, b) => {
        const [from, to] = [a % all.length, b % (all.length + 1)].sort((x, y) => x - y) as [number, number]
        const piece = all.slice(from, to)
        const isWhole = piece.isWellFormed() && piece !== ''
        if (isWhole) expect(found(all, plain(piece)).length).toBeGreaterThan(0)
      }),
    )
  })
})

describe('a regular expression', () => {
  const pattern = (text: string, options: Partial<Sought> = {}) => plain(text, { isPattern: true, ...options })
  test.each([
    ['第[一二三]章', '第一章 第四章', ['第一章']],
    ['^# .*$', '# 题\n正文', ['# 题']],
    ['\\d+\\-\\d+', '3-4', ['3-4']],
    ['x*', 'axxb', ['xx']],
    ['MOKE', 'moke', ['moke']],
  ])('%s', (source, text, places) => {
    expect(found(text, pattern(source))).toEqual(places)
  })

  test.each([
    ['(课', 'group-open'],
    ['课)', 'group-closed'],
    ['[课', 'class-open'],
    ['*课', 'nothing-to-repeat'],
    ['[b-a]', 'range'],
    ['a{2,1}', 'braces'],
    ['课\\', 'escape'],
  ])('%s is told as %s', (source, fault) => {
    expect(found('', pattern(source))).toEqual([`fault ${fault}`])
    expect(found('', pattern(source, { wholeWord: true }))).toEqual([`fault ${fault}`])
  })

  test('what it caught can be put into what replaces it', () => {
    const [match] = matchesIn('2026-11', /(\d+)-(\d+)/g, true)
    expect(match && replacementOf(match, '$2月$1年 $& $$ $3\\n')).toBe('11月2026年 2026-11 $ $3\n')
    expect(replacementOf({ from: 0, to: 1, groups: null }, '$1')).toBe('$1')
  })
})

test('words are parted by spaces of any kind', () => {
  expect(wordsSought('  结尾\u3000清单 结尾\t')).toEqual(['结尾', '清单'])
  expect(wordsSought(' \u3000 ')).toEqual([])
})
