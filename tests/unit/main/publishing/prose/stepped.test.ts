import { expect, test } from 'vitest'
import { proseOf } from '#main/publishing/prose/prose.ts'
import { stepped } from '#main/publishing/prose/stepped.ts'
import { docOf } from '../published.ts'

const levels = (...given: readonly number[]) =>
  stepped(proseOf(docOf(given.map((level) => `${'#'.repeat(level)} 标题`).join('\n\n')))).blocks.flatMap((block) =>
    block.kind === 'heading' ? [block.level] : [],
  )

test('headings go down one level at a time, and those of one level stay beside each other', () => {
  expect(levels(1, 2, 3, 4, 5, 6)).toEqual([1, 2, 3, 4, 5, 6])
  expect(levels(2, 4, 4, 6, 3, 2)).toEqual([1, 2, 2, 3, 2, 1])
  expect(levels(3, 2, 3, 1)).toEqual([1, 1, 2, 1])
})
