import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { noticeInsets, noticePlace } from '#renderer/ui/notice-place.ts'

const window = { width: 1280, height: 800 }
const size = { width: 400, height: 44 }
const box = (left: number, top: number, width: number, height: number) => ({ left, top, right: left + width, bottom: top + height })
const row = box(320, 690, 900, 80)
const button = box(600, 720, 100, 32)

test('notices stand in the middle of the foot', () => expect(noticePlace('foot', size, window, [])).toBe('foot'))

test('they stand where they were, as long as that is free', () => expect(noticePlace('head', size, window, [button])).toBe('head'))

test('they go to the foot’s end where a button in its middle has the keys', () => {
  expect(noticePlace('foot', size, window, [button])).toBe('foot-end')
})

test('they go to the head where the row that they speak of fills the foot', () => expect(noticePlace('foot', size, window, [row, button])).toBe('head'))

test('what nearly touches them is covered by their shadow', () => {
  expect(noticePlace('foot', size, window, [box(600, 676, 100, 32)])).toBe('foot-end')
  expect(noticePlace('foot', size, window, [box(600, 640, 100, 32)])).toBe('foot')
})

test('where there is no free place they cover as little as can be', () => {
  const all = box(0, 0, 1280, 740)
  expect(noticePlace('head', size, window, [all])).toBe('foot')
})

test('the style sheet has its distances from here', () => {
  const places = readFileSync('renderer/ui/toast.css', 'utf8').match(/^\.toasts[^]*?\}/gm) ?? []
  const distances = places.flatMap((rule) => Array.from(rule.matchAll(/^ {2}(?:top|bottom|right): (?!auto)(.*);$/gm), ([, value]) => value))
  expect(distances.toSorted()).toEqual(
    Object.keys(noticeInsets)
      .map((name) => `var(${name})`)
      .toSorted(),
  )
})
