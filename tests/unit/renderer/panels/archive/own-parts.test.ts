import { expect, test } from 'vitest'
import { ownParts } from '#renderer/panels/archive/own-parts.ts'

test('what a text has alone is told apart, without the marks of headings within it or before it', () => {
  const text = '# 案情\n张某入职。\n## 结果\n胜诉。'
  const at = text.indexOf('职')
  expect(ownParts(text, [[at, text.length]])).toEqual([
    { text: '案情\n张某入', isOwn: false },
    { text: '职。\n结果\n胜诉。', isOwn: true },
  ])
})

test('a text without anything of its own is one part, and an empty one is none', () => {
  expect([ownParts('一样', []), ownParts('', [])]).toEqual([[{ text: '一样', isOwn: false }], []])
})
