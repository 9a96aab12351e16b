import { expect, test } from 'vitest'
import { Rhythm } from '#renderer/editor/rhythm.ts'

function rhythmOf(...times: number[]): Rhythm {
  const rhythm = new Rhythm()
  for (const at of times) rhythm.pressed(at)
  return rhythm
}

test('a burst is over when the next key is late by its own measure', () => {
  expect(rhythmOf(1000, 1060, 1120, 1180).restsAt()).toBe(1180 + 90)
  expect(rhythmOf(1000, 1040, 1140, 1210).restsAt()).toBe(1210 + 105)
})

test('a writer’s pace is no burst, nor is one slow key among quick ones', () => {
  expect(rhythmOf(1000, 1200, 1400, 1600, 1800).restsAt()).toBe(-Infinity)
  expect(rhythmOf(1000, 1060, 1120, 1320, 1380).restsAt()).toBe(-Infinity)
  expect(rhythmOf(1000, 1095, 1190, 1285).restsAt()).toBe(-Infinity)
})

test('a pair of quick keys is none', () => {
  expect([rhythmOf().restsAt(), rhythmOf(1000).restsAt(), rhythmOf(1000, 1050, 1100).restsAt()]).toEqual([-Infinity, -Infinity, -Infinity])
})
