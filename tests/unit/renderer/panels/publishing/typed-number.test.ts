import { expect, test } from 'vitest'
import { typedNumber } from '#renderer/panels/publishing/typed-number.ts'

const limits = { least: 60, most: 600 }

test.each([
  ['240', 240],
  [' 60 ', 60],
  ['600', 600],
  ['２４０', 240],
  ['199.5', 199.5],
])('%j is %d', (typed, number) => expect(typedNumber(typed, limits)).toBe(number))

test.each(['99999', '59', '600.1', '', '  ', '快', '2e2', '-240', '0x99', '24 0'])('%j is none that can be, and is not made another', (typed) =>
  expect(typedNumber(typed, limits)).toBe(null),
)
