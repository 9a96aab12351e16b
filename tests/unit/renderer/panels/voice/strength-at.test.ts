import { expect, test } from 'vitest'
import { strengthAt } from '#renderer/panels/voice/strength-at.ts'

const slider = { left: 100, width: 300 }

test('a place across the slider is the nearest step, and beyond it its end', () => {
  expect([90, 100, 104, 106, 200, 300, 400, 999].map((x) => strengthAt(x, slider))).toEqual([0, 0, 0, 0.05, 0.5, 1, 1.5, 1.5])
})
