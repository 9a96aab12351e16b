import { expect, test } from 'vitest'
import { jsonLine } from '#preload/document/json-line.ts'

test('nothing but its end ends a line, for whatever reads it, and it says the same', () => {
  const value = { text: '一\n二\u2028三\u2029四\u0085五\r\n' }
  const line = jsonLine(value)
  expect(line.split(/[\n\r\u0085\u2028\u2029]/)).toHaveLength(2)
  expect(JSON.parse(line)).toEqual(value)
})
