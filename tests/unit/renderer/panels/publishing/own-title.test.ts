import { expect, test } from 'vitest'
import { factsOf } from '#main/publishing/facts.ts'
import { LessonId } from '#preload/contract/library.ts'
import { ownTitleOf } from '#renderer/panels/publishing/own-title.ts'

const lesson = LessonId.parse('l')

test('a title that is too long leads to the one that a platform has of its own, where it has one', () => {
  const title = { kind: 'title-long', lesson } as const
  expect(ownTitleOf(title, factsOf('ximalaya'))).toEqual({ option: 'titles', lesson })
  expect(ownTitleOf(title, factsOf('zhihu'))).toBe(null)
  expect(ownTitleOf({ kind: 'album-title-long', lesson: null }, factsOf('ximalaya'))).toEqual({ option: 'albumTitle', lesson: null })
  expect(ownTitleOf({ kind: 'title-missing', lesson }, factsOf('ximalaya'))).toBe(null)
})
