import { expect, test } from 'vitest'
import { isSaidOf } from '#renderer/panels/publishing/seen.ts'
import { toLookAt } from '#renderer/panels/publishing/to-look-at.ts'

test('what was said holds for the same text and settings alone, and for none that is not known yet', () => {
  const tree = {}
  const since = { tree, author: '林一', producer: '', options: '{}' }
  const said = { findings: [], since }
  expect(isSaidOf(said, { ...since })).toBe(true)
  const others = [{ tree: {} }, { author: '' }, { producer: 'x' }, { options: '{"form":"answer"}' }, { options: undefined }]
  expect(others.map((other) => isSaidOf(said, { ...since, ...other }))).toEqual([false, false, false, false, false])
  expect(isSaidOf(undefined, since)).toBe(false)
  expect(isSaidOf({ findings: [], since: { ...since, options: undefined } }, { ...since, options: undefined })).toBe(false)
})

test('a card and its panel count alike what would be refused or lost', () => {
  const levels = ['refused', 'lost', 'lost', 'changed', 'todo', 'advice'] as const
  expect(toLookAt(levels.map((level) => ({ level })))).toBe(3)
})
