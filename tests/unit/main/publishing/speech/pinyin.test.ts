import { expect, test } from 'vitest'
import { pinyinOf } from '#main/publishing/speech/pinyin.ts'

test.each([
  ['háng', 'hang2'],
  ['chóng qìng', 'chong2 qing4'],
  ['chóngqìng', 'chong2 qing4'],
  ['Chong2qing4', 'chong2 qing4'],
  ['lǜ', 'lv4'],
  ['xī’ān', 'xi1 an1'],
  ['dōng xi', 'dong1 xi5'],
])('%s is %s', (written, read) => expect(pinyinOf(written)).toBe(read))

test.each(['hang', '航', 'MP 3', 'bróót', '2', ''])('%s is none', (written) => expect(pinyinOf(written)).toBe(null))
