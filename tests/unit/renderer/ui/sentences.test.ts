import { expect, test } from 'vitest'
import { sentences } from '#renderer/ui/sentences.ts'

test('sentences are parted by a space where their language needs one', () => {
  expect(sentences('zh-CN', ['学完了。', null, '更像你了。'])).toBe('学完了。更像你了。')
  expect(sentences('en', ['It is learnt.', null, 'It sounds like you.'])).toBe('It is learnt. It sounds like you.')
})
