import { mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { isWithin, realPlace } from '#engine/computer/index.ts'
import { temporaryFolder } from '../../main/store/temporary.ts'

test('a place lies in another whatever links lead there, though it is not there yet; a neighbour whose name begins alike does not', () => {
  const above = temporaryFolder()
  const library = join(above, '课')
  mkdirSync(library)
  symlinkSync(library, join(above, '链接'))
  mkdirSync(join(above, '课 导出'))
  const within = ['课', '课/图', '课/图/还没有', '链接', '链接/还没有/知乎', '课/../课', '课/..图'].map((path) => isWithin(join(above, path), library))
  expect(within).toEqual([true, true, true, true, true, true, true])
  expect(['课 导出', '课 导出/知乎', '.', '课/..', '还没有/课'].map((path) => isWithin(join(above, path), library))).toEqual([
    false,
    false,
    false,
    false,
    false,
  ])
  expect([isWithin(library, '/'), isWithin(join(above, '链接'), join(above, '链接')), isWithin(library, join(above, '链接'))]).toEqual([true, true, true])
})

test('on a disk whose names have no case a place is the same however it was typed, though only what is above it is there', () => {
  const above = temporaryFolder()
  for (const name of ['Course', 'course', 'COURSE']) mkdirSync(join(above, name))
  // As such a disk tells names: in the case in which they were made.
  const asMade = (path: string): string => {
    if (path === above || dirname(path) === path) return path
    const made = readdirSync(dirname(path))
      .toSorted()
      .find((name) => name.toLowerCase() === basename(path).toLowerCase())
    return join(asMade(dirname(path)), made === undefined ? basename(path) : made.toLowerCase())
  }
  expect(isWithin(join(above, 'course', 'out', 'new'), join(above, 'COURSE'), asMade)).toBe(true)
  expect(realPlace(join(above, 'Course', 'new'), asMade)).toBe(join(above, 'course', 'new'))
  expect(isWithin(join(above, 'course 2'), join(above, 'COURSE'), asMade)).toBe(false)
})
