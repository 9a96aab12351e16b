/** A suggestion ends before what stands in past works for personal data, and before half of it. */
import { expect, test } from 'vitest'
import { maskSigns } from '#engine/completion/masks.ts'
import { scriptsIn } from '#engine/completion/scripts.ts'
import { type Growth, shape } from '#engine/completion/shape.ts'
import { placeholders } from '#main/archive/personal.ts'

test('they are those that the archive writes', () => {
  expect(maskSigns.toSorted()).toEqual(Object.values(placeholders).toSorted())
})

const shown = (raw: string, before: string, growth: Growth) =>
  shape(raw, { before, after: '', scripts: scriptsIn('中文 Latin 2015'), form: 'simplified', reach: 'sentence', characters: 60 }, growth)

test.each<[raw: string, growth: Growth, before: string, text: string, over: boolean]>([
  ['请打电话〔手机号〕找我', 'growing', '有事', '请打电话', true],
  ['请打电话〔手机号〕找我', 'ended', '有事', '请打电话', true],
  ['〔手机号〕，微信同号', 'growing', '电话：', '', true],
  ['请打电话〔手', 'growing', '有事', '请打电话', false],
  ['请打电话〔手机号', 'ended', '有事', '请打电话', true],
  ['请打电话〔手机号', 'limited', '有事', '请打电话', true],
  ['加老师的〔QQ号〕进群', 'growing', '想听的', '加老师的', true],
  ['机号〕找我', 'growing', '有事打〔手', '', true],
  ['国发〔2015〕40号文件', 'ended', '依据', '国发〔2015〕40号文件', true],
  ['是〔手机〕的另一种写法', 'ended', '这里', '是〔手机〕的另一种写法', true],
])('%j (%s) after %j shows %j', (raw, growth, before, text, over) => {
  expect(shown(raw, before, growth)).toMatchObject({ text, over })
})

test('what is shown stays shown, sign by sign', () => {
  const raw = '请打电话〔手机号〕找我'
  let before = ''
  for (let end = 1; end <= raw.length; end++) {
    const { text } = shown(raw.slice(0, end), '有事', 'growing')
    expect(text.startsWith(before)).toBe(true)
    expect(text).not.toContain('〔')
    before = text
  }
})
