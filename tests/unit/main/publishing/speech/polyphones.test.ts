import { expect, test } from 'vitest'
import { unsureWords } from '#main/publishing/speech/polyphones.ts'

test.each([
  ['单雄信去了重庆，单雄信又回来了', ['单雄信']],
  ['曾国藩写信给曾行之', ['曾行之']],
  ['仇英的画', ['仇英']],
  ['区先生和任老师', ['区先生', '任老师']],
  ['王重阳与张长弓', ['王重阳', '张长弓']],
  ['“重言”是一种修辞', ['重言']],
  ['见《重言》一文', ['重言']],
])('%s: nobody can know how %j sounds', (text, words) => {
  expect(unsureWords(text)).toEqual(words)
})

test.each([
  '他曾经说过，重庆的银行都很长',
  '我查过了，解不开',
  '单独一个人单说这个',
  '不要乐观，小朋友都行',
  '这本书重印了',
  '“很重”',
  'no Chinese',
  '加盖后焖十分钟',
  '盖住锅，再盖上盖子',
  '解完题再查',
])('%s: a dictionary has its words', (text) => {
  expect(unsureWords(text)).toEqual([])
})
