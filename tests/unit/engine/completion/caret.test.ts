import { describe, expect, test } from 'vitest'
import { spaceBehind } from '#engine/completion/caret.ts'

describe('the space between a suggestion and what follows', () => {
  test.each([
    ['I have ', 'read', 'many books', ' '],
    ['I have ', 'read ', 'many books', ''],
    ['I have', ' read', ' many books', ''],
    ['', 'However,', 'many books', ' '],
    ['他说“', 'Read', 'many books”', ' '],
    ['调用', 'Node', 'API', ' '],
    ['调用', '这个', 'API', ''],
    ['调用 ', '这个', 'API', ' '],
    ['调用 ', '这个', '接口', ''],
    ['大约 ', '有', '3 个', ' '],
    ['调用 ', '（', 'API）', ''],
    ['调用 ', '接口，', 'API', ''],
    ['I have ', '', 'many books', ''],
    ['I have ', 'read', '', ''],
  ])('%j %j %j: %j', (before, text, after, space) => {
    expect(spaceBehind(text, before, after)).toBe(space)
  })
})
