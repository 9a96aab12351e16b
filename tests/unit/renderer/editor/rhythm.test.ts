import { expect, test } from 'vitest'
import { Rhythm } from '#renderer/editor/ghost/rhythm.ts'

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

/** Words composed with such gaps between them, each taking 600 ms. */
function wordsWith(...gaps: number[]): { rhythm: Rhythm; at: number } {
  const rhythm = new Rhythm()
  let at = 1000
  rhythm.composed(at)
  for (const gap of gaps) {
    rhythm.begun(at + gap)
    at += gap + 600
    rhythm.composed(at)
  }
  return { rhythm, at }
}
const waitAfter = (...gaps: number[]) => {
  const { rhythm, at } = wordsWith(...gaps)
  return Math.round(rhythm.restsAt() - at)
}

test('after a composed word it waits for longer than the author’s usual gap, and never for long', () => {
  expect([waitAfter(150, 160, 140), waitAfter(180, 170, 2000, 190, 180), waitAfter(230, 240, 245)]).toEqual([195, 234, 250])
})

test('nothing waits until the author’s gaps are known', () => {
  expect([waitAfter(), waitAfter(150), waitAfter(150, 160)]).toEqual([0, 0, 0])
})

test('nothing flickers between the words of a steady author who leaves no time to read it', () => {
  for (let gap = 60; gap <= 250; gap += 10) expect(waitAfter(gap, gap, gap), `${gap}`).toBeGreaterThanOrEqual(gap)
})

test('who leaves time between words waits for nothing', () => {
  expect(waitAfter(800, 700, 900, 260, 750)).toBe(0)
  expect(waitAfter(260, 255, 270)).toBe(0)
})

test('a mark after a word goes on with it, and a key of its own does not', () => {
  const { rhythm, at } = wordsWith(200, 200, 200)
  rhythm.typed(at + 200)
  expect(rhythm.restsAt()).toBe(at + 200 + 250)
  rhythm.typed(at + 2000)
  expect(rhythm.restsAt()).toBe(at + 200 + 250)
})
