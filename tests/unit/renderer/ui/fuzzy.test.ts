import { expect, test } from 'vitest'
import { fuzzyScore } from '#renderer/ui/fuzzy.ts'

test('it wants the characters in order', () => {
  expect([fuzzyScore('清尾', '给清单一个结尾') !== null, fuzzyScore('尾清', '给清单一个结尾')]).toEqual([true, null])
})
