import { expect, test } from 'vitest'
import { shortName } from '#renderer/ui/short-name.ts'

test('a long name is told by its beginning, and no character is cut in two', () => {
  expect(['选鱼', '长'.repeat(20), '长'.repeat(21), '🐟'.repeat(102), 'How to choose a fish at the market'].map(shortName)).toEqual([
    '选鱼',
    '长'.repeat(20),
    `${'长'.repeat(19)}…`,
    `${'🐟'.repeat(19)}…`,
    'How to choose a fis…',
  ])
})
