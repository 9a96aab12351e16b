import { expect, test } from 'vitest'
import { factsOf, targetIds } from '#main/publishing/facts.ts'
import { LessonId } from '#preload/contract/library.ts'
import { fieldOf, ownTitleOf } from '#renderer/panels/publishing/own-title.ts'

const lesson = LessonId.parse('l')

test('a title that is too long leads to the one that a platform has of its own, where it has one', () => {
  const title = { kind: 'title-long', lesson } as const
  expect(ownTitleOf(title, factsOf('ximalaya'))).toEqual({ option: 'titles', lesson })
  expect(ownTitleOf(title, factsOf('zhihu'))).toBe(null)
  expect(ownTitleOf({ kind: 'album-title-long', lesson: null }, factsOf('ximalaya'))).toEqual({ option: 'albumTitle', lesson: null })
  expect(ownTitleOf({ kind: 'title-perhaps-long', lesson: null }, factsOf('ximalaya'))).toEqual({ option: 'albumTitle', lesson: null })
  expect(ownTitleOf({ kind: 'title-missing', lesson }, factsOf('ximalaya'))).toBe(null)
})

test('what a setting mends leads to its field, at every target', () => {
  for (const target of targetIds) {
    const facts = factsOf(target)
    for (const where of [lesson, null]) expect(fieldOf({ kind: 'label-unnamed', lesson: where }, facts)).toEqual({ option: 'producer', lesson: null })
    expect(fieldOf({ kind: 'author-long', lesson }, facts)).toEqual({ option: 'author', lesson: null })
    expect(fieldOf({ kind: 'strike', lesson }, facts)).toBe(null)
  }
  const ximalaya = factsOf('ximalaya')
  expect(fieldOf({ kind: 'selling-point-missing', lesson: null }, ximalaya)).toEqual({ option: 'sellingPoint', lesson: null })
  expect(fieldOf({ kind: 'category-missing', lesson: null }, ximalaya)).toEqual({ option: 'category', lesson: null })
  expect(fieldOf({ kind: 'title-missing', lesson: null }, ximalaya)).toEqual({ option: 'albumTitle', lesson: null })
  expect(fieldOf({ kind: 'title-missing', lesson: null }, factsOf('pdf'))).toBe(null)
  expect(fieldOf({ kind: 'title-long', lesson }, ximalaya)).toEqual({ option: 'titles', lesson })
})
