import { expect, test } from 'vitest'
import { untitled } from '#preload/document/title.ts'
import { isUnnamed, isUntitled } from '#renderer/ui/unnamed.ts'

test('a title that things are made with is none, in whatever language they were made; one that an author gave is one', () => {
  expect(['未命名的一课', 'Untitled lesson', '新的一章', '未命名的一课 2', ''].map(isUntitled)).toEqual([true, true, false, false, false])
  expect(['未命名的一课', '新的一章', 'New course', '第一章', '新课程 二'].map(isUnnamed)).toEqual([true, true, true, false, false])
})

test('a check before publishing knows the titles that lessons are made with', () => {
  expect(Object.values(untitled).map(isUntitled)).toEqual([true, true])
})
